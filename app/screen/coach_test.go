package screen

import (
	"testing"
	"time"

	"passdesk/app/desk"
	"passdesk/camera/qr"
)

func TestTheCoachStandsOverThePictureOnly(t *testing.T) {
	const slow = "The camera is slow: a picture every 2.1 s. Hold the card still for longer."
	for name, c := range map[string]struct {
		coach desk.Coach
		every time.Duration
		blind bool
		want  string
	}{
		"nothing to say":        {},
		"too far":               {coach: desk.Coach{Advice: "too-far", Closer: 1.46}, want: "Hold the code closer: 1.5 times as near"},
		"a little too far":      {coach: desk.Coach{Advice: "too-far", Closer: 1.1}, want: "Hold the code closer to the camera"},
		"glare":                 {coach: desk.Coach{Advice: "glare"}, want: "Tilt it a little: light reflects on the code"},
		"a diagnosis of later":  {coach: desk.Coach{Advice: "upside-down"}, want: "A code is seen but cannot be read: hold it flat and still"},
		"slow":                  {every: 2140 * time.Millisecond, want: slow},
		"slow, and a code":      {coach: desk.Coach{Advice: "cut-off"}, every: time.Second, want: "Show the whole code: a part is outside the picture"},
		"without a picture":     {coach: desk.Coach{Advice: "glare"}, blind: true},
		"slow without pictures": {every: 2 * time.Second, blind: true},
	} {
		st := changed(atRest(), func(st *desk.State) {
			st.Coach, st.Camera.Every = c.coach, c.every
			if c.blind {
				st.Picture = nil
			}
		})
		s, _ := open(t, scene{state: st}, Light)
		if got := s.preview.coach.shown; got != c.want || s.preview.coach.root.Visible() != (c.want != "") {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if c.want != "" && !contains(seenIn(s.Content()), c.want) {
			t.Errorf("%s: it is not seen", name)
		}
		s.Show(atRest())
		if s.preview.coach.root.Visible() {
			t.Errorf("%s: it stays", name)
		}
	}
}

func TestEveryDiagnosisOfTheReaderHasItsWords(t *testing.T) {
	words := english(t)
	for _, d := range []qr.Diagnosis{qr.TooFar, qr.Blurred, qr.Dark, qr.Glare, qr.Cut, qr.TooMany, qr.Undecodable} {
		if _, ok := words.find("coach." + string(d)); !ok {
			t.Errorf("%s: no words", d)
		}
	}
}
