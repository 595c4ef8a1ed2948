// Package rules says which genuine cards are enough at this desk, on a given
// day, and why.
//
// It never asks whether a card is genuine: that is package verify's answer,
// and a card without it is passed through with its own reason. A Policy is a
// list of packs, any of which admits. Every answer has three values, and what
// cannot be told is never guessed into yes.
package rules

import (
	"strings"
	"time"

	"passdesk/verify"
	"passdesk/verify/fhir"
	"passdesk/verify/reason"
)

// Policy is what a desk asks for: any of its packs admits.
type Policy struct{ Packs []*Pack }

// String gives the ids of the packs joined by "+", as the log writes them.
func (p *Policy) String() string {
	ids := make([]string, len(p.Packs))
	for i, pack := range p.Packs {
		ids[i] = pack.ID
	}
	return strings.Join(ids, "+")
}

// Decision is the desk's answer to the cards of one person. Message, Status
// and Doses hold health data and are for the screen only, never for the log.
type Decision struct {
	Outcome reason.Outcome
	Reason  reason.Reason
	Message string // one English sentence
	Pack    string // id of the pack that admitted, or of the nearest one
	Status  string // "Fully vaccinated", "1 of 2 doses"; empty where unknown

	// From is when a refusal turns into an acceptance if nothing else
	// changes, Until the last day or moment of an acceptance. Zero if never
	// or unknown.
	From, Until fhir.When

	Doses []Dose
	Tests []fhir.Test
}

// Dose is a dose of the cards and whether it counted for Decision.Pack.
type Dose struct {
	fhir.Dose
	Counts reason.Answer
	Why    Why // empty when it counts
}

// Decide answers for the cards of one person. It is total. The zone of at is
// the desk's and decides what day it is. A card that is not genuine decides
// the whole answer, the first such card first; equal doses on several cards
// count once, and the order of cards does not matter to the facts.
func (p *Policy) Decide(cards []verify.Verdict, at time.Time) Decision {
	if len(cards) == 0 {
		return Decision{Outcome: reason.Unreadable, Reason: reason.NotACard, Message: "There is no card to decide about."}
	}
	for _, c := range cards {
		if c.Genuine != reason.Yes || c.Record == nil {
			return passThrough(c)
		}
	}
	f := merge(cards, at)
	d := p.decide(f)
	d.Tests = f.Tests
	return d
}

// passThrough keeps a verdict's own answer, and makes sure that a verdict
// which contradicts itself admits nobody.
func passThrough(v verify.Verdict) Decision {
	d := Decision{Outcome: v.Reason.Outcome(), Reason: v.Reason, Message: v.Message}
	if d.Outcome == "" {
		d.Outcome, d.Reason = reason.Unverified, reason.CannotTell
	}
	return d
}

// decide asks every pack: one yes admits; without it, one cannot-tell leaves
// the whole answer open; only when all packs say no is it no.
func (p *Policy) decide(f *Facts) Decision {
	var best *ruling
	for _, pack := range p.Packs {
		r := pack.rule(f)
		if best == nil || r.nearerThan(best) {
			best = &r
		}
	}
	if best == nil {
		return Decision{
			Outcome: reason.Unverified, Reason: reason.CannotTell,
			Message: "This desk has no rules to decide by.",
			Doses:   unasked(f),
		}
	}
	return best.decision(f)
}

// unasked lists the doses when no rule spoke about them.
func unasked(f *Facts) []Dose {
	doses := make([]Dose, len(f.Doses))
	for i, d := range f.Doses {
		doses[i] = Dose{Dose: d}
	}
	return doses
}
