package rules

import (
	"testing"

	"passdesk/verify"
	"passdesk/verify/reason"
)

func pack(t testing.TB, id string) *Pack {
	t.Helper()
	p, err := Shipped().Pack(id)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// A site's value decides, is told in words and in the log's name of the rules,
// and leaves the pack that ships as it is.
func TestASiteEditsAParameterWithinItsLimits(t *testing.T) {
	const id = "nys-vaccination-or-test"
	card := genuine(t, shot{"janssen", "2021-10-10"})
	shipped := pack(t, id)
	edited, err := shipped.With(Edits{"nys-full-2021-10": {"waitingDays": "7"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		pack *Pack
		want reason.Outcome
		name string
	}{
		{shipped, reason.NotAccepted, id},
		{edited, reason.Accepted, id + "(nys-full-2021-10.waitingDays=7)"},
	} {
		policy := &Policy{Packs: []*Pack{c.pack}}
		if d := policy.Decide([]verify.Verdict{card}, noon("2021-10-20")); d.Outcome != c.want || d.Pack != id {
			t.Errorf("%s by %s, want %s", d.Outcome, d.Pack, c.want)
		}
		if policy.String() != c.name {
			t.Errorf("the rules are called %s, want %s", policy, c.name)
		}
	}
	ways, err := edited.Ways("en")
	if err != nil || ways[0].Asks[2] != "7 days since the series was complete; a booster does not start them anew." {
		t.Errorf("%v: %v", err, ways)
	}
}

func TestAValueOutsideItsLimitsIsNotTaken(t *testing.T) {
	for _, c := range []struct{ name, value, want string }{
		{"waitingDays", "61", "nys-full-2021-10: waitingDays is from 0 to 60, not 61"},
		{"waitingDays", "soon", `nys-full-2021-10: waitingDays is a whole number, not "soon"`},
		{"products", "pfizer, sputnik-v", `nys-full-2021-10: products does not take "sputnik-v"; it takes pfizer,`},
		{"products", "", "nys-full-2021-10: products is an empty list, by which nobody could pass"},
		{"single", "pfizer", "nys-full-2021-10: single is fixed by the rule"},
		{"nothing", "1", `nys-full-2021-10: the pack has no parameter "nothing"`},
	} {
		_, err := pack(t, "nys-full-2021-10").With(Edits{"nys-full-2021-10": {c.name: c.value}})
		if err == nil || len(err.Error()) < len(c.want) || err.Error()[:len(c.want)] != c.want {
			t.Errorf("%s=%s: %v, want %s", c.name, c.value, err, c.want)
		}
	}
}

// What a parameter writes of itself is a value that it takes.
func TestEveryParameterTakesItsOwnValue(t *testing.T) {
	for _, p := range Shipped().Packs() {
		for _, q := range p.Params() {
			if q.Fixed() {
				continue
			}
			if _, err := p.With(Edits{p.ID: {q.Name: q.String()}}); err != nil {
				t.Error(err)
			}
		}
	}
}

// The log has no people, so a change can only be told by the steps that it
// reaches.
func TestAnOutlookCountsWhatAChangeMayReach(t *testing.T) {
	const id, other = "nys-full-2021-10", "nys-pcr"
	past := []Past{
		{"", 40}, {reason.Step(id, "fourteen-days"), 5}, {reason.Step(id, "series-complete"), 3},
		{reason.Step(id, "has-accepted-vaccine"), 2}, {reason.CannotTell, 1}, {reason.Step(other, "negative-pcr"), 4},
	}
	for _, c := range []struct {
		pack, param string
		want        Outlook
	}{
		{id, "waitingDays", Outlook{Stay: 5, MayAdmit: 10, MayRefuse: 40}},
		{id, "mixedInterval", Outlook{Stay: 2, MayAdmit: 13, MayRefuse: 40}},
		{id, "products", Outlook{Stay: 0, MayAdmit: 15, MayRefuse: 40}},
		{other, "testDays", Outlook{Stay: 4, MayAdmit: 11, MayRefuse: 40}},
		{id, "nothing", Outlook{Stay: 55}},
		{"excelsior-vaccination", "validDays", Outlook{Stay: 55}}, // which is not in force
	} {
		if got := policy(t, id, other).Outlook(Edits{c.pack: {c.param: ""}}, past); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.param, got, c.want)
		}
	}
}
