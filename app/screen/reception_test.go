package screen

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"passdesk/app/desk"
	"passdesk/app/scanlog"
	"passdesk/app/settings"
)

func TestThePhotoIDIsAnsweredByKeyAndButton(t *testing.T) {
	yes := desk.Compare{Shown: asked("").Result.Shown, Matches: true}
	no := desk.Compare{Shown: yes.Shown}
	for name, c := range map[string]struct {
		use  func(*typist)
		want desk.Action
	}{
		"Enter":           {func(y *typist) { y.key(fyne.KeyReturn, 0) }, yes},
		"Enter of digits": {func(y *typist) { y.key(fyne.KeyEnter, 0) }, yes},
		"X":               {func(y *typist) { y.key(fyne.KeyX, 'x') }, no},
		"a click":         {func(y *typist) { test.Tap(labelled(t, y.screen.side.root, "Matches: let in")) }, yes},
		"another click":   {func(y *typist) { test.Tap(labelled(t, y.screen.side.root, "Does not match")) }, no},
	} {
		t.Run(name, func(t *testing.T) {
			y := newTypist(t, asked(""))
			c.use(y)
			y.pass(slowly)
			if !slices.Equal(y.noted.acts, []desk.Action{c.want}) {
				t.Errorf("led to %#v", y.noted.acts)
			}
		})
	}
}

func TestAnAnswerAboutThePhotoIDIsTakenBackByKeyAndButton(t *testing.T) {
	_, undo := tallyKeys()
	for name, use := range map[string]func(*typist){
		"key":      func(y *typist) { y.key(undo, 0) },
		"button":   func(y *typist) { test.Tap(labelled(t, y.screen.side.root, "Take it back")) },
		"tallies'": func(y *typist) { test.Tap(y.screen.tallies.undo) },
	} {
		y := newTypist(t, asked(scanlog.IDMatched))
		use(y)
		y.pass(slowly)
		if !slices.Equal(y.noted.acts, []desk.Action{desk.Undo{}}) {
			t.Errorf("%s: led to %#v", name, y.noted.acts)
		}
		st, _ := y.screen.state.Act(desk.Undo{}, y.screen.state.Now.Add(time.Second))
		y.screen.Show(st)
		if seen := seenIn(y.screen.side.root); !contains(seen, "Matches: let in") || contains(seen, "Take it back") {
			t.Errorf("%s: it is not asked again: %q", name, seen)
		}
	}
}

func TestNothingInABurstOrSoonAfterItAnswersAboutThePhotoID(t *testing.T) {
	for _, pace := range []time.Duration{time.Millisecond, 16 * time.Millisecond} {
		y := newTypist(t, asked(""))
		for _, text := range []string{scanned + "\r", scanned + "x", "x\r" + scanned, "xxx\rx\r"} {
			y.types(text, pace)
			y.pass(250 * time.Millisecond)
			y.types("x", 0)
			y.pass(time.Second)
		}
		if y.noted.acts != nil {
			t.Errorf("at %v led to %#v", pace, y.noted.acts)
		}
	}
}

func TestAQuestionThatIsNotOpenTakesNoAnswer(t *testing.T) {
	for name, st := range map[string]desk.State{
		"while keys come": changed(asked(""), func(st *desk.State) { st.Incoming.Characters = 9 }),
		"just now":        changed(asked(""), func(st *desk.State) { st.Now = st.Result.Shown.Add(100 * time.Millisecond) }),
		"answered":        asked(scanlog.IDMatched),
		"turned off":      genuine(twoDoses(), plainName),
		"behind the log":  changed(asked(""), func(st *desk.State) { st.View = desk.LogView }),
		"locked":          changed(asked(""), func(st *desk.State) { st.Locked = true }),
	} {
		t.Run(name, func(t *testing.T) {
			y := newTypist(t, st)
			y.types("x", slowly)
			if name != "locked" { // where Enter unlocks
				y.types("\r", slowly)
			}
			if q := y.screen.side.question; q != nil && name != "locked" && name != "behind the log" {
				test.Tap(q.yes)
				test.Tap(q.no)
			}
			if y.noted.acts != nil {
				t.Errorf("led to %#v", y.noted.acts)
			}
		})
	}
}

// TestTheKeysOfTheTalliesAreNamedAtEveryWidth and in every language, by buttons
// that all have a drawing or all have none.
func TestTheKeysOfTheTalliesAreNamedAtEveryWidth(t *testing.T) {
	screen, w := open(t, scene{state: tallied("")}, Light)
	for _, words := range screen.words.every() {
		screen.Show(spoken(words.tag.String(), tallied("")))
		for _, width := range []float32{640, 1024, 1280, 1366, 1400, 1920} {
			w.Resize(fyne.NewSize(width, 820))
			buttons := buttonsIn(screen.tallies.root)
			for _, b := range buttons {
				if !b.keys.Visible() || b.icon.Visible() != buttons[0].icon.Visible() || width >= 1280 && !b.icon.Visible() {
					t.Errorf("%s at %.0f: %q, key %v, drawing %v", words.tag, width, b.label.words, b.keys.Visible(), b.icon.Visible())
				}
			}
			holdsItsWords(t, screen.tallies.root, 0, width)
		}
	}
}

func TestVisitorsAreCountedByKeyAndButton(t *testing.T) {
	y := newTypist(t, tallied(""))
	var want []desk.Action
	keys, undo := tallyKeys()
	for i, why := range scanlog.Tallies() {
		y.key(keys[i], 0)
		y.pass(slowly)
		test.Tap(labelled(t, y.screen.tallies.root, []string{"Paper", "Exemption", "Child", "Other"}[i]))
		want = append(want, desk.Tally{Why: why}, desk.Tally{Why: why})
	}
	y.key(undo, 0)
	y.pass(slowly)
	test.Tap(y.screen.tallies.undo)
	want = append(want, desk.Undo{}, desk.Undo{})
	if !slices.Equal(y.noted.acts, want) {
		t.Errorf("led to %#v\nwant %#v", y.noted.acts, want)
	}
	y.noted.acts = nil
	y.screen.Show(atRest()) // nothing to take back
	test.Tap(y.screen.tallies.undo)
	y.screen.Show(logged())
	y.key(keys[0], 0)
	y.pass(slowly)
	if y.noted.acts != nil {
		t.Errorf("where there is nothing to count led to %#v", y.noted.acts)
	}
}

func TestALockedDeskShowsNothingAndIsOnlyUnlocked(t *testing.T) {
	y := newTypist(t, asked(""))
	y.key(lockKey, 0)
	y.pass(slowly)
	if !slices.Equal(y.noted.acts, []desk.Action{desk.Lock{}}) {
		t.Fatalf("F12 led to %#v", y.noted.acts)
	}
	y.screen.chooseFile()
	st := changed(atRest(), func(st *desk.State) { st.Locked, st.Picture = true, nil })
	y.screen.Show(st)
	if y.screen.chooser.isOpen {
		t.Error("a file is still asked for")
	}
	seen := seenIn(y.screen.Content())
	if contains(seen, holderFamily) || contains(seen, "City Museum") || !contains(seen, "This desk is locked") {
		t.Errorf("there is %q", seen)
	}
	if got := y.screen.Title(st); got != "Passdesk – This desk is locked" {
		t.Errorf("the title is %q", got)
	}
	y.noted.acts = nil
	for _, c := range y.screen.shortcuts() {
		c.do()
	}
	y.screen.openFiles("card.png")
	y.types(" \x1bx", slowly)
	if y.noted.acts != nil || y.noted.calls != nil {
		t.Errorf("a locked desk did %#v, %q", y.noted.acts, y.noted.calls)
	}
	y.key(lockKey, 0)
	y.pass(slowly)
	test.Tap(y.screen.locked.open)
	if want := []desk.Action{desk.Unlock{}, desk.Unlock{}}; !slices.Equal(y.noted.acts, want) {
		t.Errorf("unlocking led to %#v", y.noted.acts)
	}
}

func TestAMaskedHolderIsNowhereUntilTheKeyIsHeld(t *testing.T) {
	st := changed(genuine(twoDoses(), plainName), func(st *desk.State) { st.Setup.Set.MaskNames = true })
	y := newTypist(t, st)
	for _, mark := range []string{holderFamily, "20 Jan 1951"} {
		if contains(textsIn(y.screen.Content()), mark) {
			t.Errorf("%q is in the window", mark)
		}
	}
	e := &fyne.KeyEvent{Name: revealKey}
	y.screen.nowhere.KeyDown(e)
	y.screen.nowhere.TypedKey(e)
	y.pass(slowly)
	y.screen.nowhere.KeyUp(e)
	if want := []desk.Action{desk.Reveal{On: true}, desk.Reveal{}}; !slices.Equal(y.noted.acts, want) {
		t.Errorf("holding and letting go led to %#v", y.noted.acts)
	}
	y.noted.acts = nil
	y.key(revealKey, 0) // let go before it is known to stand alone
	y.pass(slowly)
	if slices.Contains(y.noted.acts, desk.Action(desk.Reveal{On: true})) {
		t.Error("a short press shows the name for good")
	}
}

func TestTheManagersWordsStandInPlaceOfTheUsualOnes(t *testing.T) {
	st := changed(asked(""), func(st *desk.State) { st.Setup.Set.NextSteps.Accepted = "Give the visitor a sticker." })
	screen, _ := open(t, scene{state: st}, Light)
	seen := seenIn(screen.Content())
	if !contains(seen, "Give the visitor a sticker.") || contains(seen, "Same name and birth date?") {
		t.Errorf("there is %q", seen)
	}
}

func TestWhatADeskDoesIsTurnedOnAndOff(t *testing.T) {
	screen, _, noted := listening(t, inSettings(nil))
	r := &screen.settings.reception
	for name, c := range map[string]struct {
		press *tick
		want  func(settings.Settings) bool
	}{
		"ID step": {r.idStep, func(s settings.Settings) bool { return !s.IDStep }},
		"mask":    {r.mask, func(s settings.Settings) bool { return s.MaskNames }},
		"kiosk":   {r.kiosk, func(s settings.Settings) bool { return s.Kiosk }},
		"visitor": {r.visitor, func(s settings.Settings) bool { return s.VisitorWindow }},
	} {
		noted.sets = nil
		test.Tap(c.press)
		if len(noted.sets) != 1 || !c.want(noted.sets[0]) {
			t.Errorf("%s led to %+v", name, noted.sets)
		}
	}
	field := r.steps["invalid"]
	field.SetText("  Call 7.  ")
	field.hand()
	if last := noted.sets[len(noted.sets)-1]; last.NextSteps.Invalid != "Call 7." {
		t.Errorf("handed on %+v", last.NextSteps)
	}
}

func TestAKeyFillsTheScreenAndLeavesIt(t *testing.T) {
	y := newTypist(t, atRest())
	y.key(kioskKey, 0)
	y.pass(slowly)
	if len(y.noted.sets) != 1 || !y.noted.sets[0].Kiosk {
		t.Fatalf("F11 led to %+v", y.noted.sets)
	}
	st := changed(atRest(), func(st *desk.State) { st.Setup.Set.Kiosk = true })
	y.screen.Show(st)
	if !y.window.FullScreen() {
		t.Error("the window does not fill the screen")
	}
	left := false
	y.screen.Leave(func() { left = true })
	y.key(kioskKey, 0)
	y.pass(slowly)
	if last := y.noted.sets[len(y.noted.sets)-1]; last.Kiosk || !left {
		t.Errorf("F11 led to %+v, closing to %v", last, left)
	}
	y.screen.Show(atRest())
	if y.window.FullScreen() {
		t.Error("the window still fills the screen")
	}
}
