package camera_test

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"slices"
	"testing"
	"time"

	"passdesk/camera"
	"passdesk/camera/sourcetest"
	"passdesk/camera/still"
)

// flaky is a real source that fails on cue: after so many pictures.
type flaky struct {
	camera.Source
	good int
	then error
}

func (f *flaky) Next(ctx context.Context) (camera.Frame, error) {
	if f.good--; f.good < 0 {
		return camera.Frame{}, f.then
	}
	return f.Source.Next(ctx)
}

func grey() camera.Source {
	return still.Pictures([]image.Image{image.NewGray(image.Rect(0, 0, 4, 3))}, still.Show{Loop: true})
}

// bench is a desk with a camera that is opened by a list of acts, a clock
// that only pauses move, and a log of what a person would be told.
type bench struct {
	acts   []func() (camera.Source, error)
	paused []time.Duration
	told   []string
}

func (b *bench) open(context.Context) (camera.Source, error) {
	act := b.acts[0]
	b.acts = b.acts[1:]
	return act()
}

func (b *bench) keeping() camera.Keeping {
	return camera.Keeping{
		Report: func(c camera.Change) {
			b.told = append(b.told, fmt.Sprintf("%s %s %s %v", c.State, c.Fault, c.What, c.Again))
		},
		Wait: func(ctx context.Context, d time.Duration) error {
			b.paused = append(b.paused, d)
			return ctx.Err()
		},
	}
}

func refuse(fault camera.Fault) func() (camera.Source, error) {
	return func() (camera.Source, error) {
		return nil, &camera.Error{Fault: fault, What: "camera 0"}
	}
}

func work(pictures int, then error) func() (camera.Source, error) {
	return func() (camera.Source, error) { return &flaky{grey(), pictures, then}, nil }
}

func TestKeepOpensAgainAfterEachFailure(t *testing.T) {
	lost := &camera.Error{Fault: camera.Lost, What: "camera 0"}
	b := &bench{acts: []func() (camera.Source, error){
		refuse(camera.Missing), work(1, lost), refuse(camera.Busy), work(9, nil),
	}}
	k := camera.Keep(b.open, b.keeping())
	defer k.Close()
	for i := range 3 {
		if _, err := k.Next(t.Context()); err != nil {
			t.Fatalf("picture %d: %v", i, err)
		}
	}
	want := []string{
		"opening   0s", "failed missing camera 0 500ms",
		"opening   0s", "live   0s", "failed lost camera 0 500ms",
		"opening   0s", "failed busy camera 0 1s",
		"opening   0s", "live   0s",
	}
	if !slices.Equal(b.told, want) {
		t.Errorf("told\n%q, want\n%q", b.told, want)
	}
}

func TestKeepPausesLongerAndLonger(t *testing.T) {
	b := &bench{}
	for range 6 {
		b.acts = append(b.acts, refuse(camera.Missing))
	}
	b.acts = append(b.acts, work(1, errors.New("torn")), work(1, nil))
	k := camera.Keep(b.open, b.keeping())
	defer k.Close()
	for range 2 {
		if _, err := k.Next(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	want := []time.Duration{500, 1000, 2000, 4000, 5000, 5000, 500}
	for i := range want {
		want[i] *= time.Millisecond
	}
	if !slices.Equal(b.paused, want) {
		t.Errorf("paused %v, want %v", b.paused, want)
	}
}

// A pause that never passes by itself ends with Close and with the context.
func TestKeepEndsDuringAPause(t *testing.T) {
	for _, test := range []struct {
		name string
		end  func(*camera.Kept, context.CancelFunc)
		want error
	}{
		{"Close", func(k *camera.Kept, _ context.CancelFunc) { k.Close() }, io.EOF},
		{"context", func(_ *camera.Kept, cancel context.CancelFunc) { cancel() }, context.Canceled},
	} {
		t.Run(test.name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			pausing := make(chan struct{})
			k := camera.Keep(
				func(context.Context) (camera.Source, error) { return refuse(camera.Denied)() },
				camera.Keeping{Wait: func(ctx context.Context, _ time.Duration) error {
					close(pausing)
					<-ctx.Done()
					return ctx.Err()
				}})
			defer k.Close()
			go func() { <-pausing; test.end(k, cancel) }()
			if _, err := k.Next(ctx); !errors.Is(err, test.want) {
				t.Errorf("Next: %v, want %v", err, test.want)
			}
		})
	}
}

func TestKeepReleasesACameraThatOpensTooLate(t *testing.T) {
	late := grey()
	var k *camera.Kept
	k = camera.Keep(func(context.Context) (camera.Source, error) {
		k.Close()
		return late, nil
	}, camera.Keeping{})
	if _, err := k.Next(t.Context()); !errors.Is(err, io.EOF) {
		t.Errorf("Next: %v, want io.EOF", err)
	}
	if _, err := late.Next(t.Context()); !errors.Is(err, io.EOF) {
		t.Errorf("the camera is still open: %v", err)
	}
}

func TestKeptIsASource(t *testing.T) {
	sourcetest.Run(t, func(*testing.T) camera.Source {
		return camera.Keep(func(context.Context) (camera.Source, error) { return grey(), nil }, camera.Keeping{})
	})
	sourcetest.Kept(t, func(*testing.T) camera.Source { return grey() })
}
