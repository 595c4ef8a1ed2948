package mint

import "fmt"

// The code systems of a card.
const (
	cvx    = "http://hl7.org/fhir/sid/cvx"
	loinc  = "http://loinc.org"
	snomed = "http://snomed.info/sct"
)

// object is a JSON object.
type object = map[string]any

// bundle writes the FHIR bundle as the HL7 guide "SMART Health Cards:
// Vaccination & Testing" has it, with only what a QR code shall carry.
func (s Spec) bundle() object {
	resources := []object{s.patient()}
	for _, d := range s.Doses {
		resources = append(resources, d.immunization())
	}
	for _, t := range s.Tests {
		resources = append(resources, t.observation())
	}
	entries := make([]object, len(resources))
	for i, r := range resources {
		entries[i] = object{"fullUrl": fmt.Sprintf("resource:%d", i), "resource": r}
	}
	return object{"resourceType": "Bundle", "type": "collection", "entry": entries}
}

func (s Spec) patient() object {
	p := object{
		"resourceType": "Patient",
		"name":         []object{{"family": s.Name.Family, "given": s.Name.Given}},
	}
	if s.BirthDate != "" {
		p["birthDate"] = s.BirthDate
	}
	return p
}

func (d Dose) immunization() object {
	i := object{
		"resourceType":       "Immunization",
		"status":             "completed",
		"vaccineCode":        coded(cvx, d.CVX),
		"patient":            object{"reference": "resource:0"},
		"occurrenceDateTime": d.Date,
	}
	if d.Lot != "" {
		i["lotNumber"] = d.Lot
	}
	if d.Site != "" {
		i["performer"] = []object{{"actor": object{"display": d.Site}}}
	}
	return i
}

func (t Test) observation() object {
	code, _ := t.result()
	return object{
		"resourceType":         "Observation",
		"status":               "final",
		"code":                 coded(loinc, t.LOINC),
		"subject":              object{"reference": "resource:0"},
		"effectiveDateTime":    t.Taken,
		"valueCodeableConcept": coded(snomed, code),
	}
}

func coded(system, code string) object {
	return object{"coding": []object{{"system": system, "code": code}}}
}
