package screen

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"passdesk/app/desk"
	"passdesk/app/settings"
)

// withPIN is a desk that has a manager's PIN.
func withPIN(st desk.State) desk.State {
	st.Setup.Set.PIN = "$argon2id$x"
	return st
}

// TestOnlyAManagerDoesWhatThePINGuards asks for each of the things, gives a
// wrong PIN, then the right one.
func TestOnlyAManagerDoesWhatThePINGuards(t *testing.T) {
	locked := changed(atRest(), func(st *desk.State) { st.Locked = true })
	kiosk := changed(atRest(), func(st *desk.State) { st.Setup.Set.Kiosk = true })
	for _, c := range []struct {
		name  string
		state desk.State
		ask   func(*Screen)
		done  func(*Screen, *wishes) bool
	}{
		{"the settings", atRest(), (*Screen).toggleSettings, func(_ *Screen, w *wishes) bool {
			return slices.Contains(w.acts, desk.Action(desk.Show{View: desk.SettingsView}))
		}},
		{"an export", logged(), (*Screen).chooseExport, func(s *Screen, _ *wishes) bool { return s.chooser.isOpen }},
		{"unlocking", locked, (*Screen).unlock, func(_ *Screen, w *wishes) bool { return slices.Contains(w.acts, desk.Action(desk.Unlock{})) }},
		{"leaving the full screen", kiosk, (*Screen).toggleKiosk, func(_ *Screen, w *wishes) bool { return len(w.sets) == 1 && !w.sets[0].Kiosk }},
	} {
		t.Run(c.name, func(t *testing.T) {
			st := withPIN(c.state)
			screen, w, noted := listening(t, st)
			var tried []string
			screen.do.TryPIN = func(pin string) { tried = append(tried, pin) }
			c.ask(screen)
			field, is := w.Canvas().Focused().(*pinField)
			if !is || c.done(screen, noted) {
				t.Fatalf("the focus is on %T, done: %v", w.Canvas().Focused(), c.done(screen, noted))
			}
			field.SetText("1111")
			field.TypedKey(press(fyne.KeyReturn))
			st.Gate = desk.Gate{Wrong: 3, Until: st.Now.Add(4 * time.Second)}
			screen.Show(st)
			if folder := os.Getenv("PASSDESK_GALLERY"); folder != "" {
				save(t, filepath.Join(folder, "pin-"+strings.ReplaceAll(c.name, " ", "-")+".png"), w)
			}
			if !slices.Equal(tried, []string{"1111"}) || field.Text != "" || !contains(seenIn(screen.Content()), "Again in 4 seconds") || c.done(screen, noted) {
				t.Errorf("tried %q, done: %v, field %q", tried, c.done(screen, noted), field.Text)
			}
			st.Gate = desk.Gate{Passed: 1}
			screen.Show(st)
			if !c.done(screen, noted) || screen.gate.root.Visible() {
				t.Error("not done after the right PIN")
			}
		})
	}
}

func TestWhoeverDoesNotKnowThePINGoesOnWorking(t *testing.T) {
	st := withPIN(genuine(twoDoses(), plainName))
	screen, _, noted := listening(t, st)
	screen.do.TryPIN = func(string) { t.Error("tried") }
	screen.toggleSettings()
	screen.Key(press(fyne.KeySpace)) // is no command while the PIN is asked for
	screen.Key(press(fyne.KeyEscape))
	if len(noted.acts) != 0 || screen.gate.root.Visible() {
		t.Errorf("did %#v", noted.acts)
	}
	st.Gate.Passed++ // what comes too late does nothing
	screen.Show(st)
	screen.Key(press(fyne.KeySpace))
	if !slices.Equal(noted.acts, []desk.Action{desk.Hold{}}) {
		t.Errorf("did %#v", noted.acts)
	}
}

func TestADeskGetsAPINInItsSettings(t *testing.T) {
	screen, _, _ := listening(t, inSettings(nil))
	var got []string
	screen.do.SetPIN = func(pin string, set settings.Settings) { got = append(got, set.Desk+" "+pin) }
	screen.setPIN("4711")
	screen.setPIN("") // there is none to take away
	screen.Show(withPIN(inSettings(nil)))
	screen.setPIN("")
	if want := []string{"North entrance 4711", "North entrance "}; !slices.Equal(got, want) {
		t.Errorf("set %q, want %q", got, want)
	}
}
