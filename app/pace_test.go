package app_test

import (
	"context"
	"image"
	"io"
	"runtime"
	"sync"
	"testing"
	"testing/synctest"
	"time"
	"weak"

	"passdesk/app"
	"passdesk/app/desk"
	"passdesk/camera"
)

// steady is a camera of 30 pictures a second, all different. It remembers
// them only as far as somebody else does.
type steady struct {
	look  time.Duration // what it takes to look at a picture's pixels
	given []weak.Pointer[heavy]
	now   func() time.Time
}

// heavy is a picture that takes its time to be read.
type heavy struct {
	*image.Gray
	look time.Duration
}

// Bounds is what a reader asks for first; the desk itself asks for nothing.
func (h *heavy) Bounds() image.Rectangle {
	time.Sleep(h.look)
	return h.Gray.Bounds()
}

func (s *steady) Next(ctx context.Context) (camera.Frame, error) {
	select {
	case <-time.After(time.Second / 30):
	case <-ctx.Done():
		return camera.Frame{}, io.EOF
	}
	picture := &heavy{image.NewGray(image.Rect(0, 0, 32, 32)), s.look}
	s.given = append(s.given, weak.Make(picture))
	return camera.Frame{Image: picture, At: s.now()}, nil
}

func (s *steady) Close() error { return nil }

// held counts the pictures that somebody still holds.
func (s *steady) held() (n int) {
	runtime.GC()
	for _, p := range s.given {
		if p.Value() != nil {
			n++
		}
	}
	return n
}

// paced is what became of the pictures of a minute.
type paced struct {
	captured, shown, read int
	oldest                time.Duration // that a picture was when reading began
	held                  int
}

// paceFor lets a desk work for a minute with a reader and a screen that take
// their time for each picture.
func paceFor(t *testing.T, reader, screen time.Duration) (of paced) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var p paced
		count := func(what func()) {
			mu.Lock()
			defer mu.Unlock()
			what()
		}
		source := &steady{look: reader}
		var last image.Image
		q := beginAs(t, &disk{}, func(c *app.Config) {
			source.now, c.Camera = c.Clock, source
			c.Show = func(s desk.State) {
				if s.Picture != last && s.Picture != nil {
					count(func() { p.shown++ })
					time.Sleep(screen)
				}
				last = s.Picture
			}
			c.Watch = app.Watch{
				Captured: func(camera.Frame) { count(func() { p.captured++ }) },
				Read: func(f camera.Frame, ended time.Time, took time.Duration, _ int) {
					count(func() {
						p.read++
						p.oldest = max(p.oldest, ended.Add(-took).Sub(f.At))
					})
				},
			}
		})
		time.Sleep(time.Minute)
		synctest.Wait()
		count(func() { of = p })
		of.held = source.held()
		q.stop()
		time.Sleep(time.Minute) // a reader that is in the middle of a picture ends it
	})
	return of
}

// Capture, preview and reading each go at their own pace: what is slow misses
// pictures, always has the newest, and holds up nobody else.
func TestASlowReaderOrScreenHoldsUpNobodyElse(t *testing.T) {
	const all = 60*30 - 2 // pictures of a minute, less those under way at its end
	for name, c := range map[string]struct{ reader, screen time.Duration }{
		"all fast":    {0, 0},
		"slow reader": {700 * time.Millisecond, 0},
		"slow screen": {0, 700 * time.Millisecond},
		"both":        {300 * time.Millisecond, 700 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			p := paceFor(t, c.reader, c.screen)
			if p.captured < all {
				t.Errorf("%d pictures were captured, want %d", p.captured, all)
			}
			if c.screen == 0 && p.shown < all {
				t.Errorf("%d pictures were shown, want %d", p.shown, all)
			}
			if c.screen > 0 && (p.shown < 80 || p.shown > 90) {
				t.Errorf("a screen of %v showed %d pictures", c.screen, p.shown)
			}
			if c.reader == 0 && p.read < all {
				t.Errorf("%d pictures were read, want %d", p.read, all)
			}
			if p.oldest > 40*time.Millisecond { // the next one was due by then
				t.Errorf("a picture was %v old when it was read", p.oldest)
			}
			// One each with the camera, in both mailboxes, read, shown, in the State.
			if p.held > 6 {
				t.Errorf("%d pictures are held", p.held)
			}
		})
	}
}
