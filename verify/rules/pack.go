package rules

import (
	"sync"

	"passdesk/verify/fhir"
	"passdesk/verify/reason"
)

// Pack is one rule with its source: what a jurisdiction asks for, step by
// step. The first step that does not hold is the reason of a refusal. It is
// immutable and may be used by any number of goroutines.
type Pack struct {
	ID        string
	Title     string // in English
	Place     string // whose jurisdiction, for choosing; empty where it has none
	Authority string
	Sources   []string
	Notes     []string  // where sources differ, and other doubts
	ValidFrom fhir.When // the days on which the rule was in force; zero where open
	ValidTo   fhir.When
	File      string

	source *source
	edited []string              // name=value of what a site has changed
	others []*Pack               // of which any is enough too
	build  func() (*body, error) // done once, when first asked
}

// newPack makes a pack whose expressions are compiled when it is first asked.
func newPack(s *source, others []*Pack) *Pack {
	p := &Pack{
		ID: s.id.text, Title: s.title, Place: s.places[english].text, Authority: s.authority, Sources: s.sources, Notes: s.notes,
		File: s.file, source: s, others: others,
		build: sync.OnceValues(func() (*body, error) { return compile(s) }),
	}
	if s.validFrom != 0 {
		p.ValidFrom = s.validFrom.when()
	}
	if s.validTo != 0 {
		p.ValidTo = s.validTo.when()
	}
	return p
}

// TitleIn gives the title in a language, BCP 47, in English where it has none
// in it.
func (p *Pack) TitleIn(language string) string {
	if p.source == nil {
		return p.Title
	}
	return in(p.source.titles, language).text
}

// PlaceIn gives the place in a language, BCP 47, in English where it has none
// in it.
func (p *Pack) PlaceIn(language string) string {
	if p.source == nil {
		return p.Place
	}
	return in(p.source.places, language).text
}

// Prepare compiles the pack and those it names, which takes milliseconds; the
// first decision does it otherwise. The error is of *SourceError, and a pack
// with one decides nothing.
func (p *Pack) Prepare() error {
	for _, o := range p.others {
		if err := o.Prepare(); err != nil {
			return err
		}
	}
	_, err := p.build()
	return err
}

// ruling is one pack's answer about one set of facts.
type ruling struct {
	pack   *Pack
	run    *run // nil where the pack cannot decide
	passed int  // steps that held before the one that did not
	failed string
	finding
}

// rule asks the pack's own steps, then the packs of which any is enough too
// until one admits, and gives the best answer.
func (p *Pack) rule(f *facts) *ruling {
	var best *ruling
	b, err := p.build()
	switch {
	case err != nil:
		best = &ruling{pack: p, finding: finding{message: unusable.in(f.language)}}
	case len(b.steps) > 0:
		best = b.rule(p, f)
	}
	for _, o := range p.others {
		if best != nil && best.answer == reason.Yes {
			break
		}
		r := o.rule(f)
		r.pack = p
		if best == nil || r.nearerThan(best) {
			best = r
		}
	}
	return best
}

// rule runs the steps, and makes sure of the day that a refusal names: it is
// said only if the answer then is yes.
func (b *body) rule(p *Pack, f *facts) *ruling {
	r := b.through(f)
	r.pack = p
	if !r.from.IsZero() && b.through(f.at(r.from)).answer != reason.Yes {
		r.from = fhir.When{}
	}
	return r
}

// through runs the steps in order and stops at the first that does not hold.
func (b *body) through(f *facts) *ruling {
	r := &ruling{run: b.run(f), finding: finding{answer: reason.Yes}}
	for i := range b.steps {
		got := r.run.check(&b.steps[i])
		if got.answer != reason.Yes {
			r.failed, r.finding = b.steps[i].id, got
			return r
		}
		if r.until.IsZero() || !got.until.IsZero() && f.end(got.until).Before(f.end(r.until)) {
			r.until = got.until
		}
		r.passed++
	}
	if f.empty() {
		r.failed, r.finding = emptyCard, finding{answer: reason.No, message: nothingOnCard.in(f.language)}
	}
	return r
}

// emptyCard is the step that every pack has: a card that says nothing is not
// enough, whoever holds it.
const emptyCard = "empty-card"

// nearerThan prefers yes to cannot tell to no, and of two refusals the one
// that flips by itself, and first, then the one that failed later.
func (r *ruling) nearerThan(o *ruling) bool {
	if r.answer != o.answer {
		return rank(r.answer) > rank(o.answer)
	}
	if r.from.IsZero() != o.from.IsZero() {
		return !r.from.IsZero()
	}
	if !r.from.Time.Equal(o.from.Time) {
		return r.from.Time.Before(o.from.Time)
	}
	return r.passed > o.passed
}

func rank(a reason.Answer) int {
	switch a {
	case reason.Yes:
		return 2
	case reason.Unknown:
		return 1
	default:
		return 0
	}
}

// decision puts the ruling into words and lists each dose with what it did.
func (r *ruling) decision(f *facts) Decision {
	d := Decision{Pack: r.pack.ID, Message: r.message, From: r.from, Until: r.until}
	switch r.answer {
	case reason.Yes:
		d.Outcome, d.Message = reason.Accepted, "The card is genuine and enough here today."
	case reason.No:
		d.Outcome, d.Reason = reason.NotAccepted, reason.Step(r.pack.ID, r.failed)
	default:
		d.Outcome, d.Reason = reason.Unverified, reason.CannotTell
	}
	d.Note = r.pack.Note(f.now, f.language)
	if r.run == nil {
		d.Doses = unasked(f)
		return d
	}
	r.run.answer = r.answer
	d.Status = r.run.first(r.run.status)
	d.Doses = make([]Dose, len(f.doses))
	for i, dose := range f.doses {
		d.Doses[i] = Dose{Dose: *dose.Dose, Counts: r.run.marks[i].answer, Why: r.run.marks[i].why}
	}
	return d
}
