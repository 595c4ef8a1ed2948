package app_test

import (
	"image"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"passdesk/app"
	"passdesk/app/desk/desktest"
	"passdesk/camera"
	"passdesk/camera/still"
)

// While an answer is painted the reader rests; all the time afterwards, in
// which the same card may be in view, it looks at each picture.
func TestNoPictureIsReadWhileAnAnswerIsPainted(t *testing.T) {
	const every, rest = 20 * time.Millisecond, 100 * time.Millisecond
	card := held(t, desktest.Card(t, "Lovelace", 2).Texts[0])
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var read []time.Time
		q := beginAs(t, &disk{}, func(c *app.Config) {
			c.Camera = still.Pictures([]image.Image{card}, still.Show{Loop: true, Every: every, Now: c.Clock})
			c.Watch.Read = func(f camera.Frame, _ time.Time, _ time.Duration, _ int) {
				mu.Lock()
				defer mu.Unlock()
				read = append(read, f.At)
			}
		})
		s := q.after(rest + 10*every)
		if s.Result == nil {
			t.Fatal("no answer")
		}
		mu.Lock()
		defer mu.Unlock()
		next := slices.IndexFunc(read, func(at time.Time) bool { return at.After(s.Result.Shown) })
		if next < 0 {
			t.Fatalf("no picture was read after the answer, of %d", len(read))
		}
		if pause := read[next].Sub(s.Result.Shown); pause < rest || pause > rest+every {
			t.Errorf("the next picture was read %v after the answer, want %v", pause, rest)
		}
		if after := len(read) - next; after < 9 {
			t.Errorf("%d pictures were read after that, want one every %v", after, every)
		}
	})
}
