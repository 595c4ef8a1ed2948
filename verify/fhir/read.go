package fhir

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"passdesk/verify/ijson"
	"passdesk/verify/vocab"
)

// MaxSize bounds a bundle, in bytes. A card's payload is bounded alike, and a
// card in one QR code has some 4 kB.
const MaxSize = 256 << 10

// maxEntries bounds the resources of a bundle; the largest published card has
// 55.
const maxEntries = 2000

// Read reads a FHIR R4 bundle as JSON; t knows the codes. What is missing or
// malformed inside a resource is left unknown; resources of other types are
// passed over. A bundle without any is an empty Record. Every error is an
// *Error, and there is no Record with it.
//
// The holder is the first Patient; the guide allows no second one. Should
// there be one, its doses and tests are not this holder's.
func Read(bundle []byte, t *vocab.Tables) (Record, error) {
	if len(bundle) > MaxSize {
		return Record{}, &Error{"", "larger than " + strconv.Itoa(MaxSize) + " bytes"}
	}
	o, err := ijson.Parse(bundle)
	var syntax *ijson.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return Record{}, &Error{"", fmt.Sprintf("not JSON, at byte %d", syntax.Offset)}
	case err != nil && !errors.Is(err, ijson.ErrNotObject):
		return Record{}, &Error{"", err.Error()}
	}
	return ReadObject(o, t)
}

// ReadObject is Read for a bundle that is JSON already, as shc.Card holds it.
func ReadObject(bundle ijson.Object, t *vocab.Tables) (Record, error) {
	entries := entriesOf(bundle)
	switch {
	case text(bundle, "resourceType") != "Bundle":
		return Record{}, &Error{"resourceType", "not Bundle"}
	case bundle.Has("entry") && !bundle.IsList("entry"):
		return Record{}, &Error{"entry", "not a list of resources"}
	case len(entries) > maxEntries:
		return Record{}, &Error{"entry", fmt.Sprintf("more than %d", maxEntries)}
	case bundle.Flag("implicitRules"):
		return Record{}, &Error{"implicitRules", "rules that are not known"}
	}
	var r Record
	about := peopleOf(entries)
	if about.patients > 0 {
		r.Holder = entries[about.holder].person()
	}
	for _, e := range entries {
		switch e.kind {
		case "Immunization":
			r.Doses = append(r.Doses, e.dose(t, about))
		case "Observation":
			r.Tests = append(r.Tests, e.test(t, about))
		}
	}
	r.sort()
	return r, nil
}

func (r *Record) sort() {
	slices.SortStableFunc(r.Doses, func(a, b Dose) int {
		return cmp.Or(compareWhen(a.Date, b.Date), compareCoding(a.Code, b.Code))
	})
	slices.SortStableFunc(r.Tests, func(a, b Test) int {
		return cmp.Or(compareWhen(a.Taken, b.Taken), compareCoding(a.Code, b.Code))
	})
}

// compareWhen orders by time, what has none last.
func compareWhen(a, b When) int {
	if a.IsZero() != b.IsZero() {
		if a.IsZero() {
			return 1
		}
		return -1
	}
	return a.Time.Compare(b.Time)
}

func compareCoding(a, b Coding) int {
	return cmp.Or(cmp.Compare(a.System, b.System), cmp.Compare(a.Code, b.Code))
}

// when reads a date or dateTime; what is none is unknown.
func when(s string) When {
	w, err := ParseWhen(s)
	if err != nil {
		return When{}
	}
	return w
}
