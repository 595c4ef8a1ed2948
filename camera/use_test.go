package camera_test

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"passdesk/camera"
	"passdesk/camera/still"
)

// shaded opens a camera whose pictures can be told by their brightness.
func shaded(shade byte) func(context.Context) (camera.Source, error) {
	return func(context.Context) (camera.Source, error) {
		img := image.NewGray(image.Rect(0, 0, 4, 3))
		img.Pix[0] = shade
		return still.Pictures([]image.Image{img}, still.Show{Loop: true}), nil
	}
}

func shadeOf(f camera.Frame) byte { return f.Image.(*camera.Picture).Luma().Pix[0] }

func nextShade(t *testing.T, k *camera.Kept) byte {
	t.Helper()
	frame, err := k.Next(t.Context())
	if err != nil {
		t.Fatalf("Next: %v", err)
	}
	return shadeOf(frame)
}

// stuck is a camera that gives its picture when it is let, whatever its
// context and Close say: the worst that a device can do.
type stuck struct {
	asked, let, closed chan struct{}
}

func newStuck() *stuck {
	return &stuck{make(chan struct{}), make(chan struct{}), make(chan struct{})}
}

func (s *stuck) open(context.Context) (camera.Source, error) { return s, nil }

func (s *stuck) Next(context.Context) (camera.Frame, error) {
	close(s.asked)
	<-s.let
	return camera.Frame{Image: image.NewGray(image.Rect(0, 0, 1, 1)), At: time.Now()}, nil
}

func (s *stuck) Close() error { close(s.closed); return nil }

func TestUseTurnsToAnotherCamera(t *testing.T) {
	b := &bench{}
	k := camera.Keep(shaded(1), b.keeping())
	defer k.Close()
	for shade := range byte(4) {
		k.Use(shaded(shade))
		if got := nextShade(t, k); got != shade {
			t.Errorf("a picture of camera %d, want %d", got, shade)
		}
	}
	want := slices.Repeat([]string{"opening   0s", "live   0s"}, 4)
	if !slices.Equal(b.told, want) {
		t.Errorf("told\n%q, want\n%q", b.told, want)
	}
}

func TestUseClosesTheOldCameraWithoutWaitingForIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		old := newStuck()
		k := camera.Keep(old.open, camera.Keeping{})
		defer k.Close()
		got := make(chan byte)
		go func() { got <- nextShade(t, k) }()
		<-old.asked
		k.Use(shaded(7))
		<-old.closed
		close(old.let) // its picture comes too late
		if shade := <-got; shade != 7 {
			t.Errorf("a picture of camera %d, want 7", shade)
		}
	})
}

func TestUseEndsWhatNextWaitsFor(t *testing.T) {
	forever := func(ctx context.Context) (camera.Source, error) { <-ctx.Done(); return nil, ctx.Err() }
	silent := func(context.Context) (camera.Source, error) {
		return still.Pictures([]image.Image{image.NewGray(image.Rect(0, 0, 1, 1))}, still.Show{Every: time.Hour, Loop: true}), nil
	}
	broken := func(context.Context) (camera.Source, error) { return refuse(camera.Busy)() }
	ended := func(context.Context) (camera.Source, error) { return still.Pictures(nil, still.Show{}), nil }
	for _, test := range []struct {
		name string
		old  func(context.Context) (camera.Source, error)
		skip int // pictures before the wait
		want string
	}{
		{"no camera", nil, 0, "none"},
		{"a camera that does not open", forever, 0, "opening"},
		{"a camera that gives no more pictures", silent, 1, "opening live"},
		{"a pause", broken, 0, "opening failed"},
		{"a video at its end", ended, 0, "opening ended"},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var told []string
				k := camera.Keep(test.old, camera.Keeping{
					First:  time.Hour,
					Most:   time.Hour,
					Report: func(c camera.Change) { told = append(told, string(c.State)) },
				})
				defer k.Close()
				for range test.skip {
					nextShade(t, k)
				}
				got := make(chan byte)
				go func() { got <- nextShade(t, k) }()
				synctest.Wait()
				began := time.Now()
				k.Use(shaded(7))
				if shade := <-got; shade != 7 || time.Since(began) > 0 {
					t.Errorf("a picture of camera %d after %v", shade, time.Since(began))
				}
				if got, want := strings.Join(told, " "), test.want+" opening live"; got != want {
					t.Errorf("told %q, want %q", got, want)
				}
			})
		})
	}
}

// A new camera is not kept waiting for what the old one did wrong.
func TestUseForgetsThePause(t *testing.T) {
	b := &bench{acts: slices.Repeat([]func() (camera.Source, error){refuse(camera.Missing)}, 4)}
	how := b.keeping()
	tries := 0
	var k *camera.Kept
	how.Report = func(c camera.Change) {
		if c.State == camera.Failed {
			tries++
		}
		switch {
		case tries == 3 && c.State == camera.Failed:
			b.paused = nil
			k.Use(b.open)
		case tries == 4 && c.State == camera.Failed:
			b.acts = append(b.acts, work(1, nil))
		}
	}
	k = camera.Keep(b.open, how)
	defer k.Close()
	if _, err := k.Next(t.Context()); err != nil {
		t.Fatal(err)
	}
	if want := []time.Duration{500 * time.Millisecond}; !slices.Equal(b.paused, want) {
		t.Errorf("paused %v, want %v", b.paused, want)
	}
}

func TestNoCameraAndTheEndAreSaidOnce(t *testing.T) {
	for _, test := range []struct {
		name string
		open func(context.Context) (camera.Source, error)
		want []camera.State
	}{
		{"no camera", nil, []camera.State{camera.Off}},
		{"the end of a video", func(context.Context) (camera.Source, error) {
			return still.Pictures([]image.Image{image.NewGray(image.Rect(0, 0, 1, 1))}, still.Show{}), nil
		}, []camera.State{camera.Opening, camera.Live, camera.Ended}},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var told []camera.State
				k := camera.Keep(test.open, camera.Keeping{Report: func(c camera.Change) { told = append(told, c.State) }})
				for range 3 { // the first may give a picture, the others wait in vain
					ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
					if _, err := k.Next(ctx); err != nil && !errors.Is(err, context.DeadlineExceeded) {
						t.Errorf("Next: %v", err)
					}
					cancel()
				}
				if !slices.Equal(told, test.want) {
					t.Errorf("told %v, want %v", told, test.want)
				}
				waiting := make(chan error)
				go func() { _, err := k.Next(t.Context()); waiting <- err }()
				synctest.Wait()
				k.Close()
				if err := <-waiting; !errors.Is(err, io.EOF) {
					t.Errorf("Next: %v, want io.EOF", err)
				}
			})
		})
	}
}

// Each change may be answered by another choice, as a person's click may come
// at any moment. Nothing of the old camera comes after that.
func TestUseWithinReport(t *testing.T) {
	for _, at := range []camera.State{camera.Off, camera.Opening, camera.Live, camera.Failed, camera.Ended} {
		t.Run(string(at), func(t *testing.T) {
			old := map[camera.State]func(context.Context) (camera.Source, error){
				camera.Off: nil, camera.Opening: shaded(1), camera.Live: shaded(1),
				camera.Failed: func(context.Context) (camera.Source, error) { return refuse(camera.Lost)() },
				camera.Ended:  func(context.Context) (camera.Source, error) { return still.Pictures(nil, still.Show{}), nil },
			}[at]
			var after []camera.State
			used := false
			var k *camera.Kept
			k = camera.Keep(old, camera.Keeping{Report: func(c camera.Change) {
				switch {
				case used:
					after = append(after, c.State)
				case c.State == at:
					used = true
					k.Use(shaded(7))
				}
			}})
			defer k.Close()
			if got := nextShade(t, k); got != 7 {
				t.Errorf("a picture of camera %d, want 7", got)
			}
			if want := []camera.State{camera.Opening, camera.Live}; !slices.Equal(after, want) {
				t.Errorf("after Use: %v, want %v", after, want)
			}
		})
	}
}

// Many hands choose at once. The changes that are reported keep the order of
// the choices, and at last the last choice gives the pictures.
func TestChangesComeInTheOrderOfTheChoices(t *testing.T) {
	const choices = 200
	var told []int
	k := camera.Keep(nil, camera.Keeping{
		Report: func(c camera.Change) {
			if c.State == camera.Failed {
				var n int
				fmt.Sscanf(c.What, "camera %d", &n)
				told = append(told, n)
			}
		},
		Wait: func(ctx context.Context, _ time.Duration) error { <-ctx.Done(); return ctx.Err() },
	})
	defer k.Close()
	got := make(chan byte)
	go func() { got <- nextShade(t, k) }()

	var mu sync.Mutex // the order of the choices
	var hands sync.WaitGroup
	made := 0
	for range 4 {
		hands.Go(func() {
			for range choices / 4 {
				mu.Lock()
				made++
				what := fmt.Sprintf("camera %d", made)
				k.Use(func(context.Context) (camera.Source, error) {
					return nil, &camera.Error{Fault: camera.Missing, What: what}
				})
				mu.Unlock()
			}
		})
	}
	hands.Wait()
	k.Use(shaded(7))
	if shade := <-got; shade != 7 {
		t.Errorf("a picture of camera %d, want 7", shade)
	}
	if !slices.IsSorted(told) {
		t.Errorf("told in the order %v", told)
	}
}

func TestUseAfterCloseOpensNothing(t *testing.T) {
	k := camera.Keep(nil, camera.Keeping{Report: func(c camera.Change) { t.Errorf("told %s", c.State) }})
	k.Close()
	k.Use(func(context.Context) (camera.Source, error) {
		t.Error("opened")
		return nil, io.EOF
	})
	if _, err := k.Next(t.Context()); !errors.Is(err, io.EOF) {
		t.Errorf("Next: %v, want io.EOF", err)
	}
}
