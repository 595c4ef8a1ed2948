package fhir

import (
	"slices"
	"strings"

	"passdesk/verify/reason"
	"passdesk/verify/vocab"
)

func (r resource) dose(t *vocab.Tables, about people) Dose {
	d := Dose{
		Date: when(text(r.object, "occurrenceDateTime")),
		Lot:  plain(text(r.object, "lotNumber")),
		Site: r.site(),
	}
	d.Code, d.Vaccine, d.Known = conceptOf(r.Object("vaccineCode")).vaccine(t)
	d.Valid, d.Why = r.judge(d.Date, about.holderIs(r, "patient"))
	return d
}

// judge says whether a dose can count for the holder. The guide fixes status
// to "completed"; one state has written it "Completed" beside "Partial", so
// case is let pass and nothing else is. What speaks against a dose goes
// before what is merely not known of it.
func (r resource) judge(date When, holder reason.Answer) (reason.Answer, Objection) {
	switch {
	case !strings.EqualFold(text(r.object, "status"), "completed"):
		return reason.No, NotCompleted
	case r.Flag("isSubpotent"): // a modifier: SHALL be honoured
		return reason.No, Subpotent
	case holder == reason.No:
		return reason.No, OtherPatient
	case r.altered():
		return reason.Unknown, Modified
	case holder != reason.Yes:
		return reason.Unknown, OtherPatient
	case date.IsZero():
		return reason.Unknown, NoDate
	default:
		return reason.Yes, NoObjection
	}
}

// vaccine finds what was given. The codings of a concept say the same thing
// in several systems, in no order: the first known one holds, unless a later
// one also names the product. Codings that contradict one another leave the
// vaccine unknown.
func (c concept) vaccine(t *vocab.Tables) (Coding, vocab.Vaccine, bool) {
	var best vocab.Vaccine
	var by Coding
	known := false
	for _, coding := range c.codings {
		v, ok := t.Vaccine(coding.System, coding.Code)
		switch {
		case !ok:
		case !known, best.Product == "" && alike(best, v):
			best, by, known = v, coding.shown(), true
		case !alike(best, v), v.Product != "" && v.Product != best.Product:
			return c.first(), vocab.Vaccine{}, false
		}
	}
	if !known {
		return c.first(), vocab.Vaccine{}, false
	}
	return by, best, true
}

// alike tells whether two vaccines protect against anything in common.
func alike(a, b vocab.Vaccine) bool {
	return slices.ContainsFunc(a.Groups, b.Against)
}
