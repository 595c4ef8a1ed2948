package rules

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"passdesk/verify/reason"
)

// Edits are the values that a site wants instead of a pack's own: by pack and
// by parameter, written as Param.String writes them.
type Edits map[string]map[string]string

// EditError says why a value is not taken.
type EditError struct{ Pack, Text string }

// Error names the pack and gives the sentence.
func (e *EditError) Error() string { return e.Pack + ": " + e.Text }

// With gives the pack with a site's values, within the limits that the pack
// sets, for it and for the packs of which any is enough too. The pack's own
// tests are about its own values and are not run again. It fails with
// *EditError.
func (p *Pack) With(edits Edits) (*Pack, error) {
	s := *p.source
	s.params = slices.Clone(s.params)
	edited := slices.Clone(p.edited)
	for _, name := range sortedKeys(edits[p.ID]) {
		i := slices.IndexFunc(s.params, func(q param) bool { return q.Name == name })
		if i < 0 {
			return nil, &EditError{p.ID, fmt.Sprintf("the pack has no parameter %q", short(name))}
		}
		q, err := s.params[i].With(edits[p.ID][name])
		if err != nil {
			return nil, &EditError{p.ID, err.Error()}
		}
		if q.String() != s.params[i].String() {
			s.params[i].Param = q
			edited = append(edited, name+"="+q.String())
		}
	}
	if len(edited) > len(p.edited) {
		s.sum = sha256.Sum256(append(s.sum[:], strings.Join(edited, ";")...))
	}
	others := slices.Clone(p.others)
	for i, o := range others {
		var err error
		if others[i], err = o.With(edits); err != nil {
			return nil, err
		}
	}
	out := newPack(&s, others)
	out.edited = edited
	return out, nil
}

// With gives the policy with a site's values, see Pack.With.
func (p *Policy) With(edits Edits) (*Policy, error) {
	out := &Policy{Packs: slices.Clone(p.Packs), Language: p.Language}
	for i, pack := range p.Packs {
		var err error
		if out.Packs[i], err = pack.With(edits); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// IsEdited tells whether a site has changed a value of the pack, or of one of
// which any is enough too.
func (p *Pack) IsEdited() bool {
	return len(p.edited) > 0 || slices.ContainsFunc(p.others, (*Pack).IsEdited)
}

// named is the pack's id with what a site has edited, so that the log tells
// when a rule was changed.
func (p *Pack) named() string {
	edited := slices.Clone(p.edited)
	for _, o := range p.others {
		for _, e := range o.edited {
			edited = append(edited, o.ID+"."+e)
		}
	}
	if len(edited) == 0 {
		return p.ID
	}
	return p.ID + "(" + strings.Join(edited, ";") + ")"
}

// Past is how often a desk gave an answer by a pack, as its log has it.
type Past struct {
	Reason reason.Reason // empty for an acceptance
	N      int
}

// Outlook is what a change of parameters may do to answers that were given.
// A log without people cannot tell which of them: only deciding the cards
// again could, and no card is kept.
type Outlook struct {
	Stay      int // what was decided by steps that the change does not reach
	MayAdmit  int // refused, or not told, by a step that it reaches
	MayRefuse int // admitted, by steps of which it reaches one
}

// Outlook says what a change of some parameters, by pack, may do to answers that
// the policy gave. One by another pack's step may turn too: how far the changed
// pack had come then is not in the log.
func (p *Policy) Outlook(edits Edits, past []Past) Outlook {
	reached := map[string]map[string]bool{}
	for _, pack := range p.Packs {
		if steps := pack.reached(edits); len(steps) > 0 {
			reached[pack.ID] = steps
		}
	}
	var out Outlook
	for _, answer := range past {
		id, step, isStep := strings.Cut(string(answer.Reason), "/")
		_, own := reached[id]
		switch {
		case len(reached) == 0, isStep && own && len(reached) == 1 && !reached[id][step]:
			out.Stay += answer.N
		case answer.Reason == "":
			out.MayRefuse += answer.N
		default:
			out.MayAdmit += answer.N
		}
	}
	return out
}

// reached gives the ids of the steps whose answer depends on a parameter.
func (p *Pack) reached(edits Edits) map[string]bool {
	steps := map[string]bool{}
	for _, s := range p.source.steps {
		uses := p.source.uses(s)
		for name := range edits[p.ID] {
			if uses[name] {
				steps[s.id.text] = true
			}
		}
	}
	for _, o := range p.others {
		maps.Copy(steps, o.reached(edits))
	}
	return steps
}

// word finds the names in an expression, and words in its texts with them: a
// parameter is rather found once too often.
var word = regexp.MustCompile(`[A-Za-z][A-Za-z0-9]*`)

// uses gives the names that a step depends on, through lets and counts.
func (s *source) uses(step stepSource) map[string]bool {
	uses := map[string]bool{}
	var follow func(text string)
	follow = func(text string) {
		for _, name := range word.FindAllString(text, -1) {
			if uses[name] {
				continue
			}
			uses[name] = true
			for _, l := range s.lets {
				if l.name.text == name {
					follow(l.expr.text)
				}
			}
			if name == "counted" || name == "unsure" {
				for _, c := range s.counts {
					follow(c.when.text)
				}
			}
		}
	}
	follow(step.check.text)
	follow(step.maybe.text)
	return uses
}
