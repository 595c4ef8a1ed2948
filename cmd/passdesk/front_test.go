//go:build cgo

package main

import (
	"fmt"
	"image"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"fyne.io/fyne/v2/theme"

	"passdesk/app/scanlog"
	"passdesk/app/screen"
	"passdesk/app/settings"
)

// logged lists what the log has, oldest first: kind, what it refers to, the
// photo ID's answer or the reason.
func (w *window) logged() (all []string) {
	for _, r := range w.rows() {
		what := string(r.ID)
		if r.Kind == scanlog.Tally || r.Kind == scanlog.Undo {
			what = string(r.Reason)
		}
		all = append(all, strings.TrimRight(fmt.Sprintf("%s %d %s", r.Kind, r.Refers, what), " "))
	}
	slices.Reverse(all)
	return all
}

func (w *window) haslogged(want ...string) {
	w.t.Helper()
	if got := w.logged(); !slices.Equal(got, want) {
		w.t.Errorf("logged %q\nwant   %q", got, want)
	}
}

// A hand scanner reads cards, and its Enter, and an X that comes with the
// code, answer nothing; a person's do, and so does a click.
func TestThePhotoIDIsComparedInARealWindow(t *testing.T) {
	w := newDesk(t)
	w.setUp(func(s *settings.Settings) { s.IDStep, s.ResultSeconds = true, 120 })
	cards := passers(t, 4)
	w.run("--camera", filepath.Join(t.TempDir(), "none.avi"), "--issuer", trainingIssuer(t))
	w.awaitTitle("Passdesk")
	scanner := w.handScanner()

	scanner.sends(cards[0]+"\r", time.Millisecond)
	w.awaitTitle("ACCEPTED")
	w.passes(time.Second) // a visitor is asked for a photo ID
	w.picture("asked")
	w.turn("PHOTO ID DOES NOT MATCH", "x")
	w.turn("ACCEPTED", "F5") // that was a mistake
	w.turn("PHOTO ID DOES NOT MATCH", "x")
	w.picture("different")

	w.passes(2500 * time.Millisecond)
	scanner.sends("x"+cards[1]+"\rx\rx", 2*time.Millisecond)
	w.awaitTitle("ACCEPTED")
	w.passes(7 * time.Second) // longer than a result stays that was answered
	if title := w.title(); !strings.HasPrefix(title, "ACCEPTED") {
		t.Errorf("what came with a code led to %q", title)
	}
	w.turn("Passdesk", "Return") // the name goes by itself soon after

	scanner.sends(cards[2]+"\t", time.Millisecond)
	w.awaitTitle("ACCEPTED")
	w.clickUntil("the end of the answered result", func() bool {
		time.Sleep(6 * time.Second)
		return strings.HasPrefix(w.title(), "Passdesk")
	}, w.matches())

	scanner.sends(cards[3], time.Millisecond)
	w.awaitTitle("ACCEPTED")
	w.turn("Passdesk", "Escape")
	w.end()
	w.haslogged("scan 0", "compared 1 different", "compared 2 different-undone", "compared 1 different",
		"scan 0", "compared 5 matched", "scan 0", "compared 7 matched", "scan 0", "compared 9 not-compared")
	for i := range cards {
		if name := fmt.Sprintf("Passer%d", i); w.wrote(name) {
			t.Errorf("%s was written", name)
		}
	}
}

// matches is where the button stands that lets the visitor in: the only one in
// the first colour, in the lower half of the result.
func (w *window) matches() image.Point {
	w.t.Helper()
	w.passes(time.Second)
	first := middle(cut(w.picture("button"), image.Rect(700, 500, 1280, 820)), hue(theme.ColorNamePrimary))
	if first == (image.Point{}) {
		w.t.Fatal("there is no button to let the visitor in")
	}
	return first
}

// Visitors without a card are counted by key and by click, and the last counts
// taken back.
func TestVisitorsAreCountedByHandInARealWindow(t *testing.T) {
	w := start(t, "--camera", filepath.Join(t.TempDir(), "none.avi"))
	w.awaitTitle("Passdesk")
	w.counts(1, func() { w.key("F1") })
	w.counts(2, func() { w.key("F2") })
	w.counts(3, func() { w.key("F3") })
	w.picture("counted")
	w.counts(4, func() { w.key("F5") })
	w.counts(5, func() { w.click(image.Pt(80, 680)) })  // Paper, the first button
	w.counts(6, func() { w.click(image.Pt(640, 680)) }) // Undo, the last
	w.end()
	w.haslogged("tally 0 paper-record", "tally 0 exemption", "tally 0 child", "undo 3 child", "tally 0 paper-record", "undo 5 paper-record")
}

// counts does something until the log has so many entries. A key that a busy
// window took for a scanner's is pressed again.
func (w *window) counts(n int, do func()) {
	w.t.Helper()
	for range 5 {
		do()
		for range 20 {
			time.Sleep(100 * time.Millisecond)
			if len(w.rows()) >= n {
				return
			}
		}
	}
	w.t.Fatalf("%d entries do not come; there are %q", n, w.logged())
}

// lens is a network camera that knows how many look at it.
type lens struct {
	film
	looking atomic.Int32
}

// emptyRoom is a camera in the network that nobody stands before, and its
// address.
func emptyRoom(t *testing.T) (*lens, string) {
	t.Helper()
	l := &lens{film: *newFilm(image.Pt(1280, 720))}
	l.shoot(t)
	server := httptest.NewServer(l)
	t.Cleanup(server.Close)
	return l, server.URL
}

func (l *lens) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.looking.Add(1)
	defer l.looking.Add(-1)
	l.film.ServeHTTP(w, r)
}

// One key blanks the screen and stops the camera; nothing is read meanwhile,
// and the same key goes on. A window that is minimised needs no camera either.
func TestTheDeskIsLockedInARealWindow(t *testing.T) {
	camera, address := emptyRoom(t)
	w := newDesk(t)
	w.setUp(func(s *settings.Settings) { s.IDStep, s.ResultSeconds = true, 120 })
	cards := passers(t, 2)
	w.run("--camera", address, "--issuer", trainingIssuer(t))
	w.awaitTitle("Passdesk")
	scanner := w.handScanner()
	w.eventually("a camera that is looked at", func() bool { return camera.looking.Load() == 1 })
	scanner.sends(cards[0], 4*time.Millisecond)
	w.awaitTitle("ACCEPTED")
	w.passes(time.Second)

	w.turn("Passdesk – This desk is locked", "F12")
	w.eventually("a blank screen", func() bool { return share(w.picture("locked"), hue(screen.Stage)) > 0.9 })
	w.eventually("a camera at rest", func() bool { return camera.looking.Load() == 0 })
	scanner.sends(cards[1]+"\r", 4*time.Millisecond)
	w.key("F1", "ctrl+l", "ctrl+comma", "x")
	w.passes(time.Second)
	if title := w.title(); title != "Passdesk – This desk is locked" {
		t.Errorf("a locked desk went on: %q", title)
	}
	w.turn("Passdesk – Front desk", "F12")
	w.eventually("the camera again", func() bool { return camera.looking.Load() == 1 })
	w.eventually("the desk again", func() bool { return share(w.picture("unlocked"), hue(screen.Stage)) < 0.7 })
	w.do("windowminimize", w.id)
	w.eventually("a camera at rest while nobody looks", func() bool { return camera.looking.Load() == 0 })
	w.do("windowmap", w.id)
	w.eventually("the camera once more", func() bool { return camera.looking.Load() == 1 })
	w.end()
	w.haslogged("scan 0", "compared 1 not-compared")
}

// The window fills the screen by a key, stays so over a restart, and leaves it
// by the same key.
func TestTheWindowFillsTheScreenInARealWindow(t *testing.T) {
	w := start(t, "--camera", filepath.Join(t.TempDir(), "none.avi"))
	w.awaitTitle("Passdesk")
	w.key("F11")
	w.eventually("a full screen", func() bool { return w.size() == "1400x1000" })
	w.picture("kiosk")
	w.end()
	w.keeps("kiosk = true")
	w.run("--camera", filepath.Join(t.TempDir(), "none.avi"))
	w.eventually("a full screen after a restart", func() bool { return w.size() == "1400x1000" })
	w.key("F11")
	w.eventually("a window", func() bool { return w.size() != "1400x1000" })
	w.end()
	w.keeps("kiosk = false")
}

// size is that of the window.
func (w *window) size() string {
	out, _ := exec.Command("xdotool", "getwindowgeometry", w.id).Output()
	_, after, _ := strings.Cut(string(out), "Geometry: ")
	return strings.TrimSpace(after)
}

// The second window tells the visitor what to do and nothing of what came of
// the card; a hand scanner may type into it; a lock blanks it, too.
func TestAVisitorHasAWindowOfTheirOwn(t *testing.T) {
	_, address := emptyRoom(t)
	w := newDesk(t)
	w.setUp(func(s *settings.Settings) { s.VisitorWindow, s.ResultSeconds = true, 120 })
	cards := passers(t, 1)
	w.run("--camera", address, "--issuer", trainingIssuer(t))
	mirror := &window{t: t, cmd: w.cmd, over: w.over}
	w.named("Front desk")
	mirror.named("For the visitor")
	scanner := mirror.handScanner()
	scanner.sends(cards[0]+"\r", 2*time.Millisecond)
	w.awaitTitle("ACCEPTED")
	mirror.picture("read")
	if got := mirror.title(); got != "Passdesk – For the visitor" {
		t.Errorf("the visitor's window is called %q", got)
	}
	w.do("windowfocus", "--sync", w.id)
	w.turn("Passdesk – This desk is locked", "F12")
	mirror.eventually("a mirror that is blank", func() bool {
		mirror.do("windowraise", mirror.id)
		return share(mirror.picture("locked"), hue(screen.Stage)) > 0.5
	})
	w.end()
	w.keeps("visitor-window = true")
}

// named makes this window the one whose title has these words.
func (w *window) named(words string) {
	w.t.Helper()
	w.eventually("a window called "+words, func() bool {
		out, _ := exec.Command("xdotool", "search", "--onlyvisible", "--pid", fmt.Sprint(w.cmd.Process.Pid)).Output()
		for id := range strings.FieldsSeq(string(out)) {
			if w.id = id; strings.Contains(w.title(), words) {
				return true
			}
		}
		return false
	})
}
