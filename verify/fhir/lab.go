package fhir

import (
	"cmp"
	"strings"

	"passdesk/verify/reason"
	"passdesk/verify/vocab"
)

func (r resource) test(t *vocab.Tables, about people) Test {
	x := Test{
		// A period is read by its start: the specimen is no younger than
		// that, and a rule asks for the youngest it can be sure of. An end
		// alone would make it look younger than it may be.
		Taken: when(cmp.Or(text(r.object, "effectiveDateTime"), text(r.object, "effectiveInstant"), text(r.Object("effectivePeriod"), "start"))),
		Site:  r.site(),
	}
	x.Code, x.Kind, x.Name = conceptOf(r.Object("code")).kind(t)
	x.Result = r.result(t, x.Kind)
	switch strings.ToLower(text(r.object, "status")) {
	case "final", "amended", "corrected":
		x.Valid = about.holderIs(r, "subject")
		if x.Valid == reason.Yes && r.altered() {
			x.Valid = reason.Unknown
		}
	default:
		x.Valid = reason.No
	}
	return x
}

// kind finds what was tested for: the first known coding holds. Codings that
// contradict one another are of no use to a rule.
func (c concept) kind(t *vocab.Tables) (Coding, vocab.Kind, string) {
	by, found := c.first(), vocab.Test{}
	for _, coding := range c.codings {
		test, ok := t.Test(coding.System, coding.Code)
		switch {
		case !ok:
		case found.Kind == "":
			by, found = coding.shown(), test
		case found.Kind != test.Kind:
			found.Kind = vocab.Other
		}
	}
	return by, found.Kind, found.Name
}

// result finds what a test answered: by code, in words, by number. An answer
// may stand in one form only (FHIR R4, 2.4.0.5); where several say different
// things, nobody knows which was meant.
func (r resource) result(t *vocab.Tables, kind vocab.Kind) vocab.Meaning {
	coded := conceptOf(r.Object("valueCodeableConcept")).meaning(t)
	word, _ := t.Word(text(r.object, "valueString"))
	var found vocab.Meaning
	for _, m := range []vocab.Meaning{coded, word, r.measured(kind)} {
		switch {
		case m == "":
		case found != "" && found != m:
			return ""
		default:
			found = m
		}
	}
	return found
}

// meaning gives what a concept means: by its known codings, in words where
// none is known, and nothing where they contradict one another.
func (c concept) meaning(t *vocab.Tables) vocab.Meaning {
	var found vocab.Meaning
	for _, coding := range c.codings {
		m, ok := t.Result(coding.System, coding.Code)
		switch {
		case !ok:
		case found == "":
			found = m
		case found != m:
			return ""
		}
	}
	if found == "" {
		found, _ = t.Word(c.text)
	}
	return found
}

// measured reads a number against its reference range: above it positive,
// within it negative. That is unmistakable only for antigen and antibody
// tests (for nucleic acid the number may count cycles, where more means
// less), with a single range that has an upper end and no conditions, in one
// unit, and for a plain number.
func (r resource) measured(kind vocab.Kind) vocab.Meaning {
	ranges := r.Objects("referenceRange")
	if kind != vocab.Antigen && kind != vocab.Antibody || len(ranges) != 1 {
		return ""
	}
	normal := ranges[0]
	value, high, low := quantityOf(r.Object("valueQuantity")), quantityOf(normal.Object("high")), quantityOf(normal.Object("low"))
	conditional := normal.Flag("type") || normal.Flag("appliesTo") || normal.Flag("age")
	switch {
	case conditional, !value.plain, !high.plain, !value.sameUnit(high):
		return ""
	case value.value > high.value:
		return vocab.Positive
	case !normal.Has("low"), low.plain && value.sameUnit(low) && value.value >= low.value:
		return vocab.Negative
	default:
		return ""
	}
}
