package fhir

import (
	"slices"
	"strings"

	"passdesk/verify/reason"
	"passdesk/verify/vocab"
)

func (r *wireResource) dose(t *vocab.Tables, who holderEntry) Dose {
	d := Dose{
		Date: when(r.OccurrenceDateTime),
		Lot:  plain(r.LotNumber),
		Site: r.site(),
	}
	d.Code, d.Vaccine, d.Known = r.VaccineCode.vaccine(t)
	d.Valid, d.Why = r.judge(d.Date, who.is(r.Patient.Reference))
	return d
}

// judge says whether a dose can count for the holder. The guide fixes status
// to "completed"; one state has written it "Completed" beside "Partial", so
// case is let pass and nothing else is. What speaks against a dose goes
// before what is merely not known of it.
func (r *wireResource) judge(date When, holder reason.Answer) (reason.Answer, Objection) {
	switch {
	case !strings.EqualFold(r.Status, "completed"):
		return reason.No, NotCompleted
	case bool(r.IsSubpotent):
		return reason.No, Subpotent
	case holder != reason.Yes:
		return holder, OtherPatient
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
func (c wireConcept) vaccine(t *vocab.Tables) (Coding, vocab.Vaccine, bool) {
	var best vocab.Vaccine
	var by Coding
	known := false
	for _, wire := range c.Coding {
		v, ok := t.Vaccine(wire.System, wire.Code)
		switch {
		case !ok:
		case !known, best.Product == "" && alike(best, v):
			best, by, known = v, wire.coding(), true
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
