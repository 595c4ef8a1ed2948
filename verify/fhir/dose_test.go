package fhir_test

import (
	"testing"

	"passdesk/verify/fhir"
	"passdesk/verify/reason"
	"passdesk/verify/vocab"
)

func TestSaysWhyADoseCannotCount(t *testing.T) {
	for _, row := range []struct {
		name, members string
		valid         reason.Answer
		why           fhir.Objection
	}{
		{"completed", `"status":"completed","occurrenceDateTime":"2021-01-01"`, reason.Yes, ""},
		{"as one state writes it", `"status":"Completed","occurrenceDateTime":"2021-01-01"`, reason.Yes, ""},
		{"that state's other word", `"status":"Partial","occurrenceDateTime":"2021-01-01"`, reason.No, fhir.NotCompleted},
		{"not done", `"status":"not-done","occurrenceDateTime":"2021-01-01"`, reason.No, fhir.NotCompleted},
		{"in error", `"status":"entered-in-error","occurrenceDateTime":"2021-01-01"`, reason.No, fhir.NotCompleted},
		{"no status", `"occurrenceDateTime":"2021-01-01"`, reason.No, fhir.NotCompleted},
		{"status of another type", `"status":true,"occurrenceDateTime":"2021-01-01"`, reason.No, fhir.NotCompleted},
		{"subpotent", `"status":"completed","isSubpotent":true,"occurrenceDateTime":"2021-01-01"`, reason.No, fhir.Subpotent},
		{"subpotent, as text", `"status":"completed","isSubpotent":"true","occurrenceDateTime":"2021-01-01"`, reason.No, fhir.Subpotent},
		{"not subpotent", `"status":"completed","isSubpotent":false,"occurrenceDateTime":"2021-01-01"`, reason.Yes, ""},
		{"subpotent left open", `"status":"completed","isSubpotent":null,"occurrenceDateTime":"2021-01-01"`, reason.Yes, ""},
		{"altered by an extension", `"status":"completed","occurrenceDateTime":"2021-01-01","modifierExtension":[{"url":"https://example.org/refuted","valueBoolean":true}]`, reason.Unknown, fhir.Modified},
		{"altered by rules", `"status":"completed","occurrenceDateTime":"2021-01-01","implicitRules":"https://example.org/opposite"`, reason.Unknown, fhir.Modified},
		{"extended, and none the worse", `"status":"completed","occurrenceDateTime":"2021-01-01","extension":[{"url":"https://example.org/x","valueString":"not-done"}]`, reason.Yes, ""},
		{"not completed goes before altered", `"status":"not-done","modifierExtension":[{}]`, reason.No, fhir.NotCompleted},
		{"status in capitals beside it", `"status":"not-done","Status":"completed","STATUS":"completed","occurrenceDateTime":"2021-01-01"`, reason.No, fhir.NotCompleted},
		{"a name that folds to status", `"\u017ftatus":"completed","occurrenceDateTime":"2021-01-01"`, reason.No, fhir.NotCompleted},
		{"a contained dose", `"contained":[{"resourceType":"Immunization","status":"completed"}],"occurrenceDateTime":"2021-01-01"`, reason.No, fhir.NotCompleted},
		{"another patient's", `"status":"completed","occurrenceDateTime":"2021-01-01","patient":{"reference":"resource:9"}`, reason.No, fhir.OtherPatient},
		{"no date", `"status":"completed"`, reason.Unknown, fhir.NoDate},
		{"no such date", `"status":"completed","occurrenceDateTime":"2021-02-30"`, reason.Unknown, fhir.NoDate},
		{"date in words", `"status":"completed","occurrenceString":"last spring"`, reason.Unknown, fhir.NoDate},
		{"partial date", `"status":"completed","occurrenceDateTime":"2021-02"`, reason.Yes, ""},
		{"not done goes before no date", `"status":"not-done"`, reason.No, fhir.NotCompleted},
	} {
		d := readDose(t, `{"resourceType":"Immunization",`+row.members+`}`)
		if d.Valid != row.valid || d.Why != row.why {
			t.Errorf("%s: %s %q", row.name, d.Valid, d.Why)
		}
	}
}

func TestReadsTheDateOfADoseAsWritten(t *testing.T) {
	for _, date := range []string{"2021", "2021-04", "2021-04-08", "2021-04-08T09:15:00-05:00", "2021-04-08T09:15:00Z"} {
		d := readDose(t, `{"resourceType":"Immunization","status":"completed","occurrenceDateTime":"`+date+`"}`)
		if d.Date.String() != date {
			t.Errorf("%s: %s", date, d.Date)
		}
	}
}

func TestFindsTheVaccineAmongItsCodings(t *testing.T) {
	const (
		moderna = `{"system":"http://hl7.org/fhir/sid/cvx","code":"207"}`
		pfizer  = `{"system":"http://snomed.info/sct","code":"28581000087106"}`
		icd     = `{"system":"http://id.who.int/icd11/mms","code":"XM8NQ0"}`
		mrna    = `{"system":"http://id.who.int/icd/release/11/mms","code":"XM0GQ8"}`
		flu     = `{"code":"88","system":"http://hl7.org/fhir/sid/cvx"}`
		mmr     = `{"system":"http://hl7.org/fhir/sid/cvx","code":"3"}`
		local   = `{"system":"https://example.org/codes","code":"A1"}`
		coded   = `{"code":"207"}`
	)
	for _, row := range []struct {
		name, codings, product, code string
		known                        bool
	}{
		{"one", moderna, "moderna", "207", true},
		{"SNOMED", pfizer, "pfizer", "28581000087106", true},
		{"ICD-11 by its other address", icd, "pfizer", "XM8NQ0", true},
		{"no product", mrna, "", "XM0GQ8", true},
		{"leading zero left out", mmr, "", "3", true},
		{"local code first", local + "," + moderna, "moderna", "207", true},
		{"two systems agree", pfizer + "," + icd, "pfizer", "28581000087106", true},
		{"the product comes second", mrna + "," + pfizer, "pfizer", "28581000087106", true},
		{"the product comes first", pfizer + "," + mrna, "pfizer", "28581000087106", true},
		{"two products", moderna + "," + pfizer, "", "207", false},
		{"two diseases", flu + "," + pfizer, "", "88", false},
		{"only a local code", local, "", "A1", false},
		{"no system", coded, "", "207", false},
		{"none", ``, "", "", false},
	} {
		d := readDose(t, `{"resourceType":"Immunization","status":"completed","vaccineCode":{"coding":[`+row.codings+`]}}`)
		if d.Vaccine.Product != row.product || d.Code.Code != row.code || d.Known != row.known {
			t.Errorf("%s: %+v", row.name, d)
		}
		if !d.Known && d.Vaccine.Name != "" {
			t.Errorf("%s: unknown, and yet %+v", row.name, d.Vaccine)
		}
	}
}

func TestNamesTheSite(t *testing.T) {
	for performers, want := range map[string]string{
		`[{"actor":{"display":"ABC General Hospital"}}]`:             "ABC General Hospital",
		`[{"actor":{}},{"actor":{"display":" Clinic \t B\u0007 "}}]`: "Clinic B",
		`[{"actor":{"reference":"resource:4"}}]`:                     "",
		`[]`:                                                         "",
	} {
		d := readDose(t, `{"resourceType":"Immunization","performer":`+performers+`}`)
		if d.Site != want {
			t.Errorf("%s: %q", performers, d.Site)
		}
	}
	if d := readDose(t, `{"resourceType":"Immunization","vaccineCode":{"coding":[{"system":"`+vocab.CVX+`","code":"9\u001b[2J"}]}}`); d.Code.Code != "9[2J" {
		t.Errorf("a control character came through: %q", d.Code.Code)
	}
}
