package fetchtest

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"passdesk/verify/trust/fetch"
)

// Trouble is one way in which a server that is reached and trusted does not
// give the snapshot.
type Trouble struct {
	Name   string
	Want   fetch.Fault
	Status int
	limits fetch.Limits
	answer reply
}

// Serve starts the server; all goes well with the signature. Where a limit is
// what ends the trouble, the source has a short one.
func (b Trouble) Serve(t testing.TB, files Files) fetch.Source {
	t.Helper()
	source := Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, ".sig") {
			files.ServeHTTP(w, r)
			return
		}
		b.answer(w, r, files.Snapshot)
	}))
	source.Limits = b.limits
	return source
}

// soon is the limit that a server without end is met with. Too short a one
// could not make any of these tests fail.
const soon = 200 * time.Millisecond

// Troubles lists them.
func Troubles() []Trouble {
	slow := []Trouble{
		{"never answers", fetch.Slow, 0, fetch.Limits{Answer: soon}, stall},
		{"stalls in the middle", fetch.Slow, 0, fetch.Limits{Idle: soon}, half(stall)},
		{"stalls within gzip", fetch.Slow, 0, fetch.Limits{Idle: soon}, packed(half(stall))},
		{"trickles", fetch.Slow, 0, fetch.Limits{Whole: 2 * soon}, trickle},
	}
	broken := []Trouble{
		{"hangs up", fetch.CutShort, 0, fetch.Limits{}, hangUp},
		{"is cut in the middle", fetch.CutShort, 0, fetch.Limits{}, half(hangUp)},
		{"is cut between chunks", fetch.CutShort, 0, fetch.Limits{}, chunked(hangUp)},
		{"gives half a gzip", fetch.CutShort, 0, fetch.Limits{}, packed(halfAsWhole)},
		{"gives nothing", fetch.Garbled, 0, fetch.Limits{}, func(http.ResponseWriter, *http.Request, []byte) {}},
		{"gives no gzip", fetch.Garbled, 0, fetch.Limits{}, encoded("gzip")},
		{"gives a gzip with a changed byte", fetch.Garbled, 0, fetch.Limits{}, packed(changed)},
		{"gives an unknown encoding", fetch.Garbled, 0, fetch.Limits{}, encoded("br")},
		{"speaks no HTTP", fetch.Garbled, 0, fetch.Limits{}, raw("220 mail.example ESMTP\r\n")},
		{"has endless headers", fetch.Garbled, 0, fetch.Limits{}, raw("HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", 1<<20))},
	}
	large := []Trouble{
		{"says that it is too large", fetch.TooLarge, 0, fetch.Limits{}, declared(16<<20 + 1)},
		{"is too large", fetch.TooLarge, 0, fetch.Limits{}, zeros(16<<20 + 1)},
		{"is a gzip bomb", fetch.TooLarge, 0, fetch.Limits{Size: 1 << 20}, bomb(2 << 20)},
		{"is a gzip without end", fetch.TooLarge, 0, fetch.Limits{Size: 1 << 20}, members},
	}
	return append(append(append(slow, broken...), large...), wrong()...)
}

// wrong are answers that are whole and not the file.
func wrong() []Trouble {
	return []Trouble{
		{"is not there", fetch.Refused, 404, fetch.Limits{}, status(404)},
		{"is out of order", fetch.Refused, 500, fetch.Limits{}, status(500)},
		{"gives a part", fetch.Refused, 206, fetch.Limits{}, status(206)},
		{"wants a login", fetch.WebPage, 0, fetch.Limits{}, page},
		{"leads to http", fetch.Redirected, 0, fetch.Limits{}, redirect("http://127.0.0.1:1/s.json")},
		{"leads to a file", fetch.Redirected, 0, fetch.Limits{}, redirect("file:///etc/passwd")},
		{"leads to a password", fetch.Redirected, 0, fetch.Limits{}, redirect("https://a:secret@127.0.0.1/s.json")},
		{"leads in a circle", fetch.Redirected, 0, fetch.Limits{}, redirect("/logs/s.json?secret")},
		{"leads nowhere", fetch.Garbled, 0, fetch.Limits{}, redirect("https://[secret")},
	}
}

// reply answers a request for the snapshot.
type reply func(w http.ResponseWriter, r *http.Request, snapshot []byte)

// stall waits until the other side has gone.
func stall(_ http.ResponseWriter, r *http.Request, _ []byte) { <-r.Context().Done() }

func hangUp(http.ResponseWriter, *http.Request, []byte) { panic(http.ErrAbortHandler) }

// half promises everything, sends half of it, and goes on as then does.
func half(then reply) reply {
	return func(w http.ResponseWriter, r *http.Request, snapshot []byte) {
		w.Header().Set("Content-Length", strconv.Itoa(len(snapshot)))
		send(w, snapshot[:len(snapshot)/2])
		then(w, r, snapshot)
	}
}

// chunked promises no length.
func chunked(then reply) reply {
	return func(w http.ResponseWriter, r *http.Request, snapshot []byte) {
		send(w, snapshot)
		then(w, r, snapshot)
	}
}

// trickle sends a byte at a time, each well within the limit between two.
func trickle(w http.ResponseWriter, r *http.Request, snapshot []byte) {
	for n := 0; r.Context().Err() == nil; n++ {
		send(w, snapshot[n%len(snapshot):][:1])
		next, done := context.WithTimeout(r.Context(), time.Millisecond)
		<-next.Done()
		done()
	}
}

func halfAsWhole(w http.ResponseWriter, _ *http.Request, snapshot []byte) {
	send(w, snapshot[:len(snapshot)/2])
}

func changed(w http.ResponseWriter, _ *http.Request, packed []byte) {
	packed[len(packed)-6] ^= 1 // in the checksum
	send(w, packed)
}

// packed gives the gzip of the snapshot to the next one.
func packed(next reply) reply {
	return func(w http.ResponseWriter, r *http.Request, snapshot []byte) {
		w.Header().Set("Content-Encoding", "gzip")
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = z.Write(snapshot)
		_ = z.Close()
		next(w, r, b.Bytes())
	}
}

// encoded says what is not so.
func encoded(name string) reply {
	return func(w http.ResponseWriter, _ *http.Request, snapshot []byte) {
		w.Header().Set("Content-Encoding", name)
		send(w, snapshot)
	}
}

// raw sends bytes in place of HTTP.
func raw(text string) reply {
	return func(w http.ResponseWriter, _ *http.Request, _ []byte) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err == nil {
			_, _ = io.WriteString(conn, text)
			_ = conn.Close()
		}
	}
}

func declared(size int) reply {
	return func(w http.ResponseWriter, r *http.Request, _ []byte) {
		w.Header().Set("Content-Length", strconv.Itoa(size))
		send(w, []byte("{"))
		<-r.Context().Done()
	}
}

func zeros(size int) reply {
	return func(w http.ResponseWriter, _ *http.Request, _ []byte) { send(w, make([]byte, size)) }
}

func bomb(size int) reply {
	return func(w http.ResponseWriter, r *http.Request, _ []byte) {
		packed(func(w http.ResponseWriter, _ *http.Request, b []byte) { send(w, b) })(w, r, make([]byte, size))
	}
}

// members is gzip that never ends and holds nothing.
func members(w http.ResponseWriter, r *http.Request, _ []byte) {
	packed(func(w http.ResponseWriter, r *http.Request, empty []byte) {
		many := bytes.Repeat(empty, 1000)
		for r.Context().Err() == nil {
			send(w, many)
		}
	})(w, r, nil)
}

func status(code int) reply {
	return func(w http.ResponseWriter, _ *http.Request, snapshot []byte) {
		w.WriteHeader(code)
		send(w, snapshot)
	}
}

func page(w http.ResponseWriter, _ *http.Request, _ []byte) {
	send(w, []byte("\n<!DOCTYPE html><title>Welcome, please log in</title>"))
}

func redirect(to string) reply {
	return func(w http.ResponseWriter, _ *http.Request, _ []byte) {
		w.Header().Set("Location", to)
		w.WriteHeader(http.StatusFound)
	}
}

// send writes at once.
func send(w http.ResponseWriter, b []byte) {
	_, _ = w.Write(b)
	_ = http.NewResponseController(w).Flush()
}
