//go:build cgo && gocv_specific_modules && gocv_videoio

package opencv_test

import (
	"context"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"passdesk/camera"
	"passdesk/camera/opencv"
)

// station is a network camera that misbehaves in the way it is told to, at
// once: it sends multipart JPEGs, as cheap cameras do, 50 a second.
type station struct {
	whole, wide, half []byte // pictures: 160x120, 320x240, torn
	manner            atomic.Value
}

func newStation(t testing.TB, manner string) *station {
	t.Helper()
	s := &station{whole: jpegOf(t, painted(160, 120)), wide: jpegOf(t, painted(320, 240))}
	s.half = s.whole[:len(s.whole)/2]
	s.manner.Store(manner)
	return s
}

// serve starts a station and gives its address, with a password in all the
// places where cameras take one.
func serve(t testing.TB, s *station) string {
	t.Helper()
	server := httptest.NewServer(s)
	t.Cleanup(func() { server.CloseClientConnections(); server.Close() })
	return strings.Replace(server.URL, "http://", "http://desk:s3cret@", 1) + "/s3cret.mjpg?key=s3cret"
}

// ServeHTTP answers a request; what is no way to send pictures ends it.
func (s *station) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch manner := s.manner.Load(); manner {
	case "unauthorized":
		w.Header().Set("WWW-Authenticate", `Basic realm="camera"`)
		w.WriteHeader(http.StatusUnauthorized)
	case "not found":
		w.WriteHeader(http.StatusNotFound)
	case "redirect":
		s.manner.Store("works")
		http.Redirect(w, r, "/elsewhere", http.StatusFound)
	case "redirect for ever", "redirect to a file":
		to := map[any]string{"redirect for ever": "/", "redirect to a file": "file:///etc/hostname"}[manner]
		http.Redirect(w, r, to, http.StatusFound)
	case "page":
		io.WriteString(w, "<html>Please log in</html>")
	case "one picture":
		w.Header().Set("Content-Type", "image/jpeg")
		w.Write(s.whole)
	case "mute":
		<-r.Context().Done()
	default:
		s.stream(w, r)
	}
}

func (s *station) stream(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "multipart/x-mixed-replace; boundary=next")
	send := func(picture []byte) {
		fmt.Fprintf(w, "--next\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n%s\r\n", len(picture), picture)
	}
	for n := 0; r.Context().Err() == nil; n++ {
		switch s.manner.Load() {
		case "works":
			send(s.whole)
		case "torn":
			send([][]byte{s.whole, s.half}[n%2])
		case "resized":
			send(s.wide)
		case "garbage":
			w.Write(make([]byte, 4096))
		case "drips":
			w.Write([]byte("x"))
		case "stalled":
			<-r.Context().Done()
		default:
			return
		}
		w.(http.Flusher).Flush()
		time.Sleep(20 * time.Millisecond)
	}
}

// quick are limits that a test can wait for.
func quick(name string) opencv.Config {
	return opencv.Config{Name: name, Stall: 400 * time.Millisecond, Answer: 400 * time.Millisecond}
}

// The pictures of a station while it behaves, and its faults when it does not.
func TestAnAddressFailsAsACameraDoes(t *testing.T) {
	for manner, want := range map[string]camera.Fault{
		"gone": camera.Lost, "stalled": camera.Stalled, "garbage": camera.Stalled, "drips": camera.Stalled,
	} {
		t.Run(manner, func(t *testing.T) {
			t.Parallel()
			s := newStation(t, "works")
			url := serve(t, s)
			src := open(t, quick(url))
			checkPainted(t, next(t, src), 160, 120)
			s.manner.Store(manner)
			_, err := read(t, src)
			checkFault(t, err, want, url)
		})
	}
}

// checkFault also sees to it that the password is not told.
func checkFault(t *testing.T, err error, want camera.Fault, url string) {
	t.Helper()
	scheme, rest, _ := strings.Cut(url, "://")
	host, _, _ := strings.Cut(rest[strings.Index(rest, "@")+1:], "/")
	var e *camera.Error
	if !errors.As(err, &e) || e.Fault != want || e.What != scheme+"://"+host {
		t.Fatalf("%v, want %s of %s://%s", err, want, scheme, host)
	}
	if text := fmt.Sprintf("%+v %v", e, e.Err); strings.Contains(text, "s3cret") {
		t.Errorf("the password is told: %s", text)
	}
}

func TestAnAddressThatSendsNoVideoIsNotOpened(t *testing.T) {
	before := runtime.NumGoroutine()
	for manner, want := range map[string]camera.Fault{
		"unauthorized": camera.Missing, "not found": camera.Missing, "page": camera.Missing, "gone": camera.Missing,
		"redirect for ever": camera.Missing, "redirect to a file": camera.Missing,
		"mute": camera.Stalled, "stalled": camera.Stalled, "drips": camera.Stalled,
	} {
		t.Run(manner, func(t *testing.T) {
			url := serve(t, newStation(t, manner))
			config := quick(url)
			if want != camera.Stalled { // OpenCV opens one at a time, and the one before may still hang
				config.Answer = 10 * time.Second
			}
			_, err := opencv.Open(t.Context(), config)
			checkFault(t, err, want, url)
		})
	}
	for end := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > before; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%d goroutines where %d were before: a connection hangs", runtime.NumGoroutine(), before)
		}
	}
}

// An address that leads elsewhere, tears pictures, or changes their size, of
// which FFmpeg makes the first one's where it decodes them.
func TestAnAddressMayBeOdd(t *testing.T) {
	for _, manner := range []string{"redirect", "torn", "resized"} {
		t.Run(manner, func(t *testing.T) {
			t.Parallel()
			s := newStation(t, "redirect")
			src := open(t, quick(serve(t, s)))
			checkPainted(t, next(t, src), 160, 120)
			if manner != "redirect" {
				s.manner.Store(manner)
			}
			for range 10 {
				f := next(t, src)
				if width := f.Image.(*camera.Picture).Luma().Rect.Dx(); width == 320 && manner == "resized" {
					checkPainted(t, f, 320, 240)
				} else {
					checkPainted(t, f, 160, 120)
				}
			}
		})
	}
}

// The address of a single picture is no video: the picture comes, and then
// the connection is lost.
func TestAnAddressOfOnePictureIsLostAfterIt(t *testing.T) {
	url := serve(t, newStation(t, "one picture"))
	src := open(t, quick(url))
	checkPainted(t, next(t, src), 160, 120)
	_, err := read(t, src)
	checkFault(t, err, camera.Lost, url)
}

func TestAnAddressWhereNobodyIs(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0") // by one who says nothing
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	free.Close()
	for host, want := range map[string]camera.Fault{
		free.Addr().String(): camera.Missing, taken.Addr().String(): camera.Stalled,
	} {
		for _, scheme := range []string{"http", "https", "rtsp"} {
			t.Run(scheme+" "+string(want), func(t *testing.T) {
				url := scheme + "://desk:s3cret@" + host + "/s3cret"
				began := time.Now()
				config := quick(url)
				if want != camera.Stalled {
					config.Answer = 10 * time.Second
				}
				_, err := opencv.Open(t.Context(), config)
				checkFault(t, err, want, url)
				if took := time.Since(began); took > 10*time.Second {
					t.Errorf("it took %v", took)
				}
			})
		}
	}
}

// secret starts a station behind a certificate that only it trusts.
func secret(t *testing.T) *httptest.Server {
	t.Helper()
	server := httptest.NewUnstartedServer(newStation(t, "works"))
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // of handshakes
	server.StartTLS()
	t.Cleanup(func() { server.CloseClientConnections(); server.Close() })
	return server
}

func TestAnAddressNeedsATrustedCertificate(t *testing.T) {
	url := secret(t).URL + "/"
	_, err := opencv.Open(t.Context(), quick(url))
	checkFault(t, err, camera.Missing, url)
}

// Which certificates FFmpeg trusts is said before the program starts.
func TestATrustedCertificateIsEnough(t *testing.T) {
	const address = "PASSDESK_TEST_ADDRESS"
	if url := os.Getenv(address); url != "" {
		checkPainted(t, next(t, open(t, opencv.Config{Name: url})), 160, 120)
		return
	}
	server := secret(t)
	file := write(t, filepath.Join(t.TempDir(), "camera.pem"),
		pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}))
	child(t, "TestATrustedCertificateIsEnough", address+"="+server.URL, "OPENCV_FFMPEG_CAPTURE_OPTIONS=tls_verify;1|ca_file;"+file)
}

// Whatever happens to an address, its pictures are back when it behaves.
func TestAKeptAddressComesBack(t *testing.T) {
	t.Parallel()
	for _, manner := range []string{
		"gone", "stalled", "garbage", "drips", "mute", "unauthorized", "not found", "page", "redirect for ever", "one picture",
	} {
		t.Run(manner, func(t *testing.T) {
			t.Parallel()
			s := newStation(t, "works")
			url := serve(t, s)
			var told []camera.State
			k := camera.Keep(
				func(ctx context.Context) (camera.Source, error) { return opencv.Open(ctx, quick(url)) },
				camera.Keeping{First: 20 * time.Millisecond, Report: func(c camera.Change) {
					told = append(told, c.State)
					if c.State == camera.Failed && strings.Count(fmt.Sprint(told), string(camera.Failed)) == 2 {
						s.manner.Store("works")
					}
				}})
			defer k.Close()
			next(t, k)
			s.manner.Store(manner)
			for strings.Count(fmt.Sprint(told), string(camera.Failed)) < 2 {
				next(t, k)
			}
			for range 3 {
				checkPainted(t, next(t, k), 160, 120)
			}
			if told[len(told)-1] != camera.Live {
				t.Errorf("told %v", told)
			}
		})
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
