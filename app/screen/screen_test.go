package screen

import (
	"image"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"passdesk/app/desk"
	"passdesk/app/scanlog/report"
	"passdesk/app/settings"
	"passdesk/verify/reason"
)

// wishes notes what a person made happen.
type wishes struct {
	acts  []desk.Action
	calls []string
	sets  []settings.Settings
}

// listening opens a state whose callbacks are noted.
func listening(t *testing.T, st desk.State) (*Screen, fyne.Window, *wishes) {
	t.Helper()
	noted := &wishes{}
	note := func(what string) { noted.calls = append(noted.calls, what) }
	screen, w := open(t, scene{state: st}, Light)
	screen.do = Callbacks{
		Act:             func(a desk.Action) { noted.acts = append(noted.acts, a) },
		OpenFiles:       func(paths ...string) { note("open " + strings.Join(paths, " ")) },
		Paste:           func(text string) { note("paste " + text) },
		Export:          func(path string, _ report.Export) { note("export " + path) },
		ImportDirectory: func(snapshot, signature string) { note("import " + snapshot + " " + signature) },
		UpdateDirectory: func() { note("update") },
		Change:          func(set settings.Settings) { noted.sets = append(noted.sets, set) },
		OlderLog:        func() { note("older") },
	}
	return screen, w, noted
}

func press(name fyne.KeyName) *fyne.KeyEvent { return &fyne.KeyEvent{Name: name} }

func TestKeysMeanTheSameWhateverHasTheFocus(t *testing.T) {
	inLog := desk.Show{View: desk.ScanView}
	for _, c := range []struct {
		name  string
		state desk.State
		key   fyne.KeyName
		want  desk.Action
	}{
		{"esc clears", genuine(twoDoses(), plainName), fyne.KeyEscape, desk.Clear{}},
		{"space holds", genuine(twoDoses(), plainName), fyne.KeySpace, desk.Hold{}},
		{"esc leaves the log", logged(), fyne.KeyEscape, inLog},
		{"esc leaves the settings", inSettings(nil), fyne.KeyEscape, inLog},
		{"esc does not leave a desk that is being set up", brandNew(), fyne.KeyEscape, nil},
		{"another key is nothing", atRest(), fyne.KeyA, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			screen, w, noted := listening(t, c.state)
			targets := []func(*fyne.KeyEvent){w.Canvas().OnTypedKey()}
			for _, b := range buttonsIn(screen.Content()) {
				targets = append(targets, b.TypedKey)
			}
			targets = append(targets, screen.log.list.TypedKey)
			if c.key != fyne.KeySpace { // which is text there, and ticks
				targets = append(targets, screen.settings.names.site.TypedKey, screen.settings.list.daily.TypedKey)
			}
			for i, typed := range targets {
				noted.acts = nil
				typed(press(c.key))
				if c.want == nil && len(noted.acts) == 0 {
					continue
				}
				if !slices.Equal(noted.acts, []desk.Action{c.want}) {
					t.Errorf("focus %d: %s led to %#v, want %#v", i, c.key, noted.acts, c.want)
				}
			}
		})
	}
}

// buttonsIn lists the buttons of a tree.
func buttonsIn(o fyne.CanvasObject) []*button { return thoseIn[*button](o) }

// thoseIn finds all of a kind.
func thoseIn[T fyne.CanvasObject](o fyne.CanvasObject) []T {
	if found, is := o.(T); is {
		return []T{found}
	}
	var children []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		children = o.Objects
	case fyne.Widget:
		children = test.WidgetRenderer(o).Objects()
	}
	var all []T
	for _, child := range children {
		all = append(all, thoseIn[T](child)...)
	}
	return all
}

// labelled finds the first button with a label.
func labelled(t *testing.T, o fyne.CanvasObject, label string) *button {
	t.Helper()
	for _, b := range buttonsIn(o) {
		if contains(textsIn(b), label) {
			return b
		}
	}
	t.Fatalf("there is no button %q", label)
	return nil
}

func TestButtonsDoWhatTheySay(t *testing.T) {
	screen, _, noted := listening(t, logged())
	test.Tap(labelled(t, screen.Content(), "Scan log"))
	labelled(t, screen.Content(), "Back to the desk").TypedKey(press(fyne.KeyReturn))
	test.Tap(labelled(t, screen.Content(), "Show older scans"))
	if want := []desk.Action{desk.Show{View: desk.LogView}, desk.Show{View: desk.ScanView}}; !slices.Equal(noted.acts, want) {
		t.Errorf("the buttons led to %#v, want %#v", noted.acts, want)
	}
	if want := []string{"older"}; !slices.Equal(noted.calls, want) {
		t.Errorf("the buttons called %q, want %q", noted.calls, want)
	}
}

func TestShortCutsOpenDialogsAndTheLog(t *testing.T) {
	screen, w, noted := listening(t, atRest())
	typed := func(key fyne.KeyName) {
		for _, c := range screen.shortcuts() {
			if c.key == key {
				c.do()
			}
		}
	}
	typed(fyne.KeyL)
	screen.Show(logged())
	typed(fyne.KeyL)
	if want := []desk.Action{desk.Show{View: desk.LogView}, desk.Show{View: desk.ScanView}}; !slices.Equal(noted.acts, want) {
		t.Errorf("Ctrl+L led to %#v, want %#v", noted.acts, want)
	}
	for _, key := range []fyne.KeyName{fyne.KeyO, fyne.KeyE} {
		if key == fyne.KeyE {
			screen.Show(counted(1))
		}
		typed(key)
		if !screen.chooser.isOpen {
			t.Errorf("Ctrl+%s does not ask for a file", key)
			continue
		}
		w.Canvas().Focused().TypedKey(press(fyne.KeyEscape))
		if screen.chooser.isOpen {
			t.Error("after Esc it still does")
		}
	}
	screen.chooseFile()
	screen.chooseExport() // in place of the one that is open
	screen.Key(press(fyne.KeyEscape))
	if screen.chooser.isOpen {
		t.Error("after Esc one is still open")
	}
	if len(noted.acts) != 2 {
		t.Errorf("Esc while a file is asked for reached the desk: %#v", noted.acts)
	}
}

func TestCallbacksThatAreMissingAreIgnored(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(NewTheme(Look{}))
	screen := New(english(t), Callbacks{})
	screen.Key(press(fyne.KeyEscape))
	screen.openFiles("x")
	screen.older()
	screen.chooseFile() // without a window there is nowhere to ask
	screen.chooseExport()
}

// TestANewPictureCostsAPicture holds that nothing else is drawn anew.
func TestANewPictureCostsAPicture(t *testing.T) {
	st := genuine(twoDoses(), plainName)
	screen, _ := open(t, scene{state: st}, Light)
	card, strip := screen.side.root.Objects[0], screen.strip.shown
	next := scenery()
	st.Picture = next
	st.Now = st.Now.Add(100 * time.Millisecond)
	screen.Show(st)
	if screen.preview.finder.picture != next {
		t.Error("the new picture is not shown")
	}
	if screen.side.root.Objects[0] != card || screen.strip.shown != strip {
		t.Error("the result or the strip was drawn anew for a picture")
	}
	held := *st.Result
	held.Closes = time.Time{}
	st.Result = &held
	screen.Show(st)
	if screen.side.root.Objects[0] != card {
		t.Error("holding a result draws it anew")
	}
}

func TestAPictureGoesWithItsCamera(t *testing.T) {
	screen, _ := open(t, scene{state: atRest()}, Light)
	screen.Show(withCamera(desk.Failed, "lost", "/dev/video0"))
	if screen.preview.finder.picture != nil || screen.preview.finder.raster.Visible() {
		t.Error("the last picture stays although the camera is gone")
	}
	if !contains(seenIn(screen.Content()), "The connection was lost to /dev/video0") {
		t.Error("nothing says why there is no picture")
	}
	screen.Show(atRest())
	if !screen.preview.finder.raster.Visible() || contains(seenIn(screen.Content()), "The connection was lost") {
		t.Error("the picture does not come back")
	}
}

func TestTheBarShrinksWithTheTimeLeft(t *testing.T) {
	st := genuine(twoDoses(), plainName)
	screen, _ := open(t, scene{state: st}, Light)
	bar := func() float32 { return screen.side.timer.bar.left }
	for _, c := range []struct {
		after time.Duration
		want  float32
		says  string
	}{{7 * time.Second, 0.5, "15 s"}, {21500 * time.Millisecond, 0.5 / 30, "1 s"}, {60 * time.Second, 0, "0 s"}} {
		st.Now = desksNow.Add(c.after)
		screen.Show(st)
		if got := bar(); got < c.want-0.001 || got > c.want+0.001 {
			t.Errorf("%v later the bar is at %.3f, want %.3f", c.after, got, c.want)
		}
		if !contains(seenIn(screen.Content()), c.says) {
			t.Errorf("%v later the screen does not say %q", c.after, c.says)
		}
	}
}

func TestTitleCarriesEveryOutcome(t *testing.T) {
	screen, _ := open(t, scene{state: atRest()}, Light)
	for _, c := range []struct {
		reason reason.Reason
		want   string
	}{
		{reason.BadSignature, "NOT VALID – Passdesk"},
		{reason.UnknownKey, "COULD NOT CHECK – Passdesk"},
		{reason.NotACard, "NOT A HEALTH PASS – Passdesk"},
		{reason.Incomplete, "PART MISSING – Passdesk"},
	} {
		if got := screen.Title(failed(c.reason)); got != c.want {
			t.Errorf("%s gives the title %q, want %q", c.reason, got, c.want)
		}
	}
}

func TestSaysHowFreshTheListIs(t *testing.T) {
	for _, c := range []struct {
		name      string
		directory desk.Directory
		want      []string
	}{
		{"none", desk.Directory{}, []string{"No issuer list", "Cards cannot be checked"}},
		{"added only", desk.Directory{Issuers: 2, Keys: 2}, []string{"2 issuers added here"}},
		{"yesterday", desk.Directory{Issuers: 1, Issued: desksNow, Checked: desksNow.Add(-11 * time.Hour)}, []string{"Issuer list checked yesterday", "1 issuer, as of 24 Nov 2021"}},
		{"ageing", desk.Directory{Issuers: 9, Issued: desksNow, Checked: desksNow.AddDate(0, 0, -8)}, []string{"Issuer list checked 8 days ago", "Connect within 22 days"}},
		{"at the limit", desk.Directory{Issuers: 9, Issued: desksNow, Checked: desksNow.AddDate(0, 0, -30)}, []string{"Connect within 1 day"}},
		{"old", desk.Directory{Issuers: 9, Issued: desksNow, Checked: desksNow.AddDate(0, 0, -31)}, []string{"Too old: update it"}},
		{"never checked", desk.Directory{Issuers: 9, Issued: desksNow}, []string{"9 issuers, as of 24 Nov 2021"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			st := atRest()
			st.About.Directory = c.directory
			screen, _ := open(t, scene{state: st}, Light)
			seen := seenIn(screen.strip.root)
			for _, want := range c.want {
				if !contains(seen, want) {
					t.Errorf("%q is not in the strip; there is %q", want, seen)
				}
			}
		})
	}
}

// BenchmarkShowsANewPicture is what each picture of the camera costs while a
// result is open, painting left aside.
func BenchmarkShowsANewPicture(b *testing.B) {
	st := genuine(twoDoses(), plainName)
	screen, _ := open(b, scene{state: st}, Light)
	pictures := []image.Image{scenery(), scenery()}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		st.Picture = pictures[i%2]
		st.Now = st.Now.Add(33 * time.Millisecond)
		screen.Show(st)
	}
}

func TestAnotherCardOfTheSamePersonIsAddedByKeyAndButton(t *testing.T) {
	joined := func(acts []desk.Action) bool { return slices.Equal(acts, []desk.Action{desk.JoinNext{}}) }
	for name, use := range map[string]func(*Screen){
		"button": func(s *Screen) { test.Tap(labelled(t, s.side.root, "Add a card for the same person")) },
		"key": func(s *Screen) {
			s.typedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyP, Modifier: fyne.KeyModifierShortcutDefault})
		},
	} {
		screen, _, noted := listening(t, genuine(tooEarly(), plainName))
		use(screen)
		if !joined(noted.acts) {
			t.Errorf("%s: %#v", name, noted.acts)
		}
		noted.acts = nil
		for _, st := range []desk.State{atRest(), failed(reason.BadSignature)} {
			screen.Show(st)
			if screen.joinNext(); len(noted.acts) != 0 {
				t.Errorf("%s: there is nobody to add a card to, and yet %#v", name, noted.acts)
			}
		}
	}
}
