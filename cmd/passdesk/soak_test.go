//go:build cgo

package main

import (
	"context"
	"fmt"
	"image"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"passdesk/app/scanlog"
	"passdesk/app/settings"
)

// TestSoak lets the desk work for a long time: make soak M=20. A network
// camera on this machine shows the same visitors again and again; memory must
// not grow.
func TestSoak(t *testing.T) {
	minutes, _ := strconv.Atoi(os.Getenv("PASSDESK_SOAK"))
	if minutes <= 0 {
		t.Skip("only for make soak")
	}
	needWindow(t)
	f := newFilm(image.Pt(1280, 720))
	f.shoot(t, visitors(t, 6)...)
	server := httptest.NewServer(f)
	defer server.Close()
	w, path := startMeasured(t, server.URL)
	began, painting := time.Now(), w.painting()
	settled := time.Duration(min(5*60, minutes*60/2)) * time.Second
	var first second
	for time.Since(began) < time.Duration(minutes)*time.Minute {
		time.Sleep(min(settled, time.Minute))
		s := lastMinute(t, path)
		if first.RSSMB == 0 && time.Since(began) >= settled {
			first = s
		}
		t.Logf("%5.1f min: %.1f came, %.1f painted, %.1f read a second; RSS %.0f MB, heap %.0f MB; %.0f verdicts",
			time.Since(began).Minutes(), s.rate(s.Captured), s.rate(s.Painted), s.rate(s.Passes), s.RSSMB, s.HeapMB,
			float64(len(readFigures(t, path).verdicts)))
	}
	share := (w.painting() - painting) / time.Since(began).Seconds()
	last := lastMinute(t, path)
	w.end()
	t.Logf("RSS %.0f MB after %v, %.0f MB after %d min; Mesa's painting %.0f %% of a core", first.RSSMB, settled, last.RSSMB, minutes, 100*share)
	if last.RSSMB > 1.1*first.RSSMB {
		t.Errorf("memory grew by %.0f %%", 100*(last.RSSMB/first.RSSMB-1))
	}
}

// TestADayInAWindow lets a desk answer a day's visitors in a few minutes: make
// day N=3000. They come over a serial line, five a second. Memory, threads and
// open files must not grow, and every scan must be in the log.
func TestADayInAWindow(t *testing.T) {
	visitors, _ := strconv.Atoi(os.Getenv("PASSDESK_DAY"))
	if visitors <= 0 {
		t.Skip("only for make day")
	}
	w := newDesk(t)
	line, port := pseudoTerminal(t)
	w.setUp(func(s *settings.Settings) { s.Scanner, s.ScannerBaud, s.IDStep = port, 115200, true })
	w.run("--camera", filepath.Join(t.TempDir(), "none.avi"), "--issuer", trainingIssuer(t))
	w.eventually("the line in use", func() bool { return isOpen(w.cmd.Process.Pid, port) })
	cards := passers(t, 40)
	var early usage
	for i := range visitors {
		if _, err := line.WriteString(cards[i%len(cards)] + "\r\n"); err != nil {
			t.Fatal(err)
		}
		w.passes(150 * time.Millisecond)
		if i == visitors/3 {
			early = w.usage()
			t.Logf("after %d: %+v", i, early)
		}
	}
	w.passes(5 * time.Second)
	late := w.usage()
	t.Logf("after %d: %+v", visitors, late)
	if late.rss > 1.1*early.rss || late.threads > early.threads+2 || late.files > early.files {
		t.Errorf("the desk grows: from %+v to %+v", early, late)
	}
	w.end()
	scans := 0
	for _, r := range w.rows() {
		if r.Kind == scanlog.Scan {
			scans++
		}
	}
	if scans != visitors {
		t.Errorf("%d scans are logged, want %d", scans, visitors)
	}
}

// passers are the cards of so many people.
func passers(t *testing.T, n int) (texts []string) {
	for i := range n {
		spec := vaccinated(200, 170)
		spec.Name.Family = fmt.Sprintf("Passer%d", i)
		card, err := training(t).Card(spec, time.Now().Add(-time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, card.Texts[0])
	}
	return texts
}

// usage is what the program takes: resident memory in kilobytes, threads, open
// files.
type usage struct {
	rss            float64
	threads, files int
}

func (w *window) usage() (u usage) {
	w.t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", w.cmd.Process.Pid))
	if err != nil {
		w.t.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		fmt.Sscanf(line, "VmRSS: %f", &u.rss)
		fmt.Sscanf(line, "Threads: %d", &u.threads)
	}
	open, _ := os.ReadDir(fmt.Sprintf("/proc/%d/fd", w.cmd.Process.Pid))
	u.files = len(open)
	return u
}

// lastMinute joins the last seconds that were measured, up to sixty.
func lastMinute(t *testing.T, path string) second {
	t.Helper()
	all := readFigures(t, path).seconds
	all = all[max(0, len(all)-60):]
	s := all[len(all)-1]
	s.Seconds, s.Captured, s.Painted, s.Passes, s.RSSMB = 0, 0, 0, 0, 0
	for _, one := range all {
		s.Seconds += one.Seconds
		s.Captured, s.Painted, s.Passes = s.Captured+one.Captured, s.Painted+one.Painted, s.Passes+one.Passes
		s.RSSMB = max(s.RSSMB, one.RSSMB)
	}
	return s
}

func (s second) rate(n int) float64 { return float64(n) / s.Seconds }

// ServeHTTP shows the film as a network camera does (multipart/x-mixed-replace,
// one JPEG file a part), again and again until nobody looks any more.
func (f *film) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "multipart/x-mixed-replace; boundary=next")
	began := time.Now()
	for n := 0; r.Context().Err() == nil; n++ {
		frame := f.frames[n%len(f.frames)]
		if _, err := fmt.Fprintf(w, "--next\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n%s\r\n", len(frame), frame); err != nil {
			return
		}
		_ = http.NewResponseController(w).Flush()
		pause(r.Context(), time.Until(began.Add(time.Duration(n+1)*time.Second/time.Duration(f.fps))))
	}
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}
