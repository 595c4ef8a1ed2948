package rules

import (
	"errors"
	"slices"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"passdesk/verify/fhir"
	"passdesk/verify/reason"
)

// run is one pack's look at one set of facts. It is what CEL asks for names.
type run struct {
	*body
	facts           *facts
	marks           []mark // for each dose of the facts
	counted, unsure ref.Val
	dose            *dose   // while it is asked whether it counts
	earlier         ref.Val // doses before it that count, by date
	answer          reason.Answer
	found           []ref.Val // what the lets gave, nil where not asked yet
	steadily        []ref.Val // the same of those that are steady, with other runs
}

// mark says whether a dose counts for a pack.
type mark struct {
	answer reason.Answer
	why    Why
}

func (b *body) run(f *facts) *run {
	r := &run{body: b, facts: f, found: make([]ref.Val, len(b.plans)), marks: make([]mark, len(f.doses))}
	var counted, unsure []ref.Val
	r.earlier = listOf(nil)
	for i, d := range f.doses {
		r.dose = d
		r.marks[i] = r.mark()
		switch r.marks[i].answer {
		case reason.Yes:
			counted = append(counted, &d.object)
			r.earlier = listOf(counted)
		case reason.Unknown:
			unsure = append(unsure, &d.object)
		}
	}
	r.counted, r.unsure = r.earlier, listOf(unsure)
	r.goOn()
	return r
}

// goOn shares what is the same at another hour: an answer that flips is asked
// for again, for the day on which it does.
func (r *run) goOn() {
	for _, before := range *r.facts.runs {
		if before.body == r.body && slices.Equal(before.marks, r.marks) {
			r.steadily = before.steadily
			return
		}
	}
	r.steadily = make([]ref.Val, len(r.plans))
	*r.facts.runs = append(*r.facts.runs, r)
}

// mark says whether r.dose counts: not where the card itself speaks against
// it, then by the pack's own entries in order, and last by its date.
func (r *run) mark() mark {
	d := r.dose
	if d.Valid == reason.No {
		return mark{reason.No, Why(d.Why)}
	}
	if len(r.counts) == 0 && !r.source.countsSet {
		return mark{reason.No, NotAsked}
	}
	for _, c := range r.counts {
		switch holds, why := r.holds(c.when); {
		case holds == reason.Unknown:
			return mark{reason.Unknown, why}
		case holds == reason.Yes && c.no:
			return mark{reason.No, c.why}
		case holds == reason.Yes:
			return mark{reason.Unknown, c.why}
		}
	}
	switch {
	case d.Valid != reason.Yes:
		return mark{reason.Unknown, Why(d.Why)}
	case d.date.value == nil && !r.source.partial:
		return mark{reason.Unknown, d.date.why}
	case d.first > r.facts.today:
		return mark{reason.No, InTheFuture}
	default:
		return mark{reason.Yes, Counted}
	}
}

// holds asks a condition. Whatever is neither true nor false cannot be told;
// the cause is given with it.
func (r *run) holds(condition cel.Program) (reason.Answer, Why) {
	v, err := r.eval(condition)
	if err != nil {
		return reason.Unknown, causeOf(err)
	}
	return reason.Is(v == types.True), ""
}

func (r *run) eval(p cel.Program) (ref.Val, error) {
	v, _, err := p.Eval(r)
	if err == nil && types.IsUnknown(v) {
		err = missing{UnknownFact}
	}
	return v, err
}

// causeOf finds the missing fact. What else went wrong was never seen in a
// pack that passed its tests, and is no answer either.
func causeOf(err error) Why {
	var m missing
	if errors.As(err, &m) {
		return m.why
	}
	return UnknownFact
}

// Parent is nothing: a pack has one scope.
func (r *run) Parent() cel.Activation { return nil }

// ResolveName gives a fact or a let.
func (r *run) ResolveName(name string) (any, bool) {
	switch name {
	case "dose":
		return &r.dose.object, true
	case "earlier":
		return r.earlier, true
	case "counted":
		return r.counted, true
	case "unsure":
		return r.unsure, true
	case "today":
		return r.facts.today, true
	}
	if i, ok := r.lets[name]; ok {
		return r.let(i), true
	}
	return r.rarely(name)
}

// rarely gives the facts that few rules ask for.
func (r *run) rarely(name string) (any, bool) {
	switch name {
	case "tests":
		return r.facts.tests, true
	case "person":
		return r.facts.person, true
	case "now":
		return types.Timestamp{Time: r.facts.now}, true
	case "issuers":
		return r.facts.issuers, true
	case "answer":
		return types.String(r.answer.String()), true
	case "doses":
		all := make([]ref.Val, len(r.facts.doses))
		for i, d := range r.facts.doses {
			all[i] = &d.object
		}
		return listOf(all), true
	default:
		return nil, false
	}
}

// let works out a name once. A let only knows those before it.
func (r *run) let(i int) ref.Val {
	found := r.found
	if r.steady[i] {
		found = r.steadily
	}
	if found[i] == nil {
		v, err := r.eval(r.plans[i])
		if err != nil {
			v = types.WrapErr(err)
		}
		found[i] = v
	}
	return found[i]
}

// finding is a step's answer.
type finding struct {
	answer      reason.Answer
	message     string // why not, or what cannot be told; empty for yes
	from, until fhir.When
}

// check asks one step.
func (r *run) check(s *step) finding {
	holds, why := r.holds(s.check)
	if holds == reason.Yes {
		return finding{answer: reason.Yes, until: r.when(s.until)}
	}
	if holds == reason.No && s.maybe != nil {
		var maybe reason.Answer
		if maybe, why = r.holds(s.maybe); maybe != reason.No {
			holds = reason.Unknown
		}
	}
	f := finding{answer: holds, from: r.when(s.from)}
	if holds == reason.No {
		f.message = r.first(s.message)
		return f
	}
	if f.message = r.first(s.unclear); f.message == "" {
		f.message = why.unclear().in(r.facts.language)
	}
	return f
}

// when gives the date or the moment of an expression, zero where there is none.
func (r *run) when(p cel.Program) fhir.When {
	if p == nil {
		return fhir.When{}
	}
	v, err := r.eval(p)
	if err != nil {
		return fhir.When{}
	}
	switch v := v.(type) {
	case date:
		return v.when()
	case types.Timestamp:
		return fhir.When{Time: v.Time, Precision: fhir.Clock}
	default:
		return fhir.When{}
	}
}
