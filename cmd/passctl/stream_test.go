package main

import (
	"bufio"
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
)

func TestAnswersAStreamInOrder(t *testing.T) {
	i := newIssuer(t)
	good, bad := i.card(t, adult).Texts[0], i.card(t, adult+`,"defect":"altered"`).JWS
	var in strings.Builder
	var want []string
	for n := range 300 {
		switch n % 3 {
		case 0:
			fmt.Fprintf(&in, "%s\n", good)
			want = append(want, fmt.Sprintf("-:%d accepted", n+1))
		case 1:
			fmt.Fprintf(&in, "  %s\r\n", bad)
			want = append(want, fmt.Sprintf("-:%d invalid", n+1))
		case 2:
			in.WriteString(" \n")
		}
	}
	var got []string
	for _, c := range passctl(strings.NewReader(in.String()), verifyJSON(i.trusted(), "-")...).want(t, other, "").cards(t) {
		got = append(got, c.Input+" "+c.Outcome)
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got %q", got)
	}
}

func TestAStreamMayBeginWithAByteOrderMarkAndEndWithoutALineBreak(t *testing.T) {
	i := newIssuer(t)
	in := strings.NewReader("\xEF\xBB\xBF" + i.card(t, adult).Texts[0])
	passctl(in, verifyJSON(i.trusted(), "-")...).want(t, done, "")
}

func TestAStreamMayBeEmpty(t *testing.T) {
	if got := run("verify", "-").want(t, done, "").out; got != "" {
		t.Error(got)
	}
}

func TestALineThatIsTooLongEndsTheStream(t *testing.T) {
	i := newIssuer(t)
	good := i.card(t, adult).JWS
	for name, long := range map[string]string{
		"with an end":    strings.Repeat("5", maxLine) + "\n" + good,
		"without an end": strings.Repeat("5", 3*maxLine),
	} {
		in := strings.NewReader(good + "\n\n" + good + "\n" + long)
		r := passctl(in, verifyJSON(i.trusted(), "-", good)...).want(t, usage, "line 4 of standard input is longer than 256 kB, which no card is; nothing after it was read")
		if got := r.reasons(t); got != "accepted accepted accepted" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestSaysThatAStreamBroke(t *testing.T) {
	i := newIssuer(t)
	in := io.MultiReader(strings.NewReader(i.card(t, adult).JWS+"\n"), iotest.ErrReader(errors.New("gone")))
	if got := passctl(in, verifyJSON(i.trusted(), "-")...).want(t, usage, "standard input cannot be read beyond line 1: gone").reasons(t); got != "accepted" {
		t.Error(got)
	}
}

func TestAPictureIsNoStreamOfTexts(t *testing.T) {
	raw, err := os.ReadFile(picture(t, "card.png", "shc:/5676"))
	if err != nil {
		t.Fatal(err)
	}
	r := passctl(bytes.NewReader(raw), "verify", "-").want(t, usage, "standard input is a picture or a PDF file; passctl verify takes the name of its file")
	if r.out != "" {
		t.Errorf("answered %q", r.out)
	}
}

// lines gives a text n times without holding them.
type lines struct {
	text string
	n    int
	rest string
}

func (l *lines) Read(b []byte) (int, error) {
	if l.rest == "" {
		if l.n == 0 {
			return 0, io.EOF
		}
		l.n--
		l.rest = l.text + "\n"
	}
	n := copy(b, l.rest)
	l.rest = l.rest[n:]
	return n, nil
}

func TestAStreamTakesConstantMemory(t *testing.T) {
	// Large lines that are told from cards at once, more than would fit.
	in := &lines{text: strings.Repeat("x", 200<<10), n: 1000}
	var out counter
	p := &program{in: in, out: &out, err: io.Discard, now: clock}
	if got := p.run([]string{"verify", "--json", "-"}); got != other || out.lines != 1000 {
		t.Fatalf("status %d, %d lines", got, out.lines)
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	if m.HeapSys > 150<<20 {
		t.Errorf("%d MB of heap for a stream of 200 MB", m.HeapSys>>20)
	}
}

// counter counts the lines that are written to it.
type counter struct{ lines int }

func (c *counter) Write(b []byte) (int, error) {
	c.lines += strings.Count(string(b), "\n")
	return len(b), nil
}

// BenchmarkStream verifies one card a line; compare with BenchmarkSignature,
// the part of it that cannot be left out, which runs on one core.
func BenchmarkStream(b *testing.B) {
	i := newIssuer(b)
	in := &lines{text: i.card(b, adult).Texts[0], n: b.N}
	p := &program{in: in, out: bufio.NewWriter(io.Discard), err: io.Discard, now: clock}
	b.ResetTimer()
	if status := p.run(verifyJSON(i.trusted(), "-")); status != done {
		b.Fatal(status)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "lines/s")
}

func BenchmarkSignature(b *testing.B) {
	key := newIssuer(b).Key
	sum := sha256.Sum256([]byte("a card"))
	signature, err := key.Sign(nil, sum[:], crypto.SHA256)
	if err != nil {
		b.Fatal(err)
	}
	public := key.Public().(*ecdsa.PublicKey)
	for b.Loop() {
		if !ecdsa.VerifyASN1(public, sum[:], signature) {
			b.Fatal("not verified")
		}
	}
}
