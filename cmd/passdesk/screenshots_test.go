//go:build cgo

package main

import (
	"cmp"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"passdesk/app/assembly"
	"passdesk/app/scanlog"
	"passdesk/app/scanlog/sqlite"
	"passdesk/app/screen"
	"passdesk/app/settings"
	"passdesk/camera/reel"
	"passdesk/cmd/housekeeping/corpus"
	"passdesk/verify/reason"
)

// TestScreenshots takes the pictures in the README: make screenshots. They are
// of the real window, and all that its camera sees is of the training reel.
func TestScreenshots(t *testing.T) {
	folder := os.Getenv("PASSDESK_SCREENSHOTS")
	if folder == "" {
		t.Skip("only for make screenshots")
	}
	t.Run("training", func(t *testing.T) {
		w := museum(t)
		w.run("--training")
		var before time.Time
		for _, act := range []struct {
			title, name string
			band        fyne.ThemeColorName
		}{
			{"ACCEPTED", "accepted", screen.Admit},
			{"NOT ACCEPTED", "not-accepted", screen.Refuse},
			{"NOT VALID", "forged", screen.Refuse},
		} {
			w.awaitTitle("TRAINING: " + act.title)
			if now := time.Now(); !before.IsZero() && now.Sub(before) > 14*time.Second {
				t.Fatal("this machine is too busy: a card of the reel, ten seconds each, was missed")
			} else {
				before = now
			}
			w.shows("the result", hue(act.band))
			w.passes(1500 * time.Millisecond) // it is read while it comes; now it is there
			w.publish(folder, act.name)
		}
		w.end()
	})
	t.Run("first start", func(t *testing.T) {
		w := newDesk(t)
		w.seesTheReel()
		w.awaitTitle("Passdesk – Set up this desk")
		w.readsCodes()
		w.publish(folder, "first-start")
		w.end()
	})
	t.Run("settings", func(t *testing.T) {
		w := museum(t)
		w.seesTheReel()
		w.awaitTitle("Passdesk – City Museum")
		w.turn("Passdesk – Settings", "ctrl+comma")
		w.readsCodes()
		w.publish(folder, "settings")
		w.end()
	})
	t.Run("log", func(t *testing.T) {
		w := museum(t)
		w.hasAMorning()
		w.run("--camera", filepath.Join(t.TempDir(), "none.avi"))
		w.awaitTitle("Passdesk – City Museum")
		w.key("ctrl+l")
		w.eventually("the log", func() bool { return share(w.picture("log"), hue(screen.Panel)) > 0.6 })
		w.publish(folder, "log")
		w.end()
	})
}

// museum is a desk with the real list of issuers, which comes from the corpus.
func museum(t *testing.T) *window {
	t.Helper()
	w := newDesk(t)
	w.setUp(func(set *settings.Settings) {
		set.Site, set.Desk, set.Theme, set.Network = "City Museum", "North entrance", settings.ThemeLight, true
		set.Mirror = false // names on the cards can be read
	})
	desk := assembly.Trust{Dir: filepath.Join(w.dir, "directory"), Now: time.Now}
	snapshot := corpus.Path(t, "corpus", "vci", "vci_snapshot.json")
	if _, err := desk.Import(snapshot, corpus.Path(t, "corpus", "vci", "vci_snapshot.sig")); err != nil {
		t.Fatal(err)
	}
	return w
}

// publish writes the window's picture for the README, which is made as small
// as it can be made here when there is time.
func (w *window) publish(folder, name string) {
	t, path := w.t, filepath.Join(folder, name+".png")
	t.Helper()
	if out, err := exec.Command("import", "-window", w.id, path).CombinedOutput(); err != nil {
		t.Fatalf("import: %v: %s", err, out)
	}
	t.Cleanup(func() {
		small := exec.Command("convert", path, "-strip", "-dither", "None", "-colors", "255", "PNG8:"+path)
		if out, err := small.CombinedOutput(); err != nil {
			t.Errorf("convert: %v: %s", err, out)
		}
		if size, err := exec.Command("identify", "-format", "%w x %h", path).Output(); err != nil || string(size) != "1280 x 820" {
			t.Errorf("%s has %s: %v", name, size, err)
		}
	})
}

// seesTheReel runs the program with a webcam in front of which somebody holds
// the reel's first card.
func (w *window) seesTheReel() {
	t := w.t
	t.Helper()
	held := reel.Acts()[0].Held[0]
	source, err := reel.New(reel.Config{Now: time.Now, Begin: (held.From + held.Until) / 2})
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	var pictures []image.Image
	for range 8 {
		frame, err := source.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		pictures = append(pictures, frame.Image)
	}
	w.plugIn("works", pictures...)
	list := t.TempDir() // as Linux has it
	if err := os.Mkdir(filepath.Join(list, "video0"), 0o700); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(list, "video0", "name"), []byte("Integrated Camera\n"))
	writeFile(t, filepath.Join(list, "video0", "index"), []byte("0\n"))
	w.run("--cameras", list)
}

// readsCodes waits until the settings say that the camera reads codes.
func (w *window) readsCodes() {
	w.t.Helper()
	check := image.Rect(655, 385, 955, 435)
	w.eventually("the camera check", func() bool {
		return share(cut(w.picture("check"), check), hue(screen.AdmitInk)) > 0
	})
}

// hasAMorning logs what a desk may see in an hour.
func (w *window) hasAMorning() {
	w.t.Helper()
	store, err := sqlite.Open(w.log())
	if err != nil {
		w.t.Fatal(err)
	}
	defer store.Close()
	const state, chain = "https://health.state.example/issuer", "https://pharmacy.example/cards"
	refused := reason.Reason("nys-full-2021-10/fourteen-days")
	number, at := int64(0), time.Now().Add(-55*time.Minute)
	for _, e := range []scanlog.Entry{
		{Issuer: state}, {Issuer: state}, {Issuer: chain}, {Issuer: state, Outcome: reason.NotAccepted, Reason: refused},
		{Issuer: chain}, {Outcome: reason.Unreadable, Reason: reason.UnsupportedFormat, Format: "eu-dcc"},
		{Issuer: state}, {Issuer: chain, By: scanlog.ByFile}, {Issuer: state, Outcome: reason.Invalid, Reason: reason.BadSignature},
		{Issuer: state}, {Issuer: chain}, {Issuer: "https://clinic.example", Outcome: reason.Unverified, Reason: reason.UnknownIssuer},
		{Issuer: state}, {Issuer: state}, {Issuer: chain}, {Issuer: state},
	} {
		number, at = number+1, at.Add(time.Duration(100+number*97%180)*time.Second)
		e.Number, e.Kind, e.At, e.Site, e.Desk = number, scanlog.Scan, at, "City Museum", "North entrance"
		e.Policy, e.Took = "nys-full-2021-10", time.Duration(60+number*7%40)*time.Millisecond
		e.Outcome, e.By = cmp.Or(e.Outcome, reason.Accepted), cmp.Or(e.By, scanlog.ByCamera)
		e.Format = cmp.Or(e.Format, "smart-health-card")
		if err := store.Append(e); err != nil {
			w.t.Fatal(err)
		}
	}
}
