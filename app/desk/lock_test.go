package desk_test

import (
	"image"
	"reflect"
	"testing"
	"time"

	"passdesk/app/desk"
	"passdesk/app/desk/desktest"
	"passdesk/app/scanlog"
)

func TestNothingOfAVisitorStaysAtALockedDesk(t *testing.T) {
	f := asking(t)
	parts := desktest.Card(t, "Hopper", 40).Texts
	f.act(desk.CameraIs{Camera: desk.Camera{Phase: desk.Live}})
	f.act(desk.Seen{Picture: image.NewRGBA(image.Rect(0, 0, 8, 8))})
	f.see(desktest.Card(t, "Lovelace", 2).Texts[0])
	f.see(parts[0])
	f.act(desk.Lock{})
	if !f.Locked || f.Result != nil || f.Picture != nil || f.Parts != nil {
		t.Fatalf("locked %v: result %v, picture %v, parts %v", f.Locked, f.Result, f.Picture, f.Parts)
	}
	logged := len(f.log)
	for _, a := range []desk.Action{
		desk.Seen{Picture: image.NewRGBA(image.Rect(0, 0, 8, 8))}, desk.Show{View: desk.LogView}, desk.Train{On: true},
		desk.Tally{Why: scanlog.Child}, desk.Coming{Incoming: desk.Incoming{Characters: 3}}, desk.Looked{Found: []desk.Outline{{}}},
	} {
		f.act(a)
	}
	for _, by := range []scanlog.By{scanlog.ByCamera, scanlog.ByScanner, scanlog.ByFile, scanlog.ByHand} {
		f.read(desktest.Card(t, "Hamilton", 2).Texts[0], by)
	}
	f.wait(time.Second)
	if f.Result != nil || f.Picture != nil || f.View != desk.ScanView || f.Training.On || len(f.log) != logged {
		t.Errorf("a locked desk went on: %+v", f.State)
	}
	f.act(desk.Unlock{})
	f.see(desktest.Card(t, "Hamilton", 2).Texts[0])
	if f.shown() != "Hamilton" {
		t.Error("an unlocked desk does not go on")
	}
}

func TestLockingEndsATraining(t *testing.T) {
	f := newFront(t)
	f.act(desk.Train{On: true})
	f.see(desktest.Card(t, "Lovelace", 2).Texts[0])
	f.act(desk.Lock{})
	f.act(desk.Unlock{})
	if f.Training.On || f.Result != nil || len(f.log) != 0 {
		t.Errorf("training %v, logged %s", f.Training.On, f.kinds())
	}
}

func TestANewDeskIsNotLocked(t *testing.T) {
	f := newFront(t)
	f.State = f.With(desk.Setup{First: true}, desk.Network{})
	f.act(desk.Lock{})
	if f.Locked {
		t.Error("it is locked")
	}
}

func TestAMaskedHolderIsRevealedForOneResultOnly(t *testing.T) {
	f := newFront(t)
	f.Setup.Set.MaskNames = true
	f.see(desktest.Card(t, "Lovelace", 2).Texts[0])
	if !f.Masks() {
		t.Error("the name is shown at once")
	}
	f.act(desk.Reveal{On: true})
	if f.Masks() {
		t.Error("the name is not shown")
	}
	f.see(desktest.Card(t, "Hopper", 2).Texts[0])
	if !f.Masks() {
		t.Error("the next name is shown at once")
	}
	f.act(desk.Reveal{On: true})
	f.act(desk.Reveal{})
	if !f.Masks() {
		t.Error("the name stays")
	}
}

func remembering(t *testing.T) *front {
	f := newFront(t)
	f.State = f.Remembering([32]byte{1, 2, 3})
	return f
}

func TestTheSameCardIsKnownAgainToday(t *testing.T) {
	f := remembering(t)
	card := desktest.Card(t, "Lovelace", 2)
	f.see(card.Texts[0])
	if !f.Result.Before.IsZero() {
		t.Error("a card that comes first was there before")
	}
	first := f.now
	f.wait(time.Hour)
	f.see(desktest.Card(t, "Hopper", 2).Texts[0])
	if !f.Result.Before.IsZero() {
		t.Error("another card is taken for it")
	}
	f.wait(time.Hour)
	f.read(card.JWS[:len(card.JWS)-4]+"AAAA", scanlog.ByFile) // the signature is not the card
	if !f.Result.Before.Equal(first) {
		t.Errorf("checked before at %v, want %v", f.Result.Before, first)
	}
}

func TestACardInPartsIsKnownAgain(t *testing.T) {
	f := remembering(t)
	for range 2 {
		for _, text := range desktest.Card(t, "Lovelace", 40).Texts {
			f.see(text)
		}
		f.wait(time.Minute)
		f.wait(0)
	}
	for _, text := range desktest.Card(t, "Lovelace", 40).Texts {
		f.see(text)
	}
	if f.Result == nil || f.Result.Before.IsZero() {
		t.Errorf("not known again: %+v", f.Result)
	}
}

func TestCardsAreForgottenAtMidnightAndTrainingsNeverKnown(t *testing.T) {
	f := remembering(t)
	card := desktest.Card(t, "Lovelace", 2).Texts[0]
	f.see(card)
	f.wait(13 * time.Hour)
	if d := reflect.ValueOf(f.State).FieldByName("earlier").FieldByName("cards").Len(); d != 0 {
		t.Errorf("%d cards of yesterday are held", d)
	}
	f.see(card)
	if !f.Result.Before.IsZero() {
		t.Error("a card of yesterday is known")
	}
	f.act(desk.Train{On: true})
	f.see(card)
	if f.Result == nil || !f.Result.Before.IsZero() {
		t.Error("training knows a card of the desk")
	}
}

func TestTheCameraRestsWhereNobodyLooks(t *testing.T) {
	f := newFront(t)
	f.act(desk.Seen{Picture: image.NewRGBA(image.Rect(0, 0, 8, 8))})
	f.act(desk.Minimise{On: true})
	if !f.CameraRests() || f.Picture != nil {
		t.Error("the camera of a minimised window goes on")
	}
	f.read(desktest.Card(t, "Lovelace", 2).Texts[0], scanlog.ByScanner)
	if f.shown() != "Lovelace" {
		t.Error("a hand scanner does not read any more")
	}
	f.Setup.Set.VisitorWindow = true
	if f.CameraRests() {
		t.Error("the camera rests although the visitor sees it")
	}
	f.act(desk.Minimise{})
	f.Setup.Set.VisitorWindow = false
	if f.CameraRests() {
		t.Error("the camera rests although the window is back")
	}
}
