package fhir

import "passdesk/verify/ijson"

// The types below name the members of a bundle that a desk needs, as issuers
// write them. A member of another type than FHIR says is missing and costs a
// holder nothing else; wherever something missing would speak for the holder,
// Flag or Has says whether anything was there at all.

type object = ijson.Object

// resource is any resource of a bundle.
type resource struct{ object }

// text gives a string, "" where there is none.
func text(o object, name string) string {
	s, _ := o.Text(name)
	return s
}

// altered tells whether the resource says that it must not be read without
// knowing some extension or rule set (FHIR R4, 2.5.4 and 2.26.3.3): it may
// then mean the opposite of what it seems to.
func (r resource) altered() bool { return r.Flag("modifierExtension") || r.Flag("implicitRules") }

// site names the first performer that has a name: a reference in an
// Observation, with one, the actor, in an Immunization.
func (r resource) site() string {
	for _, p := range r.Objects("performer") {
		for _, o := range []object{p.Object("actor"), p} {
			if name := plain(text(o, "display")); name != "" {
				return name
			}
		}
	}
	return ""
}

// concept is a CodeableConcept: the same thing in several systems, in no
// order, and perhaps in words.
type concept struct {
	codings []Coding
	text    string
}

func conceptOf(o object) concept {
	c := concept{text: text(o, "text")}
	for _, coding := range o.Objects("coding") {
		c.codings = append(c.codings, Coding{text(coding, "system"), text(coding, "code")})
	}
	return c
}

// first gives the first coding of a concept, the zero Coding if it has none.
func (c concept) first() Coding {
	if len(c.codings) == 0 {
		return Coding{}
	}
	return c.codings[0].shown()
}

// shown gives a coding as it may be shown.
func (c Coding) shown() Coding { return Coding{plain(c.System), plain(c.Code)} }

// quantity is a number with its unit.
type quantity struct {
	value      float64
	plain      bool // whether it is a number without "less than"
	unit, code string
}

func quantityOf(o object) quantity {
	value, known := o.Number("value")
	return quantity{value, known && !o.Flag("comparator"), text(o, "unit"), text(o, "code")}
}

func (q quantity) sameUnit(other quantity) bool {
	return q.unit == other.unit && q.code == other.code
}
