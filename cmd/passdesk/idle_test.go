//go:build cgo

package main

import (
	"fmt"
	"image"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"passdesk/app/screen"
	"passdesk/app/settings"
)

// TestIdle measures a desk at which nothing happens: make idle. How long it
// takes to its first frame, and how much processor time it takes with a camera
// of 1280x720, 30 pictures a second, that sees nobody: open, locked, minimised,
// and with a second window for the visitor.
func TestIdle(t *testing.T) {
	if os.Getenv("PASSDESK_IDLE") == "" {
		t.Skip("only for make idle")
	}
	needWindow(t)
	f := newFilm(image.Pt(1280, 720))
	f.shoot(t)
	server := httptest.NewServer(f)
	defer server.Close()
	for _, visitor := range []bool{false, true} {
		w := newDesk(t)
		w.setUp(func(s *settings.Settings) { s.VisitorWindow = visitor })
		began := time.Now()
		w.run("--camera", server.URL)
		opened := time.Since(began)
		w.eventually("the first frame", func() bool { return share(w.picture("first"), hue(screen.Panel)) > 0.1 })
		t.Logf("window after %v, painted after %v", opened.Round(10*time.Millisecond), time.Since(began).Round(10*time.Millisecond))
		w.passes(3 * time.Second)
		t.Logf("open, visitor's window %t: %.0f %% of a core", visitor, w.busy(6*time.Second))
		if !visitor {
			w.turn("Passdesk – This desk is locked", "F12")
			w.passes(2 * time.Second)
			t.Logf("locked: %.1f %% of a core", w.busy(6*time.Second))
			w.turn("Passdesk – Front desk", "F12")
			w.passes(2 * time.Second)
			w.do("windowminimize", w.id)
			w.passes(2 * time.Second)
			t.Logf("minimised: %.0f %% of a core", w.busy(6*time.Second))
		}
		w.end()
	}
}

// busy gives how much processor time the program takes, in percent of a core.
func (w *window) busy(during time.Duration) float64 {
	w.t.Helper()
	began, before := time.Now(), w.processorTime()
	w.passes(during)
	return 100 * (w.processorTime() - before) / time.Since(began).Seconds()
}

// processorTime is what the program has taken so far, in seconds, see proc(5).
func (w *window) processorTime() float64 {
	w.t.Helper()
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", w.cmd.Process.Pid))
	if err != nil {
		w.t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(data), ") ")
	fields := strings.Fields(after)
	ticks := 0.0
	for _, field := range fields[11:13] {
		n, _ := strconv.ParseFloat(field, 64)
		ticks += n
	}
	return ticks / 100
}
