//go:build cgo

package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"passdesk/app/screen"
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
	dir    string   // settings, trust and log
	home   string   // where file dialogs begin
	env    []string // besides the system's

	over  chan struct{} // closed when the program has ended
	ended error         // with what it has
}

// newDesk makes a place for the program, which nobody has set up and which
// does not run yet.
func newDesk(t *testing.T) *window {
	t.Helper()
	needWindow(t)
	return &window{t: t, dir: t.TempDir(), home: t.TempDir(), env: []string{"FYNE_THEME=light"}}
}

// start runs the program at a desk that has been set up, with a home of its
// own.
func start(t *testing.T, args ...string) *window {
	t.Helper()
	w := newDesk(t)
	w.setUp(nothing)
	w.run(args...)
	return w
}

// nothing is changed in the settings.
func nothing(*settings.Settings) {}

// setUp writes the settings file: the defaults with something changed, without
// the network, which tests have only where they play it themselves, and without
// the question about the photo ID, which has a test of its own.
func (w *window) setUp(change func(*settings.Settings)) {
	w.t.Helper()
	set := settings.Default()
	set.Network, set.IDStep = false, false
	change(&set)
	if err := settings.Save(w.settings(), set); err != nil {
		w.t.Fatal(err)
	}
}

// run runs the program in the window's folders.
func (w *window) run(args ...string) {
	t := w.t
	t.Helper()
	args = append([]string{"--settings", w.settings(), "--trust", filepath.Join(w.dir, "directory"), "--store", w.log()}, args...)
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = slices.Concat(os.Environ(), []string{"PASSDESK_AS_PROGRAM=1", "HOME=" + w.home}, w.env)
	cmd.Stdout, cmd.Stderr = &w.output, &w.output
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	over := make(chan struct{})
	w.cmd, w.over = cmd, over
	go func() {
		w.ended = cmd.Wait()
		close(over)
	}()
	t.Cleanup(func() {
		if t.Failed() && w.over == over {
			t.Logf("the screen is kept as %s", w.keep("failed"))
		}
		_ = cmd.Process.Kill() // no harm when it has ended
		<-over
		if t.Failed() && w.over == over {
			t.Logf("the program said:\n%s", w.output.String())
		}
	})
	w.id = w.find()
}

func (w *window) settings() string { return filepath.Join(w.dir, "settings.toml") }
func (w *window) log() string      { return filepath.Join(w.dir, "log.db") }

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

// eventually waits up to a minute for something to become true. It is the one
// place in which a test waits for the real clock, because windows do.
func (w *window) eventually(what string, holds func() bool) {
	w.t.Helper()
	limit := time.After(time.Minute)
	for !holds() {
		select {
		case <-w.over:
			w.t.Fatalf("waited for %s, but the program ended: %v", what, w.ended)
		case <-limit:
			w.t.Fatalf("waited in vain for %s; the title is %q", what, w.title())
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// key presses keys as a person does who looks at this window, named as
// xdotool names them.
func (w *window) key(keys ...string) {
	w.t.Helper()
	w.do(append([]string{"windowfocus", "--sync", w.id, "key", "--clearmodifiers", "--delay", "300"}, keys...)...)
}

// turn presses a key until a title comes that begins so. A key that reaches a
// window together with another one, because it was busy, may be a scanner's and
// is no command: a person presses it again.
func (w *window) turn(title, key string) {
	w.t.Helper()
	w.press("the title "+title, func() bool { return strings.HasPrefix(w.title(), title) }, key)
}

// press does so until something else comes of it.
func (w *window) press(what string, holds func() bool, key string) {
	w.t.Helper()
	const patience = 5 * time.Second
	w.key(key)
	pressed := time.Now()
	w.eventually(what, func() bool {
		if holds() {
			return true
		}
		if time.Since(pressed) > patience {
			w.key(key)
			pressed = time.Now()
		}
		return false
	})
}

// write types a text as fast as a person does.
func (w *window) write(text string) {
	w.t.Helper()
	w.do("windowfocus", "--sync", w.id, "type", "--clearmodifiers", "--delay", "120", text)
}

// clickUntil clicks at places, one after the other, until something comes of
// it: what is clicked takes its time to appear, and clicks before that are lost.
func (w *window) clickUntil(what string, holds func() bool, places ...image.Point) {
	w.t.Helper()
	w.eventually(what, func() bool {
		for _, at := range places {
			w.click(at)
			time.Sleep(200 * time.Millisecond)
		}
		return holds()
	})
}

func (w *window) click(at image.Point) {
	w.t.Helper()
	w.do("mousemove", "--window", w.id, fmt.Sprint(at.X), fmt.Sprint(at.Y), "click", "1")
}

func (w *window) do(args ...string) {
	w.t.Helper()
	if out, err := exec.Command("xdotool", args...).CombinedOutput(); err != nil {
		w.t.Fatalf("xdotool: %v: %s", err, out)
	}
}

// picture takes the window's picture and gives it. It is kept, too, in the
// folder that PASSDESK_PICTURES names.
func (w *window) picture(name string) *image.RGBA {
	w.t.Helper()
	if os.Getenv("PASSDESK_PICTURES") != "" {
		w.keep(name)
	}
	// Without its window, import would wait for a person to click at another.
	ctx, cancel := context.WithTimeout(w.t.Context(), 10*time.Second)
	defer cancel()
	out, err := exec.CommandContext(ctx, "import", "-window", w.id, "-depth", "8", "ppm:-").Output()
	if err != nil {
		w.t.Fatalf("import: %v", err)
	}
	img, err := readPPM(out)
	if err != nil {
		w.t.Fatal(err)
	}
	return img
}

// readPPM reads a picture as import gives it fastest: P6, 8 bits a colour.
func readPPM(data []byte) (*image.RGBA, error) {
	var width, height, most int
	r := bytes.NewReader(data)
	if _, err := fmt.Fscanf(r, "P6\n%d %d\n%d\n", &width, &height, &most); err != nil || most != 255 || r.Len() != 3*width*height {
		return nil, fmt.Errorf("not a picture of 8 bits, but %d bytes: %v", len(data), err)
	}
	pixels := data[len(data)-r.Len():]
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for i := range width * height {
		copy(img.Pix[4*i:], pixels[3*i:3*i+3])
		img.Pix[4*i+3] = 255
	}
	return img, nil
}

// keep writes a picture of the whole screen, the window on it, to a file in
// the folder that PASSDESK_PICTURES names, by default the system's for
// temporary files, and gives its path.
func (w *window) keep(name string) string {
	folder := os.Getenv("PASSDESK_PICTURES")
	if folder == "" {
		folder = os.TempDir()
	}
	path := filepath.Join(folder, "passdesk-"+strings.ReplaceAll(w.t.Name(), "/", "-")+"-"+name+".png")
	if out, err := exec.Command("import", "-window", "root", path).CombinedOutput(); err != nil {
		w.t.Logf("import: %v: %s", err, out)
	}
	return path
}

// end asks the program to end and waits until it has.
func (w *window) end() {
	w.t.Helper()
	if err := w.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		w.t.Fatal(err)
	}
	w.ends()
}

// ends waits for the end of the program, which was asked to end: whatever it
// was doing, that takes no more than ten seconds.
func (w *window) ends() {
	w.t.Helper()
	select {
	case <-w.over:
	case <-time.After(10 * time.Second):
		w.t.Fatal("the program does not end")
	}
	if w.ended != nil {
		w.t.Errorf("the program ended with %v", w.ended)
	}
}

// share is how much of a picture has about this colour, 0 to 1.
func share(img *image.RGBA, want color.Color) float64 {
	n := 0
	for range places(img, want) {
		n++
	}
	return float64(n) / float64(img.Rect.Dx()*img.Rect.Dy())
}

// middle is the middle of what has about this colour; none has it at the
// origin.
func middle(img *image.RGBA, want color.Color) image.Point {
	var sum image.Point
	n := 0
	for at := range places(img, want) {
		sum = sum.Add(at)
		n++
	}
	return sum.Div(max(n, 1))
}

// cut gives a part of a picture, and the rest without colour, so that places
// in it are places of the window.
func cut(img *image.RGBA, part image.Rectangle) *image.RGBA {
	rest := image.NewRGBA(img.Rect)
	draw.Draw(rest, part, img, part.Min, draw.Src)
	return rest
}

// places lists where a picture has about this colour.
func places(img *image.RGBA, want color.Color) iter.Seq[image.Point] {
	r, g, b, _ := want.RGBA()
	return func(yield func(image.Point) bool) {
		for i := 0; i < len(img.Pix); i += 4 {
			if near(img.Pix[i], r) && near(img.Pix[i+1], g) && near(img.Pix[i+2], b) &&
				!yield(image.Pt(i/4%img.Rect.Dx(), i/4/img.Rect.Dx())) {
				return
			}
		}
	}
}

// hue is a colour of the screen's, by light: all tests run in the light theme.
func hue(name fyne.ThemeColorName) color.Color {
	return screen.NewTheme(screen.Look{}).Color(name, theme.VariantLight)
}

func near(have uint8, want uint32) bool {
	d := int(have) - int(want>>8)
	return d > -12 && d < 12
}
