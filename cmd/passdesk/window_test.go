//go:build cgo

package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	_ "image/png" // what import writes
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"passdesk/app/settings"
)

// TestMain lets the test binary be the program itself: what runs in the
// window is then built like the tests, with the race detector where they are.
func TestMain(m *testing.M) {
	if os.Getenv("PASSDESK_AS_PROGRAM") == "1" {
		main()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// needWindow skips aloud without a screen to open windows on.
func needWindow(t *testing.T) {
	t.Helper()
	if os.Getenv("PASSDESK_WINDOW") != "1" {
		t.Skip("SKIPPED: no window; run it under .ci/window, as make test does")
	}
}

// window is the running program with its window.
type window struct {
	t      *testing.T
	cmd    *exec.Cmd
	output bytes.Buffer
	id     string
	dir    string // settings, trust and log
	home   string // where file dialogs begin
}

// start runs the program at a desk that has been set up, with a home of its
// own.
func start(t *testing.T, args ...string) *window {
	t.Helper()
	w := &window{t: t, dir: t.TempDir(), home: t.TempDir()}
	if err := settings.Save(filepath.Join(w.dir, "settings.toml"), settings.Default()); err != nil {
		t.Fatal(err)
	}
	w.run(args...)
	return w
}

// run runs the program in the window's folders.
func (w *window) run(args ...string) {
	t := w.t
	t.Helper()
	args = append([]string{
		"--settings", filepath.Join(w.dir, "settings.toml"),
		"--trust", filepath.Join(w.dir, "directory"), "--store", w.log(),
	}, args...)
	w.cmd = exec.Command(os.Args[0], args...)
	w.cmd.Env = append(os.Environ(), "PASSDESK_AS_PROGRAM=1", "HOME="+w.home)
	w.cmd.Stdout, w.cmd.Stderr = &w.output, &w.output
	if err := w.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = w.cmd.Process.Kill() // no harm when it has ended
		if t.Failed() {
			t.Logf("the program said:\n%s", w.output.String())
		}
	})
	w.id = w.find()
}

func (w *window) log() string { return filepath.Join(w.dir, "log.db") }

// find waits for the window and gives its id.
func (w *window) find() string {
	var id string
	w.eventually("a window", func() bool {
		out, _ := exec.Command("xdotool", "search", "--onlyvisible", "--pid", fmt.Sprint(w.cmd.Process.Pid)).Output()
		id, _, _ = strings.Cut(strings.TrimSpace(string(out)), "\n")
		return id != ""
	})
	return id
}

func (w *window) title() string {
	out, _ := exec.Command("xdotool", "getwindowname", w.id).Output()
	return strings.TrimSpace(string(out))
}

// awaitTitle waits for a window title that begins so.
func (w *window) awaitTitle(prefix string) {
	w.t.Helper()
	w.eventually("the title "+prefix, func() bool { return strings.HasPrefix(w.title(), prefix) })
}

// eventually waits up to half a minute for something to become true. It is
// the one place in which a test waits for the real clock, because windows do.
func (w *window) eventually(what string, holds func() bool) {
	w.t.Helper()
	for range 600 {
		if holds() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	w.t.Errorf("waited in vain for %s; the title is %q", what, w.title())
	w.picture("failed")
	w.t.FailNow()
}

// key presses keys in the window, as xdotool names them.
func (w *window) key(keys ...string) {
	w.t.Helper()
	if out, err := exec.Command("xdotool", append([]string{"key", "--window", w.id, "--clearmodifiers"}, keys...)...).CombinedOutput(); err != nil {
		w.t.Fatalf("xdotool: %v: %s", err, out)
	}
}

// clickUntil clicks at two places, one after the other, until something comes
// of it: a dialog takes its time to open, and clicks before that are lost.
func (w *window) clickUntil(what string, first, second image.Point, holds func() bool) {
	w.t.Helper()
	w.eventually(what, func() bool {
		w.click(first)
		time.Sleep(200 * time.Millisecond)
		w.click(second)
		time.Sleep(200 * time.Millisecond)
		return holds()
	})
}

func (w *window) click(at image.Point) {
	w.t.Helper()
	out, err := exec.Command("xdotool", "mousemove", "--window", w.id, fmt.Sprint(at.X), fmt.Sprint(at.Y), "click", "1").CombinedOutput()
	if err != nil {
		w.t.Fatalf("xdotool: %v: %s", err, out)
	}
}

// picture takes the window's picture and gives it. Pictures of failures are
// kept in the folder PASSDESK_PICTURES names, or in the system's.
func (w *window) picture(name string) image.Image {
	w.t.Helper()
	folder := os.Getenv("PASSDESK_PICTURES")
	if folder == "" {
		folder = os.TempDir()
	}
	path := filepath.Join(folder, "passdesk-"+strings.ReplaceAll(w.t.Name(), "/", "-")+"-"+name+".png")
	w.shoot(path)
	img, err := readPicture(path)
	if err != nil {
		w.t.Fatal(err)
	}
	return img
}

// shoot takes the window's picture into a file.
func (w *window) shoot(path string) {
	w.t.Helper()
	if out, err := exec.Command("import", "-window", w.id, path).CombinedOutput(); err != nil {
		w.t.Fatalf("import: %v: %s", err, out)
	}
}

func readPicture(path string) (image.Image, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	img, _, err := image.Decode(f)
	return img, err
}

// end asks the program to end and waits until it has.
func (w *window) end() {
	w.t.Helper()
	if err := w.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		w.t.Fatal(err)
	}
	if err := w.cmd.Wait(); err != nil {
		w.t.Errorf("the program ended with %v", err)
	}
}

// share is how much of a picture has about this colour, 0 to 1.
func share(img image.Image, want color.Color) float64 {
	b := img.Bounds()
	rgba := image.NewRGBA(b)
	draw.Draw(rgba, b, img, b.Min, draw.Src)
	wr, wg, wb, _ := want.RGBA()
	n := 0
	for i := 0; i < len(rgba.Pix); i += 4 {
		if near(rgba.Pix[i], wr) && near(rgba.Pix[i+1], wg) && near(rgba.Pix[i+2], wb) {
			n++
		}
	}
	return float64(n) / float64(b.Dx()*b.Dy())
}

func near(have uint8, want uint32) bool {
	d := int(have) - int(want>>8)
	return d > -12 && d < 12
}
