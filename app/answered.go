package app

import (
	"sync/atomic"
	"time"

	"passdesk/app/desk"
	"passdesk/camera"
)

// answered is when a card last led to an answer. Until that is painted no
// picture is read: without a graphics card that takes the whole processor for
// up to a tenth of a second, in which nobody holds up the next card.
type answered struct{ at atomic.Int64 } // nanoseconds since 1970

const paintTime = 100 * time.Millisecond

// notes takes the desk before and after a text.
func (a *answered) notes(before, after desk.State) {
	if isNew(before, after) {
		a.at.Store(after.Result.Shown.UnixNano())
	}
}

// isNew tells whether there is another answer than before.
func isNew(before, after desk.State) bool {
	r, old := after.Result, before.Result
	return r != nil && (old == nil || !r.Shown.Equal(old.Shown))
}

// skips tells whether a picture was taken about when the answer came.
func (a *answered) skips(f camera.Frame) bool {
	return f.At.Sub(time.Unix(0, a.at.Load())).Abs() < paintTime
}
