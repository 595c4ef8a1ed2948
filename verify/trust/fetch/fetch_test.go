package fetch_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"passdesk/verify/trust/fetch"
	"passdesk/verify/trust/fetch/fetchtest"
)

var made = time.Date(2026, 8, 22, 4, 0, 0, 0, time.UTC)

// get downloads what must come whole.
func get(t *testing.T, from fetch.Source, want fetchtest.Files) {
	t.Helper()
	snapshot, signature, err := from.Get(t.Context())
	if err != nil || !bytes.Equal(snapshot, want.Snapshot) || !bytes.Equal(signature, want.Signature) {
		t.Errorf("%d and %d bytes, %v", len(snapshot), len(signature), err)
	}
}

// wantFault holds an error against its fault, and against telling too much.
func wantFault(t *testing.T, err error, want fetch.Fault, status int) {
	t.Helper()
	var e *fetch.Error
	if !errors.As(err, &e) || e.Fault != want || e.Status != status {
		t.Fatalf("%v, want %s with status %d", err, want, status)
	}
	if text := err.Error(); !strings.Contains(text, want.Sentence()) || strings.Contains(text, "secret") ||
		strings.Contains(text, "?") && want != fetch.Unreachable || strings.Contains(text, "/s.") {
		t.Errorf("says %q", text)
	}
}

func TestBringsBothFiles(t *testing.T) {
	files := fetchtest.Publish(t, made)
	get(t, fetchtest.Serve(t, files), files)
}

// request is what a server learns of a desk.
type request struct {
	method, path, query string
	header              http.Header
}

// recorded keeps what was asked for.
func recorded(h http.Handler) (http.Handler, func() []request) {
	var mutex sync.Mutex
	var all []request
	record := func(w http.ResponseWriter, r *http.Request) {
		mutex.Lock()
		all = append(all, request{r.Method, r.URL.Path, r.URL.RawQuery, r.Header})
		mutex.Unlock()
		http.SetCookie(w, &http.Cookie{Name: "desk", Value: "1"})
		h.ServeHTTP(w, r)
	}
	return http.HandlerFunc(record), func() []request {
		mutex.Lock()
		defer mutex.Unlock()
		return slices.Clone(all)
	}
}

func TestAServerLearnsNothingOfTheDesk(t *testing.T) {
	files := fetchtest.Publish(t, made)
	server, asked := recorded(files)
	from := fetchtest.Serve(t, server)
	get(t, from, files)
	get(t, from, files)
	if len(asked()) != 4 {
		t.Fatalf("asked %d times", len(asked()))
	}
	for _, r := range asked() {
		want := http.Header{"User-Agent": {"Passdesk"}, "Accept-Encoding": {"gzip"}}
		if r.method != "GET" || len(r.header) != len(want) || r.header.Get("User-Agent") != "Passdesk" || r.header.Get("Accept-Encoding") != "gzip" {
			t.Errorf("%s %s with %v", r.method, r.path, r.header)
		}
	}
}

// A typed address may hold a secret; the server that it leads to must not
// learn it.
func TestFollowsToAnotherServerAndTellsItNothing(t *testing.T) {
	files := fetchtest.Publish(t, made)
	there, asked := recorded(files)
	to := fetchtest.Serve(t, there)
	from := fetchtest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, strings.TrimSuffix(to.Snapshot, "/logs/s.json")+r.URL.Path, http.StatusFound)
	}))
	from.Snapshot += "?token=secret"
	from.Signature += "?token=secret"
	get(t, from, files)
	for _, r := range asked() {
		if len(r.header) != 2 || r.query != "" {
			t.Errorf("was told %q, %v", r.query, r.header)
		}
	}
}

func TestFollowsAFewStepsOnly(t *testing.T) {
	files := fetchtest.Publish(t, made)
	for steps, want := range map[int]fetch.Fault{5: "", 6: fetch.Redirected} {
		from := fetchtest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if n := len(r.URL.RawQuery); n < steps {
				http.Redirect(w, r, r.URL.Path+"?"+strings.Repeat("x", n+1), http.StatusFound)
				return
			}
			files.ServeHTTP(w, r)
		}))
		if want == "" {
			get(t, from, files)
			continue
		}
		_, _, err := from.Get(t.Context())
		wantFault(t, err, want, 0)
	}
}

func TestUndoesGzip(t *testing.T) {
	files := fetchtest.Publish(t, made)
	files.Snapshot = append(files.Snapshot, bytes.Repeat([]byte(" "), 1<<20)...)
	get(t, fetchtest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		defer z.Close()
		answer := httptest.NewRecorder()
		files.ServeHTTP(answer, r)
		_, _ = z.Write(answer.Body.Bytes())
	})), files)
}

func TestTakesAFileOfJustTheLimit(t *testing.T) {
	files := fetchtest.Publish(t, made)
	from := fetchtest.Serve(t, files)
	from.Limits.Size = int64(len(files.Snapshot))
	get(t, from, files)
	from.Limits.Size--
	_, _, err := from.Get(t.Context())
	wantFault(t, err, fetch.TooLarge, 0)
}

func TestSaysEveryTroubleOfAServer(t *testing.T) {
	for _, trouble := range fetchtest.Troubles() {
		t.Run(trouble.Name, func(t *testing.T) {
			from := trouble.Serve(t, fetchtest.Publish(t, made))
			from.Snapshot += "?token=secret"
			snapshot, signature, err := from.Get(t.Context())
			wantFault(t, err, trouble.Want, trouble.Status)
			if snapshot != nil || signature != nil || !strings.Contains(err.Error(), "from 127.0.0.1: ") {
				t.Errorf("%d and %d bytes, %v", len(snapshot), len(signature), err)
			}
		})
	}
}

func TestTheSignatureMustComeToo(t *testing.T) {
	files := fetchtest.Publish(t, made)
	for name, c := range map[string]struct {
		signature []byte
		want      fetch.Fault
		status    int
	}{
		"missing":   {nil, fetch.Refused, 404},
		"too large": {make([]byte, 4<<10+1), fetch.TooLarge, 0},
	} {
		t.Run(name, func(t *testing.T) {
			server, asked := recorded(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if strings.HasSuffix(r.URL.Path, ".sig") && c.signature == nil {
					http.NotFound(w, r)
					return
				}
				fetchtest.Files{Snapshot: files.Snapshot, Signature: c.signature}.ServeHTTP(w, r)
			}))
			_, _, err := fetchtest.Serve(t, server).Get(t.Context())
			wantFault(t, err, c.want, c.status)
			if len(asked()) != 1 {
				t.Error("the snapshot was fetched for nothing")
			}
		})
	}
}

// A desk that is closed, or a person who has waited enough, ends a download.
func TestIsCancelledInTheMiddle(t *testing.T) {
	files := fetchtest.Publish(t, made)
	ctx, cancel := context.WithCancel(t.Context())
	gone := make(chan struct{})
	from := fetchtest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, ".sig") {
			files.ServeHTTP(w, r)
			return
		}
		_, _ = w.Write(files.Snapshot[:1])
		_ = http.NewResponseController(w).Flush()
		cancel()
		<-r.Context().Done() // the server sees the connection end
		close(gone)
	}))
	_, _, err := from.Get(ctx)
	wantFault(t, err, fetch.Cancelled, 0)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v is not context.Canceled", err)
	}
	<-gone
}

func TestTheTimeOfTheCallerCountsToo(t *testing.T) {
	from := fetchtest.Serve(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, _, err := from.Get(ctx)
	wantFault(t, err, fetch.Slow, 0)
}

func TestEveryFaultHasItsSentence(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range fetch.Faults() {
		if f.Sentence() == "" || seen[f.Sentence()] || seen[string(f)] {
			t.Errorf("%s: %q", f, f.Sentence())
		}
		seen[f.Sentence()], seen[string(f)] = true, true
	}
	if len(fetch.Faults()) != 12 || fetch.Fault("other").Sentence() != "" {
		t.Errorf("%d faults", len(fetch.Faults()))
	}
}
