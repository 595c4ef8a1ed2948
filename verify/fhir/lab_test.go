package fhir_test

import (
	"testing"

	"passdesk/verify/fhir"
	"passdesk/verify/reason"
	"passdesk/verify/vocab"
)

func readTest(t *testing.T, members string) fhir.Test {
	t.Helper()
	r := read(t, bundle(patient, `{"resourceType":"Observation",`+members+`}`))
	if len(r.Tests) != 1 {
		t.Fatalf("%d tests", len(r.Tests))
	}
	return r.Tests[0]
}

func TestCountsOnlyFinalResults(t *testing.T) {
	for status, want := range map[string]reason.Answer{
		`"final"`: reason.Yes, `"amended"`: reason.Yes, `"corrected"`: reason.Yes, `"Final"`: reason.Yes,
		`"preliminary"`: reason.No, `"cancelled"`: reason.No, `"entered-in-error"`: reason.No, `"unknown"`: reason.No, `null`: reason.No, `1`: reason.No,
	} {
		if x := readTest(t, `"status":`+status); x.Valid != want {
			t.Errorf("%s: %s", status, x.Valid)
		}
	}
}

func TestATestThatAnExtensionAltersSettlesNothing(t *testing.T) {
	for members, want := range map[string]reason.Answer{
		`"status":"final","modifierExtension":[{"url":"https://example.org/refuted"}]`: reason.Unknown,
		`"status":"final","implicitRules":"https://example.org/opposite"`:              reason.Unknown,
		`"status":"final","extension":[{"url":"https://example.org/x"}]`:               reason.Yes,
		`"status":"cancelled","modifierExtension":[{}]`:                                reason.No,
	} {
		if x := readTest(t, members); x.Valid != want {
			t.Errorf("%s: %s", members, x.Valid)
		}
	}
}

func TestReadsWhenTheSpecimenWasTaken(t *testing.T) {
	for members, want := range map[string]string{
		`"effectiveDateTime":"2021-02-17T08:30:00-05:00"`:                             "2021-02-17T08:30:00-05:00",
		`"effectiveDateTime":"2021-02-17T08:30-05:00"`:                                "2021-02-17T08:30:00-05:00",
		`"effectiveDateTime":"2021-02-17"`:                                            "2021-02-17",
		`"effectiveInstant":"2021-02-17T08:30:00.5Z"`:                                 "2021-02-17T08:30:00Z",
		`"effectivePeriod":{"start":"2021-02-17","end":"2021-02-19"}`:                 "2021-02-17",
		`"effectivePeriod":{"end":"2021-02-19"}`:                                      "",
		`"issued":"2021-02-19T00:00:00Z"`:                                             "",
		`"effectiveDateTime":"2021-02-17 08:30"`:                                      "",
		`"effectiveDateTime":"2021-02-17","effectivePeriod":{"start":"2021-02-19"}`:   "2021-02-17",
		`"effectiveDateTime":7,"effectivePeriod":{"start":"2021-02-17T08:30:00.00Z"}`: "2021-02-17T08:30:00Z",
	} {
		if x := readTest(t, members); x.Taken.String() != want {
			t.Errorf("%s: %q", members, x.Taken)
		}
	}
}

func TestFindsTheKindOfTest(t *testing.T) {
	const (
		pcr      = `{"system":"http://loinc.org","code":"94500-6"}`
		pcr2     = `{"system":"http://loinc.org","code":"94309-2"}`
		antigen  = `{"system":"http://loinc.org","code":"94558-4"}`
		antibody = `{"system":"http://loinc.org","code":"94507-1"}`
		glucose  = `{"system":"http://loinc.org","code":"2349-9"}`
	)
	for _, row := range []struct {
		name, codings, code string
		kind                vocab.Kind
	}{
		{"PCR", pcr, "94500-6", vocab.NAAT},
		{"antigen after an unknown code", glucose + "," + antigen, "94558-4", vocab.Antigen},
		{"two of a kind", pcr2 + "," + pcr, "94309-2", vocab.NAAT},
		{"antigen and antibody", antigen + "," + antibody, "94558-4", vocab.Other},
		{"unknown", glucose, "2349-9", ""},
		{"none", "", "", ""},
	} {
		x := readTest(t, `"code":{"coding":[`+row.codings+`]}`)
		if x.Kind != row.kind || x.Code.Code != row.code || (x.Name == "") != (row.kind == "") {
			t.Errorf("%s: %+v", row.name, x)
		}
	}
}

func TestReadsResults(t *testing.T) {
	const (
		negative = `{"system":"http://snomed.info/sct","code":"260415000"}`
		negLOINC = `{"system":"http://loinc.org","code":"LA6577-6"}`
		positive = `{"system":"http://snomed.info/sct","code":"260373001"}`
		local    = `{"system":"https://example.org","code":"NEG"}`
	)
	for members, want := range map[string]vocab.Meaning{
		`"valueCodeableConcept":{"coding":[` + negative + `]}`:                                    vocab.Negative,
		`"valueCodeableConcept":{"coding":[` + local + `,` + negLOINC + `]}`:                      vocab.Negative,
		`"valueCodeableConcept":{"coding":[` + negative + `,` + positive + `]}`:                   "",
		`"valueCodeableConcept":{"coding":[` + local + `]}`:                                       "",
		`"valueCodeableConcept":{"coding":[` + local + `],"text":"Not Detected"}`:                 vocab.Negative,
		`"valueCodeableConcept":{"coding":[` + positive + `],"text":"Not Detected"}`:              vocab.Positive,
		`"valueCodeableConcept":{"coding":[` + negative + `]},"valueString":"Detected"`:           "", // which one?
		`"valueCodeableConcept":{"coding":[` + negative + `]},"valueString":"Not detected"`:       vocab.Negative,
		`"valueCodeableConcept":{"coding":[` + negative + `,` + positive + `],"text":"Negative"}`: "",
		`"valuecodeableconcept":{"coding":[` + negative + `]}`:                                    "",
		`"valueString":"Negative"`:                         vocab.Negative,
		`"valueString":"NOT DETECTED"`:                     vocab.Negative,
		`"valueString":"Detected"`:                         vocab.Positive,
		`"valueString":"negative for influenza A"`:         "",
		`"valueString":"invalid"`:                          vocab.InvalidTest,
		`"valueString":["negative"]`:                       "",
		`"valueBoolean":false`:                             "",
		`"dataAbsentReason":{"text":"negative"}`:           "",
		`"interpretation":[{"coding":[` + positive + `]}]`: "",
		`"valueCodeableConcept":{"coding":[{"system":"\u0000word","code":"not negative"}]}`: "",
	} {
		if x := readTest(t, members); x.Result != want {
			t.Errorf("%s: %q", members, x.Result)
		}
	}
}

func TestGivesANumberAMeaningOnlyWhereItIsUnmistakable(t *testing.T) {
	const (
		antigen = "94558-4"
		pcr     = "94500-6"
		below1  = `"referenceRange":[{"high":{"value":1}}]`
	)
	for _, row := range []struct {
		name, code, members string
		want                vocab.Meaning
	}{
		{"below the limit", antigen, `"valueQuantity":{"value":0.2},` + below1, vocab.Negative},
		{"above the limit", antigen, `"valueQuantity":{"value":7.5},` + below1, vocab.Positive},
		{"units agree", antigen, `"valueQuantity":{"value":0.2,"unit":"COI"},"referenceRange":[{"low":{"value":0,"unit":"COI"},"high":{"value":1,"unit":"COI"}}]`, vocab.Negative},
		{"below the range", antigen, `"valueQuantity":{"value":0.2},"referenceRange":[{"low":{"value":0.5},"high":{"value":1}}]`, ""},
		{"lower end unreadable", antigen, `"valueQuantity":{"value":0.2},"referenceRange":[{"low":{"value":"0"},"high":{"value":1}}]`, ""},
		{"lower end in words", antigen, `"valueQuantity":{"value":0.2},"referenceRange":[{"low":"none","high":{"value":1}}]`, ""},
		{"lower end in another unit", antigen, `"valueQuantity":{"value":0.2},"referenceRange":[{"low":{"value":0,"unit":"x"},"high":{"value":1}}]`, ""},
		{"cycles of a PCR", pcr, `"valueQuantity":{"value":0.2},` + below1, ""},
		{"unknown test", "1-1", `"valueQuantity":{"value":0.2},` + below1, ""},
		{"no range", antigen, `"valueQuantity":{"value":0.2}`, ""},
		{"two ranges", antigen, `"valueQuantity":{"value":0.2},"referenceRange":[{"high":{"value":1}},{"high":{"value":2}}]`, ""},
		{"only a lower end", antigen, `"valueQuantity":{"value":0.2},"referenceRange":[{"low":{"value":1}}]`, ""},
		{"other unit", antigen, `"valueQuantity":{"value":0.2,"unit":"mg"},` + below1, ""},
		{"comparator", antigen, `"valueQuantity":{"value":0.2,"comparator":">"},` + below1, ""},
		{"conditions", antigen, `"valueQuantity":{"value":0.2},"referenceRange":[{"high":{"value":1},"appliesTo":[{"text":"adults"}]}]`, ""},
		{"number as text", antigen, `"valueQuantity":{"value":"0.2"},` + below1, ""},
		{"no number", antigen, `"valueQuantity":{"unit":""},` + below1, ""},
		{"infinite as text", antigen, `"valueQuantity":{"value":"-Infinity"},` + below1, ""},
	} {
		x := readTest(t, `"code":{"coding":[{"system":"http://loinc.org","code":"`+row.code+`"}]},`+row.members)
		if x.Result != row.want {
			t.Errorf("%s: %q", row.name, x.Result)
		}
	}
}
