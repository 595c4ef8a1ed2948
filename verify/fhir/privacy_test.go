package fhir_test

import (
	"strings"
	"testing"

	"passdesk/verify/fhir"
	"passdesk/verify/vocab"
)

// Every personal member of this bundle holds the word, in an order in which
// each one is met before and after others.
const marked = `{"resourceType":"Bundle","entry":[{"fullUrl":"MARKER","resource":{"resourceType":"Patient","id":"MARKER",` +
	`"name":[{"family":"MARKER","given":["MARKER"],"prefix":["MARKER"],"suffix":["MARKER"],"text":"MARKER","use":"MARKER"}],"birthDate":"MARKER"}},` +
	`{"fullUrl":"MARKER","resource":{"resourceType":"Immunization","status":"MARKER","isSubpotent":"MARKER","patient":{"reference":"MARKER","display":"MARKER"},` +
	`"vaccineCode":{"text":"MARKER","coding":[{"system":"MARKER","code":"MARKER"}]},"occurrenceDateTime":"MARKER","lotNumber":"MARKER","performer":[{"actor":{"display":"MARKER"}}]}},` +
	`{"fullUrl":"MARKER","resource":{"resourceType":"Observation","status":"MARKER","subject":{"reference":"MARKER"},"code":{"coding":[{"system":"MARKER","code":"MARKER"}]},` +
	`"effectiveDateTime":"MARKER","valueString":"MARKER","valueQuantity":{"value":"MARKER","unit":"MARKER"},"performer":[{"display":"MARKER"}]}}]}`

func TestNoErrorRepeatsWhatABundleSays(t *testing.T) {
	if _, err := fhir.Read([]byte(marked), vocab.Shipped()); err != nil {
		t.Fatal(err)
	}
	// Cut at every byte, and with every byte replaced by ones that break a
	// string, a number or a list.
	errors := 0
	check := func(raw string) {
		_, err := fhir.Read([]byte(raw), vocab.Shipped())
		if err == nil {
			return
		}
		errors++
		for _, part := range []string{"MARK", "ARKE", "RKER"} {
			if strings.Contains(err.Error(), part) {
				t.Fatalf("%s", err)
			}
		}
	}
	for i := range marked {
		check(marked[:i])
		for _, b := range []string{`"`, `\`, "7", "]", "}", "\x00", "\xff"} {
			check(marked[:i] + b + marked[i+1:])
		}
	}
	check(strings.Replace(marked, `"Bundle"`, `"MARKER"`, 1))
	check(marked + "MARKER")
	check(`{"resourceType":"Bundle","entry":"MARKER"}`)
	check(marked + strings.Repeat("MARKER", fhir.MaxSize/6))
	if errors < len(marked) {
		t.Errorf("only %d bundles were broken", errors)
	}
}

func TestNoDateErrorRepeatsTheDate(t *testing.T) {
	if _, err := fhir.ParseWhen("MARKER"); err == nil || strings.Contains(err.Error(), "MARKER") {
		t.Error(err)
	}
}
