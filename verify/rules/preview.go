package rules

import (
	"time"

	"passdesk/verify"
	"passdesk/verify/reason"
)

// Turned is one of a pack's own examples that is answered otherwise once the
// pack is edited.
type Turned struct {
	Name     string // in English, as the file has it
	Was, Now reason.Outcome
}

// Turns decides the pack's own examples again by the pack as a site has edited
// it. They are cards of nobody, and what a visitor would be told: a log without
// people cannot say that of yesterday's, see Outlook. It tells how many examples
// there are, and takes milliseconds.
func (p *Pack) Turns(edited *Pack) (all []Turned, of int) {
	for _, t := range p.source.tests {
		at, _ := t.time() // both were read before, see testSource.check
		card, _ := t.card()
		was, now := p.outcome(card, at), edited.outcome(card, at)
		if was != now {
			all = append(all, Turned{t.name, was, now})
		}
	}
	return all, len(p.source.tests)
}

func (p *Pack) outcome(card verify.Verdict, at time.Time) reason.Outcome {
	return (&Policy{Packs: []*Pack{p}}).Decide([]verify.Verdict{card}, at).Outcome
}
