//go:build cgo

package main

import (
	"errors"
	"image"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2/theme"
)

// foot is where the settings have their buttons, in a window of 1280x820.
var foot = image.Rect(0, 750, 1280, 820)

// pressPrimary clicks the one button below the settings that leads on.
func (w *window) pressPrimary() {
	w.t.Helper()
	var at image.Point
	w.eventually("the button that leads on", func() bool {
		at = middle(cut(w.picture("primary"), foot), hue(theme.ColorNamePrimary))
		return at != image.Point{}
	})
	w.click(at)
}

// A new desk asks for its names once. Before it has, nothing is written and
// nothing is asked of the network; afterwards it goes straight to work.
func TestANewDeskIsSetUpOnce(t *testing.T) {
	w := newDesk(t)
	server := w.publishes(nil)
	video := filepath.Join(t.TempDir(), "clip.avi")
	writeClip(t, video, 10, repeated(plain(olive), 600))
	w.run("--camera", video, "--update-from", server.address)
	w.awaitTitle("Passdesk – Set up this desk")
	w.shows("the camera check", olive)
	w.key("Escape") // a desk that is not set up is not left by accident
	w.section(ofNames)
	w.write("City Museum")
	w.shows("the camera check", olive)
	w.awaitTitle("Passdesk – Set up this desk")
	if n := server.asked.Load(); n != 0 {
		t.Errorf("the network was asked %d times before anybody agreed", n)
	}
	w.pressPrimary()
	w.awaitTitle("Passdesk – City Museum · Front desk")
	w.eventually("the first update", func() bool { return server.asked.Load() > 0 })
	w.end()
	w.keeps(`site = "City Museum"`, `desk = "Front desk"`)
	if data, _ := os.ReadFile(w.settings()); len(data) == 0 {
		t.Error("no settings were kept")
	}

	w.run("--camera", video, "--update-from", server.address)
	w.awaitTitle("Passdesk – City Museum · Front desk")
	w.shows("the camera", olive)
	w.end()
}

// Who tries a new desk with training cards has not set it up by that.
func TestANewDeskIsTriedBeforeItIsSetUp(t *testing.T) {
	w := newDesk(t)
	w.run("--camera", filepath.Join(t.TempDir(), "none.avi"), "--update-from", w.publishes(nil).address)
	w.awaitTitle("Passdesk – Set up this desk")
	w.turn("TRAINING", "ctrl+t")
	w.awaitTitle("TRAINING: ACCEPTED")
	w.turn("Passdesk – Set up this desk", "ctrl+t")
	w.end()
	if _, err := os.Lstat(w.settings()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("settings were kept: %v", err)
	}
}
