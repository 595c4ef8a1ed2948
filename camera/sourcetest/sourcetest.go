// Package sourcetest holds what every camera.Source must keep.
//
// It runs on the real clock, because a device has no other. It does not look
// at what the pictures show.
package sourcetest

import (
	"context"
	"errors"
	"hash/maphash"
	"image"
	"io"
	"runtime"
	"testing"
	"time"

	"passdesk/camera"
)

// patience is how long anything may take before it counts as stuck. Nothing
// waits that long unless the test fails.
const patience = 10 * time.Second

// Run holds a Source against the contract. open gives a new one each time; it
// is endless, and gives at least ten pictures a second.
func Run(t *testing.T, open func(*testing.T) camera.Source) {
	before := runtime.NumGoroutine() // each test adds its own
	for _, test := range []struct {
		name string
		run  func(*testing.T, camera.Source)
	}{
		{"gives pictures with rising times", givesPictures},
		{"drops what nobody asked for", dropsOldPictures},
		{"never writes to a picture it gave", leavesPicturesAlone},
		{"ends Next with its context", endsWithContext},
		{"ends a waiting Next with Close", closeEndsNext},
		{"closes twice and stays closed", closesTwice},
	} {
		t.Run(test.name, func(t *testing.T) {
			src := open(t)
			test.run(t, src)
			if err := src.Close(); err != nil {
				t.Errorf("Close: %v", err)
			}
			settles(t, before+1)
		})
	}
}

// Ends holds a Source that ends by itself against the contract's last lines:
// it gives at least one picture, then io.EOF, and io.EOF again.
func Ends(t *testing.T, open func(*testing.T) camera.Source) {
	before := runtime.NumGoroutine()
	t.Run("ends with io.EOF and stays ended", func(t *testing.T) {
		src := open(t)
		next(t, src)
		drain(t, src)
		for range 2 {
			if _, err := src.Next(t.Context()); !errors.Is(err, io.EOF) {
				t.Errorf("Next after the end: %v, want io.EOF", err)
			}
		}
		if err := src.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
		settles(t, before+1)
	})
}

// Kept holds a camera.Kept of Sources like Run's against the contract, and
// against what Use promises: while another goroutine changes cameras all the
// time, with no camera in between, it is a Source like any other.
func Kept(t *testing.T, open func(*testing.T) camera.Source) {
	for _, test := range []struct {
		name string
		use  func(*camera.Kept, func(context.Context) (camera.Source, error))
	}{
		{"changed while it runs", func(k *camera.Kept, opened func(context.Context) (camera.Source, error)) {
			k.Use(nil)
			k.Use(opened)
		}},
		{"changed twice at once", func(k *camera.Kept, opened func(context.Context) (camera.Source, error)) {
			k.Use(opened)
			k.Use(opened)
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			Run(t, func(t *testing.T) camera.Source {
				opened := func(context.Context) (camera.Source, error) { return open(t), nil }
				s := &switching{Kept: camera.Keep(nil, camera.Keeping{})}
				s.use = func() { test.use(s.Kept, opened) }
				s.use()
				return s
			})
		})
	}
}

// switching changes its camera after every third picture, while Next waits
// for the fourth.
type switching struct {
	*camera.Kept
	use   func()
	given int
}

func (s *switching) Next(ctx context.Context) (camera.Frame, error) {
	if s.given++; s.given%3 == 0 {
		defer time.AfterFunc(0, s.use).Stop()
	}
	return s.Kept.Next(ctx)
}

func givesPictures(t *testing.T, src camera.Source) {
	var last time.Time
	for range 5 {
		frame := next(t, src)
		if frame.Image.Bounds().Empty() {
			t.Fatal("an empty picture")
		}
		if frame.At.IsZero() || frame.At.Before(last) {
			t.Errorf("a picture of %v after one of %v", frame.At, last)
		}
		last = frame.At
		if p, ok := frame.Image.(*camera.Picture); ok && !isShapedAlike(p.Luma().Bounds().Max, p.Bounds().Max) {
			t.Errorf("grey picture %v of a picture %v", p.Luma().Bounds(), p.Bounds())
		}
	}
}

// isShapedAlike tells whether a picture is as large as its grey one, or half as
// wide and high, rounded up.
func isShapedAlike(grey, colour image.Point) bool {
	return grey == colour || grey.Add(image.Pt(1, 1)).Div(2) == colour
}

func dropsOldPictures(t *testing.T, src camera.Source) {
	const away = 400 * time.Millisecond
	first := next(t, src)
	time.Sleep(away)
	second := next(t, src)
	if passed := second.At.Sub(first.At); passed < away/2 {
		t.Errorf("after %v away the next picture is only %v newer", away, passed)
	}
}

func leavesPicturesAlone(t *testing.T, src camera.Source) {
	seed := maphash.MakeSeed()
	var pictures []image.Image
	var sums []uint64
	for range 4 {
		frame := next(t, src)
		pictures = append(pictures, frame.Image)
		sums = append(sums, sum(seed, frame.Image))
	}
	for range 8 {
		next(t, src)
	}
	for i, p := range pictures {
		if sum(seed, p) != sums[i] {
			t.Errorf("picture %d has changed", i)
		}
	}
}

func endsWithContext(t *testing.T, src camera.Source) {
	next(t, src)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := src.Next(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("Next of an ended context: %v, want context.Canceled", err)
	}
	ctx, cancel = context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	within(t, "Next with a short context", func() {
		var err error
		for err == nil {
			_, err = src.Next(ctx)
		}
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("Next: %v, want context.DeadlineExceeded", err)
		}
	})
	next(t, src) // the source itself lives on
}

func closeEndsNext(t *testing.T, src camera.Source) {
	next(t, src)
	reading := make(chan error, 1)
	go func() {
		var err error
		for err == nil {
			_, err = src.Next(context.Background())
		}
		reading <- err
	}()
	within(t, "Close during Next", func() {
		src.Close()
		if err := <-reading; !errors.Is(err, io.EOF) {
			t.Errorf("Next during Close: %v, want io.EOF", err)
		}
	})
}

func closesTwice(t *testing.T, src camera.Source) {
	next(t, src)
	for range 2 {
		if err := src.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
		if _, err := src.Next(t.Context()); !errors.Is(err, io.EOF) {
			t.Errorf("Next after Close: %v, want io.EOF", err)
		}
	}
}

func next(t *testing.T, src camera.Source) camera.Frame {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	frame, err := src.Next(ctx)
	if err != nil {
		t.Fatalf("Next: %v", err)
	}
	return frame
}

func drain(t *testing.T, src camera.Source) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for {
		switch _, err := src.Next(ctx); {
		case errors.Is(err, io.EOF):
			return
		case err != nil:
			t.Fatalf("Next: %v, want io.EOF", err)
		}
	}
}

// within fails the test if f is stuck.
func within(t *testing.T, what string, f func()) {
	t.Helper()
	done := make(chan struct{})
	go func() { defer close(done); f() }()
	select {
	case <-done:
	case <-time.After(patience):
		t.Fatal(what + " is stuck")
	}
}

// settles waits until no more goroutines run than so many.
func settles(t *testing.T, most int) {
	t.Helper()
	for end := time.Now().Add(patience); runtime.NumGoroutine() > most; {
		if time.Now().After(end) {
			t.Errorf("%d goroutines where %d were before", runtime.NumGoroutine(), most)
			return
		}
		time.Sleep(time.Millisecond)
	}
}

func sum(seed maphash.Seed, img image.Image) uint64 {
	var h maphash.Hash
	h.SetSeed(seed)
	switch m := img.(type) {
	case *camera.Picture:
		h.Write(m.Pix)
		h.Write(m.Luma().Pix)
	default:
		r := img.Bounds()
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				red, green, blue, alpha := img.At(x, y).RGBA()
				for _, c := range []uint32{red, green, blue, alpha} {
					h.WriteByte(byte(c >> 8))
				}
			}
		}
	}
	return h.Sum64()
}
