package rules

import (
	"crypto/sha256"
	"slices"
)

// over gives what a pack is that extends another: the other's parts, with
// those of s in the place of parts of the same name and behind the others.
// Tests are s's own.
func (s *source) over(d *decoder, base *source) *source {
	out := *s
	out.sum = sha256.Sum256(append(base.sum[:], s.sum[:]...))
	out.params = slices.Clone(base.params)
	for _, p := range s.params {
		i := slices.IndexFunc(out.params, func(o param) bool { return o.Name == p.Name })
		switch {
		case i < 0:
			out.params = append(out.params, p)
		case p.valueOnly:
			out.params[i] = out.params[i].over(d, p)
		default:
			out.params[i] = p
		}
	}
	out.lets = merged(base.lets, s.lets, func(n named) string { return n.name.text })
	out.steps = merged(base.steps, s.steps, func(s stepSource) string { return s.id.text })
	for _, id := range s.without {
		i := slices.IndexFunc(out.steps, func(o stepSource) bool { return o.id.text == id.text })
		if i < 0 {
			d.fail(id.at, "the pack %s has no step %q to leave out", base.id.text, short(id.text))
			continue
		}
		out.steps = slices.Delete(out.steps, i, i+1)
	}
	if !s.countsSet {
		out.counts, out.countsSet, out.partial = base.counts, base.countsSet, base.partial
	}
	if !s.statusSet {
		out.status, out.statusSet = base.status, base.statusSet
	}
	if !s.orSet {
		out.or, out.orSet = base.or, base.orSet
	}
	if len(out.places) == 0 {
		out.places = base.places
	}
	return &out
}

// merged gives a list with the entries of another over those of their name.
func merged[T any](base, over []T, name func(T) string) []T {
	out := slices.Clone(base)
	for _, o := range over {
		if i := slices.IndexFunc(out, func(b T) bool { return name(b) == name(o) }); i >= 0 {
			out[i] = o
		} else {
			out = append(out, o)
		}
	}
	return out
}

// checkNames refuses what would be ambiguous or hide something.
func (s *source) checkNames(d *decoder, taken func(string) bool) {
	seen := map[string]bool{}
	use := func(p phrase, what string) {
		switch {
		case !nameForm.MatchString(p.text):
			d.fail(p.at, "%s is named like waitingDays, in letters and digits, not %q", what, short(p.text))
		case taken(p.text):
			d.fail(p.at, "%q is a fact or a word of the rules' language; %s needs another name", short(p.text), what)
		case seen[p.text]:
			d.fail(p.at, "the name %q is used twice", short(p.text))
		}
		seen[p.text] = true
	}
	for _, p := range s.params {
		use(phrase{p.Name, p.at}, "a parameter")
		if p.valueOnly {
			d.fail(p.at, "the parameter %s has no title", p.Name)
		}
	}
	for _, l := range s.lets {
		use(l.name, "a let")
	}
	steps := map[string]bool{}
	for _, step := range s.steps {
		if steps[step.id.text] {
			d.fail(step.id.at, "the step %q is there twice", step.id.text)
		}
		steps[step.id.text] = true
	}
	if len(s.steps) > maxSteps || len(s.lets) > maxSteps {
		d.fail(s.id.at, "a pack has at most %d steps and as many lets", maxSteps)
	}
}

const maxSteps = 40
