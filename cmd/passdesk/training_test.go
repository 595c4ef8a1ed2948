//go:build cgo

package main

import (
	"bytes"
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passdesk/app/screen"
	"passdesk/verify/mint"
)

// counts is where the strip has today's counts, in a window of 1280x820.
var counts = image.Rect(910, 20, 1262, 75)

// realCard writes a card of an issuer that a desk at work may trust, and gives
// the flag that does.
func (w *window) realCard() (flag string) {
	w.t.Helper()
	issuer, err := mint.FromSeed("https://issuer.example/a", "an issuer of the tests")
	if err != nil {
		w.t.Fatal(err)
	}
	jwks, err := issuer.JWKS()
	if err != nil {
		w.t.Fatal(err)
	}
	card, err := issuer.Card(vaccinated(200, 170), time.Now().Add(-time.Hour))
	if err != nil {
		w.t.Fatal(err)
	}
	writeFile(w.t, filepath.Join(w.home, "real.smart-health-card"), []byte(`{"verifiableCredential":["`+card.JWS+`"]}`))
	keys := filepath.Join(w.t.TempDir(), "jwks.json")
	writeFile(w.t, keys, jwks)
	return issuer.ISS + "=" + keys
}

// openFirst opens the first file of the home in training, until the title begins
// so.
func (w *window) openFirst(title string) {
	w.t.Helper()
	w.turn("TRAINING: Open a file", "ctrl+o")
	w.turn(title, "Return")
}

// Whatever happens in training, the desk is as it was when it ends: nothing
// was logged or counted, and real cards were not checked.
func TestTrainingLeavesNothingBehind(t *testing.T) {
	w := newDesk(t)
	w.setUp(nothing)
	video := filepath.Join(t.TempDir(), "clip.avi")
	writeClip(t, video, 10, repeated(plain(olive), 900))
	w.run("--camera", video, "--issuer", w.realCard())
	w.awaitTitle("Passdesk – Front desk")
	w.shows("the camera", olive)
	before := cut(w.picture("before"), counts)

	w.turn("TRAINING", "ctrl+t")
	w.awaitTitle("TRAINING: Passdesk – Front desk")
	w.shows("the band", hue(screen.Training))
	w.showsNo("camera", olive)
	w.awaitTitle("TRAINING: ACCEPTED")
	w.shows("a green band", hue(screen.Admit))
	w.awaitTitle("TRAINING: NOT ACCEPTED")
	w.openFirst("TRAINING: COULD NOT CHECK") // the reel's own card of this kind comes half a minute later
	w.shows("the band beside a result", hue(screen.Training))
	w.clickUntil("the end of the training", func() bool { return !strings.HasPrefix(w.title(), "TRAINING") }, stopTraining)
	w.awaitTitle("Passdesk – Front desk")
	w.shows("the camera", olive)
	w.showsNo("band", hue(screen.Training))
	if !bytes.Equal(cut(w.picture("after"), counts).Pix, before.Pix) {
		t.Error("something was counted")
	}
	w.end()
	if rows := w.rows(); len(rows) != 0 {
		t.Errorf("logged %+v", rows)
	}
}

// stopTraining is where the band has its button, in a window of 1280x820.
var stopTraining = image.Pt(1180, 28)

// Without a camera, and with nothing else than the flag, one sees the desk at
// work.
func TestAProgramStartsInTraining(t *testing.T) {
	w := newDesk(t)
	w.setUp(nothing)
	before, err := os.ReadFile(w.settings())
	if err != nil {
		t.Fatal(err)
	}
	w.run("--training")
	w.awaitTitle("TRAINING: ACCEPTED")
	w.shows("the band", hue(screen.Training))
	w.end()
	if rows := w.rows(); len(rows) != 0 {
		t.Errorf("logged %+v", rows)
	}
	if after, _ := os.ReadFile(w.settings()); !bytes.Equal(before, after) {
		t.Error("the settings were written")
	}
}
