package fhir

import "strconv"

// The types below are the bundle as issuers write it, as narrow as a desk
// needs it. One struct serves all resources, so that a bundle is decoded in
// one pass; a member of the wrong type stays empty (see decode), so wherever
// an empty value would speak for the holder, a type of our own says instead
// whether something was there.

type wireBundle struct {
	ResourceType string      `json:"resourceType"`
	Entry        []wireEntry `json:"entry"`
}

type wireEntry struct {
	FullURL  string        `json:"fullUrl"`
	Resource *wireResource `json:"resource"`
}

type wireResource struct {
	ResourceType string `json:"resourceType"`
	ID           string `json:"id"`

	// Patient
	Name      []wireName `json:"name"`
	BirthDate string     `json:"birthDate"`

	// Immunization and Observation
	Status    string          `json:"status"`
	Performer []wirePerformer `json:"performer"`

	// Immunization
	VaccineCode        wireConcept   `json:"vaccineCode"`
	Patient            wireReference `json:"patient"`
	OccurrenceDateTime string        `json:"occurrenceDateTime"`
	IsSubpotent        flag          `json:"isSubpotent"`
	LotNumber          string        `json:"lotNumber"`

	// Observation
	Code                 wireConcept   `json:"code"`
	Subject              wireReference `json:"subject"`
	EffectiveDateTime    string        `json:"effectiveDateTime"`
	EffectiveInstant     string        `json:"effectiveInstant"`
	EffectivePeriod      wirePeriod    `json:"effectivePeriod"`
	ValueCodeableConcept wireConcept   `json:"valueCodeableConcept"`
	ValueString          string        `json:"valueString"`
	ValueQuantity        wireQuantity  `json:"valueQuantity"`
	ReferenceRange       []wireRange   `json:"referenceRange"`
}

type wireName struct {
	Use    string   `json:"use"`
	Prefix []string `json:"prefix"`
	Given  []string `json:"given"`
	Family string   `json:"family"`
	Suffix []string `json:"suffix"`
	Text   string   `json:"text"`
}

type wireConcept struct {
	Coding []wireCoding `json:"coding"`
	Text   string       `json:"text"`
}

type wireCoding struct {
	System string `json:"system"`
	Code   string `json:"code"`
}

type wireReference struct {
	Reference string `json:"reference"`
	Display   string `json:"display"`
}

// wirePerformer is a reference in an Observation and has one, the actor, in
// an Immunization.
type wirePerformer struct {
	Display string        `json:"display"`
	Actor   wireReference `json:"actor"`
}

type wirePeriod struct {
	Start string `json:"start"`
}

type wireQuantity struct {
	Value      number `json:"value"`
	Comparator flag   `json:"comparator"`
	Unit       string `json:"unit"`
	Code       string `json:"code"`
}

type wireRange struct {
	Low       *wireQuantity `json:"low"` // nil only if there is none
	High      wireQuantity  `json:"high"`
	Type      flag          `json:"type"`
	AppliesTo flag          `json:"appliesTo"`
	Age       flag          `json:"age"`
}

// flag is set by anything but false and null: what was meant as a warning,
// in whatever type, stays one.
type flag bool

// UnmarshalJSON never fails.
func (f *flag) UnmarshalJSON(raw []byte) error {
	*f = string(raw) != "false" && string(raw) != "null"
	return nil
}

// number is a JSON number, and whether there was one.
type number struct {
	value float64
	known bool
}

// UnmarshalJSON never fails; what is no finite number stays unknown.
func (n *number) UnmarshalJSON(raw []byte) error {
	value, err := strconv.ParseFloat(string(raw), 64)
	*n = number{value, err == nil}
	return nil
}
