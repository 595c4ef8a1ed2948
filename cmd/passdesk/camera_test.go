//go:build cgo

package main

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passdesk/app/screen"
	"passdesk/app/settings"
)

// Colours that only a camera's pictures have.
var (
	teal   = color.RGBA{20, 150, 170, 255}
	purple = color.RGBA{130, 40, 190, 255}
	olive  = color.RGBA{120, 130, 20, 255}
)

// plain is a picture of one colour.
func plain(of color.Color) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, 1280, 720))
	draw.Draw(img, img.Rect, image.NewUniform(of), image.Point{}, draw.Src)
	return img
}

// halves is a picture of two colours, one beside the other.
func halves(left, right color.Color) *image.RGBA {
	img := plain(left)
	draw.Draw(img, image.Rect(640, 0, 1280, 720), image.NewUniform(right), image.Point{}, draw.Src)
	return img
}

// marked is a card in hand with a mark of some colour beside it.
func marked(t *testing.T, text string, mark color.Color) image.Image {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 1280, 720))
	draw.Draw(img, img.Rect, inHand(t, text, 0), image.Point{}, draw.Src)
	draw.Draw(img, image.Rect(0, 0, 200, 720), image.NewUniform(mark), image.Point{}, draw.Src)
	return img
}

// webcam plays a webcam to the program that runs in a window.
type webcam struct {
	t       *testing.T
	control string
}

// plugIn gives the desk a webcam that shows pictures in a loop, and behaves
// as control says: see camera/opencv/testdata/fakecam.c.
func (w *window) plugIn(state string, pictures ...image.Image) webcam {
	t := w.t
	t.Helper()
	dir := t.TempDir()
	library := filepath.Join(dir, "fakecam.so")
	source := filepath.Join("..", "..", "camera", "opencv", "testdata", "fakecam.c")
	build := exec.Command("gcc", "-O2", "-shared", "-fPIC", "-pthread", "-o", library, source, "-ldl")
	if out, err := build.CombinedOutput(); errors.Is(err, exec.ErrNotFound) {
		t.Skip("SKIPPED: no gcc, so no webcam to test with")
	} else if err != nil {
		t.Fatalf("gcc: %v\n%s", err, out)
	}
	for i, p := range pictures {
		writeFile(t, filepath.Join(dir, fmt.Sprintf("frame_%04d.jpg", i)), jpegOf(t, p))
	}
	cam := webcam{t, filepath.Join(dir, "control")}
	cam.is(state)
	w.env = append(w.env, "LD_PRELOAD="+library, "FAKECAM_DIR="+dir, "FAKECAM_CONTROL="+cam.control, "FAKECAM_FPS=15")
	return cam
}

func (c webcam) is(state string) {
	c.t.Helper()
	writeFile(c.t, c.control, []byte(state))
}

func writeFile(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// shows waits until the window shows something of a colour.
func (w *window) shows(what string, of color.Color) {
	w.t.Helper()
	w.eventually(what, func() bool { return share(w.picture(what), of) > 0.02 })
}

// showsNo waits until the window shows nothing of a colour.
func (w *window) showsNo(what string, of color.Color) {
	w.t.Helper()
	w.eventually("no "+what, func() bool { return share(w.picture("no-"+what), of) == 0 })
}

// A desk that is started before its camera is plugged in, and from which it is
// unplugged later, picks it up by itself each time.
func TestACameraIsPickedUpWheneverItIsThere(t *testing.T) {
	w := newDesk(t)
	w.setUp(nothing)
	card := jane(t, 200, 170).Texts[0]
	cam := w.plugIn("missing", marked(t, card, teal), marked(t, card, purple))
	w.run("--issuer", trainingIssuer(t))
	w.awaitTitle("Passdesk")
	w.shows("why there is no picture", hue(screen.Stage))

	cam.is("works")
	w.awaitTitle("ACCEPTED")
	w.shows("a picture", teal)
	w.shows("the next picture", purple)
	w.turn("Passdesk", "Escape")

	cam.is("unplugged")
	w.showsNo("picture", teal)
	w.showsNo("other picture", purple)
	w.passes(2500 * time.Millisecond) // a text is a new scan when it was away for two seconds

	cam.is("works")
	w.awaitTitle("ACCEPTED")
	w.shows("a picture again", teal)
	w.shows("the next picture again", purple)
	w.end()
	if n := len(w.rows()); n != 2 {
		t.Errorf("%d rows for a card that was seen twice", n)
	}
}

// passes lets a time pass that is a rule of the desk, or of the reel.
func (w *window) passes(d time.Duration) {
	w.t.Helper()
	from := time.Now()
	w.eventually("time to pass", func() bool { return time.Since(from) >= d })
}

// networkCamera sends a picture again and again, as network cameras do, and
// gives its address.
func networkCamera(t *testing.T, picture image.Image) string {
	t.Helper()
	data := jpegOf(t, picture)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "multipart/x-mixed-replace; boundary=next")
		pace := time.NewTicker(time.Second / 15)
		defer pace.Stop()
		for r.Context().Err() == nil {
			fmt.Fprintf(w, "--next\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n%s\r\n", len(data), data)
			_ = http.NewResponseController(w).Flush() // the context tells that nobody listens
			select {
			case <-pace.C:
			case <-r.Context().Done():
			}
		}
	}))
	t.Cleanup(func() {
		server.CloseClientConnections() // of a program that goes on looking
		server.Close()
	})
	return server.URL + "/camera.mjpg"
}

// A manager turns from a camera to one in the network, and its picture round,
// while the desk runs. The settings keep both.
func TestTheCameraIsChangedWhileItRuns(t *testing.T) {
	w := newDesk(t)
	video := filepath.Join(t.TempDir(), "clip.avi")
	frame := plain(olive)
	writeClip(t, video, 10, repeated(frame, 600))
	w.setUp(func(set *settings.Settings) { set.Camera, set.Mirror = video, false })
	w.run()
	w.shows("the video", olive)

	address := networkCamera(t, halves(teal, purple))
	w.turn("Passdesk – Settings", "ctrl+comma")
	w.shows("the video", olive)
	w.moves("F6", behindCameras)
	w.moves("shift+Tab", 2) // over the mirror to a camera in the network
	w.key("Return", "Tab", "Tab")
	w.write(address)
	w.key("Return", "Prior") // the picture is above
	w.shows("the network camera", teal)
	w.showsNo("video", olive)
	if p := w.picture("unmirrored"); middle(p, teal).X > middle(p, purple).X {
		t.Error("the picture is mirrored")
	}
	w.key("shift+Tab", "Return")
	w.eventually("a mirrored picture", func() bool {
		p := w.picture("mirrored")
		return middle(p, teal).X > middle(p, purple).X
	})
	w.turn("Passdesk – Front desk", "Escape")
	w.shows("the network camera", teal)
	w.end()
	w.keeps("camera = \""+address+"\"", "mirror = true")
}

// moves moves the focus so many times, each when the window shows it: of keys
// that a busy window gets together none counts, and is pressed again.
func (w *window) moves(key string, times int) {
	w.t.Helper()
	const patience = 3 * time.Second
	for range times {
		before := w.picture("focus")
		var pressed time.Time
		w.eventually("another control in focus", func() bool {
			if time.Since(pressed) > patience {
				w.key(key)
				pressed = time.Now()
			}
			return !bytes.Equal(w.picture("focus").Pix, before.Pix)
		})
	}
}

func repeated(p image.Image, times int) []image.Image {
	all := make([]image.Image, times)
	for i := range all {
		all[i] = p
	}
	return all
}

// keeps checks lines of the settings file.
func (w *window) keeps(lines ...string) {
	w.t.Helper()
	data, err := os.ReadFile(w.settings())
	if err != nil {
		w.t.Fatal(err)
	}
	for _, line := range lines {
		if !strings.Contains(string(data), "\n"+line+"\n") {
			w.t.Errorf("the settings do not say %s:\n%s", line, data)
		}
	}
}
