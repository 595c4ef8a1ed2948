//go:build cgo

package main

import (
	"fmt"
	"image"
	"image/png"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"passdesk/app/settings"
)

// However busy it is, the program ends when it is asked to, and what was
// scanned is in the log.
func TestEndsThoughItIsBusy(t *testing.T) {
	card := jane(t, 200, 170).Texts[0]
	t.Run("reading a large picture", func(t *testing.T) {
		w := newDesk(t)
		w.setUp(nothing)
		writeNoise(t, filepath.Join(w.home, "noise.png"), 7000)
		w.run("--camera", clip(t, 15, 8, card), "--issuer", trainingIssuer(t))
		w.awaitTitle("ACCEPTED")
		w.turn("Open a file", "ctrl+o")
		w.press("an open file", func() bool { return w.reads("noise.png") }, "Return")
		w.endsWith(1)
	})
	t.Run("waiting for a server", func(t *testing.T) {
		w := newDesk(t)
		w.setUp(func(set *settings.Settings) { set.Network = true })
		server := w.publishes(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
		w.run("--camera", clip(t, 15, 8, card), "--issuer", trainingIssuer(t), "--update-from", server.address)
		w.awaitTitle("ACCEPTED")
		w.eventually("a request", func() bool { return server.asked.Load() > 0 })
		w.endsWith(1)
	})
	t.Run("opening a camera", func(t *testing.T) {
		w := newDesk(t)
		w.setUp(nothing)
		silent, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer silent.Close()
		w.run("--camera", "http://"+silent.Addr().String()+"/camera.mjpg", "--issuer", trainingIssuer(t))
		called, err := silent.Accept()
		if err != nil {
			t.Fatal(err)
		}
		defer called.Close()
		w.endsWith(0)
	})
}

// endsWith ends the program, which leaves so many entries.
func (w *window) endsWith(rows int) {
	w.t.Helper()
	w.end()
	if n := len(w.rows()); n != rows {
		w.t.Errorf("%d entries, want %d", n, rows)
	}
}

// reads tells whether the program is at a file of its home, as Linux tells.
func (w *window) reads(name string) bool {
	w.t.Helper()
	wanted, err := os.Stat(filepath.Join(w.home, name))
	if err != nil {
		w.t.Fatal(err)
	}
	open, _ := filepath.Glob(filepath.Join("/proc", fmt.Sprint(w.cmd.Process.Pid), "fd", "*"))
	for _, fd := range open {
		if at, err := os.Stat(fd); err == nil && os.SameFile(at, wanted) {
			return true
		}
	}
	return false
}

// writeNoise writes a square picture that takes long to read.
func writeNoise(t *testing.T, path string, side int) {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, side, side))
	random := rand.New(rand.NewPCG(1, 2))
	for i := range img.Pix {
		img.Pix[i] = uint8(random.UintN(2)) * 255
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(f, img); err != nil {
		t.Fatal(err)
	}
}
