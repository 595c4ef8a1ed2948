package handheld

import (
	"context"
	"errors"
	"io/fs"
	"time"

	"go.bug.st/serial"

	"passdesk/camera"
)

// Line is a hand scanner on a serial line, be it a virtual one over USB.
type Line struct {
	Port string // its name or device; empty for the first one over USB
	Baud int    // symbols a second; over USB most scanners take any
}

// DefaultBaud is what scanners are shipped with most often.
const DefaultBaud = 9600

// Change is what a person at the desk is told about a line.
type Change struct {
	State camera.State // Opening until one is found, then Live or Failed
	Fault camera.Fault // why, with Failed only
	Port  string       // the one in use, or the one that failed; may be empty
}

// Listening is who hears of what comes over a line. All but Wait and the
// pauses must be given; the functions are called by the goroutine in Listen.
type Listening struct {
	Heard  func(Code)
	Coming func(Progress)
	Report func(Change)
	Clock  func() time.Time
	// First and Most bound the pause between two tries, which doubles until
	// something comes; 0.5 s and 5 s if zero.
	First, Most time.Duration
	Wait        camera.Wait // makes the pause; camera.Sleep if nil
}

// silence ends a text, whatever its scanner puts behind it.
const silence = 100 * time.Millisecond

// Listen opens the line and hands on what comes, until its context ends. A
// line that cannot be opened, or is lost, is tried again.
func (l Line) Listen(ctx context.Context, to Listening) {
	if to.First <= 0 {
		to.First = 500 * time.Millisecond
	}
	if to.Most <= 0 {
		to.Most = 5 * time.Second
	}
	if to.Wait == nil {
		to.Wait = camera.Sleep
	}
	pause := to.First
	var said Change
	report := func(c Change) {
		if c != said {
			said = c
			to.Report(c)
		}
	}
	report(Change{State: camera.Opening, Port: l.Port})
	for ctx.Err() == nil {
		name, port, err := l.open()
		if err == nil {
			report(Change{State: camera.Live, Port: name})
			if hear(ctx, port, to) {
				pause = to.First
			}
			err = &camera.Error{Fault: camera.Lost, What: name}
		}
		if ctx.Err() == nil {
			report(Change{State: camera.Failed, Fault: camera.FaultOf(err), Port: name})
			_ = to.Wait(ctx, pause) // the loop ends with its context
			pause = min(2*pause, to.Most)
		}
	}
}

// open opens the port, or the first that can be.
func (l Line) open() (string, serial.Port, error) {
	names := []string{l.Port}
	if l.Port == "" {
		names = nil
		for _, p := range Ports() {
			names = append(names, p.ID)
		}
	}
	var err error = &camera.Error{Fault: camera.Missing}
	name := l.Port
	for _, name = range names {
		var port serial.Port
		if port, err = openPort(name, l.Baud); err == nil {
			return name, port, nil
		}
	}
	return name, nil, err
}

func openPort(name string, baud int) (serial.Port, error) {
	if baud <= 0 {
		baud = DefaultBaud
	}
	port, err := serial.Open(name, &serial.Mode{BaudRate: baud})
	if err != nil {
		return nil, &camera.Error{Fault: faultOf(err), What: name, Err: err}
	}
	if err := port.SetReadTimeout(silence); err != nil {
		port.Close()
		return nil, &camera.Error{Fault: camera.Unsupported, What: name, Err: err}
	}
	return port, nil
}

// faultOf says why a port cannot be opened.
func faultOf(err error) camera.Fault {
	var known *serial.PortError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return camera.Missing
	case errors.Is(err, fs.ErrPermission):
		return camera.Denied
	case !errors.As(err, &known):
		return camera.Unsupported
	}
	faults := map[serial.PortErrorCode]camera.Fault{
		serial.PortBusy: camera.Busy, serial.PermissionDenied: camera.Denied, serial.PortNotFound: camera.Missing,
	}
	if fault, ok := faults[known.Code()]; ok {
		return fault
	}
	return camera.Unsupported
}

// hear hands on what comes until the line is lost or the context ends, and
// tells whether anything came.
func hear(ctx context.Context, port serial.Port, to Listening) (came bool) {
	defer port.Close()
	var got text
	defer got.forget()
	buffer := make([]byte, 4096)
	defer clear(buffer)
	for ctx.Err() == nil {
		n, err := port.Read(buffer)
		now, before := to.Clock(), len(got.strokes)
		came = came || n > 0
		var codes []Code
		if n == 0 {
			codes = got.all(now)
		}
		for _, b := range buffer[:n] {
			codes = append(codes, got.receive(b, now)...)
		}
		if len(got.strokes) != before {
			to.Coming(got.progress())
		}
		for _, c := range codes {
			to.Heard(c)
		}
		if err != nil {
			return came
		}
	}
	return came
}

// receive takes a byte. One that ends a line completes a health card's code.
func (t *text) receive(b byte, at time.Time) []Code {
	end := b == '\r' || b == '\n'
	t.add(stroke{typed: rune(b), end: end}, at)
	if end {
		return t.cards(at)
	}
	return nil
}
