//go:build cgo

package main

import (
	"encoding/json"
	"image"
	"os"
	"runtime"
	"slices"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"passdesk/app"
	"passdesk/app/desk"
	"passdesk/camera"
)

// figures measures the running desk: how many pictures come, are painted and
// are read, and how long a code takes from its picture to the verdict on the
// window. Nothing about a holder is in them. They are written on the
// goroutines they come from; a nil one measures nothing.
type figures struct {
	probe *canvas.Raster // its picture is asked for when the window is painted

	mu      sync.Mutex
	out     *json.Encoder
	since   time.Time // when this second began
	now     second
	took    []time.Duration // of the reading passes of this second
	reads   [2]time.Time    // when the last two pictures with codes were taken
	ended   [2]time.Time    // and when they had been read
	first   time.Time       // when the first picture was taken
	picture image.Image     // the last one handed to the screen
	fresh   bool            // it is not painted yet
	verdict *verdict        // handed to the screen, not painted yet
	result  time.Time       // desk.Result.Shown of the last verdict
}

// second is what a line of figures says of about a second.
type second struct {
	Seconds      float64 `json:"seconds"`  // what it covers
	Captured     int     `json:"captured"` // pictures that came
	Painted      int     `json:"painted"`  // pictures that were new on the window
	Passes       int     `json:"passes"`   // pictures that were read
	ReadMedianMS float64 `json:"readMedianMS"`
	ReadP95MS    float64 `json:"readP95MS"`
	HeapMB       float64 `json:"heapMB"` // in use
	RSSMB        float64 `json:"rssMB"`  // 0 where the system does not tell
	CPUSeconds   float64 `json:"cpuSeconds"`
	FirstPicture int64   `json:"firstPicture"` // microseconds since 1970
	LastPicture  int64   `json:"lastPicture"`
}

// verdict is the line of one answer, in microseconds since 1970: when the
// picture was taken in which the code was first read, when the answer was
// handed to the screen, and when the window had been painted with it.
type verdict struct {
	Pictured int64 `json:"pictured"`
	Shown    int64 `json:"shown"`
	Painted  int64 `json:"painted"`
}

// newFigures begins to measure into a file; no path is no measurement.
func newFigures(path string) (*figures, error) {
	if path == "" {
		return nil, nil
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	return &figures{out: json.NewEncoder(file), since: time.Now()}, nil
}

// attach puts the probe into the window: one pixel over all else. It is asked
// for its picture while the window is being painted, and what it hands to
// Fyne's goroutine then runs once that is done.
func (f *figures) attach(window fyne.Window) {
	if f == nil {
		return
	}
	pixel := image.NewRGBA(image.Rect(0, 0, 1, 1))
	f.probe = canvas.NewRaster(func(int, int) image.Image {
		fyne.Do(f.painting())
		return pixel
	})
	f.probe.Resize(fyne.NewSize(1, 1))
	window.SetContent(container.NewStack(window.Content(), container.NewWithoutLayout(f.probe)))
}

// watch tells of the pictures that come and are read.
func (f *figures) watch() app.Watch {
	if f == nil {
		return app.Watch{}
	}
	return app.Watch{Captured: f.captured, Read: f.read}
}

func (f *figures) captured(frame camera.Frame) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.first.IsZero() {
		f.first = frame.At
	}
	f.now.Captured++
	f.now.LastPicture = frame.At.UnixMicro()
}

func (f *figures) read(frame camera.Frame, ended time.Time, took time.Duration, codes int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.took = append(f.took, took)
	if codes > 0 {
		f.reads = [2]time.Time{frame.At, f.reads[0]}
		f.ended = [2]time.Time{ended, f.ended[0]}
	}
}

// shown takes the State that the screen was just given.
func (f *figures) shown(s desk.State) {
	if f == nil {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.fresh = f.fresh || s.Picture != nil && s.Picture != f.picture
	f.picture = s.Picture
	if s.Result != nil && s.Result.Shown != f.result {
		f.result = s.Result.Shown
		f.verdict = &verdict{Pictured: f.pictureOf(f.result).UnixMicro(), Shown: time.Now().UnixMicro()}
	}
	if time.Since(f.since) >= time.Second {
		f.write()
	}
	if f.fresh || f.verdict != nil {
		f.probe.Refresh()
	}
}

// pictureOf gives when the picture was taken that led to a verdict of this
// time: the last that had been read before it.
func (f *figures) pictureOf(at time.Time) time.Time {
	if f.ended[0].After(at) {
		return f.reads[1]
	}
	return f.reads[0]
}

// painting gives what is to be called when the window has been painted with
// what the screen shows now. States that reach the screen before that call are
// on a later painting.
func (f *figures) painting() (painted func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	fresh, v := f.fresh, f.verdict
	f.fresh, f.verdict = false, nil
	return func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		if fresh {
			f.now.Painted++
		}
		if v != nil {
			v.Painted = time.Now().UnixMicro()
			_ = f.out.Encode(map[string]any{"verdict": v}) // a full disk shows in the missing line
		}
	}
}

// write ends a second.
func (f *figures) write() {
	s := f.now
	s.Seconds = time.Since(f.since).Seconds()
	s.Passes = len(f.took)
	s.ReadMedianMS, s.ReadP95MS = milliseconds(f.took, 0.5), milliseconds(f.took, 0.95)
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	s.HeapMB = float64(memory.HeapInuse) / (1 << 20)
	s.RSSMB, s.CPUSeconds = processNow()
	if !f.first.IsZero() {
		s.FirstPicture = f.first.UnixMicro()
	}
	_ = f.out.Encode(s)
	f.since, f.took = time.Now(), f.took[:0]
	f.now = second{LastPicture: s.LastPicture}
}

// milliseconds gives a quantile, 0 of nothing.
func milliseconds(d []time.Duration, share float64) float64 {
	if len(d) == 0 {
		return 0
	}
	d = slices.Sorted(slices.Values(d))
	return d[min(len(d)-1, int(share*float64(len(d))))].Seconds() * 1000
}
