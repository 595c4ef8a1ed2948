package rules

import (
	"passdesk/verify/fhir"
	"passdesk/verify/reason"
)

// Pack is one rule with its source: what a jurisdiction asks for, step by
// step. The first step that does not hold is the reason of a refusal.
type Pack struct {
	ID        string
	Title     string
	Authority string
	Sources   []string

	steps  []step
	counts func(*Facts, fhir.Dose) (reason.Answer, Why) // does this dose count here?
	status func(*Facts, reason.Answer) string
}

// step is one condition of a pack.
type step struct {
	id    string
	check func(*Facts) finding
}

// finding is a step's answer.
type finding struct {
	answer      reason.Answer
	message     string // why not, or what cannot be told; empty for yes
	from, until fhir.When
}

var holds = finding{answer: reason.Yes}

// Why says why a dose did not count, as a stable word; String gives it in
// English.
type Why string

// The reasons a dose does not count, beside those of package fhir, which keep
// their words.
const (
	Counted            Why = ""
	OtherDisease       Why = "other-disease"
	ProductNotAccepted Why = "product-not-accepted"
	UnknownProduct     Why = "unknown-product"
	PartialDate        Why = "partial-date"
	InTheFuture        Why = "in-the-future"
)

// Whys lists every Why but Counted.
func Whys() []Why {
	return []Why{
		Why(fhir.NotCompleted), Why(fhir.Subpotent), Why(fhir.OtherPatient), Why(fhir.NoDate), Why(fhir.Modified),
		OtherDisease, ProductNotAccepted, UnknownProduct, PartialDate, InTheFuture,
	}
}

// ruling is one pack's answer about one set of facts.
type ruling struct {
	pack   *Pack
	answer reason.Answer
	passed int // steps that held before the one that did not
	failed string
	finding
}

// rule runs the steps in order and stops at the first that does not hold.
func (p *Pack) rule(f *Facts) ruling {
	r := ruling{pack: p, answer: reason.Yes}
	for _, s := range p.steps {
		got := s.check(f)
		if got.answer != reason.Yes {
			r.answer, r.failed, r.finding = got.answer, s.id, got
			return r
		}
		if !got.until.IsZero() {
			r.until = got.until
		}
		r.passed++
	}
	return r
}

// nearerThan prefers yes to cannot tell to no, and of two refusals the one
// that flips by itself, then the one that failed later.
func (r *ruling) nearerThan(o *ruling) bool {
	if r.answer != o.answer {
		return rank(r.answer) > rank(o.answer)
	}
	if r.from.IsZero() != o.from.IsZero() {
		return !r.from.IsZero()
	}
	return r.passed > o.passed
}

func rank(a reason.Answer) int {
	return map[reason.Answer]int{reason.No: 0, reason.Unknown: 1, reason.Yes: 2}[a]
}

// decision puts the ruling into words and lists each dose with what it did.
func (r *ruling) decision(f *Facts) Decision {
	d := Decision{
		Pack: r.pack.ID, Message: r.message, From: r.from, Until: r.until,
		Status: r.pack.status(f, r.answer),
	}
	switch r.answer {
	case reason.Yes:
		d.Outcome, d.Message = reason.Accepted, "The card is genuine and enough here today."
	case reason.No:
		d.Outcome, d.Reason = reason.NotAccepted, reason.Step(r.pack.ID, r.failed)
	default:
		d.Outcome, d.Reason = reason.Unverified, reason.CannotTell
	}
	for _, dose := range f.Doses {
		counts, why := r.pack.counts(f, dose)
		d.Doses = append(d.Doses, Dose{Dose: dose, Counts: counts, Why: why})
	}
	return d
}
