package fhir

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"passdesk/verify/reason"
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
	b, err := decode(bundle)
	if err != nil {
		return Record{}, err
	}
	var r Record
	who := findHolder(b.Entry)
	if who.patient != nil {
		r.Holder = who.patient.holder()
	}
	for _, e := range b.Entry {
		switch {
		case e.Resource == nil:
		case e.Resource.ResourceType == "Immunization":
			r.Doses = append(r.Doses, e.Resource.dose(t, who))
		case e.Resource.ResourceType == "Observation":
			r.Tests = append(r.Tests, e.Resource.test(t, who))
		}
	}
	slices.SortStableFunc(r.Doses, func(a, b Dose) int {
		return cmp.Or(compareWhen(a.Date, b.Date), compareCoding(a.Code, b.Code))
	})
	slices.SortStableFunc(r.Tests, func(a, b Test) int {
		return cmp.Or(compareWhen(a.Taken, b.Taken), compareCoding(a.Code, b.Code))
	})
	return r, nil
}

// decode reads the JSON. A member of another type than FHIR says is skipped
// (json.UnmarshalTypeError is given only after all else was read); it must
// not cost a holder the rest of a genuine card.
func decode(bundle []byte) (wireBundle, error) {
	var b wireBundle
	if len(bundle) > MaxSize {
		return b, &Error{"", "larger than " + strconv.Itoa(MaxSize) + " bytes"}
	}
	err := json.Unmarshal(bundle, &b)
	var syntax *json.SyntaxError
	var skipped *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return b, &Error{"", fmt.Sprintf("not JSON, at byte %d", syntax.Offset)}
	case err != nil && !errors.As(err, &skipped):
		return b, &Error{"", "not JSON"}
	case b.ResourceType != "Bundle":
		return b, &Error{"resourceType", "not Bundle"}
	case len(b.Entry) == 0 && skipped != nil:
		return b, &Error{"entry", "not a list of resources"}
	case len(b.Entry) > maxEntries:
		return b, &Error{"entry", fmt.Sprintf("more than %d", maxEntries)}
	}
	return b, nil
}

// holderEntry is the holder's place in the bundle.
type holderEntry struct {
	patient  *wireResource // nil if there is none
	url      string        // its fullUrl
	patients int
}

func findHolder(entries []wireEntry) holderEntry {
	var h holderEntry
	for i, e := range entries {
		if e.Resource == nil || e.Resource.ResourceType != "Patient" {
			continue
		}
		h.patients++
		if h.patient != nil {
			continue
		}
		h.patient, h.url = e.Resource, e.FullURL
		if h.url == "" {
			// Cards number their entries this way; some forget to say so.
			h.url = "resource:" + strconv.Itoa(i)
		}
	}
	return h
}

// is tells whether a reference means the holder (FHIR R4, 2.36.4.1 and 2.3).
// A resource that refers to nobody is about the only patient of its bundle:
// the guide allows just one, so nothing else can have been meant. A reference
// to anything but the holder, in the bundle or not, is to another patient.
func (h holderEntry) is(ref string) reason.Answer {
	ref, _, _ = strings.Cut(ref, "/_history/")
	switch {
	case h.patients == 0, ref == "" && h.patients > 1:
		return reason.Unknown
	case ref == "", ref == h.url:
		return reason.Yes
	}
	// "Patient/1" is relative to where the bundle came from.
	if strings.HasPrefix(ref, "Patient/") && strings.HasSuffix(h.url, "/"+ref) {
		return reason.Yes
	}
	return reason.Is(h.patient.ID != "" && strings.HasSuffix("/"+ref, "/Patient/"+h.patient.ID))
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

// coding gives a coding as it may be shown.
func (c wireCoding) coding() Coding { return Coding{plain(c.System), plain(c.Code)} }

// first gives the first coding of a concept, the zero Coding if it has none.
func (c wireConcept) first() Coding {
	if len(c.Coding) == 0 {
		return Coding{}
	}
	return c.Coding[0].coding()
}

// site names the first performer that has a name.
func (r *wireResource) site() string {
	for _, p := range r.Performer {
		if name := plain(cmp.Or(p.Actor.Display, p.Display)); name != "" {
			return name
		}
	}
	return ""
}

// when reads a date or dateTime; what is none is unknown.
func when(s string) When {
	w, err := ParseWhen(s)
	if err != nil {
		return When{}
	}
	return w
}
