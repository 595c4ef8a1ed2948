// Package camera delivers pictures, the newest only; it defines Source.
//
// It knows nothing of codes or cards: a picture goes out, and what is read
// in it is somebody else's business.
package camera

import (
	"context"
	"errors"
	"image"
	"time"
)

// Frame is one picture and the moment it was taken. Whoever holds a Frame
// may keep it and read it; nobody writes to its pixels.
type Frame struct {
	Image image.Image
	At    time.Time
}

// Source delivers pictures. Next waits for a picture newer than the last one
// it gave; pictures that nobody asked for in time are dropped, never queued.
// It returns io.EOF when the source has ended for good, ctx.Err() when the
// context ends first, and an *Error when the camera fails; after an *Error
// the source is dead and is opened anew. Close releases the camera, may be
// called at any time from any goroutine, ends a waiting Next, and is
// idempotent; it never waits for the device. After Close, Next returns io.EOF.
// Next is for one goroutine at a time.
//
// Every implementation passes package sourcetest.
type Source interface {
	Next(context.Context) (Frame, error)
	Close() error
}

// Fault says in one word why a camera gives no pictures.
type Fault string

// The faults a desk tells apart.
const (
	Missing     Fault = "missing"     // no such device, file or address
	Denied      Fault = "denied"      // the system forbids it
	Busy        Fault = "busy"        // another program holds it
	Lost        Fault = "lost"        // unplugged, or the connection broke
	Stalled     Fault = "stalled"     // open, but no picture came in time
	Unsupported Fault = "unsupported" // opened, but its pictures cannot be used
)

// Error is a failure of a camera. What names the device or file for a
// person; it never holds a URL with a password.
type Error struct {
	Fault Fault
	What  string
	Err   error // the cause, may be nil
}

// Error gives a sentence for a person.
func (e *Error) Error() string {
	texts := map[Fault]string{
		Missing:     "cannot find ",
		Denied:      "this system does not allow the use of ",
		Busy:        "another program is using ",
		Lost:        "the connection was lost to ",
		Stalled:     "no picture came in time from ",
		Unsupported: "cannot use the pictures of ",
	}
	return texts[e.Fault] + e.What
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// FaultOf gives the fault of an error, Lost for any other error.
func FaultOf(err error) Fault {
	var e *Error
	if errors.As(err, &e) {
		return e.Fault
	}
	return Lost
}
