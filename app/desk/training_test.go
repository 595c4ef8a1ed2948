package desk_test

import (
	"image"
	"testing"
	"time"

	"passdesk/app/desk"
	"passdesk/app/desk/desktest"
	"passdesk/app/scanlog"
	"passdesk/verify/reason"
)

// In training everything is shown as at work, and nothing is logged or
// counted, whichever way it came.
func TestATrainingIsNeitherLoggedNorCounted(t *testing.T) {
	f := newFront(t)
	f.see(desktest.Card(t, "Lovelace", 2).Texts[0])
	f.act(desk.Train{On: true})
	if f.Result != nil || !f.Training.On {
		t.Fatalf("the visitor's result went into the training: %+v", f.Training)
	}
	for i, by := range []scanlog.By{scanlog.ByCamera, scanlog.ByFile, scanlog.ByHand, scanlog.ByScanner} {
		f.read(desktest.Card(t, string(rune('A'+i)), 1).Texts[0], by)
		if f.Result == nil || f.Result.Decision.Outcome != reason.NotAccepted {
			t.Fatalf("%s: %+v", by, f.Result)
		}
	}
	f.see("https://example.com/")
	f.see(desktest.Card(t, "Long", 40).Texts[0])
	if len(f.Parts) != 3 {
		t.Fatalf("%d parts", len(f.Parts))
	}
	f.wait(10 * time.Minute) // the parts are given up
	f.see(desktest.Card(t, "Long", 40).Texts[0])
	f.act(desk.Train{})
	if len(f.log) != 1 || f.Today.Total() != 1 || len(f.Parts) != 0 {
		t.Errorf("logged %v, %d today, %d parts", f.outcomes(), f.Today.Total(), len(f.Parts))
	}
	f.see(desktest.Card(t, "Hopper", 2).Texts[0])
	if len(f.log) != 2 || f.log[1].Number != 2 {
		t.Errorf("after it: %+v", f.log)
	}
}

// What is seen on one side is new on the other, and leaves nothing there.
func TestNothingOfTheDeskGoesIntoTheTrainingOrBack(t *testing.T) {
	f := newFront(t)
	card := desktest.Card(t, "Lovelace", 2).Texts[0]
	for _, on := range []bool{true, false} {
		f.see(card)
		f.see(desktest.Card(t, "Long", 40).Texts[0])
		f.act(desk.Seen{Picture: image.NewGray(image.Rect(0, 0, 4, 4))})
		f.act(desk.Show{View: desk.LogView})
		f.act(desk.Train{On: on})
		if f.Result != nil || f.Picture != nil || len(f.Parts) != 0 || f.View != desk.ScanView {
			t.Errorf("on %v: result %v, picture %v, parts %v, view %s", on, f.Result, f.Picture, f.Parts, f.View)
		}
	}
	f.see(card)
	if f.Result == nil {
		t.Error("the card is not new after the training")
	}
	// The card and the parts of before, and the card of after.
	if len(f.log) != 3 || f.log[1].Reason != reason.Incomplete {
		t.Errorf("logged %v", f.outcomes())
	}
}

func TestATrainingThatEverybodyHasLeftEnds(t *testing.T) {
	touches := map[string]func(*front){
		"nothing":     func(*front) {},
		"a reel":      func(f *front) { f.see(desktest.Card(t, "Lovelace", 2).Texts[0]) },
		"a picture":   func(f *front) { f.act(desk.Seen{}) },
		"a key":       func(f *front) { f.act(desk.Clear{}) },
		"another key": func(f *front) { f.act(desk.Hold{}) },
		"a view":      func(f *front) { f.act(desk.Show{View: desk.LogView}) },
		"a file":      func(f *front) { f.read(desktest.Card(t, "Lovelace", 2).Texts[0], scanlog.ByFile) },
	}
	idle := map[string]bool{"nothing": true, "a reel": true, "a picture": true}
	for name, touch := range touches {
		f := newFront(t)
		f.act(desk.Train{On: true})
		f.wait(desk.TrainingFor - time.Second)
		touch(f)
		f.wait(time.Second)
		if ended := !f.Training.On; ended != idle[name] {
			t.Errorf("%s: ended %v", name, ended)
		}
		if !f.Training.On && f.Notice.ID != "training-idle" {
			t.Errorf("%s: the desk does not say so: %+v", name, f.Notice)
		}
	}
}

func TestTrainingTwiceIsTrainingOnce(t *testing.T) {
	f := newFront(t)
	f.act(desk.Train{})
	f.act(desk.Train{On: true})
	f.see(desktest.Card(t, "Lovelace", 2).Texts[0])
	f.act(desk.Train{On: true})
	if f.Result == nil || !f.Training.On || len(f.log) != 0 {
		t.Errorf("%+v", f.State)
	}
}

func TestNoSettingsInTraining(t *testing.T) {
	f := newFront(t)
	f.act(desk.Train{On: true})
	f.act(desk.Show{View: desk.SettingsView})
	if f.View != desk.ScanView {
		t.Errorf("view %s", f.View)
	}
}

func TestANewDeskThatTrainedIsStillNew(t *testing.T) {
	f := newFront(t)
	f.State = f.With(desk.Setup{First: true}, desk.Network{})
	for _, on := range []bool{true, false} {
		f.act(desk.Train{On: on})
		if want := map[bool]desk.View{true: desk.ScanView, false: desk.SettingsView}[on]; f.View != want {
			t.Errorf("on %v: %s, want %s", on, f.View, want)
		}
	}
}

// The last acts of the reel are codes that never replace an open result.
func TestAResultOfTheTrainingGivesWayToTheNextCardOfTheReel(t *testing.T) {
	f := newFront(t)
	f.act(desk.Train{On: true})
	f.see(desktest.Card(t, "Lovelace", 2).Texts[0])
	f.act(desk.Hold{})
	f.act(desk.Hold{})
	f.wait(8 * time.Second)
	f.see("https://example.com/")
	if f.Result == nil || f.Result.Decision.Outcome != reason.Unreadable {
		t.Errorf("%+v", f.Result)
	}
}
