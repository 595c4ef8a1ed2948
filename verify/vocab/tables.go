package vocab

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// Tables answers what codes stand for. It is immutable and may be used by
// any number of goroutines. The zero Tables knows no code.
type Tables struct {
	vaccines map[coding]Vaccine
	tests    map[coding]Test
	results  map[coding]Meaning
}

// coding is a code and its system in the one spelling the tables use.
type coding struct{ system, code string }

// newCoding settles the spellings that differ between issuers: CVX codes are
// numbers, written "3" and "03"; ICD-11 has two addresses, and CVX had another
// while the guide was a draft.
func newCoding(system, code string) coding {
	switch system {
	case CVX, CVXDraft:
		system, code = CVX, strings.TrimLeft(code, "0")
	case ICD11Short:
		system = ICD11
	}
	return coding{system, code}
}

// Shipped gives the tables that Passdesk ships, read once. They are constant,
// so a failure to read them is a broken build and not an error to handle: it
// panics, and a test reads them first.
func Shipped() *Tables { return shipped() }

var shipped = sync.OnceValue(func() *Tables {
	t, err := Load()
	if err != nil {
		panic(err)
	}
	return t
})

// Vaccine looks up a vaccine code of CVX, SNOMED CT, ICD-11, EUDCC or AIR.
func (t *Tables) Vaccine(system, code string) (Vaccine, bool) {
	v, ok := t.vaccines[newCoding(system, code)]
	return v, ok
}

// Test looks up a laboratory test code of LOINC or EUDCC.
func (t *Tables) Test(system, code string) (Test, bool) {
	v, ok := t.tests[newCoding(system, code)]
	return v, ok
}

// Result looks up a result code of SNOMED CT or LOINC.
func (t *Tables) Result(system, code string) (Meaning, bool) {
	m, ok := t.results[newCoding(system, code)]
	return m, ok
}

// Word looks up a result that was written in words ("Not detected"), in any
// case. Only a whole answer is known: no words are searched in a sentence.
func (t *Tables) Word(text string) (Meaning, bool) {
	if len(text) > maxWord {
		return "", false
	}
	text = strings.ToLower(strings.Join(strings.Fields(text), " "))
	m, ok := t.results[coding{words, strings.TrimSuffix(text, ".")}]
	return m, ok
}

// maxWord spares the folding of long texts, in bytes: no known answer comes
// near it.
const maxWord = 100

// Products lists the product families in alphabetical order.
func (t *Tables) Products() []string {
	return t.products(func(Vaccine) bool { return true })
}

// Accepted lists, in alphabetical order, the product families of which the
// FDA or the WHO had accepted any presentation on the calendar date of day,
// read in day's own zone.
func (t *Tables) Accepted(day time.Time) []string {
	return t.products(func(v Vaccine) bool { return v.AcceptedOn(day) })
}

func (t *Tables) products(keep func(Vaccine) bool) []string {
	families := map[string]bool{}
	for _, v := range t.vaccines {
		if v.Product != "" && keep(v) {
			families[v.Product] = true
		}
	}
	return slices.Sorted(maps.Keys(families))
}
