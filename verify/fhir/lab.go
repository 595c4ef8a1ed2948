package fhir

import (
	"cmp"
	"strings"

	"passdesk/verify/reason"
	"passdesk/verify/vocab"
)

func (r *wireResource) test(t *vocab.Tables, who holderEntry) Test {
	x := Test{
		// A period is read by its start: the specimen is no younger than
		// that, and a rule asks for the youngest it can be sure of. An end
		// alone would make it look younger than it may be.
		Taken: when(cmp.Or(r.EffectiveDateTime, r.EffectiveInstant, r.EffectivePeriod.Start)),
		Site:  r.site(),
	}
	x.Code, x.Kind, x.Name = r.Code.kind(t)
	x.Result = r.result(t, x.Kind)
	switch strings.ToLower(r.Status) {
	case "final", "amended", "corrected":
		x.Valid = who.is(r.Subject.Reference)
	default:
		x.Valid = reason.No
	}
	return x
}

// kind finds what was tested for: the first known coding holds. Codings that
// contradict one another are of no use to a rule.
func (c wireConcept) kind(t *vocab.Tables) (Coding, vocab.Kind, string) {
	by, found := c.first(), vocab.Test{}
	for _, wire := range c.Coding {
		test, ok := t.Test(wire.System, wire.Code)
		switch {
		case !ok:
		case found.Kind == "":
			by, found = wire.coding(), test
		case found.Kind != test.Kind:
			found.Kind = vocab.Other
		}
	}
	return by, found.Kind, found.Name
}

// result finds what a test answered, by code, then in words, then by number.
func (r *wireResource) result(t *vocab.Tables, kind vocab.Kind) vocab.Meaning {
	concept := r.ValueCodeableConcept
	if m, ok := concept.meaning(t); ok {
		return m
	}
	if m, ok := t.Word(cmp.Or(r.ValueString, concept.Text)); ok {
		return m
	}
	return r.measured(kind)
}

// meaning gives what the known codings mean, empty where they contradict one
// another; false if none is known.
func (c wireConcept) meaning(t *vocab.Tables) (vocab.Meaning, bool) {
	var found vocab.Meaning
	for _, wire := range c.Coding {
		m, ok := t.Result(wire.System, wire.Code)
		switch {
		case !ok:
		case found == "":
			found = m
		case found != m:
			return "", true
		}
	}
	return found, found != ""
}

// measured reads a number against its reference range: above it positive,
// within it negative. That is unmistakable only for antigen and antibody
// tests (for nucleic acid the number may count cycles, where more means
// less), with a single range that has an upper end and no conditions, in one
// unit, and for a plain number.
func (r *wireResource) measured(kind vocab.Kind) vocab.Meaning {
	if kind != vocab.Antigen && kind != vocab.Antibody || len(r.ReferenceRange) != 1 {
		return ""
	}
	value, normal := r.ValueQuantity, r.ReferenceRange[0]
	low, high := normal.Low, normal.High
	conditional := normal.Type || normal.AppliesTo || normal.Age
	switch {
	case bool(conditional), !value.plain(), !high.plain(), !value.sameUnit(high):
		return ""
	case value.Value.value > high.Value.value:
		return vocab.Positive
	case low == nil, low.plain() && value.sameUnit(*low) && value.Value.value >= low.Value.value:
		return vocab.Negative
	default:
		return ""
	}
}

// plain tells whether the quantity is a number without "less than".
func (q wireQuantity) plain() bool { return q.Value.known && !bool(q.Comparator) }

func (q wireQuantity) sameUnit(other wireQuantity) bool {
	return q.Unit == other.Unit && q.Code == other.Code
}
