//go:build cgo && gocv_specific_modules && gocv_videoio && linux

package opencv_test

import (
	"context"
	"errors"
	"image"
	"io"
	"os"
	"testing"
	"testing/fstest"
	"time"

	"passdesk/camera"
	"passdesk/camera/opencv"
	"passdesk/camera/sourcetest"
)

func TestWebcamChild(t *testing.T) {
	if os.Getenv(frames) == "" {
		t.Skip("runs as a part of TestAWebcam")
	}
	t.Run("keeps the contract", func(t *testing.T) {
		sourcetest.Run(t, func(t *testing.T) camera.Source { return webcam(t, opencv.Config{}) })
		sourcetest.Kept(t, func(t *testing.T) camera.Source { return webcam(t, opencv.Config{}) })
	})
	t.Run("shows its pictures", webcamShows)
	t.Run("sends the best that it has", webcamSendsItsBest)
	t.Run("outlives torn pictures", webcamOutlivesTornPictures)
	t.Run("may be slow", webcamMayBeSlow)
	t.Run("says why it does not open", webcamRefuses)
	t.Run("fails", webcamFails)
	t.Run("comes back", webcamComesBack)
	t.Run("is found again by its name", webcamIsFoundAgain)
	t.Run("changes", webcamChanges)
	t.Run("closes while it hangs", webcamClosesWhileItHangs)
}

func webcamShows(t *testing.T) {
	for _, name := range []string{"", "0", "/dev/video0"} {
		t.Run(name, func(t *testing.T) {
			checkPainted(t, next(t, webcam(t, opencv.Config{Name: name})), 640, 480)
		})
	}
}

// What the emulator streams, as UVC webcams do, is the end of a negotiation
// in which OpenCV asks for other things first.
func webcamSendsItsBest(t *testing.T) {
	for _, test := range []struct {
		name, formats string
		config        opencv.Config
		want          string
		width, height int
	}{
		{"as wished", "YUYV:640x480@30,1920x1080@5;MJPG:640x480@30,1280x720@30,1920x1080@30",
			opencv.Config{}, "stream MJPG 1920x1080@30", 1920, 1080},
		{"a smaller wish", "YUYV:640x480@30,1920x1080@5;MJPG:640x480@30,1280x720@30,1920x1080@30",
			opencv.Config{Width: 1280, Height: 720}, "stream MJPG 1280x720@30", 1280, 720},
		{"not a slide show", "YUYV:640x480@30,1920x1080@5;MJPG:640x480@30,1280x720@30+15",
			opencv.Config{}, "stream MJPG 1280x720@30", 1280, 720},
		{"without JPEG", "YUYV:640x480@30+15,1280x720@10,800x600@20+5",
			opencv.Config{}, "stream YUYV 800x600@20", 800, 600},
		{"a slow beginning", "YUYV:1920x1080@5;MJPG:1280x720@60+30+15+5",
			opencv.Config{}, "stream MJPG 1280x720@30", 1280, 720},
		{"JPEG only", "MJPG:640x480@15", opencv.Config{}, "stream MJPG 640x480@15", 640, 480},
		{"slides only", "YUYV:1920x1080@10", opencv.Config{}, "stream YUYV 1920x1080@10", 1920, 1080},
	} {
		for _, lens := range []string{"", "focus"} {
			t.Run(test.name+" "+lens, func(t *testing.T) {
				letGo(t)
				t.Setenv(formats, test.formats)
				t.Setenv(focus, lens)
				write(t, os.Getenv(recorded), nil)
				src := webcam(t, test.config)
				checkPainted(t, next(t, src), test.width, test.height)
				asked, err := os.ReadFile(os.Getenv(recorded))
				if err != nil {
					t.Fatal(err)
				}
				want := test.want + "\n"
				if lens != "" {
					want = "autofocus 1\n" + want
				}
				if string(asked) != want {
					t.Errorf("asked for\n%swant\n%s", asked, want)
				}
			})
		}
	}
}

// Of a torn picture the upper part is shown. What is no picture is left out,
// and with nothing else the webcam stalls: a frozen picture would look as if
// all were well.
func webcamOutlivesTornPictures(t *testing.T) {
	src := webcam(t, opencv.Config{Name: "0", Stall: 500 * time.Millisecond})
	for _, state := range []string{"torn", "works"} {
		set(t, state)
		for range 6 {
			checkPainted(t, next(t, src), 640, 480)
		}
	}
	set(t, "garbage")
	if _, err := read(t, src); camera.FaultOf(err) != camera.Stalled {
		t.Errorf("%v, want %s", err, camera.Stalled)
	}
}

// A picture now and then is better than none.
func webcamMayBeSlow(t *testing.T) {
	src := webcamThat(t, "slow", opencv.Config{Stall: time.Second})
	began := next(t, src).At
	next(t, src)
	if took := next(t, src).At.Sub(began); took < time.Second {
		t.Errorf("two pictures in %v: not slow", took)
	}
}

func webcamRefuses(t *testing.T) {
	for state, want := range map[string]string{
		"missing": "cannot find camera 0",
		"denied":  "this system does not allow the use of camera 0",
		"busy":    "another program is using camera 0",
	} {
		set(t, state)
		if _, err := opencv.Open(t.Context(), opencv.Config{}); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", state, err, want)
		}
	}
	t.Run("twice", func(t *testing.T) {
		webcam(t, opencv.Config{})
		if _, err := opencv.Open(t.Context(), opencv.Config{}); camera.FaultOf(err) != camera.Busy {
			t.Errorf("%v, want %s", err, camera.Busy)
		}
	})
}

func webcamFails(t *testing.T) {
	for state, want := range map[string]camera.Fault{
		"unplugged": camera.Lost,
		"stalled":   camera.Stalled,
	} {
		t.Run(state, func(t *testing.T) {
			src := webcam(t, opencv.Config{Stall: 500 * time.Millisecond})
			next(t, src)
			set(t, state)
			_, err := read(t, src)
			var e *camera.Error
			if !errors.As(err, &e) || e.Fault != want {
				t.Errorf("%v, want %s", err, want)
			}
			if _, again := src.Next(t.Context()); again != err {
				t.Errorf("then %v, want the same error", again)
			}
		})
	}
}

// kept keeps a webcam, and calls again with the count of each failure.
func kept(t *testing.T, c opencv.Config, again func(failures int)) (*camera.Kept, map[camera.State]int) {
	t.Helper()
	told := map[camera.State]int{}
	k := camera.Keep(
		func(ctx context.Context) (camera.Source, error) { return opencv.Open(ctx, c) },
		camera.Keeping{First: 50 * time.Millisecond, Report: func(c camera.Change) {
			if told[c.State]++; c.State == camera.Failed {
				again(told[c.State])
			}
		}})
	t.Cleanup(func() { k.Close() })
	return k, told
}

// A kept webcam comes back when all is well again, which is when the second
// try has failed.
func webcamComesBack(t *testing.T) {
	well := func(failures int) {
		if failures == 2 {
			set(t, "works")
		}
	}
	for _, state := range []string{"unplugged", "stalled", "garbage"} {
		t.Run("after it was "+state, func(t *testing.T) {
			set(t, "works")
			k, told := kept(t, opencv.Config{Stall: 300 * time.Millisecond}, well)
			next(t, k)
			clear(told)
			set(t, state)
			for told[camera.Live] == 0 {
				next(t, k)
			}
		})
	}
	for _, state := range []string{"missing", "denied", "busy", "unplugged", "stalled"} {
		t.Run("from being "+state, func(t *testing.T) {
			set(t, state)
			k, told := kept(t, opencv.Config{Stall: 300 * time.Millisecond}, well)
			next(t, k)
			if told[camera.Failed] < 2 || told[camera.Live] != 1 {
				t.Errorf("told %v", told)
			}
		})
	}
}

// Another port gives another number, and the name stays.
func webcamIsFoundAgain(t *testing.T) {
	name := &fstest.MapFile{Data: []byte("Fake Camera\n")}
	sysfs := fstest.MapFS{"video0/name": name}
	set(t, "works")
	k, told := kept(t, opencv.Config{Name: "Fake Camera", Sysfs: sysfs}, func(failures int) {
		switch failures {
		case 1:
			delete(sysfs, "video0/name")
		case 2:
			sysfs["video3/name"] = name
			set(t, "works 3")
		}
	})
	next(t, k)
	clear(told)
	set(t, "unplugged")
	for told[camera.Live] == 0 {
		next(t, k)
	}
}

// The webcam itself is what another size of it waits for; nobody is told that
// a program uses it.
func webcamChanges(t *testing.T) {
	t.Setenv(formats, "MJPG:640x480@30,1280x720@30")
	set(t, "works")
	k, told := kept(t, opencv.Config{}, func(int) {})
	checkPainted(t, next(t, k), 1280, 720)
	for range 5 {
		for _, size := range []image.Point{{640, 480}, {1280, 720}} {
			k.Use(func(ctx context.Context) (camera.Source, error) {
				return opencv.Open(ctx, opencv.Config{Width: size.X, Height: size.Y})
			})
			checkPainted(t, next(t, k), size.X, size.Y)
		}
	}
	if told[camera.Failed] > 0 {
		t.Errorf("told %v", told)
	}
}

func webcamClosesWhileItHangs(t *testing.T) {
	src := webcam(t, opencv.Config{})
	next(t, src)
	set(t, "stalled")
	ended := make(chan error)
	go func() {
		_, err := read(t, src)
		ended <- err
	}()
	src.Close()
	if err := <-ended; !errors.Is(err, io.EOF) {
		t.Errorf("Next: %v, want io.EOF", err)
	}
}
