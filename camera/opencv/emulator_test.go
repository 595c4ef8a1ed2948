//go:build cgo && gocv_specific_modules && gocv_videoio && linux

package opencv_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passdesk/camera"
	"passdesk/camera/opencv"
)

// The tests of this file run once more in a process of their own, where
// testdata/fakecam.c plays /dev/video0. What that process writes to stderr is
// what a person at the desk would see in a terminal: nothing.
const (
	control  = "FAKECAM_CONTROL"
	frames   = "FAKECAM_DIR"
	formats  = "FAKECAM_FORMATS"
	focus    = "FAKECAM_FOCUS"
	recorded = "FAKECAM_RECORD"
)

func TestAWebcam(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	library := filepath.Join(dir, "fakecam.so")
	build := exec.Command("gcc", "-O2", "-shared", "-fPIC", "-pthread", "-o", library, "testdata/fakecam.c", "-ldl")
	if out, err := build.CombinedOutput(); errors.Is(err, exec.ErrNotFound) {
		t.Skip("SKIPPED: no gcc, so no webcam to test with")
	} else if err != nil {
		t.Fatalf("gcc: %v\n%s", err, out)
	}
	for _, size := range []image.Point{{640, 480}, {1280, 720}, {1920, 1080}} {
		folder := filepath.Join(dir, fmt.Sprintf("%dx%d", size.X, size.Y))
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(folder, "frame_0000.jpg"), jpegOf(t, painted(size.X, size.Y)))
	}
	child(t, "TestWebcamChild",
		"LD_PRELOAD="+library, frames+"="+dir, control+"="+filepath.Join(dir, "control"),
		formats+"=MJPG:640x480@30", focus+"=", recorded+"="+filepath.Join(dir, "record"),
		"OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT=1")
}

// What fails without a webcam fails quietly, too.
func TestNothingIsWrittenToTheTerminal(t *testing.T) {
	t.Parallel()
	child(t, "TestOpenSaysWhatIsWrongWithAName|TestATornFileGivesWhatItHas|TestAnAddressFails|TestAnAddressThatSends|TestAnAddressNeeds")
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

// letGo waits until nobody has the emulator open: while somebody has, it offers
// what it did. What it gives out is a timer of the system.
func letGo(t *testing.T) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
		open := 0
		files, _ := filepath.Glob("/proc/self/fd/*")
		for _, file := range files {
			if is, _ := os.Readlink(file); is == "anon_inode:[timerfd]" {
				open++
			}
		}
		if open == 0 {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("the webcam is still open %d times", open)
		}
	}
}

// webcam opens the emulator while it works. The source of the test before may
// hang, and not have let go of it yet: Close does not wait for that.
func webcam(t *testing.T, c opencv.Config) camera.Source {
	t.Helper()
	return webcamThat(t, "works", c)
}

func webcamThat(t *testing.T, state string, c opencv.Config) camera.Source {
	t.Helper()
	set(t, state)
	src, err := opencv.Open(t.Context(), c)
	for end := time.Now().Add(10 * time.Second); err != nil && camera.FaultOf(err) == camera.Busy && time.Now().Before(end); {
		src, err = opencv.Open(t.Context(), c)
	}
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	t.Cleanup(func() { src.Close() })
	return src
}
