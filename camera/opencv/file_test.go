//go:build cgo && gocv_specific_modules && gocv_videoio

package opencv_test

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
	"weak"

	"passdesk/camera"
	"passdesk/camera/opencv"
	"passdesk/camera/sourcetest"
)

func open(t *testing.T, c opencv.Config) camera.Source {
	t.Helper()
	src, err := opencv.Open(t.Context(), c)
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

// read reads until the first error.
func read(t *testing.T, src camera.Source) (frames []camera.Frame, err error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for {
		frame, err := src.Next(ctx)
		if err != nil {
			return frames, err
		}
		frames = append(frames, frame)
	}
}

func TestAVideoFileKeepsTheContract(t *testing.T) {
	path := clip(t, 20, 60)
	sourcetest.Run(t, func(t *testing.T) camera.Source {
		return open(t, opencv.Config{Name: path, Loop: true})
	})
	sourcetest.Kept(t, func(t *testing.T) camera.Source {
		return open(t, opencv.Config{Name: path, Loop: true})
	})
	sourcetest.Ends(t, func(t *testing.T) camera.Source {
		return open(t, opencv.Config{Name: path})
	})
}

func TestAVideoFileShowsItsPictures(t *testing.T) {
	src := open(t, opencv.Config{Name: clip(t, 10, 50)})
	frames, err := read(t, src)
	if !errors.Is(err, io.EOF) || len(frames) == 0 {
		t.Fatalf("%d pictures, then %v", len(frames), err)
	}
	for _, f := range frames {
		checkPainted(t, f, 160, 120)
	}
}

// Only what is taken is held, and by whoever took it.
func TestASourceHoldsNoPictureItGave(t *testing.T) {
	src := open(t, opencv.Config{Name: clip(t, 20, 60), Loop: true})
	var given []weak.Pointer[image.RGBA]
	for range 30 {
		given = append(given, weak.Make(next(t, src).Image.(*camera.Picture).RGBA))
	}
	runtime.GC()
	held := 0
	for _, p := range given {
		if p.Value() != nil {
			held++
		}
	}
	if held > 1 { // the last may still be on the stack
		t.Errorf("%d of %d pictures are held", held, len(given))
	}
}

// The clock moves only by what the pump waits, so it shows the pace.
func TestAVideoFilePlaysAtItsOwnSpeed(t *testing.T) {
	for _, test := range []struct {
		fps  float64
		want time.Duration
	}{{10, 3900 * time.Millisecond}, {50, 780 * time.Millisecond}} {
		t.Run(fmt.Sprint(test.fps), func(t *testing.T) {
			began := time.Date(2021, 10, 4, 9, 0, 0, 0, time.UTC)
			now := began
			src := open(t, opencv.Config{
				Name: clip(t, 40, test.fps),
				Now:  func() time.Time { return now },
				Wait: func(ctx context.Context, d time.Duration) error {
					now = now.Add(max(d, 0))
					return ctx.Err()
				},
			})
			frames, err := read(t, src)
			if !errors.Is(err, io.EOF) || len(frames) == 0 {
				t.Fatalf("%d pictures, then %v", len(frames), err)
			}
			last := frames[len(frames)-1].At.Sub(began)
			if played := now.Sub(began); played != test.want || last != test.want {
				t.Errorf("played %v, last picture at %v, want %v", played, last, test.want)
			}
		})
	}
}

func TestOpenSaysWhatIsWrongWithAName(t *testing.T) {
	dir := t.TempDir()
	whole, err := os.ReadFile(clip(t, 3, 25))
	if err != nil {
		t.Fatal(err)
	}
	in := func(name string, data []byte) string { return write(t, filepath.Join(dir, name), data) }
	for _, test := range []struct{ name, camera, want string }{
		{"no such file", filepath.Join(dir, "gone.avi"), "cannot find gone.avi"},
		{"a folder", dir, "cannot use the pictures of " + filepath.Base(dir)},
		{"an empty file", in("empty.avi", nil), "cannot use the pictures of empty.avi"},
		{"a text", in("text.mp4", []byte("no pictures here")), "cannot use the pictures of text.mp4"},
		{"a header only", in("header.avi", whole[:64]), "cannot use the pictures of header.avi"},
		{"FFmpeg's protocols", "concat:" + in("a.avi", whole), "cannot find a.avi"},
		{"a list that leads to the network", in("list.m3u8", []byte("#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n")),
			"cannot use the pictures of list.m3u8"},
		{"another scheme", "ftp://user:secret@host/a.avi", "cannot use the pictures of this address"},
		{"a slash forgotten", "HTTP:/desk:secret@host", "cannot use the pictures of this address"},
		{"no host", "http:///a.avi", "cannot use the pictures of this address"},
		{"no webcam", "250", "cannot find camera 250"},
		{"no webcam, by path", "/dev/video250", "cannot find /dev/video250"},
	} {
		t.Run(test.name, func(t *testing.T) {
			src, err := opencv.Open(t.Context(), opencv.Config{Name: test.camera})
			if err == nil {
				_, err = read(t, src)
			}
			var e *camera.Error
			if !errors.As(err, &e) || e.Error() != test.want {
				t.Fatalf("%v, want %s", err, test.want)
			}
			if text := fmt.Sprintf("%v %+v", e.Err, e); strings.Contains(text, dir) || strings.Contains(text, "secret") {
				t.Errorf("too much is told: %s", text)
			}
		})
	}
}

func TestAFileMayBeDenied(t *testing.T) {
	path := clip(t, 2, 25)
	if err := os.Chmod(path, 0); err != nil {
		t.Fatal(err)
	}
	if f, err := os.Open(path); err == nil {
		f.Close()
		t.Skip("SKIPPED: this user may read everything")
	}
	if _, err := opencv.Open(t.Context(), opencv.Config{Name: path}); camera.FaultOf(err) != camera.Denied {
		t.Errorf("Open: %v", err)
	}
}

func TestATornFileGivesWhatItHas(t *testing.T) {
	whole, err := os.ReadFile(clip(t, 20, 60))
	if err != nil {
		t.Fatal(err)
	}
	path := write(t, filepath.Join(t.TempDir(), "torn.avi"), whole[:len(whole)*2/3])
	frames, err := read(t, open(t, opencv.Config{Name: path}))
	if !errors.Is(err, io.EOF) || len(frames) == 0 {
		t.Errorf("%d pictures, then %v", len(frames), err)
	}
}
