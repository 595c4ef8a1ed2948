//go:build cgo

package main

import (
	"fmt"
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
	"github.com/jezek/xgb/xtest"
	"golang.org/x/sys/unix"

	"passdesk/app/scanlog"
	"passdesk/app/screen"
	"passdesk/app/settings"
	"passdesk/verify/mint"
)

// longest is how many keys the text of a card in one code has at most.
const longest = 2395

// scannerCards makes cards of an issuer, each of nearly as many keys as a card
// may have, and the flag that trusts it.
func (w *window) scannerCards(n int) (flag string, texts []string) {
	w.t.Helper()
	issuer, err := mint.FromSeed("https://issuer.example/a", "an issuer of the tests")
	if err != nil {
		w.t.Fatal(err)
	}
	jwks, err := issuer.JWKS()
	if err != nil {
		w.t.Fatal(err)
	}
	keys := filepath.Join(w.t.TempDir(), "jwks.json")
	writeFile(w.t, keys, jwks)
	for i := range n {
		text, filling := "", 0
		for len(text) < longest-60 {
			spec := vaccinated(200, 170)
			spec.Name.Family = fmt.Sprintf("Person%d", i)
			spec.Doses[0].Site = noise(filling)
			card, err := issuer.Card(spec, time.Now().Add(-time.Hour))
			if err != nil || len(card.Texts) != 1 {
				w.t.Fatalf("a card of %d codes: %v", len(card.Texts), err)
			}
			text = card.Texts[0]
			filling += max(1, (longest-60-len(text))/4)
		}
		texts = append(texts, text)
	}
	return issuer.ISS + "=" + keys, texts
}

// noise is text that does not compress.
func noise(n int) string {
	var b strings.Builder
	for x := uint32(1); b.Len() < n; x = x*1664525 + 1013904223 {
		b.WriteByte("abcdefghijklmnopqrstuvwxyzABCDEF"[x>>27])
	}
	return b.String()
}

// handScanner types like a hand scanner, by the server of the screen itself.
type handScanner struct {
	w    *window
	conn *xgb.Conn
}

func (w *window) handScanner() handScanner {
	w.t.Helper()
	conn, err := xgb.NewConn()
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(conn.Close)
	if err := xtest.Init(conn); err != nil {
		w.t.Fatal(err)
	}
	w.do("windowfocus", "--sync", w.id)
	return handScanner{w, conn}
}

// keycodes of an American keyboard; + is behind keys that need Shift, ^ behind
// those that need Ctrl.
func keycode(r rune) (code byte, with byte) {
	const shift, ctrl = 50, 37
	rows := map[byte]string{10: "1234567890-=", 24: "qwertyuiop[]", 38: "asdfghjkl;'`", 52: "zxcvbnm,./"}
	for first, row := range rows {
		if i := strings.IndexRune(row, r); i >= 0 {
			return first + byte(i), 0
		}
	}
	switch r {
	case ':':
		return 47, shift
	case '\r':
		return 36, 0
	case '\t':
		return 23, 0
	case '\x1b':
		return 9, 0
	case ' ':
		return 65, 0
	case '\x14': // Ctrl+T, as scanners send what is no character
		return 28, ctrl
	case '\x0c':
		return 46, ctrl
	}
	panic(fmt.Sprintf("there is no key for %q", r))
}

// sends types a text, a key each pace, and returns when the server has typed
// it all.
func (s handScanner) sends(text string, pace time.Duration) {
	s.w.t.Helper()
	root := xproto.Setup(s.conn).DefaultScreen(s.conn).Root
	event := func(kind, code byte, after time.Duration) {
		xtest.FakeInput(s.conn, kind, code, uint32(after/time.Millisecond), root, 0, 0, 0)
	}
	for _, r := range text {
		code, with := keycode(r)
		if with != 0 {
			event(xproto.KeyPress, with, 0)
		}
		event(xproto.KeyPress, code, pace)
		event(xproto.KeyRelease, code, 0)
		if with != 0 {
			event(xproto.KeyRelease, with, 0)
		}
	}
	if _, err := xproto.GetInputFocus(s.conn).Reply(); err != nil { // comes after all that was asked before
		s.w.t.Fatal(err)
	}
}

// A card is read wherever the focus is, and nothing that a code holds or a
// scanner puts behind it is a command.
func TestAHandScannerThatTypes(t *testing.T) {
	w := newDesk(t)
	w.setUp(func(s *settings.Settings) { s.Site, s.ResultSeconds = "City Museum", 120 })
	flag, cards := w.scannerCards(4)
	w.run("--camera", filepath.Join(t.TempDir(), "none.avi"), "--issuer", flag)
	w.awaitTitle("Passdesk – City Museum")
	scanner := w.handScanner()

	scanner.sends(cards[0], time.Millisecond) // the focus is nowhere
	w.awaitTitle("ACCEPTED")
	w.turn("Passdesk – City Museum", "Escape")

	w.turn("Open a file", "ctrl+o") // the focus is on a line of text
	scanner.sends(cards[3]+"\r", time.Millisecond)
	w.awaitTitle("ACCEPTED")
	w.turn("Passdesk – City Museum", "Escape")

	w.key("Tab") // the focus is on the first button
	scanner.sends(cards[1]+"\r", 4*time.Millisecond)
	w.awaitTitle("ACCEPTED")
	scanner.sends(strings.Repeat("\x1b \r\x14\tx\x0c", 40), 2*time.Millisecond)
	time.Sleep(time.Second) // what was wrongly taken for a command would be done by now
	if title := w.title(); !strings.HasPrefix(title, "ACCEPTED") {
		t.Errorf("a code full of commands led to %q", title)
	}
	w.key("Escape") // and nothing else is open that this would close
	w.awaitTitle("Passdesk – City Museum")

	w.turn("Passdesk – Settings", "ctrl+comma")
	w.section(ofNames)
	time.Sleep(time.Second) // as a person takes to reach for the scanner
	scanner.sends(cards[2]+"\t", 16*time.Millisecond)
	remark := image.Rect(20, 750, 800, 820)
	w.eventually("the remark that it reads codes", func() bool {
		return middle(cut(w.picture("read"), remark), hue(screen.NeutralInk)) != image.Point{}
	})
	time.Sleep(time.Second) // and to put it back
	w.write("2 ")
	w.turn("Passdesk – Settings", "Return")
	w.turn("Passdesk – 2 City Museum", "Escape")
	w.end()
	w.keeps(`site = "2 City Museum"`)
	w.hasScanned(4) // with the code full of commands, which is no card
}

// hasScanned checks that the log has so many codes by a hand scanner, and
// nothing else.
func (w *window) hasScanned(n int) {
	w.t.Helper()
	rows := w.rows()
	for _, r := range rows {
		if r.By != scanlog.ByScanner || r.Took > time.Second {
			w.t.Errorf("logged %+v", r)
		}
	}
	if len(rows) != n {
		w.t.Errorf("%d entries, want %d", len(rows), n)
	}
}

// A serial line that is there only later is found, and found again.
func TestAHandScannerOnASerialLine(t *testing.T) {
	w := newDesk(t)
	port := filepath.Join(t.TempDir(), "scanner")
	w.setUp(func(s *settings.Settings) { s.Scanner, s.ScannerBaud = port, 115200 })
	flag, cards := w.scannerCards(2)
	w.run("--camera", filepath.Join(t.TempDir(), "none.avi"), "--issuer", flag)
	w.awaitTitle("Passdesk – Front desk")
	for _, card := range cards {
		line, name := pseudoTerminal(t)
		if err := os.Symlink(name, port); err != nil {
			t.Fatal(err)
		}
		w.eventually("the line in use", func() bool { return isOpen(w.cmd.Process.Pid, name) })
		if _, err := line.WriteString(card + "\r\n"); err != nil {
			t.Fatal(err)
		}
		w.awaitTitle("ACCEPTED")
		w.turn("Passdesk – Front desk", "Escape")
		if err := os.Remove(port); err != nil {
			t.Fatal(err)
		}
		line.Close()
	}
	w.end()
	w.hasScanned(2)
}

// pseudoTerminal gives the scanner's end of a line, and the name of the other.
func pseudoTerminal(t *testing.T) (*os.File, string) {
	t.Helper()
	line, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { line.Close() })
	if err := unix.IoctlSetPointerInt(int(line.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	number, err := unix.IoctlGetInt(int(line.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	return line, fmt.Sprintf("/dev/pts/%d", number)
}

// isOpen tells whether a process has a file open.
func isOpen(pid int, name string) bool {
	links, _ := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", pid))
	for _, link := range links {
		if to, err := os.Readlink(link); err == nil && to == name {
			return true
		}
	}
	return false
}
