package handheld

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"passdesk/camera"
)

// scanner is the scanner's end of a pseudo-terminal, which the program takes
// for a serial line.
type scanner struct {
	*os.File
	port string
}

func newScanner(t *testing.T) scanner {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { master.Close() })
	if err := unix.IoctlSetPointerInt(int(master.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	number, err := unix.IoctlGetInt(int(master.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	return scanner{master, fmt.Sprintf("/dev/pts/%d", number)}
}

func (s scanner) send(t *testing.T, text string) {
	t.Helper()
	if _, err := s.WriteString(text); err != nil {
		t.Fatal(err)
	}
}

// desk hears what comes over a line.
type desk struct {
	codes   chan Code
	changes chan Change
	pauses  chan time.Duration
	coming  chan int
}

// listen listens to a port until the test is over. A pause is over at once.
func listen(t *testing.T, port string) desk {
	t.Helper()
	d := desk{make(chan Code, 100), make(chan Change, 100), make(chan time.Duration, 1000), make(chan int, 10_000)}
	ctx, stop := context.WithCancel(t.Context())
	over := make(chan struct{})
	go func() {
		defer close(over)
		Line{Port: port}.Listen(ctx, Listening{
			Heard: func(c Code) { d.codes <- c }, Report: func(c Change) { d.changes <- c },
			Coming: func(p Progress) { d.coming <- p.Characters }, Clock: time.Now,
			Wait: func(ctx context.Context, p time.Duration) error {
				select {
				case d.pauses <- p:
				default:
				}
				return camera.Sleep(ctx, time.Millisecond)
			},
		})
	}()
	t.Cleanup(func() { stop(); <-over })
	return d
}

func next[T any](t *testing.T, from chan T, what string) T {
	t.Helper()
	select {
	case v := <-from:
		return v
	case <-time.After(20 * time.Second):
		t.Fatalf("waited in vain for %s", what)
		panic("unreachable")
	}
}

func (d desk) wantsChange(t *testing.T, want Change) {
	t.Helper()
	if got := next(t, d.changes, string(want.State)); got != want {
		t.Fatalf("reported %+v, want %+v", got, want)
	}
}

func (d desk) ready(t *testing.T, port string) {
	t.Helper()
	d.wantsChange(t, Change{State: camera.Opening, Port: port})
	d.wantsChange(t, Change{State: camera.Live, Port: port})
}

var cardText = "shc:/" + strings.Repeat("5676290952", 239)

func TestReadsOverASerialLine(t *testing.T) {
	one, two := "shc:/1/2/"+cardText[5:], "shc:/2/2/"+cardText[5:]
	tests := map[string]struct {
		sent string
		read []string
	}{
		"a card with its end":         {cardText + "\r\n", []string{cardText}},
		"a card without":              {cardText, []string{cardText}},
		"a card in capitals":          {"SHC:/" + cardText[5:] + "\r", []string{cardText}},
		"two cards in one go":         {cardText + cardText, []string{cardText, cardText}},
		"parts":                       {one + "\r" + two + "\r", []string{one, two}},
		"between start and end marks": {"\x02" + cardText + "\x03", []string{cardText}},
		"behind its symbology":        {"]Q1" + cardText + "\r", []string{cardText}},
		"another code":                {"https://example.org/pass\r\n", []string{"https://example.org/pass"}},
		"several lines":               {"BEGIN:VCARD\nFN:Nobody\nEND:VCARD\r", []string{"BEGIN:VCARD\nFN:Nobody\nEND:VCARD"}},
		"nothing but its end":         {"\r\n", nil},
		"more than a code can hold":   {strings.Repeat("https://example.org/", 500), nil},
	}
	s := newScanner(t)
	d := listen(t, s.port)
	d.ready(t, s.port)
	const last = "the last of this test"
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s.send(t, test.sent)
			time.Sleep(2 * silence) // a scanner's next text never comes at once
			s.send(t, last)
			var read []string
			for {
				c := next(t, d.codes, "a code")
				if c.Text == last {
					break
				}
				read = append(read, c.Text)
			}
			if !slices.Equal(read, test.read) {
				t.Errorf("read %d texts %.60q, want %d", len(read), read, len(test.read))
			}
		})
	}
}

func TestSaysHowMuchHasComeOverTheLine(t *testing.T) {
	s := newScanner(t)
	d := listen(t, s.port)
	d.ready(t, s.port)
	s.send(t, cardText[:1000])
	sum := 0
	for sum < 1000 {
		sum = next(t, d.coming, "a thousand characters")
	}
	s.send(t, cardText[1000:]+"\r")
	next(t, d.codes, "the card")
	for sum != 0 {
		sum = next(t, d.coming, "the end")
	}
}

// A scanner is found again under its name, however often it is unplugged.
func TestALostLineIsOpenedAgain(t *testing.T) {
	link := filepath.Join(t.TempDir(), "scanner")
	plug := func() scanner {
		s := newScanner(t)
		if err := os.Symlink(s.port, link); err != nil {
			t.Fatal(err)
		}
		return s
	}
	s := plug()
	d := listen(t, link)
	d.ready(t, link)
	for range 3 {
		s.send(t, cardText)
		next(t, d.codes, "a card")
		if err := os.Remove(link); err != nil {
			t.Fatal(err)
		}
		s.Close()
		d.wantsChange(t, Change{State: camera.Failed, Fault: camera.Lost, Port: link})
		d.wantsChange(t, Change{State: camera.Failed, Fault: camera.Missing, Port: link})
		s = plug()
		d.wantsChange(t, Change{State: camera.Live, Port: link})
	}
}

func TestPausesGrowUntilSomethingComes(t *testing.T) {
	d := listen(t, filepath.Join(t.TempDir(), "nothing"))
	for _, want := range []time.Duration{500, 1000, 2000, 4000, 5000, 5000} {
		if got := next(t, d.pauses, "a pause"); got != want*time.Millisecond {
			t.Errorf("a pause of %v, want %v", got, want*time.Millisecond)
		}
	}
}

func TestSaysWhyALineCannotBeOpened(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for port, fault := range map[string]camera.Fault{
		filepath.Join(t.TempDir(), "nothing"): camera.Missing,
		file:                                  camera.Unsupported,
	} {
		d := listen(t, port)
		d.wantsChange(t, Change{State: camera.Opening, Port: port})
		d.wantsChange(t, Change{State: camera.Failed, Fault: fault, Port: port})
	}
}

func TestListsPortsOnceByTheirBestName(t *testing.T) {
	dev := t.TempDir()
	byID := filepath.Join(dev, "serial", "by-id")
	if err := os.MkdirAll(byID, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"ttyACM0", "ttyACM1", "ttyUSB0", "ttyS0", "tty1"} {
		if err := os.WriteFile(filepath.Join(dev, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	link := filepath.Join(byID, "usb-Honeywell_Voyager_1450-if00")
	for to, from := range map[string]string{"../../ttyACM1": link, "../../ttyACM9": filepath.Join(byID, "usb-gone-if00")} {
		if err := os.Symlink(to, from); err != nil {
			t.Fatal(err)
		}
	}
	want := []Port{
		{link, "Honeywell Voyager 1450"},
		{filepath.Join(dev, "ttyACM0"), "ttyACM0"},
		{filepath.Join(dev, "ttyUSB0"), "ttyUSB0"},
	}
	if got := portsIn(dev); !slices.Equal(got, want) {
		t.Errorf("listed %v, want %v", got, want)
	}
}
