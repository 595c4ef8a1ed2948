// Package fhir reads the few facts a desk needs from a FHIR bundle: whose
// card it is, which doses, which tests. Doses leave it with their product.
//
// It follows the HL7 guide "SMART Health Cards: Vaccination & Testing" 1.0.0
// and reads tolerantly: what an issuer should not have written is ignored,
// what a desk needs and cannot find is left unknown, never guessed. Errors
// name the place in the bundle, never its contents.
package fhir

import (
	"passdesk/verify/reason"
	"passdesk/verify/vocab"
)

// Record is what a bundle says.
type Record struct {
	Holder Holder
	Doses  []Dose // in the order of their dates, undated ones last
	Tests  []Test // in the order of their times
}

// Holder is the person the card is about.
type Holder struct {
	Name      Name
	BirthDate When // may be partial or missing
}

// Name is a person's name as the card gives it, in any script, fit to be
// shown: on one line, without control characters, of bounded length.
type Name struct {
	Prefix, Given, Suffix []string
	Family                string
	Text                  string // the whole name, instead of the parts
}

// Coding is a code and its system.
type Coding struct{ System, Code string }

// Dose is one vaccination. Code is the coding the product was found by, or
// the first one when none is known.
type Dose struct {
	Date    When
	Code    Coding
	Vaccine vocab.Vaccine
	Known   bool // whether the tables know the code
	Lot     string
	Site    string
	// Valid is yes when the dose is completed, not subpotent, about this
	// holder, and dated, be it by a partial date. Why says what stands against
	// it otherwise; where that is only missing, Valid is unknown.
	Valid reason.Answer
	Why   Objection
}

// Objection is why a dose cannot count for anybody.
type Objection string

// The objections.
const (
	NoObjection  Objection = ""
	NotCompleted Objection = "not-completed"
	Subpotent    Objection = "subpotent"
	OtherPatient Objection = "other-patient"
	NoDate       Objection = "no-date"
	Modified     Objection = "modified" // by an extension that must be understood
)

// Test is one laboratory result. Code is the coding the kind was found by, or
// the first one when none is known.
type Test struct {
	Taken  When // when the specimen was taken, at the earliest
	Code   Coding
	Kind   vocab.Kind // empty when the code is unknown
	Name   string
	Result vocab.Meaning // empty when it is unknown
	Site   string
	Valid  reason.Answer // whether it is final, amended or corrected, and about this holder
}
