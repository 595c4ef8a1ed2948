// Package rules says which genuine cards are enough at this desk, on a given
// day, and why.
//
// It never asks whether a card is genuine: that is package verify's answer,
// and a card without it is passed through with its own reason. A Policy is a
// list of packs, any of which admits. Every answer has three values, and what
// cannot be told is never guessed into yes.
//
// Packs are data, not code: YAML files whose expressions are CEL, which is
// typed, has no loops, and is bounded in cost before it is ever run. The page
// in assets/rules explains their form. CEL (cel.dev/cel-go) is what Kubernetes
// administrators write their policies in; a language of our own would need a
// parser, a type checker and a cost model, and nobody would know it. YAML
// (go.yaml.in/yaml/v3) gives the place of every word, for the errors. Nothing
// here reads a file or a clock: packs come as bytes or from an fs.FS.
package rules

import (
	"errors"
	"strings"
	"time"

	"passdesk/verify"
	"passdesk/verify/fhir"
	"passdesk/verify/reason"
)

// Policy is what a desk asks for: any of its packs admits.
type Policy struct {
	Packs    []*Pack
	Language string // BCP 47, of messages and status; English where a pack has no other
}

// Prepare makes all packs ready to decide, see Pack.Prepare.
func (p *Policy) Prepare() error {
	var all []error
	for _, pack := range p.Packs {
		all = append(all, pack.Prepare())
	}
	return errors.Join(all...)
}

// String gives the ids of the packs joined by "+", as the log writes them; what
// a site has edited stands behind its pack.
func (p *Policy) String() string {
	ids := make([]string, len(p.Packs))
	for i, pack := range p.Packs {
		ids[i] = pack.named()
	}
	return strings.Join(ids, "+")
}

// Decision is the desk's answer to the cards of one person. Message, Status
// and Doses hold health data and are for the screen only, never for the log.
type Decision struct {
	Outcome reason.Outcome
	Reason  reason.Reason
	Message string // one English sentence
	Pack    string // id of the first pack that admitted, or of the nearest one
	Status  string // "Fully vaccinated", "1 of 2 doses"; empty where unknown
	Note    string // that Pack is not the rule any more, or not yet; empty where it is

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
	f.language = p.Language
	d := p.decide(f)
	d.Tests = f.results
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
func (p *Policy) decide(f *facts) Decision {
	if len(f.doses) > maxFacts || len(f.results) > maxFacts {
		return f.undecided(tooMany.in(f.language))
	}
	best := p.best(f)
	if best == nil {
		return f.undecided(noRules.in(f.language))
	}
	best.until = p.lasts(f, best)
	return best.decision(f)
}

// best gives the answer of the first pack that admits, else of the one that
// speaks best for the card; nil where there is no pack.
func (p *Policy) best(f *facts) *ruling {
	var best *ruling
	for _, pack := range p.Packs {
		if r := pack.rule(f); best == nil || r.nearerThan(best) {
			best = r
		}
		if best.answer == reason.Yes {
			break
		}
	}
	return best
}

// lasts gives the last day or moment of an acceptance. Where one way in ends,
// another may go on or open just then, so the rules are asked again for the
// moment after. Where that does not come to an end, none is named.
func (p *Policy) lasts(f *facts, r *ruling) fhir.When {
	for range maxWays {
		if r.answer != reason.Yes || r.until.IsZero() {
			return r.until
		}
		next := p.best(f.at(fhir.When{Time: f.end(r.until), Precision: fhir.Clock}))
		if next.answer != reason.Yes {
			return r.until
		}
		r.until = next.until
	}
	return fhir.When{}
}

// maxWays is how often one way in may take over from another.
const maxWays = 8

func (f *facts) undecided(message string) Decision {
	return Decision{Outcome: reason.Unverified, Reason: reason.CannotTell, Message: message, Doses: unasked(f)}
}

// unasked lists the doses when no rule spoke about them.
func unasked(f *facts) []Dose {
	doses := make([]Dose, len(f.doses))
	for i, d := range f.doses {
		doses[i] = Dose{Dose: *d.Dose}
	}
	return doses
}
