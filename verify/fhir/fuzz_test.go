package fhir_test

import (
	"errors"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"passdesk/verify/fhir"
	"passdesk/verify/reason"
	"passdesk/verify/vocab"
)

func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		marked,
		bundle(patient),
		bundle(patient, `{"resourceType":"Immunization","status":"completed","vaccineCode":{"coding":[{"system":"`+vocab.CVX+`","code":"207"}]},"patient":{"reference":"resource:0"},"occurrenceDateTime":"2021-01-29"}`,
			`{"resourceType":"Immunization","status":"not-done","isSubpotent":true,"occurrenceDateTime":"2021"}`),
		bundle(`{"resourceType":"Observation","status":"final","code":{"coding":[{"system":"` + vocab.LOINC + `","code":"94558-4"}]},"effectivePeriod":{"start":"2021-02-17"},
			"valueQuantity":{"value":0.2},"referenceRange":[{"low":{"value":0},"high":{"value":1}}]}`),
		`{"resourceType":"Bundle","entry":[{]}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		r, err := fhir.Read(raw, vocab.Shipped())
		if err != nil {
			var typed *fhir.Error
			if !errors.As(err, &typed) || !reflect.DeepEqual(r, fhir.Record{}) {
				t.Fatalf("%+v with %v", r, err)
			}
			return
		}
		checkOrder(t, r)
		checkDoses(t, r.Doses)
		for _, text := range texts(r) {
			if strings.ContainsAny(text, "\x00\n\r\t\x1b\u202e") || len(text) > 4*201 {
				t.Fatalf("not fit to be shown: %q", text)
			}
		}
	})
}

func checkOrder(t *testing.T, r fhir.Record) {
	for i := 1; i < len(r.Doses); i++ {
		if !inOrder(r.Doses[i-1].Date, r.Doses[i].Date) {
			t.Fatalf("doses not in order: %+v", r.Doses)
		}
	}
	for i := 1; i < len(r.Tests); i++ {
		if !inOrder(r.Tests[i-1].Taken, r.Tests[i].Taken) {
			t.Fatalf("tests not in order: %+v", r.Tests)
		}
	}
}

// inOrder holds the undated to be last.
func inOrder(a, b fhir.When) bool {
	return b.IsZero() || !a.IsZero() && !a.Time.After(b.Time)
}

func checkDoses(t *testing.T, doses []fhir.Dose) {
	for _, d := range doses {
		if (d.Valid == reason.Yes) != (d.Why == fhir.NoObjection) || d.Valid == reason.Yes && d.Date.IsZero() {
			t.Fatalf("%+v", d)
		}
		if v, ok := vocab.Shipped().Vaccine(d.Code.System, d.Code.Code); d.Known && (!ok || v.Product != d.Vaccine.Product) {
			t.Fatalf("known by a code that is not: %+v", d)
		}
	}
}

func texts(r fhir.Record) []string {
	n := r.Holder.Name
	out := slices.Concat(n.Prefix, n.Given, n.Suffix, []string{n.Family, n.Text})
	for _, d := range r.Doses {
		out = append(out, d.Lot, d.Site, d.Code.System, d.Code.Code)
	}
	for _, x := range r.Tests {
		out = append(out, x.Site, x.Code.System, x.Code.Code)
	}
	return out
}

func TestHostileBundlesTakeLittleMemory(t *testing.T) {
	fill := func(head, item, tail string) string {
		return head + strings.Repeat(item+",", (fhir.MaxSize-len(head)-len(tail)-len(item))/(len(item)+1)) + item + tail
	}
	for name, raw := range map[string]string{
		"entries":   fill(`{"resourceType":"Bundle","entry":[`, `{}`, `]}`),
		"resources": fill(`{"resourceType":"Bundle","entry":[`, `{"resource":{}}`, `]}`),
		"names":     fill(`{"resourceType":"Bundle","entry":[{"resource":{"name":[`, `{}`, `]}}]}`),
		"ranges":    fill(`{"resourceType":"Bundle","entry":[{"resource":{"referenceRange":[`, `{}`, `]}}]}`),
		"deep":      strings.Repeat(`{"entry":[`, fhir.MaxSize/10),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, _ = fhir.Read([]byte(raw), vocab.Shipped())
		runtime.ReadMemStats(&after)
		if took := (after.TotalAlloc - before.TotalAlloc) >> 20; took > 64 {
			t.Errorf("%s: %d MiB for %d bytes", name, took, len(raw))
		}
	}
}
