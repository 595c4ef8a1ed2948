package screen

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"passdesk/app/desk"
	"passdesk/app/settings"
)

// ruleDesk is a desk whose settings are open with a pack in words.
func ruleDesk(t *testing.T, id string) (*Screen, *wishes, desk.State) {
	t.Helper()
	st := inSettings(yesterdays)
	screen, _, noted := listening(t, st)
	test.Tap(screen.settings.rules.rows[id].more)
	return screen, noted, st
}

func TestPacksAreListedByWhoseRulesTheyAre(t *testing.T) {
	st := inSettings(inForce(nysFull, "nola-2021-08"))
	screen, _, _ := listening(t, st)
	r := screen.settings.rules
	seen := func(id string) bool { return contains(seenIn(r.root), r.ticks[id].label.words) }
	if !seen("nys-pcr") || seen("wa-large") || !seen("nola-2021-08") {
		t.Error("not the packs of the place of the first one in force, and those in force elsewhere")
	}
	test.Tap(r.places["Washington State"])
	if seen("nys-pcr") || !seen("wa-large") || !seen(nysFull) || !r.places["Washington State"].on || r.places["New York State"].on {
		t.Error("another place does not bring its own packs")
	}
	test.Tap(r.places[""])
	if !seen("any-genuine-record") || !contains(seenIn(r.root), "General") {
		t.Error("the packs that are nobody's own are not listed")
	}
}

// A value is tried first: nothing is handed on until a person says so, and the
// words and the outlook say what it means.
func TestAValueIsTriedBeforeItIsInForce(t *testing.T) {
	screen, noted, st := ruleDesk(t, nysFull)
	card := screen.settings.rules.card
	wait := card.param("waitingDays")
	test.Tap(wait.more)
	wait.less.TypedKey(press(fyne.KeyReturn))
	if len(card.trying) != 0 || card.apply.Visible() {
		t.Errorf("back at its value it is tried: %v", card.trying)
	}
	wait.number.SetText("21")
	wait.number.TypedKey(press(fyne.KeyReturn))
	test.Tap(card.param("products").ticks["moderna"])
	for _, words := range []string{"21 days since the series was complete", "accepted: pfizer, janssen", "On 23 Nov 2021 the rules in force answered 46 cards."} {
		if !contains(seenIn(card.root), words) {
			t.Errorf("%q is not said", words)
		}
	}
	if len(noted.sets) != 0 {
		t.Fatalf("handed on %v", noted.sets)
	}
	test.Tap(labelled(t, card.root, "Put in force"))
	want := []settings.Edit{
		{Pack: nysFull, Param: "products", Value: "pfizer, janssen, astrazeneca, sinopharm-bibp, coronavac"},
		{Pack: nysFull, Param: "waitingDays", Value: "21"},
	}
	if got := noted.last(t).Edits; !slices.Equal(got, want) || card.apply.Visible() {
		t.Fatalf("handed on %v", got)
	}
	st.Setup.Set = noted.last(t)
	screen.Show(st)
	if !contains(seenIn(screen.settings.rules.root), "edited here") {
		t.Error("nothing says that the pack is edited")
	}
	test.Tap(labelled(t, card.root, "The rule's own values"))
	test.Tap(labelled(t, card.root, "Put in force"))
	if got := noted.last(t).Edits; len(got) != 0 {
		t.Errorf("the rule's own values are kept as %v", got)
	}
}

func TestAValueOutsideItsLimitsIsNotTried(t *testing.T) {
	screen, noted, _ := ruleDesk(t, nysFull)
	card := screen.settings.rules.card
	wait := card.param("waitingDays")
	for _, text := range []string{"61", "-1", "soon", ""} {
		wait.number.SetText(text)
		wait.number.TypedKey(press(fyne.KeyReturn))
		if !wait.amiss.Visible() || len(card.trying) != 0 {
			t.Errorf("%q: tried %v", text, card.trying)
		}
	}
	for range 70 {
		test.Tap(wait.more)
	}
	if got := card.trying[nysFull]["waitingDays"]; got != "60" || wait.amiss.Visible() {
		t.Errorf("counting up ends at %q", got)
	}
	test.Tap(labelled(t, card.root, "Discard"))
	for _, p := range card.param("products").ticks {
		if p.on {
			test.Tap(p)
		}
	}
	if got := card.param("products").value.Value.([]string); len(got) != 1 || len(noted.sets) != 0 {
		t.Errorf("the last product went out: %v", got)
	}
}

// What cannot decide cannot be edited, and putting it into force opens it.
func TestOnlyAPackInForceIsEdited(t *testing.T) {
	screen, noted, st := ruleDesk(t, "nys-vaccination-or-test")
	r := screen.settings.rules
	if len(r.card.params) != 0 || !contains(seenIn(r.card.root), "Put this rule in force to change its values.") {
		t.Error("a pack that is not in force can be edited")
	}
	test.Tap(r.ticks["nys-vaccination-or-test"])
	if r.card.param("waitingDays") == nil || r.card.param("testHours") == nil {
		t.Fatal("the values of the packs of which any is enough are missing")
	}
	test.Tap(r.card.param("testHours").more)
	test.Tap(labelled(t, r.card.root, "Put in force"))
	want := []settings.Edit{{Pack: "nys-antigen", Param: "testHours", Value: "7"}}
	if got := noted.last(t); !slices.Equal(got.Edits, want) || !slices.Contains(got.Policies, "nys-vaccination-or-test") {
		t.Errorf("handed on %+v", got)
	}
	st.Setup.Set = noted.last(t)
	screen.Show(st)
	if marks := r.rows["nys-vaccination-or-test"].marks; !marks.Visible() || r.rows[nysFull].marks.Visible() {
		t.Error("the wrong pack is marked as edited")
	}
}

// What the last day brought comes from the log after the view was opened.
func TestTheOutlookFollowsTheLog(t *testing.T) {
	screen, _, st := ruleDesk(t, nysFull)
	card := screen.settings.rules.card
	test.Tap(card.param("waitingDays").more)
	st.Setup.Before = st.Setup.Before[:1]
	screen.Show(st)
	if !contains(seenIn(card.root), "answered 40 cards") {
		t.Errorf("the outlook is still %q", seenIn(card.outlook))
	}
}
