// Package vocab holds the tables: vaccine, test and result codes to
// products, groups and meanings.
//
// The tables are data (assets/vocab) with their sources in their first
// lines. A code that is not in them is never guessed at: every look-up says
// whether it knows the code. Nothing here decides who may enter.
package vocab

import (
	"slices"
	"time"
)

// The code systems that a card may use.
const (
	CVX = "http://hl7.org/fhir/sid/cvx"
	// CVXDraft is the address in drafts of the HL7 guide.
	CVXDraft = "http://hl7.org/fhir/sid/cvx-TEMPORARY-CODE-SYSTEM"
	SNOMED   = "http://snomed.info/sct"
	LOINC    = "http://loinc.org"
	// ICD11 is the address in the HL7 guide, ICD11Short the one in the
	// terminology sources; both occur.
	ICD11      = "http://id.who.int/icd/release/11/mms"
	ICD11Short = "http://id.who.int/icd11/mms"
	// EUDCC and AIR have no address in FHIR: the European Union's names of
	// vaccines and kinds of test, and the Australian register's vaccine codes.
	EUDCC = "eu-dcc"
	AIR   = "air"
)

// Group names what a vaccine protects against. A vaccine may belong to
// several: the measles, mumps and rubella vaccine is MMR, Measles, Mumps and
// Rubella.
type Group string

// The groups.
const (
	COVID19   Group = "COVID-19"
	Flu       Group = "FLU"
	MMR       Group = "MMR" // anything of the measles, mumps and rubella family
	Measles   Group = "MEASLES"
	Mumps     Group = "MUMPS"
	Rubella   Group = "RUBELLA"
	Varicella Group = "VARICELLA"
)

// Vaccine is what the tables say of a vaccine code.
type Vaccine struct {
	// Product is the family that rules speak of ("moderna", "janssen"); empty
	// when the code names none, and a rule about products cannot tell.
	Product string
	Name    string  // for people
	Groups  []Group // shared by all callers, not to be written to
	// Series is how many doses of it make a primary series; 0 where that is
	// unknown, depends on age, or has no meaning.
	Series int
	// US and WHO are the first days, as YYYY-MM-DD, on which the FDA had
	// authorised or approved, and the WHO had listed for emergency use, what
	// this very code stands for; empty where no day is known. Ends are not
	// recorded: a dose of a vaccine that was once accepted keeps counting.
	US, WHO string
}

// Against tells whether the vaccine belongs to the group.
func (v Vaccine) Against(g Group) bool { return slices.Contains(v.Groups, g) }

// AcceptedOn tells whether the FDA or the WHO had accepted what this very
// code stands for on the calendar date of day, read in day's own zone. A code
// for a later presentation is younger than its product: see Tables.Accepted.
func (v Vaccine) AcceptedOn(day time.Time) bool {
	date := day.Format(time.DateOnly)
	return v.US != "" && v.US <= date || v.WHO != "" && v.WHO <= date
}

// Kind is what a test looks for.
type Kind string

// The kinds of test.
const (
	NAAT     Kind = "naat"     // nucleic acid, "PCR"
	Antigen  Kind = "antigen"  // rapid antigen
	Antibody Kind = "antibody" // never proof of a current negative
	Other    Kind = "other"    // known, and of no use to a rule
)

// Test is what the tables say of a LOINC code.
type Test struct {
	Kind Kind
	Name string
}

// Meaning is what a result code means.
type Meaning string

// The meanings of a result.
const (
	Negative     Meaning = "negative"
	Positive     Meaning = "positive"
	Inconclusive Meaning = "inconclusive"
	InvalidTest  Meaning = "invalid"
	OtherResult  Meaning = "other"
)
