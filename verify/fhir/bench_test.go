package fhir_test

import (
	"testing"

	"passdesk/verify/fhir"
	"passdesk/verify/vocab"
)

// A card of two doses as it stands in a QR code, without white space.
const twoDoses = `{"resourceType":"Bundle","type":"collection","entry":[` +
	`{"fullUrl":"resource:0","resource":` + patient + `},` +
	`{"fullUrl":"resource:1","resource":{"resourceType":"Immunization","status":"completed","vaccineCode":{"coding":[{"system":"http://hl7.org/fhir/sid/cvx","code":"207"}]},"patient":{"reference":"resource:0"},"occurrenceDateTime":"2021-01-01","performer":[{"actor":{"display":"ABC General Hospital"}}],"lotNumber":"0000001"}},` +
	`{"fullUrl":"resource:2","resource":{"resourceType":"Immunization","status":"completed","vaccineCode":{"coding":[{"system":"http://hl7.org/fhir/sid/cvx","code":"207"}]},"patient":{"reference":"resource:0"},"occurrenceDateTime":"2021-01-29","performer":[{"actor":{"display":"ABC General Hospital"}}],"lotNumber":"0000007"}}]}`

func BenchmarkRead(b *testing.B) {
	b.SetBytes(int64(len(twoDoses)))
	b.ReportAllocs()
	for b.Loop() {
		r, err := fhir.Read([]byte(twoDoses), vocab.Shipped())
		if err != nil || len(r.Doses) != 2 {
			b.Fatal(err)
		}
	}
}
