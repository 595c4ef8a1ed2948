//go:build cgo

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/jpeg"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"passdesk/camera/qr"
)

// TestFlow measures the live path in a real window: make flow. A film in which
// visitors come, hold up a card and leave is the camera; what happens is taken
// from the program's own figures, and when a card could first be read from the
// film's schedule and a reader that sees each picture alone.
func TestFlow(t *testing.T) {
	if os.Getenv("PASSDESK_FLOW") == "" {
		t.Skip("only for make flow")
	}
	needWindow(t)
	for _, height := range []int{720, 1080} {
		t.Run(fmt.Sprintf("%dp", height), func(t *testing.T) {
			f := newFilm(image.Pt(height*16/9, height))
			f.shoot(t, visitors(t, 12)...)
			path := filepath.Join(t.TempDir(), "film.avi")
			writeFrames(t, path, f.fps, f.size, f.frames)
			readable := f.readable(t)
			r := measure(t, path, time.Duration(len(f.frames)-5)*time.Second/time.Duration(f.fps))
			r.report(t)
			r.answers(t, f, readable)
		})
	}
}

// visitors gives the texts of as many cards, all different.
func visitors(t *testing.T, n int) []string {
	t.Helper()
	var texts []string
	for i := range n {
		texts = append(texts, jane(t, 300-i, 200-i).Texts[0])
	}
	return texts
}

// readable gives for each visit the first frame whose code a single pass of a
// reader reads that has seen nothing before.
func (f *film) readable(t *testing.T) []int {
	t.Helper()
	var first []int
	for _, v := range f.visits {
		n := slices.IndexFunc(f.frames[v.from:v.to], func(frame []byte) bool {
			img, err := jpeg.Decode(bytes.NewReader(frame))
			if err != nil {
				t.Fatal(err)
			}
			codes, _ := qr.NewReader().Read(img)
			return len(codes) > 0
		})
		if n < 0 {
			t.Fatalf("no frame of %d to %d can be read", v.from, v.to)
		}
		first = append(first, v.from+n)
	}
	return first
}

// measured is what a measurement found.
type measured struct {
	seconds  []second
	verdicts []verdict
	llvmpipe float64 // share of a core that Mesa's painting threads took
}

// measure runs the program with a camera for so long.
func measure(t *testing.T, camera string, long time.Duration) measured {
	t.Helper()
	w, path := startMeasured(t, camera)
	const warm = 3 * time.Second // opening, first layout, textures
	time.Sleep(warm)
	began, painting := time.Now(), w.painting()
	time.Sleep(long - warm)
	share := (w.painting() - painting) / time.Since(began).Seconds()
	time.Sleep(time.Second)
	w.end()
	r := readFigures(t, path)
	r.llvmpipe = share
	r.seconds = r.seconds[min(3, len(r.seconds)):]
	return r
}

// startMeasured starts the program on a desk that is set up, and gives where
// its figures are.
func startMeasured(t *testing.T, camera string) (*window, string) {
	t.Helper()
	dir := t.TempDir()
	set, figures := filepath.Join(dir, "settings.toml"), filepath.Join(dir, "figures")
	if err := os.WriteFile(set, []byte("desk = \"Flow\"\nnetwork = false\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return start(t, "--settings", set, "--camera", camera, "--figures", figures, "--issuer", trainingIssuer(t)), figures
}

// painting gives the processor time in seconds that Mesa's threads took.
func (w *window) painting() (seconds float64) {
	tasks, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*", w.cmd.Process.Pid))
	for _, task := range tasks {
		name, _ := os.ReadFile(filepath.Join(task, "comm"))
		times, _ := os.ReadFile(filepath.Join(task, "schedstat")) // the first in nanoseconds
		if fields := strings.Fields(string(times)); len(fields) > 0 && strings.HasPrefix(string(name), "llvmpipe") {
			ns, _ := strconv.ParseFloat(fields[0], 64)
			seconds += ns / 1e9
		}
	}
	return seconds
}

func readFigures(t *testing.T, path string) (r measured) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(data) {
		var found struct {
			second
			Verdict *verdict
		}
		if err := json.Unmarshal(line, &found); err != nil {
			continue // the program ended in the middle of it
		}
		if found.Verdict != nil {
			r.verdicts = append(r.verdicts, *found.Verdict)
		} else {
			r.seconds = append(r.seconds, found.second)
		}
	}
	if len(r.seconds) < 5 {
		t.Fatalf("only %d seconds were measured", len(r.seconds))
	}
	return r
}

// report prints rates, times and sizes.
func (r measured) report(t *testing.T) {
	t.Helper()
	var long float64
	var captured, painted, passes int
	var medians, p95s []float64
	for _, s := range r.seconds {
		long += s.Seconds
		captured, painted, passes = captured+s.Captured, painted+s.Painted, passes+s.Passes
		medians, p95s = append(medians, s.ReadMedianMS), append(p95s, s.ReadP95MS)
	}
	first, last := r.seconds[0], r.seconds[len(r.seconds)-1]
	cpu := (last.CPUSeconds - first.CPUSeconds) / (long - first.Seconds)
	t.Logf("pictures a second: %.1f came, %.1f painted, %.1f read", float64(captured)/long, float64(painted)/long, float64(passes)/long)
	t.Logf("a reading pass: %.1f ms in the median second, p95 of a second %.1f ms", quantile(medians, 0.5), quantile(p95s, 0.95))
	t.Logf("processor: %.0f %% of a core, of it %.0f %% painting by Mesa (llvmpipe)", 100*cpu, 100*r.llvmpipe)
	t.Logf("memory: %.0f MB resident, %.0f MB of Go's heap in use", last.RSSMB, last.HeapMB)
}

// answers prints how long verdicts took from the first readable picture, and
// fails when a visitor got none.
func (r measured) answers(t *testing.T, f *film, readable []int) {
	t.Helper()
	began := r.began(f)
	var since, own, drawing []float64
	for i, v := range f.visits {
		n := slices.IndexFunc(r.verdicts, func(a verdict) bool {
			frame := int(math.Round(float64(a.Pictured-began) * float64(f.fps) / 1e6))
			return frame >= v.from && frame < v.to
		})
		if n < 0 {
			t.Errorf("visitor %d got no verdict", i+1)
			continue
		}
		a := r.verdicts[n]
		due := began + int64(readable[i])*1e6/int64(f.fps)
		since = append(since, float64(a.Painted-due)/1000)
		own = append(own, float64(a.Shown-a.Pictured)/1000)
		drawing = append(drawing, float64(a.Painted-a.Shown)/1000)
	}
	t.Logf("first readable picture to painted verdict: median %.0f ms, p95 %.0f ms, of %d visitors", quantile(since, 0.5), quantile(since, 0.95), len(since))
	t.Logf("of it, from the picture that was read to the screen: median %.0f ms, p95 %.0f ms", quantile(own, 0.5), quantile(own, 0.95))
	t.Logf("and from the screen to the window: median %.0f ms, p95 %.0f ms", quantile(drawing, 0.5), quantile(drawing, 0.95))
}

// began gives when the film began, in microseconds since 1970: by its last
// picture, as the first may have been missed while the desk was opening.
func (r measured) began(f *film) int64 {
	last := r.seconds[len(r.seconds)-1]
	late := math.Round(float64(last.LastPicture-last.FirstPicture)*float64(f.fps)/1e6) - float64(len(f.frames)-1)
	if late > -3 && late < 0 {
		return last.FirstPicture + int64(late)*1e6/int64(f.fps)
	}
	return last.FirstPicture
}

func quantile(of []float64, share float64) float64 {
	if len(of) == 0 {
		return math.NaN()
	}
	of = slices.Sorted(slices.Values(of))
	return of[min(len(of)-1, int(share*float64(len(of))))]
}
