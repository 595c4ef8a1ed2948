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
// Failed; Failed leads to the next Opening.
const (
	Opening State = "opening"
	Live    State = "live" // the first picture has come
	Failed  State = "failed"
)

// Change is what a person at the desk is told about the camera.
type Change struct {
	State State
	Fault Fault         // why, with Failed only
	What  string        // the device or file by name, with Failed only; may be empty
	Again time.Duration // until the next try, with Failed only
}

// Keeping says how a camera is kept. Its zero value keeps silently, by the
// real clock.
type Keeping struct {
	// Report is called with each change, by the goroutine that is in Next.
	Report func(Change)
	// First and Most bound the pause between two tries, which doubles until
	// a picture comes; 0.5 s and 5 s if zero.
	First, Most time.Duration
	// Wait makes the pause; Sleep if nil.
	Wait Wait
}

// Kept is a Source that outlives its cameras: whenever one fails it is closed
// and opened anew, so that Next only ends with a picture, with io.EOF, or
// with its context.
type Kept struct {
	open func(context.Context) (Source, error)
	how  Keeping

	pause time.Duration // before the next try
	due   bool          // the pause is still to be made
	live  bool          // a picture came since the last opening

	closed context.Context
	finish context.CancelFunc

	mu  sync.Mutex
	src Source // nil while none is open
}

var _ Source = (*Kept)(nil)

// Keep makes a Source of a way to open one. Nothing is opened before the
// first Next.
func Keep(open func(context.Context) (Source, error), how Keeping) *Kept {
	if how.Report == nil {
		how.Report = func(Change) {}
	}
	if how.First <= 0 {
		how.First = 500 * time.Millisecond
	}
	if how.Most <= 0 {
		how.Most = 5 * time.Second
	}
	if how.Wait == nil {
		how.Wait = Sleep
	}
	closed, finish := context.WithCancel(context.Background())
	return &Kept{open: open, how: how, pause: how.First, closed: closed, finish: finish}
}

// Next gives the next picture, however many cameras that takes.
func (k *Kept) Next(ctx context.Context) (Frame, error) {
	either, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(k.closed, cancel)()
	for {
		frame, err := k.try(either)
		switch {
		case k.closed.Err() != nil:
			return Frame{}, io.EOF
		case err == nil:
			return frame, nil
		case ctx.Err() != nil:
			return Frame{}, ctx.Err()
		case errors.Is(err, io.EOF):
			return Frame{}, io.EOF
		}
		k.fail(err)
	}
}

// try makes the pause that is due, opens a camera if none is open, and asks
// it for one picture.
func (k *Kept) try(ctx context.Context) (Frame, error) {
	if err := k.rest(ctx); err != nil {
		return Frame{}, err
	}
	src, err := k.source(ctx)
	if err != nil {
		return Frame{}, err
	}
	frame, err := src.Next(ctx)
	if err == nil && !k.live {
		k.live, k.pause = true, k.how.First
		k.how.Report(Change{State: Live})
	}
	return frame, err
}

func (k *Kept) rest(ctx context.Context) error {
	if !k.due {
		return ctx.Err()
	}
	if err := k.how.Wait(ctx, k.pause); err != nil {
		return err
	}
	k.due, k.pause = false, min(2*k.pause, k.how.Most)
	return nil
}

// source gives the open camera or opens one.
func (k *Kept) source(ctx context.Context) (Source, error) {
	k.mu.Lock()
	src := k.src
	k.mu.Unlock()
	if src != nil {
		return src, nil
	}
	k.how.Report(Change{State: Opening})
	src, err := k.open(ctx)
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.closed.Err() != nil { // Close came while the camera was opening
		src.Close()
		return nil, io.EOF
	}
	k.src = src
	return src, nil
}

// fail gives the dead camera back and says when the next try will be.
func (k *Kept) fail(err error) {
	k.release()
	k.due, k.live = true, false
	change := Change{State: Failed, Fault: FaultOf(err), Again: k.pause}
	var e *Error
	if errors.As(err, &e) {
		change.What = e.What
	}
	k.how.Report(change)
}

func (k *Kept) release() error {
	k.mu.Lock()
	src := k.src
	k.src = nil
	k.mu.Unlock()
	if src == nil {
		return nil
	}
	return src.Close()
}

// Close ends a waiting Next and releases the camera.
func (k *Kept) Close() error {
	k.finish()
	return k.release()
}
