package screen

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"passdesk/app/desk"
	"passdesk/app/settings"
	"passdesk/camera/handheld"
	"passdesk/verify/reason"
)

// facing shows a State to a visitor.
func facing(t *testing.T, st desk.State) (*Visitor, fyne.Window) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(NewTheme(Look{Variant: Light}))
	w := test.NewTempWindow(t, nil)
	v := NewVisitor(english(t), Callbacks{})
	v.Attach(w)
	w.Resize(fyne.NewSize(900, 700))
	v.Show(st)
	return v, w
}

// TestTellsAVisitorWhatToDo draws what a visitor sees. With PASSDESK_GALLERY
// set to a folder, it leaves a picture of each there, in every language.
func TestTellsAVisitorWhatToDo(t *testing.T) {
	folder := os.Getenv("PASSDESK_GALLERY")
	for _, s := range []struct {
		name  string
		state desk.State
		want  string
	}{
		{"hold", atRest(), "Hold the code here"},
		{"coach", changed(atRest(), func(st *desk.State) { st.Coach = desk.Coach{Advice: "too-dark"} }), "Too dark: more light on the code"},
		{"no-camera", withCamera(desk.Failed, "busy", "/dev/video0"), "Show your code to the staff"},
		{"accepted", asked(""), "Thank you"},
		{"not-accepted", genuine(tooEarly(), plainName), "Thank you"},
		{"invalid", failed(reason.BadSignature), "Thank you"},
		{"unverified", failed(reason.UnknownIssuer), "Thank you"},
		{"no-card", failed(reason.NotACard), "Another code, please"},
		{"parts", changed(atRest(), func(st *desk.State) { st.Parts = []bool{true, false, true} }), "Show the next code"},
		{"log", logged(), "One moment, please"},
		{"locked", changed(atRest(), func(st *desk.State) { st.Locked, st.Picture = true, nil }), "This desk is closed for now"},
		{"training", inTraining(atRest()), "TRAINING"},
	} {
		t.Run(s.name, func(t *testing.T) {
			v, w := facing(t, s.state)
			if seen := seenIn(v.root); !contains(seen, s.want) {
				t.Errorf("%q is not there; there is %q", s.want, seen)
			}
			for _, words := range v.words.every() {
				lang := words.tag.String()
				v.Show(spoken(lang, s.state))
				holdsItsWords(t, v.root, 0, w.Canvas().Size().Width)
				if folder != "" {
					save(t, filepath.Join(folder, "visitor-"+s.name+"-"+lang+".png"), w)
				}
			}
		})
	}
}

// TestAVisitorSeesNeitherNamesNorAnswers holds the second window against every
// state of the desk: what came of a card is the same for all of them.
func TestAVisitorSeesNeitherNamesNorAnswers(t *testing.T) {
	v, w := facing(t, atRest())
	for _, s := range scenes() {
		v.Show(s.state)
		seen := append(textsIn(v.root), w.Title())
		for _, never := range []string{holderFamily, "20 Jan 1951", holderLot, "ACCEPTED", "NOT VALID", "COULD NOT CHECK"} {
			if contains(seen, never) {
				t.Errorf("%s: %q is there: %q", s.name, never, seen)
			}
		}
	}
}

func TestAVisitorsMirrorGoesWithTheLock(t *testing.T) {
	v, _ := facing(t, atRest())
	if v.finder.picture == nil || !v.finder.mirrored {
		t.Error("there is no mirror")
	}
	for name, st := range map[string]desk.State{
		"locked": changed(atRest(), func(st *desk.State) { st.Locked = true }), "in the log": logged(), "in the settings": inSettings(nil),
	} {
		v.Show(atRest())
		v.Show(st)
		if v.finder.picture != nil {
			t.Errorf("%s: the picture stays", name)
		}
	}
}

func TestAHandScannerMayTypeIntoTheVisitorsWindow(t *testing.T) {
	v, w := facing(t, atRest())
	now, read := desksNow, []string(nil)
	v.keys.clock = func() time.Time { return now }
	v.keys.heard = func(c handheld.Code) { read = append(read, c.Text) }
	v.keys.came = func(handheld.Progress) {}
	for _, r := range scanned + "\r" {
		e := &fyne.KeyEvent{Name: fyne.KeyName(string(r))}
		if r == '\r' {
			e.Name = fyne.KeyReturn
		}
		v.nowhere.KeyDown(e)
		v.nowhere.TypedKey(e)
		if r != '\r' {
			v.nowhere.TypedRune(r)
		}
		now = now.Add(4 * time.Millisecond)
	}
	now = now.Add(time.Second)
	v.keys.rest()
	if !slices.Equal(read, []string{scanned}) || w.FullScreen() {
		t.Errorf("read %d codes", len(read))
	}
	v.key(press(kioskKey))
	if !w.FullScreen() {
		t.Error("F11 does not fill the screen")
	}
}

func TestClosingTheVisitorsWindowTurnsItOff(t *testing.T) {
	v, _ := facing(t, changed(atRest(), func(st *desk.State) { st.Setup.Set.VisitorWindow = true }))
	var sets []settings.Settings
	v.do.Change = func(s settings.Settings) { sets = append(sets, s) }
	v.Close()
	if len(sets) != 1 || sets[0].VisitorWindow || sets[0].Site != "City Museum" {
		t.Errorf("led to %+v", sets)
	}
}
