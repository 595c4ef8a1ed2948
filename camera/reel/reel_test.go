package reel_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"testing"
	"time"

	"passdesk/camera"
	"passdesk/camera/reel"
	"passdesk/camera/sourcetest"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.FixedZone("", -5*3600))

// clock moves only when somebody waits, or when the test says so.
type clock struct{ now time.Time }

func (c *clock) wait(ctx context.Context, d time.Duration) error {
	c.now = c.now.Add(d)
	return ctx.Err()
}

func (c *clock) config() reel.Config {
	return reel.Config{Now: func() time.Time { return c.now }, Wait: c.wait, Width: 640, Height: 360}
}

func open(t testing.TB, c reel.Config) camera.Source {
	t.Helper()
	src, err := reel.New(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { src.Close() })
	return src
}

func next(t testing.TB, src camera.Source) *camera.Picture {
	t.Helper()
	frame, err := src.Next(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return frame.Image.(*camera.Picture)
}

// at gives the picture of one moment of a round that begins at opened.
func at(t testing.TB, opened time.Time, moment time.Duration) *camera.Picture {
	t.Helper()
	c := &clock{opened}
	config := c.config()
	config.Width, config.Height, config.Begin = 0, 0, moment
	return next(t, open(t, config))
}

func TestKeepsTheContract(t *testing.T) {
	sourcetest.Run(t, func(t *testing.T) camera.Source {
		src, err := reel.New(reel.Config{Now: time.Now, Width: 320, Height: 240, FPS: 60, Begin: reel.Acts()[0].Held[0].From})
		if err != nil {
			t.Fatal(err)
		}
		return src
	})
}

func TestShowsEachPictureInItsTime(t *testing.T) {
	c := &clock{noon}
	config := c.config()
	config.FPS = 20
	src := open(t, config)
	for i, busy := range []time.Duration{0, 0, 20, 10, 0, 260, 0, 0} {
		frame, err := src.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		want := []time.Duration{0, 50, 100, 150, 200, 250, 510, 550}[i] * time.Millisecond
		if got := frame.At.Sub(noon); got != want || !frame.At.Equal(c.now) {
			t.Errorf("picture %d after %v, want %v", i, got, want)
		}
		c.now = c.now.Add(busy * time.Millisecond)
	}
}

// Whoever comes late sees what is shown now, not what was missed.
func TestSkipsWhatNobodyAskedFor(t *testing.T) {
	held := reel.Acts()[1].Held[0].From
	c := &clock{noon}
	late := open(t, c.config())
	next(t, late)
	c.now = noon.Add(held)

	there := (&clock{noon}).config()
	there.Begin = held
	if got, want := next(t, late), next(t, open(t, there)); !bytes.Equal(got.Pix, want.Pix) {
		t.Error("a late reader sees another picture")
	}
}

func TestBeginsAgainWithTheDatesOfThatMoment(t *testing.T) {
	held := reel.Acts()[1].Held[0].From
	c := &clock{noon}
	config := c.config()
	config.Begin = reel.Round() - time.Second
	src := open(t, config)
	next(t, src)
	c.now = noon.Add(time.Second)
	next(t, src) // the second round begins
	opened := c.now
	c.now = opened.Add(held)

	there := (&clock{opened}).config()
	there.Begin = held
	if got, want := next(t, src), next(t, open(t, there)); !bytes.Equal(got.Pix, want.Pix) {
		t.Error("the second round shows another card than the day asks for")
	}
}

func TestClosesWhileItWaits(t *testing.T) {
	c := &clock{noon}
	config := c.config()
	waiting := make(chan struct{})
	config.Wait = func(ctx context.Context, _ time.Duration) error {
		close(waiting)
		<-ctx.Done()
		return ctx.Err()
	}
	src := open(t, config)
	next(t, src)
	go func() { <-waiting; src.Close() }()
	if _, err := src.Next(t.Context()); !errors.Is(err, io.EOF) {
		t.Errorf("Next: %v, want io.EOF", err)
	}
}

func TestGreyAndColourAgree(t *testing.T) {
	p := at(t, noon, reel.Acts()[1].Held[0].From)
	plain := camera.PictureOf(p.RGBA)
	if !bytes.Equal(p.Luma().Pix, plain.Luma().Pix) {
		t.Error("the grey picture is not that of the colours")
	}
	if !p.RGBA.Opaque() || p.Rect.Dx() != 1280 || p.Rect.Dy() != 720 {
		t.Errorf("a picture of %v, opaque %v", p.Rect, p.RGBA.Opaque())
	}
}

func TestDrawsItsPicturesInAnySizeItTakes(t *testing.T) {
	for _, size := range [][2]int{{320, 240}, {640, 480}, {960, 540}, {1920, 480}} {
		config := (&clock{noon}).config()
		config.Width, config.Height = size[0], size[1]
		config.Begin = reel.Acts()[1].Held[0].From
		if p := next(t, open(t, config)); p.Rect.Dx() != size[0] || p.Rect.Dy() != size[1] {
			t.Errorf("%v, want %v", p.Rect, size)
		}
	}
}

func TestRefusesWhatItCannotShow(t *testing.T) {
	good := (&clock{noon}).config()
	for name, change := range map[string]func(*reel.Config){
		"no clock":             func(c *reel.Config) { c.Now = nil },
		"a width alone":        func(c *reel.Config) { c.Height = 0 },
		"pictures too small":   func(c *reel.Config) { c.Width, c.Height = 319, 239 },
		"pictures too large":   func(c *reel.Config) { c.Width, c.Height = 3841, 2160 },
		"upright pictures":     func(c *reel.Config) { c.Width, c.Height = 720, 1280 },
		"a negative rate":      func(c *reel.Config) { c.FPS = -1 },
		"too fast":             func(c *reel.Config) { c.FPS = 61 },
		"before the beginning": func(c *reel.Config) { c.Begin = -1 },
		"after the end":        func(c *reel.Config) { c.Begin = reel.Round() },
	} {
		c := good
		change(&c)
		if src, err := reel.New(c); err == nil || src != nil {
			t.Errorf("%s: a reel", name)
		}
	}
}
