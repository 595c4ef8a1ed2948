package screen

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"passdesk/app/desk"
)

// TestTheTrainingBandIsInEveryViewAtEverySize also looks at settings that hide
// what can be hidden.
func TestTheTrainingBandIsInEveryViewAtEverySize(t *testing.T) {
	for _, size := range [][2]float32{{1920, 1080}, {1400, 900}, {1024, 640}, {640, 900}, {480, 640}} {
		for _, view := range []desk.View{desk.ScanView, desk.LogView, desk.SettingsView} {
			st := inTraining(genuine(twoDoses(), plainName))
			st.View, st.Setup.First = view, view == desk.SettingsView
			screen, w := open(t, scene{state: st, size: size}, Dark)
			band := screen.training.band
			if !contains(seenIn(screen.Content()), "TRAINING: cards of people who do not exist") {
				t.Errorf("%v, %s: there is no band", size, view)
			}
			if got := w.Canvas().Size(); band.Position() != (fyne.Position{}) || band.Size().Width != got.Width || band.Size().Height < 40 {
				t.Errorf("%v, %s: the band is %v at %v in a window of %v", size, view, band.Size(), band.Position(), got)
			}
			if !strings.HasPrefix(w.Title(), "TRAINING") {
				t.Errorf("%v, %s: the title is %q", size, view, w.Title())
			}
			holdsItsWords(t, band, 0, w.Canvas().Size().Width)
		}
	}
}

func TestTrainingStartsAndStopsByKeyAndTap(t *testing.T) {
	screen, _, noted := listening(t, atRest())
	short := func(key fyne.KeyName) {
		for _, c := range screen.shortcuts() {
			if c.key == key {
				c.do()
			}
		}
	}
	test.Tap(screen.dock.training)
	short(fyne.KeyT)
	short(fyne.KeyComma)
	test.Tap(screen.dock.settings)
	screen.Show(inTraining(atRest()))
	if screen.dock.training.Visible() || screen.dock.settings.Visible() {
		t.Error("the buttons for training and settings are there in training")
	}
	short(fyne.KeyComma)
	test.Tap(labelled(t, screen.Content(), "Stop training"))
	labelled(t, screen.Content(), "Stop training").TypedKey(press(fyne.KeyReturn))
	short(fyne.KeyT)
	on, off, set := desk.Train{On: true}, desk.Train{On: false}, desk.Show{View: desk.SettingsView}
	if want := []desk.Action{on, on, set, set, off, off, off}; !slices.Equal(noted.acts, want) {
		t.Errorf("led to %#v", noted.acts)
	}
	if screen.Show(atRest()); screen.training.band.Visible() || !screen.dock.settings.Visible() {
		t.Error("the training does not leave the screen")
	}
}

// TestNothingOfAHolderCrossesOverIntoTraining begins and ends the training
// while a result is open, and walks the whole tree.
func TestNothingOfAHolderCrossesOverIntoTraining(t *testing.T) {
	at := genuine(sixDoses(), plainName)
	for name, pair := range map[string][2]desk.State{
		"begins": {at, inTraining(changed(atRest(), func(st *desk.State) { st.Picture = nil }))},
		"ends":   {inTraining(at), changed(atRest(), func(st *desk.State) { st.Picture = nil })},
	} {
		screen, _ := open(t, scene{state: pair[0]}, Light)
		marks := []string{holderFamily, holderLot, holderSite, "20 Jan 1951", "Moderna"}
		if !contains(textsIn(screen.Content()), holderFamily) {
			t.Fatal("no holder is shown, so nothing is tested")
		}
		screen.Show(pair[1])
		for _, m := range marks {
			if contains(textsIn(screen.Content()), m) {
				t.Errorf("training %s: %q is still on the screen", name, m)
			}
		}
		if screen.preview.finder.picture != nil {
			t.Errorf("training %s: the last picture is still there", name)
		}
	}
}
