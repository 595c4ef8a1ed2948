package rules

import (
	"slices"
	"testing"

	"passdesk/verify/reason"
)

// edit gives a pack that ships with one value of a site.
func edit(t *testing.T, id, name, value string) *Pack {
	t.Helper()
	p, err := pack(t, id).With(Edits{id: {name: value}})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestTheExamplesThatAnEditTurnsAreTold(t *testing.T) {
	const id = "nys-full-2021-10"
	for _, c := range []struct {
		value string
		want  []Turned
	}{
		{"14", nil},
		{"13", []Turned{
			{"day 13 is not", reason.NotAccepted, reason.Accepted},
			{"the desk's clock decides the day", reason.NotAccepted, reason.Accepted},
		}},
		{"15", []Turned{{"day 14 is the first good day", reason.Accepted, reason.NotAccepted}}},
	} {
		got, of := pack(t, id).Turns(edit(t, id, "waitingDays", c.value))
		if !slices.Equal(got, c.want) || of != len(pack(t, id).Examples()) {
			t.Errorf("after %s days: %v of %d, want %v", c.value, got, of, c.want)
		}
	}
}

// The log tells an edited pack from another by its version alone.
func TestAnEditedPackHasAVersionAndAMarkOfItsOwn(t *testing.T) {
	const id = "nys-full-2021-10"
	own := pack(t, id)
	seen := map[string]string{own.Version(): "its own"}
	for _, value := range []string{"13", "15"} {
		p := edit(t, id, "waitingDays", value)
		if before, again := seen[p.Version()]; again || !p.IsEdited() {
			t.Errorf("edited %t, and the version with %s is that with %s", p.IsEdited(), value, before)
		}
		seen[p.Version()] = value
		if got := p.Marks(noon("2021-10-20"), "en"); !slices.Equal(got, []string{"edited here"}) {
			t.Errorf("marks %q", got)
		}
	}
	if p := edit(t, id, "waitingDays", " 14"); p.Version() != own.Version() || p.IsEdited() || p.Marks(noon("2021-10-20"), "en") != nil {
		t.Error("the pack's own value counts as another one")
	}
	or := pack(t, "nys-vaccination-or-test")
	edited, err := or.With(Edits{id: {"waitingDays": "15"}})
	if err != nil || edited.Version() == or.Version() || !edited.IsEdited() {
		t.Errorf("%v: a pack of which any is enough too is edited, and nothing tells", err)
	}
}

func TestAnAnswerByARuleThatIsOverSaysSo(t *testing.T) {
	card := genuine(t, shot{"pfizer", "2021-02-01"}, shot{"pfizer", "2021-03-01"})
	for day, want := range map[string]string{"2021-09-30": "the rule from 2021-10-05 on", "2022-06-01": ""} {
		if d := decide(pack(t, "nys-full-2021-10"), noon(day), card); d.Note != want {
			t.Errorf("on %s: %q, want %q", day, d.Note, want)
		}
	}
	if d := decide(pack(t, "nola-2021-08"), noon("2022-06-01"), card); d.Outcome != reason.Accepted || d.Note != "the rule until 2022-03-20" {
		t.Errorf("%s: %q", d.Outcome, d.Note)
	}
}
