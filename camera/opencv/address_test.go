//go:build cgo && gocv_specific_modules && gocv_videoio

package opencv_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"passdesk/camera"
	"passdesk/camera/opencv"
)

// network is a network camera: multipart JPEGs, so many of them, and then it
// either hangs up or falls silent until the test is over.
func network(t *testing.T, pictures int, silent bool) string {
	t.Helper()
	picture := jpegOf(t, painted(160, 120))
	over := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "multipart/x-mixed-replace; boundary=next")
		for range pictures {
			fmt.Fprintf(w, "--next\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n%s\r\n", len(picture), picture)
		}
		if f, ok := w.(http.Flusher); ok {
			f.Flush()
		}
		if silent {
			<-over
		}
	}))
	t.Cleanup(func() { close(over); server.Close() })
	return strings.Replace(server.URL, "http://", "http://desk:s3cret@", 1) + "/s3cret.mjpg?key=s3cret"
}

func TestAnAddressFailsAsACameraDoes(t *testing.T) {
	for _, test := range []struct {
		name   string
		silent bool
		want   camera.Fault
	}{
		{"hung up", false, camera.Lost},
		{"silent", true, camera.Stalled},
	} {
		t.Run(test.name, func(t *testing.T) {
			url := network(t, 30, test.silent)
			src := open(t, opencv.Config{Name: url, Stall: 300 * time.Millisecond})
			frames, err := read(t, src)
			if len(frames) == 0 {
				t.Fatalf("no picture, but %v", err)
			}
			checkPainted(t, frames[0], 160, 120)
			host, _, _ := strings.Cut(strings.SplitAfter(url, "@")[1], "/")
			var e *camera.Error
			if !errors.As(err, &e) || e.Fault != test.want || e.What != "http://"+host {
				t.Errorf("%v, want %s of http://%s", err, test.want, host)
			}
			if text := fmt.Sprintf("%+v %v", e, e.Err); strings.Contains(text, "s3cret") {
				t.Errorf("the password is told: %s", text)
			}
		})
	}
}

func TestAnAddressWhereNobodyAnswersIsMissing(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	host := l.Addr().String()
	l.Close()
	_, err = opencv.Open(t.Context(), opencv.Config{Name: "http://desk:s3cret@" + host + "/"})
	if want := "cannot find http://" + host; err == nil || err.Error() != want {
		t.Errorf("Open: %v, want %s", err, want)
	}
}

// A camera that takes the call and says nothing would hold Open for 5 s.
func TestOpenEndsWithItsContext(t *testing.T) {
	taken, release := make(chan struct{}), make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		close(taken)
		<-release
	}))
	defer server.Close()
	defer close(release) // first, or the server waits for its client
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-taken; cancel() }()
	if _, err := opencv.Open(ctx, opencv.Config{Name: server.URL}); !errors.Is(err, context.Canceled) {
		t.Errorf("Open: %v, want context.Canceled", err)
	}
}
