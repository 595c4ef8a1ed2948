package fhir_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"passdesk/verify/fhir"
	"passdesk/verify/reason"
	"passdesk/verify/vocab"
)

const patient = `{"resourceType":"Patient","name":[{"family":"Anyperson","given":["John","B."]}],"birthDate":"1951-01-20"}`

// bundle puts resources into a bundle, numbered as cards do.
func bundle(resources ...string) string {
	var b strings.Builder
	for i, r := range resources {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`{"fullUrl":"resource:` + string(rune('0'+i)) + `","resource":` + r + `}`)
	}
	return `{"resourceType":"Bundle","type":"collection","entry":[` + b.String() + `]}`
}

func read(t *testing.T, raw string) fhir.Record {
	t.Helper()
	if !json.Valid([]byte(raw)) {
		t.Fatalf("the test's own bundle is no JSON: %s", raw)
	}
	r, err := fhir.Read([]byte(raw), vocab.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func readDose(t *testing.T, immunization string) fhir.Dose {
	t.Helper()
	r := read(t, bundle(patient, immunization))
	if len(r.Doses) != 1 {
		t.Fatalf("%d doses", len(r.Doses))
	}
	return r.Doses[0]
}

func TestReadsAWholeCard(t *testing.T) {
	r := read(t, bundle(patient,
		`{"resourceType":"Immunization","status":"completed","vaccineCode":{"coding":[{"system":"http://hl7.org/fhir/sid/cvx","code":"207"}]},
		  "patient":{"reference":"resource:0"},"occurrenceDateTime":"2021-01-29","lotNumber":"0000007","performer":[{"actor":{"display":"ABC General Hospital"}}]}`,
		`{"resourceType":"Observation","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"94558-4"}]},"subject":{"reference":"resource:0"},
		  "effectiveDateTime":"2021-02-17T08:30:00-05:00","valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"260415000"}]},"performer":[{"display":"Acme Laboratory"}]}`,
		`{"resourceType":"Organization","name":"neither a dose nor a test","status":7}`))
	if r.Holder.Name.String() != "John B. Anyperson" || r.Holder.BirthDate != fhir.Date(1951, 1, 20) {
		t.Errorf("holder %+v", r.Holder)
	}
	if len(r.Doses) != 1 || len(r.Tests) != 1 {
		t.Fatalf("%d doses, %d tests", len(r.Doses), len(r.Tests))
	}
	d, x := r.Doses[0], r.Tests[0]
	if d.Date != fhir.Date(2021, 1, 29) || d.Code != (fhir.Coding{System: vocab.CVX, Code: "207"}) || !d.Known || d.Vaccine.Product != "moderna" ||
		d.Lot != "0000007" || d.Site != "ABC General Hospital" || d.Valid != reason.Yes || d.Why != fhir.NoObjection {
		t.Errorf("dose %+v", d)
	}
	if x.Taken.String() != "2021-02-17T08:30:00-05:00" || x.Taken.Precision != fhir.Clock || x.Kind != vocab.Antigen || x.Name == "" ||
		x.Code != (fhir.Coding{System: vocab.LOINC, Code: "94558-4"}) || x.Result != vocab.Negative || x.Site != "Acme Laboratory" || x.Valid != reason.Yes {
		t.Errorf("test %+v", x)
	}
}

func TestSortsDosesByDateAndTestsByTime(t *testing.T) {
	dose := func(code, date string) string {
		return `{"resourceType":"Immunization","status":"completed","vaccineCode":{"coding":[{"system":"` + vocab.CVX + `","code":"` + code + `"}]},"occurrenceDateTime":"` + date + `"}`
	}
	test := func(code, taken string) string {
		return `{"resourceType":"Observation","status":"final","code":{"coding":[{"system":"` + vocab.LOINC + `","code":"` + code + `"}]},"effectiveDateTime":"` + taken + `"}`
	}
	r := read(t, bundle(dose("217", ""), dose("212", "2021-03-01"), dose("208", "2021-03-01"), dose("207", "2021-02"), patient,
		test("94500-6", "?"), test("94309-2", "2021-02-17T12:00:00Z"), test("94558-4", "2021-02-17T08:30:00-05:00"), test("94559-2", "2020-01-01")))
	var doses, tests []string
	for _, d := range r.Doses {
		doses = append(doses, d.Code.Code)
	}
	for _, x := range r.Tests {
		tests = append(tests, x.Code.Code)
	}
	if got := strings.Join(doses, " "); got != "207 208 212 217" {
		t.Errorf("doses %s", got)
	}
	if got := strings.Join(tests, " "); got != "94559-2 94309-2 94558-4 94500-6" {
		t.Errorf("tests %s", got)
	}
}

func TestReadsTheBirthDateAsFarAsItIsKnown(t *testing.T) {
	for written, want := range map[string]string{
		`"1951-01-20"`: "1951-01-20", `"1951-01"`: "1951-01", `"1951"`: "1951", `"1951-01-20T23:30:00-10:00"`: "1951-01-20",
		`""`: "", `"20.1.1951"`: "", `"1951-02-30"`: "", `19510120`: "", `null`: "", `["1951-01-20"]`: "",
	} {
		r := read(t, bundle(`{"resourceType":"Patient","birthDate":`+written+`}`))
		if got := r.Holder.BirthDate.String(); got != want {
			t.Errorf("%s: %q", written, got)
		}
	}
}

func TestKnowsWhomAReferenceMeans(t *testing.T) {
	const relative = `{"fullUrl":"https://example.org/fhir/Patient/7","resource":` + patient + `}`
	const withID = `{"fullUrl":"resource:0","resource":{"resourceType":"Patient","id":"7"}}`
	const both7 = `{"fullUrl":"https://example.org/fhir/Patient/7","resource":{"resourceType":"Patient","id":"7"}}`
	const bare = `{"resource":` + patient + `}`
	const uuid = `{"fullUrl":"urn:uuid:5a2","resource":` + patient + `}`
	for _, row := range []struct {
		name, entries, ref string
		want               reason.Answer
	}{
		{"the number of the entry", relative, `"https://example.org/fhir/Patient/7"`, reason.Yes},
		{"relative", relative, `"Patient/7"`, reason.Yes},
		{"relative with a version", relative, `"Patient/7/_history/2"`, reason.Yes},
		{"relative, another", relative, `"Patient/17"`, reason.No},
		{"another server", relative, `"https://example.com/fhir/Patient/7"`, reason.No},
		{"another type", relative, `"Practitioner/7"`, reason.No},
		{"by id", withID, `"Patient/7"`, reason.Yes},
		{"by id, absolute", withID, `"https://example.org/Patient/7"`, reason.Unknown},
		{"by id, of another server", both7, `"https://example.com/fhir/Patient/7"`, reason.No},
		{"by id, of its server", both7, `"https://example.org/fhir/Patient/7"`, reason.Yes},
		{"by id, another", withID, `"Patient/27"`, reason.No},
		{"by number", withID, `"resource:0"`, reason.Yes},
		{"by another number", withID, `"resource:1"`, reason.No},
		{"number left out of the entry", bare, `"resource:0"`, reason.Yes},
		{"urn", uuid, `"urn:uuid:5a2"`, reason.Yes},
		{"urn of another", uuid, `"urn:uuid:5a3"`, reason.No},
		{"none, one patient", uuid, `""`, reason.Unknown},
		{"no text, one patient", uuid, `null`, reason.Unknown},
		{"a list of texts", uuid, `["urn:uuid:5a2"]`, reason.Unknown},
		{"contained in the dose", uuid, `"#p1"`, reason.Unknown},
		{"the dose's own address", uuid, `"resource:1"`, reason.No},
		{"an address that two bear", uuid + "," + uuid, `"urn:uuid:5a2"`, reason.Unknown},
		{"an id that two bear", withID + `,{"fullUrl":"resource:1","resource":{"resourceType":"Patient","id":"7"}}`, `"Patient/7"`, reason.Unknown},
		{"an address that a practitioner bears too", uuid + `,{"fullUrl":"urn:uuid:5a2","resource":{"resourceType":"Practitioner"}}`, `"urn:uuid:5a2"`, reason.Unknown},
		{"a patient whom rules alter", `{"fullUrl":"resource:0","resource":{"resourceType":"Patient","implicitRules":"https://example.org/opposite"}}`, `"resource:0"`, reason.Unknown},
		{"none, two patients", uuid + "," + withID, `""`, reason.Unknown},
		{"second patient", uuid + "," + withID, `"resource:0"`, reason.No},
		{"first patient", uuid + "," + withID, `"urn:uuid:5a2"`, reason.Yes},
		{"no patient at all", `{"fullUrl":"resource:0","resource":{"resourceType":"Specimen"}}`, `"resource:0"`, reason.Unknown},
	} {
		r := read(t, `{"resourceType":"Bundle","entry":[`+row.entries+`,
			{"resource":{"resourceType":"Immunization","status":"completed","occurrenceDateTime":"2021-01-01","patient":{"reference":`+row.ref+`}}},
			{"resource":{"resourceType":"Observation","status":"final","subject":{"reference":`+row.ref+`}}}]}`)
		d, x := r.Doses[0], r.Tests[0]
		if d.Valid != row.want || x.Valid != row.want || (d.Why == fhir.OtherPatient) != (row.want != reason.Yes) {
			t.Errorf("%s: dose %s %q, test %s, not %s", row.name, d.Valid, d.Why, x.Valid, row.want)
		}
	}
}

func TestAResourceThatRefersToNobodyIsTheOnlyPatients(t *testing.T) {
	const pair = patient + `,"fullUrl":"a"},{"resource":` + patient
	for _, row := range []struct {
		patients, member string
		want             reason.Answer
	}{
		{patient, `"status":"final"`, reason.Yes},
		{patient, `"patient":null,"subject":null`, reason.Yes},
		{pair, `"status":"final"`, reason.Unknown},
		// somebody is meant, and nobody knows who
		{patient, `"patient":{"display":"Jane"},"subject":{"display":"Jane"}`, reason.Unknown},
		{patient, `"patient":{"identifier":{"value":"1"}},"subject":{"identifier":{"value":"1"}}`, reason.Unknown},
		{patient, `"patient":"resource:9","subject":"resource:9"`, reason.Unknown},
		{patient, `"patient":[{"reference":"resource:9"}],"subject":[]`, reason.Unknown},
		{patient, `"patient":{},"subject":{}`, reason.Unknown},
		{patient, `"Patient":{"reference":"resource:9"},"Subject":{"reference":"resource:9"}`, reason.Yes}, // no such members
	} {
		r := read(t, `{"resourceType":"Bundle","entry":[{"resource":`+row.patients+`},
			{"resource":{"resourceType":"Immunization","status":"completed","occurrenceDateTime":"2021-01-01",`+strings.Replace(row.member, `"status":"final"`, `"lotNumber":"1"`, 1)+`}},
			{"resource":{"resourceType":"Observation",`+strings.Replace(row.member, `"status":"final"`, `"issued":""`, 1)+`,"status":"final"}}]}`)
		if r.Doses[0].Valid != row.want || r.Tests[0].Valid != row.want {
			t.Errorf("%s: dose %s, test %s, not %s", row.member, r.Doses[0].Valid, r.Tests[0].Valid, row.want)
		}
	}
}

func TestPassesOverWhatItCannotUse(t *testing.T) {
	for _, raw := range []string{
		`{"resourceType":"Bundle"}`,
		`{"resourceType":"Bundle","entry":null}`,
		`{"resourceType":"Bundle","entry":[{},{"resource":null},{"resource":{}},null,{"fullUrl":7},{"resource":[]}]}`,
		bundle(`{"resourceType":"Condition","code":{"coding":"?"}}`, `{"resourceType":"immunization"}`),
	} {
		if r := read(t, raw); r.Holder.Name.String() != "" || !r.Holder.BirthDate.IsZero() || r.Doses != nil || r.Tests != nil {
			t.Errorf("%s: %+v", raw, r)
		}
	}
	// one wrong member costs nothing but itself
	d := readDose(t, `{"resourceType":"Immunization","meta":{"security":[{"code":"IAL2"}]},"id":"1","text":{"status":"generated"},"lotNumber":5,"status":"completed",
		"vaccineCode":{"text":"?","coding":[{"system":"`+vocab.CVX+`","code":"208","display":"d"}]},"occurrenceDateTime":"2021-01-01","performer":{"actor":"x"}}`)
	if d.Valid != reason.Yes || d.Vaccine.Product != "pfizer" || d.Lot != "" || d.Site != "" {
		t.Errorf("%+v", d)
	}
}

func TestRefusesWhatIsNoBundle(t *testing.T) {
	for raw, want := range map[string]string{
		``:                                      "FHIR bundle: not JSON, at byte 0",
		`{"resourceType":"Bundle","entry":[{]}`: "FHIR bundle: not JSON, at byte 35",
		`{"resourceType":"Bundle"} {}`:          "FHIR bundle: not JSON, at byte 27",
		`[]`:                                    "FHIR bundle: resourceType: not Bundle",
		`"Bundle"`:                              "FHIR bundle: resourceType: not Bundle",
		`null`:                                  "FHIR bundle: resourceType: not Bundle",
		patient:                                 "FHIR bundle: resourceType: not Bundle",
		bundle(`{"resourceType":"Immunization","isSubpotent":1e999}`):                      "FHIR bundle: a number that no reader can hold",
		`{"ResourceType":"Bundle"}`:                                                        "FHIR bundle: resourceType: not Bundle",
		`{"resourceType":"Bundle","implicitRules":"https://example.org/opposite"}`:         "FHIR bundle: implicitRules: rules that are not known",
		bundle(`{"resourceType":"Immunization","status":"not-done","status":"completed"}`): "FHIR bundle: an object names a member twice",
		bundle(`{"resourceType":"Immunization"},"resource":{"status":"completed"}`):        "FHIR bundle: an object names a member twice",
		"{\"resourceType\":\"Bundle\",\"id\":\"\xff\"}":                                    "FHIR bundle: not UTF-8",
		`{"resourceType":"Bundle","entry":{}}`:                                             "FHIR bundle: entry: not a list of resources",
		`{"resourceType":"Bundle","entry":"[]"}`:                                           "FHIR bundle: entry: not a list of resources",
		`{"resourceType":"Bundle","entry":[{}` + strings.Repeat(",{}", 2000) + `]}`:        "FHIR bundle: entry: more than 2000",
		bundle(patient) + strings.Repeat(" ", fhir.MaxSize):                                "FHIR bundle: larger than 262144 bytes",
		strings.Repeat(`{"entry":[`, 20_000):                                               "FHIR bundle: not JSON, at byte 50000",
	} {
		r, err := fhir.Read([]byte(raw), vocab.Shipped())
		var typed *fhir.Error
		if !errors.As(err, &typed) || r.Doses != nil || r.Holder.Name.Family != "" {
			t.Fatalf("%.60s: %+v, %v", raw, r, err)
		}
		if err.Error() != want {
			t.Errorf("%.60s: %s", raw, err)
		}
	}
}
