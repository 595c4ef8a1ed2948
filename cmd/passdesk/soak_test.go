//go:build cgo

package main

import (
	"context"
	"fmt"
	"image"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"testing"
	"time"
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
