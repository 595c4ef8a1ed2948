// Package vocab holds the tables: vaccine, test and result codes to
// products, groups and meanings.
//
// The tables are data (assets/vocab) with their sources in their first
// lines. A code that is not in them is never guessed at: every look-up says
// whether it knows the code.
package vocab

// The code systems that a card may use.
const (
	CVX    = "http://hl7.org/fhir/sid/cvx"
	SNOMED = "http://snomed.info/sct"
	LOINC  = "http://loinc.org"
	// ICD11 is the address in the HL7 guide, ICD11Short the one in the
	// terminology sources; both occur.
	ICD11      = "http://id.who.int/icd/release/11/mms"
	ICD11Short = "http://id.who.int/icd11/mms"
)

// Group names what a vaccine protects against: "COVID-19", "MMR", "FLU" ...
type Group string

// Vaccine is what the tables say of a vaccine code. Product is the family
// that rules speak of ("moderna", "janssen"; empty when the code names no
// product family), Name is for people.
type Vaccine struct {
	Product string
	Name    string
	Group   Group
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
