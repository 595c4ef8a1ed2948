package camera

import (
	"context"
	"errors"
	"io"
	"sync"
	"time"
)

// State says how a kept camera is doing.
type State string

// The states. They follow each other in the order Opening, then Live or
// Failed; Failed leads to the next Opening. Off and Ended last until Use.
const (
	Off     State = "none" // there is no camera to open
	Opening State = "opening"
	Live    State = "live" // the first picture has come
	Failed  State = "failed"
	Ended   State = "ended" // the source has given its last picture
)

// Change is what a person at the desk is told about the camera.
type Change struct {
	State State
	Fault Fault         // why, with Failed only
	What  string        // the device or file by name, with Failed only; may be empty
	Again time.Duration // until the next try, with Failed only
	// Every is how far apart the pictures of a slow camera come, with Live
	// only: more than Slow. Live is said again when that begins, and again,
	// with zero, when it is over.
	Every time.Duration
}

// Slow is how far apart pictures are when a camera counts as slow: usable, but
// a card must be held still for longer than people do. Two in a row begin and
// end it. It goes by the pictures' own times, so that it is right for whoever
// asks for the next picture at once.
const Slow = 400 * time.Millisecond

// Keeping says how a camera is kept. Its zero value keeps silently, by the
// real clock.
type Keeping struct {
	// Report is called with each change, by the goroutine that is in Next,
	// so that changes come in the order in which they happened. It may call
	// Use and Close.
	Report func(Change)
	// First and Most bound the pause between two tries, which doubles until
	// a picture comes; 0.5 s and 5 s if zero.
	First, Most time.Duration
	// Wait makes the pause; Sleep if nil.
	Wait Wait
}

func (k Keeping) withDefaults() Keeping {
	if k.Report == nil {
		k.Report = func(Change) {}
	}
	if k.First <= 0 {
		k.First = 500 * time.Millisecond
	}
	if k.Most <= 0 {
		k.Most = 5 * time.Second
	}
	if k.Wait == nil {
		k.Wait = Sleep
	}
	return k
}

// Kept is a Source that outlives its cameras: whenever one fails it is closed
// and opened anew, and Use turns to another one. Next only ends with a
// picture, with its context, or with io.EOF after Close.
type Kept struct {
	how    Keeping
	closed context.Context
	finish context.CancelFunc

	mu     sync.Mutex
	choice *choice // in force
}

var _ Source = (*Kept)(nil)

// Keep makes a Source of a way to open one; nil stands for no camera, until
// Use names one. Nothing is opened before the first Next. open must return
// when its context ends.
func Keep(open func(context.Context) (Source, error), how Keeping) *Kept {
	closed, finish := context.WithCancel(context.Background())
	k := &Kept{how: how.withDefaults(), closed: closed, finish: finish}
	k.choice = k.choose(open)
	return k
}

// Use takes pictures from elsewhere from now on, or from nowhere if open is
// nil. The camera that is open is closed, without waiting for its device, and
// a Next that waits goes on with the new one: what the old one still sends or
// says is dropped, and no change of it is reported after one of the new. A
// picture that Next was just handing out may still reach its caller.
//
// Use may be called at any time from any goroutine; the last call counts, and
// after Close none does.
func (k *Kept) Use(open func(context.Context) (Source, error)) {
	fresh := k.choose(open)
	k.mu.Lock()
	old := k.choice
	k.choice = fresh
	k.mu.Unlock()
	old.end()
	k.release(old)
}

// Next gives the next picture, however many cameras that takes.
func (k *Kept) Next(ctx context.Context) (Frame, error) {
	for {
		c := k.inForce()
		frame, err := k.try(ctx, c)
		switch {
		case k.closed.Err() != nil:
			return Frame{}, io.EOF
		case c.over():
			// Use came in between; whatever this was, it is of the past.
		case err == nil:
			return frame, nil
		case ctx.Err() != nil:
			return Frame{}, ctx.Err()
		case errors.Is(err, errOff):
			k.rest(c, Off)
		case errors.Is(err, io.EOF):
			k.rest(c, Ended)
		default:
			k.fail(c, err)
		}
	}
}

// Close ends a waiting Next and releases the camera.
func (k *Kept) Close() error {
	k.finish()
	return k.release(k.inForce())
}
