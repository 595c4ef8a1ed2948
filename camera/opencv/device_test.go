//go:build cgo && gocv_specific_modules && gocv_videoio && linux

package opencv_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passdesk/camera"
	"passdesk/camera/opencv"
	"passdesk/camera/sourcetest"
)

// The tests of this file run once more in a process of their own, where
// testdata/fakecam.c plays /dev/video0. What that process writes to stderr is
// what a person at the desk would see in a terminal: nothing.
const (
	control = "FAKECAM_CONTROL"
	frames  = "FAKECAM_DIR"
)

func TestAWebcam(t *testing.T) {
	dir := t.TempDir()
	library := filepath.Join(dir, "fakecam.so")
	build := exec.Command("gcc", "-O2", "-shared", "-fPIC", "-pthread", "-o", library, "testdata/fakecam.c", "-ldl")
	if out, err := build.CombinedOutput(); errors.Is(err, exec.ErrNotFound) {
		t.Skip("SKIPPED: no gcc, so no webcam to test with")
	} else if err != nil {
		t.Fatalf("gcc: %v\n%s", err, out)
	}
	for i := range 4 {
		write(t, filepath.Join(dir, fmt.Sprintf("frame_%04d.jpg", i)), jpegOf(t, painted(640, 480)))
	}
	child(t, "TestWebcamChild",
		"LD_PRELOAD="+library, frames+"="+dir, control+"="+filepath.Join(dir, "control"),
		"FAKECAM_SIZE=640x480", "OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT=1")
}

// What fails without a webcam fails quietly, too.
func TestNothingIsWrittenToTheTerminal(t *testing.T) {
	child(t, "TestOpenSaysWhatIsWrongWithAName|TestATornFileGivesWhatItHas|TestAnAddress")
}

// child runs tests of this binary in another process.
func child(t *testing.T, tests string, env ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0], "-test.v", "-test.run=^("+tests+")")
	cmd.Env = append(os.Environ(), env...)
	var out, terminal bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &terminal
	if err := cmd.Run(); err != nil {
		t.Errorf("%v\n%s", err, out.String())
	}
	if !strings.Contains(out.String(), "--- PASS") {
		t.Errorf("no test has run:\n%s", out.String())
	}
	if terminal.Len() > 0 {
		t.Errorf("written to the terminal:\n%s", terminal.String())
	}
}

// set tells the emulator how to behave from now on.
func set(t *testing.T, state string) {
	t.Helper()
	write(t, os.Getenv(control), []byte(state))
}

// webcam opens the emulator while it works. The source of the test before may
// not have let go of it yet: Close does not wait for that.
func webcam(t *testing.T, name string, stall time.Duration) camera.Source {
	t.Helper()
	set(t, "works")
	src, err := opencv.Open(t.Context(), opencv.Config{Name: name, Stall: stall})
	for end := time.Now().Add(10 * time.Second); camera.FaultOf(err) == camera.Busy && time.Now().Before(end); {
		time.Sleep(5 * time.Millisecond)
		src, err = opencv.Open(t.Context(), opencv.Config{Name: name, Stall: stall})
	}
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	t.Cleanup(func() { src.Close() })
	return src
}

func next(t *testing.T, src camera.Source) camera.Frame {
	t.Helper()
	frame, err := src.Next(t.Context())
	if err != nil {
		t.Fatalf("Next: %v", err)
	}
	return frame
}

func TestWebcamChild(t *testing.T) {
	if os.Getenv(frames) == "" {
		t.Skip("runs as a part of TestAWebcam")
	}
	t.Run("keeps the contract", func(t *testing.T) {
		sourcetest.Run(t, func(t *testing.T) camera.Source { return webcam(t, "", 0) })
	})
	t.Run("shows its pictures", webcamShows)
	t.Run("outlives torn pictures", webcamOutlivesTornPictures)
	t.Run("says why it does not open", webcamRefuses)
	t.Run("fails", webcamFails)
	t.Run("comes back", webcamComesBack)
	t.Run("closes while it hangs", webcamClosesWhileItHangs)
}

func webcamShows(t *testing.T) {
	for _, name := range []string{"", "0", "/dev/video0"} {
		t.Run(name, func(t *testing.T) {
			checkPainted(t, next(t, webcam(t, name, 0)), 640, 480)
		})
	}
}

// OpenCV gives the last whole picture once more for one it cannot decode.
func webcamOutlivesTornPictures(t *testing.T) {
	src := webcam(t, "0", 0)
	for _, state := range []string{"torn", "garbage", "works"} {
		set(t, state)
		for range 6 {
			next(t, src)
		}
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
		webcam(t, "0", 0)
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
			src := webcam(t, "0", 500*time.Millisecond)
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

// A kept webcam comes back when all is well again, which is when the second
// try has failed.
func webcamComesBack(t *testing.T) {
	for _, state := range []string{"unplugged", "stalled"} {
		t.Run(state, func(t *testing.T) {
			set(t, "works")
			told := map[camera.State]int{}
			k := camera.Keep(
				func(ctx context.Context) (camera.Source, error) {
					return opencv.Open(ctx, opencv.Config{Stall: 500 * time.Millisecond})
				},
				camera.Keeping{First: 50 * time.Millisecond, Report: func(c camera.Change) {
					told[c.State]++
					if told[camera.Failed] == 2 {
						set(t, "works")
					}
				}})
			defer k.Close()
			next(t, k)
			clear(told)
			set(t, state)
			for told[camera.Live] == 0 {
				next(t, k)
			}
		})
	}
}

func webcamClosesWhileItHangs(t *testing.T) {
	src := webcam(t, "0", 0)
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
