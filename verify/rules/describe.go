package rules

import (
	"fmt"
	"slices"
	"time"
)

// Way is one way to be let in by a pack: all of what it asks.
type Way struct {
	Pack string // id of the pack whose steps these are
	Asks []string
}

// Ways says in words what a pack asks for, with its parameters as they are:
// any of the ways is enough. It fails as Prepare does.
func (p *Pack) Ways(language string) ([]Way, error) {
	b, err := p.build()
	if err != nil {
		return nil, err
	}
	var ways []Way
	r := &run{body: b, facts: &facts{language: language}}
	if len(b.steps) > 0 {
		way := Way{Pack: p.ID}
		for _, s := range b.steps {
			asks, _ := r.say(s.asks) // of parameters only, which are always there
			way.Asks = append(way.Asks, asks)
		}
		ways = append(ways, way)
	}
	for _, o := range p.others {
		more, err := o.Ways(language)
		if err != nil {
			return nil, err
		}
		ways = append(ways, more...)
	}
	return ways, nil
}

// Params lists the pack's parameters. Those of packs of which any is enough
// too are theirs, see Others.
func (p *Pack) Params() []Param {
	all := make([]Param, len(p.source.params))
	for i, q := range p.source.params {
		all[i] = q.Param
	}
	return all
}

// Others lists the packs of which any is enough too.
func (p *Pack) Others() []*Pack { return slices.Clone(p.others) }

// Dates says when the pack was the rule, in English; empty where that is open.
func (p *Pack) Dates() string {
	switch from, to := p.ValidFrom, p.ValidTo; {
	case from.IsZero() && to.IsZero():
		return ""
	case to.IsZero():
		return fmt.Sprintf("from %s", from)
	case from.IsZero():
		return fmt.Sprintf("to %s", to)
	default:
		return fmt.Sprintf("%s to %s", from, to)
	}
}

// Marks says, in a language, what a person must know with the title: that a
// site has edited the pack, and its Note.
func (p *Pack) Marks(at time.Time, language string) []string {
	var marks []string
	if p.IsEdited() {
		marks = append(marks, editedHere.in(language))
	}
	if note := p.Note(at, language); note != "" {
		marks = append(marks, note)
	}
	return marks
}

// Note warns, in a language, of a pack that is not the rule on the day of at,
// in at's zone; empty where it is.
func (p *Pack) Note(at time.Time, language string) string {
	switch day := calendarDate(at); {
	case day.Before(p.ValidFrom.Time):
		return fmt.Sprintf(ruleFrom.in(language), p.ValidFrom)
	case !p.ValidTo.IsZero() && day.After(p.ValidTo.Time):
		return fmt.Sprintf(ruleUntil.in(language), p.ValidTo)
	default:
		return ""
	}
}
