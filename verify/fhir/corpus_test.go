package fhir_test

import (
	"encoding/json"
	"strings"
	"testing"

	"passdesk/cmd/housekeeping/corpus"
	"passdesk/verify/fhir"
	"passdesk/verify/reason"
	"passdesk/verify/vocab"
)

// corpusBundle gives the bundle of a published example, or skips the test
// loudly.
func corpusBundle(tb testing.TB, name string) []byte {
	tb.Helper()
	raw := corpus.Read(tb, "corpus", "spec", name)
	var payload struct {
		VC struct {
			CredentialSubject struct {
				FhirBundle json.RawMessage
			}
		}
	}
	if err := json.Unmarshal(raw, &payload); err != nil {
		tb.Fatal(err)
	}
	return payload.VC.CredentialSubject.FhirBundle
}

func TestCorpusVaccinationExample(t *testing.T) {
	r, err := fhir.Read(corpusBundle(t, "example-00-b-jws-payload-expanded.json"), vocab.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	if r.Holder.Name.String() != "John B. Anyperson" || r.Holder.BirthDate.String() != "1951-01-20" || len(r.Tests) != 0 {
		t.Errorf("%+v", r.Holder)
	}
	var doses []string
	for _, d := range r.Doses {
		if !d.Known || d.Valid != reason.Yes || d.Site != "ABC General Hospital" {
			t.Errorf("%+v", d)
		}
		doses = append(doses, d.Date.String()+" "+d.Code.Code+" "+d.Vaccine.Product+" "+d.Lot)
	}
	want := "2021-01-01 207 moderna 0000001, 2021-01-29 207 moderna 0000007, 2022-09-05 229 moderna 0000001"
	if got := strings.Join(doses, ", "); got != want {
		t.Errorf("%s", got)
	}
}

// The second example is a general laboratory report: 51 observations, none of
// them about COVID-19, and no patient.
func TestCorpusLaboratoryExample(t *testing.T) {
	r, err := fhir.Read(corpusBundle(t, "example-02-b-jws-payload-expanded.json"), vocab.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	if r.Holder.Name.String() != "" || len(r.Doses) != 0 || len(r.Tests) < 40 {
		t.Errorf("%+v, %d doses, %d tests", r.Holder, len(r.Doses), len(r.Tests))
	}
	negative := 0
	for _, x := range r.Tests {
		if x.Kind != "" || x.Valid == reason.Yes || x.Site != "Acme Laboratory, Inc" || x.Code.System != vocab.LOINC {
			t.Errorf("%+v", x)
		}
		if x.Result == vocab.Negative {
			negative++
		}
	}
	if negative == 0 {
		t.Error("no coded result was read")
	}
}

func BenchmarkReadCorpusCard(b *testing.B) {
	raw := corpusBundle(b, "example-00-b-jws-payload-expanded.json")
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := fhir.Read(raw, vocab.Shipped()); err != nil {
			b.Fatal(err)
		}
	}
}
