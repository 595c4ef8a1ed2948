//go:build cgo

package main

import (
	"time"

	"fyne.io/fyne/v2"
)

// wake paints windows anew when this computer has slept or its clock was set.
// Fyne (2.8.1) forgets by the wall clock which window an object is in: what was
// painted a moment before a minute was slept through counts as long out of use,
// and from then on nothing that changes in it is painted. A desk would show its
// last visitor for ever.
type wake struct {
	windows func() []fyne.Window
	last    time.Time // when it was last asked
	left    int       // States at which windows are still painted anew
}

// Fyne forgets after a minute. The first painting afterwards is what it forgets,
// the second is kept; there may be a few States to a painting.
const (
	slept   = 10 * time.Second
	wakesIn = 10
)

// look takes the time of each State, which come at least ten times a second. It
// goes by the wall clock, which goes on while a computer sleeps.
func (w *wake) look(now time.Time) {
	now = now.Round(0)
	if !w.last.IsZero() && now.Sub(w.last).Abs() >= slept {
		w.left = wakesIn
	}
	w.last = now
	if w.left == 0 {
		return
	}
	w.left--
	for _, window := range w.windows() {
		window.Canvas().Refresh(window.Content()) // the object's own Refresh asks for its window
	}
}
