package fhir_test

import (
	"errors"
	"fmt"

	"passdesk/verify/fhir"
	"passdesk/verify/vocab"
)

// A bundle whose second dose was given to somebody else, and whose vaccine
// nobody knows.
func ExampleRead() {
	record, err := fhir.Read([]byte(`{"resourceType":"Bundle","entry":[
		{"fullUrl":"resource:0","resource":{"resourceType":"Patient","name":[{"family":"Example","given":["Ada"]}],"birthDate":"1951"}},
		{"fullUrl":"resource:1","resource":{"resourceType":"Immunization","status":"completed","patient":{"reference":"resource:0"},
			"vaccineCode":{"coding":[{"system":"http://hl7.org/fhir/sid/cvx","code":"207"}]},"occurrenceDateTime":"2021-01-01"}},
		{"fullUrl":"resource:2","resource":{"resourceType":"Immunization","status":"completed","patient":{"reference":"resource:9"},
			"vaccineCode":{"coding":[{"system":"https://example.org/codes","code":"X1"}]},"occurrenceDateTime":"2021-02-01"}}]}`), vocab.Shipped())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(record.Holder.Name, record.Holder.BirthDate)
	for _, d := range record.Doses {
		fmt.Printf("%s %s %v %q %s %q\n", d.Date, d.Code.Code, d.Known, d.Vaccine.Product, d.Valid, d.Why)
	}

	_, err = fhir.Read([]byte(`{"resourceType":"Bundle","entry":[{]}`), vocab.Shipped())
	var broken *fhir.Error
	fmt.Println(errors.As(err, &broken), err)
	// Output:
	// Ada Example 1951
	// 2021-01-01 207 true "moderna" yes ""
	// 2021-02-01 X1 false "" no "other-patient"
	// true FHIR bundle: not JSON, at byte 35
}
