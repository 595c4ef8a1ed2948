package screen

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"passdesk/app/desk"
	"passdesk/app/settings"
	"passdesk/verify/reason"
)

// last gives the settings that were handed on last.
func (n *wishes) last(t *testing.T) settings.Settings {
	t.Helper()
	if len(n.sets) == 0 {
		t.Fatal("no settings were handed on")
	}
	return n.sets[len(n.sets)-1]
}

// cameraNamed finds a choice of the camera by its label.
func cameraNamed(t *testing.T, s *Screen, label string) *tick {
	t.Helper()
	for _, o := range s.settings.camera.box.Objects {
		if o.(*tick).label.words == label {
			return o.(*tick)
		}
	}
	t.Fatalf("there is no camera %q", label)
	return nil
}

// TestEachControlHandsOnTheWholeSettings uses every control by a tap, by Enter
// and by Space.
func TestEachControlHandsOnTheWholeSettings(t *testing.T) {
	for _, c := range []struct {
		name    string
		control func(*Screen) fyne.Focusable
		want    func(*settings.Settings)
	}{
		{"a rule", func(s *Screen) fyne.Focusable { return s.settings.rules.ticks["any-genuine-record"] },
			func(s *settings.Settings) { s.Policies = append(s.Policies, "any-genuine-record") }},
		{"the network", func(s *Screen) fyne.Focusable { return s.settings.list.daily },
			func(s *settings.Settings) { s.Network = false }},
		{"a camera", func(s *Screen) fyne.Focusable { return cameraNamed(t, s, "Integrated Camera") },
			func(s *settings.Settings) { s.Camera = "Integrated Camera" }},
		{"the mirror", func(s *Screen) fyne.Focusable { return s.settings.camera.mirror },
			func(s *settings.Settings) { s.Mirror = false }},
		{"the sound", func(s *Screen) fyne.Focusable { return s.settings.sound },
			func(s *settings.Settings) { s.Sound = false }},
		{"the theme", func(s *Screen) fyne.Focusable { return s.settings.themes[settings.ThemeDark] },
			func(s *settings.Settings) { s.Theme = settings.ThemeDark }},
		{"a longer stay", func(s *Screen) fyne.Focusable { return labelled(t, s.Content(), "Longer") },
			func(s *settings.Settings) { s.ResultSeconds = 35 }},
		{"a shorter stay", func(s *Screen) fyne.Focusable { return labelled(t, s.Content(), "Shorter") },
			func(s *settings.Settings) { s.ResultSeconds = 25 }},
	} {
		t.Run(c.name, func(t *testing.T) {
			st := inSettings(nil)
			screen, _, noted := listening(t, st)
			want := st.Setup.Set
			want.Policies = slices.Clone(want.Policies)
			c.want(&want)
			control := c.control(screen)
			ways := []func(){
				func() { test.Tap(control.(fyne.Tappable)) },
				func() { control.TypedKey(press(fyne.KeyReturn)) },
			}
			if _, isTick := control.(*tick); isTick {
				ways = append(ways, func() { control.TypedKey(press(fyne.KeySpace)) })
			}
			for i, use := range ways {
				screen.Show(changed(st, func(st *desk.State) { st.Now = st.Now.Add(time.Duration(i) * time.Minute) }))
				use()
				if got := noted.last(t); !got.Equal(want) || len(noted.sets) != i+1 {
					t.Errorf("way %d: handed on %d times, last %+v, want %+v", i, len(noted.sets), got, want)
				}
			}
		})
	}
}

func TestTheListIsUpdatedAndImportedFromTheSettings(t *testing.T) {
	screen, _, noted := listening(t, inSettings(nil))
	test.Tap(screen.settings.list.buttons.update)
	screen.settings.list.buttons.update.TypedKey(press(fyne.KeyReturn))
	if !slices.Equal(noted.calls, []string{"update", "update"}) {
		t.Errorf("called %q", noted.calls)
	}
	test.Tap(screen.settings.list.buttons.importList)
	if !screen.chooser.isOpen {
		t.Error("nothing asks for the files")
	}
	screen.Key(press(fyne.KeyEscape))
	if len(noted.acts) != 0 || screen.chooser.isOpen {
		t.Errorf("Esc on the question led to %#v", noted.acts)
	}
	for name, st := range map[string]desk.State{
		"off":  inSettings(func(st *desk.State) { st.Setup.Set.Network = false }),
		"busy": inSettings(func(st *desk.State) { st.Network.Busy = true }),
	} {
		if screen.Show(st); screen.settings.list.buttons.update.Visible() {
			t.Errorf("the list can be updated while the network is %s", name)
		}
	}
}

func TestEachSoundCanBeHeard(t *testing.T) {
	screen, _, _ := listening(t, inSettings(nil))
	var heard []reason.Outcome
	screen.do.Hear = func(o reason.Outcome) { heard = append(heard, o) }
	for _, o := range reason.Outcomes() {
		test.Tap(labelled(t, screen.settings.root, english(t).named("outcome", string(o))))
	}
	if !slices.Equal(heard, reason.Outcomes()) {
		t.Errorf("heard %v", heard)
	}
}

func TestTypedTextIsHandedOnWhenItsFieldIsLeft(t *testing.T) {
	screen, w, noted := listening(t, inSettings(nil))
	site := screen.settings.names.site
	w.Canvas().Focus(site)
	site.SetText("")
	test.Type(site, " The Opera ")
	if len(noted.sets) != 0 || len(noted.acts) != 0 {
		t.Fatalf("typing led to %#v and %#v", noted.sets, noted.acts)
	}
	w.Canvas().Focus(screen.settings.names.desk)
	if got := noted.last(t).Site; got != "The Opera" {
		t.Errorf("handed on %q", got)
	}
	test.Type(screen.settings.names.desk, "!")
	screen.settings.names.desk.TypedKey(press(fyne.KeyReturn))
	if got := noted.last(t); got.Desk != "!North entrance" || got.Site != "The Opera" {
		t.Errorf("handed on %q and %q", got.Site, got.Desk)
	}
	w.Canvas().Unfocus()
	if len(noted.sets) != 2 {
		t.Errorf("handed on %d times, want 2", len(noted.sets))
	}
}

// TestLeavingHandsOnWhatWasTyped leaves the settings in every way there is.
func TestLeavingHandsOnWhatWasTyped(t *testing.T) {
	short := func(key fyne.KeyName) func(*Screen) {
		return func(s *Screen) {
			s.settings.names.site.TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault})
		}
	}
	for name, leave := range map[string]func(*Screen){
		"esc":    func(s *Screen) { s.settings.names.site.TypedKey(press(fyne.KeyEscape)) },
		"done":   func(s *Screen) { test.Tap(s.settings.done) },
		"ctrl+,": short(fyne.KeyComma),
		"ctrl+l": short(fyne.KeyL),
	} {
		t.Run(name, func(t *testing.T) {
			screen, w, noted := listening(t, inSettings(nil))
			w.Canvas().Focus(screen.settings.names.site)
			screen.settings.names.site.SetText("Opera")
			screen.settings.names.desk.SetText(" ")
			leave(screen)
			if got := noted.last(t); got.Site != "Opera" || got.Desk != "North entrance" {
				t.Errorf("handed on %q and %q", got.Site, got.Desk)
			}
			if len(noted.acts) != 1 {
				t.Fatalf("led to %#v", noted.acts)
			}
			if show, ok := noted.acts[0].(desk.Show); !ok || show.View == desk.SettingsView {
				t.Errorf("led to %#v", noted.acts)
			}
			screen.Show(atRest())
			if w.Canvas().Focused() != nil || len(noted.sets) > 2 {
				t.Errorf("the focus is on what is out of sight, or it was handed on %d times", len(noted.sets))
			}
		})
	}
}

// TestQuickChangesBuildOnEachOther makes two changes before the first is in
// force, and lets an older State come in between.
func TestQuickChangesBuildOnEachOther(t *testing.T) {
	st := inSettings(nil)
	screen, _, noted := listening(t, st)
	test.Tap(screen.settings.camera.mirror)
	test.Tap(labelled(t, screen.Content(), "Longer"))
	screen.Show(st)
	test.Tap(labelled(t, screen.Content(), "Longer"))
	if got := noted.last(t); got.Mirror || got.ResultSeconds != 40 {
		t.Errorf("handed on %+v", got)
	}
	if screen.Show(st); screen.settings.camera.mirror.on || screen.settings.stay.words != "40 seconds" {
		t.Error("an older State undoes what a person did")
	}
	st.Now = st.Now.Add(patience + time.Second)
	if screen.Show(st); !screen.settings.camera.mirror.on || screen.settings.stay.words != "30 seconds" {
		t.Error("a change that was never taken is shown as if it were in force")
	}
}

func TestARefusedChangeIsToldAndTakenBack(t *testing.T) {
	st := inSettings(nil)
	screen, _, _ := listening(t, st)
	test.Tap(screen.settings.camera.mirror)
	st.Setup.Trouble = "the disk is full"
	screen.Show(st)
	if !screen.settings.camera.mirror.on || !contains(seenIn(screen.Content()), "The settings: the disk is full.") {
		t.Error("the change stands, or nothing says why it does not")
	}
}

func TestControlsFollowTheStateButNeverUnderTheFingers(t *testing.T) {
	st := inSettings(nil)
	screen, w, noted := listening(t, st)
	w.Canvas().Focus(screen.settings.names.site)
	screen.settings.names.site.SetText("Ope")
	st.Setup.Set.Site, st.Setup.Set.Desk, st.Setup.Set.Network = "Museum", "South", false
	st.Setup.Set.Camera, st.Setup.Set.ResultSeconds, st.Setup.Set.Theme = "Integrated Camera", 17, settings.ThemeLight
	st.Setup.Set.Policies = []string{"any-genuine-record"}
	screen.Show(st)
	v := screen.settings
	if v.names.site.Text != "Ope" || v.names.desk.Text != "South" || v.list.daily.on || v.stay.words != "17 seconds" {
		t.Errorf("shown: %q, %q, %t, %q", v.names.site.Text, v.names.desk.Text, v.list.daily.on, v.stay.words)
	}
	if !cameraNamed(t, screen, "Integrated Camera").on || cameraNamed(t, screen, "The first camera found").on || !v.themes[settings.ThemeLight].on {
		t.Error("camera or theme do not follow")
	}
	if !v.rules.ticks["any-genuine-record"].on || v.rules.ticks["nys-full-2021-10"].on {
		t.Error("the rules do not follow")
	}
	if len(noted.sets) != 0 {
		t.Errorf("following handed on %+v", noted.sets)
	}
}

func TestTheLastRuleStaysOn(t *testing.T) {
	screen, _, noted := listening(t, inSettings(nil))
	only := screen.settings.rules.ticks["nys-full-2021-10"]
	test.Tap(only)
	if got := noted.last(t).Policies; !only.on || !slices.Equal(got, []string{"nys-full-2021-10"}) {
		t.Errorf("in force are %q", got)
	}
	test.Tap(screen.settings.rules.ticks["any-genuine-record"])
	test.Tap(only)
	if got := noted.last(t).Policies; only.on || !slices.Equal(got, []string{"any-genuine-record"}) {
		t.Errorf("in force are %q", got)
	}
}

func TestAResultStaysWithinItsLimits(t *testing.T) {
	for label, limit := range map[string]int{"Shorter": 5, "Longer": 120} {
		screen, _, noted := listening(t, inSettings(nil))
		for range 30 {
			test.Tap(labelled(t, screen.Content(), label))
		}
		if got := noted.last(t).ResultSeconds; got != limit {
			t.Errorf("%s ends at %d, want %d", label, got, limit)
		}
	}
}

func TestANewDeskNeedsOnePress(t *testing.T) {
	st := brandNew()
	screen, w, noted := listening(t, st)
	for _, c := range screen.shortcuts() {
		if c.key != fyne.KeyT {
			c.do()
		}
	}
	screen.openFiles("card.png")
	if len(noted.acts)+len(noted.calls)+len(w.Canvas().Overlays().List()) != 0 {
		t.Errorf("a desk that is being set up was left: %#v %q", noted.acts, noted.calls)
	}
	if w.Canvas().Focused() != screen.settings.start {
		t.Fatalf("the focus is on %#v", w.Canvas().Focused())
	}
	w.Canvas().Focused().TypedKey(press(fyne.KeyReturn))
	if got := noted.last(t); !got.Equal(st.Setup.Set) {
		t.Errorf("handed on %+v", got)
	}
	if want := []desk.Action{desk.Show{View: desk.ScanView}}; !slices.Equal(noted.acts, want) {
		t.Errorf("led to %#v", noted.acts)
	}
	test.Tap(screen.settings.try)
	if noted.acts[1] != desk.Action(desk.Train{On: true}) {
		t.Errorf("the training cards led to %#v", noted.acts[1])
	}
}
