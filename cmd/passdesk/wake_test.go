//go:build cgo

package main

import (
	"image"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// canvasOf counts what a window is asked to paint.
type canvasOf struct {
	fyne.Canvas
	painted int
}

func (c *canvasOf) Refresh(fyne.CanvasObject) { c.painted++ }

type windowWith struct {
	fyne.Window
	canvas *canvasOf
}

func (w windowWith) Canvas() fyne.Canvas { return w.canvas }

func TestWindowsArePaintedAnewAfterSleep(t *testing.T) {
	test.NewTempApp(t)
	window := windowWith{test.NewTempWindow(t, widget.NewLabel("")), &canvasOf{}}
	w := wake{windows: func() []fyne.Window { return []fyne.Window{window} }}
	now := time.Date(2021, 11, 24, 10, 0, 0, 0, time.UTC)
	steps := func(each time.Duration) int {
		window.canvas.painted = 0
		for range 50 {
			w.look(now)
			now = now.Add(each)
		}
		return window.canvas.painted
	}
	for _, each := range []time.Duration{30 * time.Millisecond, 100 * time.Millisecond, 1100 * time.Millisecond} {
		if n := steps(each); n != 0 {
			t.Errorf("painted %d times without cause", n)
		}
		for _, jump := range []time.Duration{time.Minute, 12 * time.Hour, -time.Hour} {
			now = now.Add(jump)
			if n := steps(each); n != wakesIn {
				t.Errorf("after %v, with a State every %v, it is painted %d times, want %d", jump, each, n, wakesIn)
			}
		}
	}
}

// A desk that stood still for longer than Fyne remembers what is in its window
// goes on to show what happens: here Fyne remembers for five seconds, and the
// program stands still for twelve.
func TestTheWindowGoesOnAfterSleep(t *testing.T) {
	w := newDesk(t)
	w.env = append(w.env, "FYNE_CACHE=5s")
	w.setUp(nothing)
	before, after := plain(teal), plain(purple)
	clip := filepath.Join(w.dir, "clip.avi")
	const fps = 5
	writeClip(t, clip, fps, append(slices.Repeat([]image.Image{before}, 20*fps), slices.Repeat([]image.Image{after}, 60*fps)...))
	w.run("--camera", clip)
	w.shows("the clip", teal)
	pid := w.cmd.Process.Pid
	if err := syscall.Kill(pid, syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	w.passes(12 * time.Second)
	if err := syscall.Kill(pid, syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	w.shows("what comes after sleep", purple)
	w.end()
}
