package camera

import (
	"context"
	"errors"
	"io"
	"time"
)

// errOff is the failure of a camera that nobody has named.
var errOff = errors.New("no camera")

// choice is one way to open a camera, from Use to the next Use. All but its
// context and src belong to the goroutine that is in Next.
type choice struct {
	open  func(context.Context) (Source, error) // nil: no camera
	force context.Context                       // ends with the next Use, and with Close
	end   context.CancelFunc

	pause time.Duration // before the next try
	due   bool          // the pause is still to be made
	live  bool          // a picture came since the last opening
	pace  pace
	rests bool // nothing more comes of it

	src Source // nil while none is open; Kept.mu guards it
}

func (k *Kept) choose(open func(context.Context) (Source, error)) *choice {
	force, end := context.WithCancel(k.closed)
	return &choice{open: open, force: force, end: end, pause: k.how.First}
}

func (k *Kept) inForce() *choice {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.choice
}

func (c *choice) over() bool { return c.force.Err() != nil }

// report tells what happened to a choice while it was in force.
func (k *Kept) report(c *choice, change Change) {
	if !c.over() {
		k.how.Report(change)
	}
}

// try makes the pause that is due, opens a camera if none is open, and asks
// it for one picture.
func (k *Kept) try(ctx context.Context, c *choice) (Frame, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(c.force, cancel)()
	if err := k.await(ctx, c); err != nil {
		return Frame{}, err
	}
	src, err := k.source(ctx, c)
	if err != nil {
		return Frame{}, err
	}
	frame, err := src.Next(ctx)
	if err == nil {
		k.came(c, frame.At)
	}
	return frame, err
}

// came reports the first picture, and later ones when the pace changes.
func (k *Kept) came(c *choice, at time.Time) {
	every, changed := c.pace.next(at)
	if !c.live {
		c.live, c.pause = true, k.how.First
		k.report(c, Change{State: Live})
	} else if changed {
		k.report(c, Change{State: Live, Every: every})
	}
}

// await makes the pause that is due; one without end if nothing more comes.
func (k *Kept) await(ctx context.Context, c *choice) error {
	switch {
	case c.rests:
		<-ctx.Done()
		return ctx.Err()
	case !c.due:
		return ctx.Err()
	}
	if err := k.how.Wait(ctx, c.pause); err != nil {
		return err
	}
	c.due, c.pause = false, min(2*c.pause, k.how.Most)
	return nil
}

// source gives the open camera or opens one.
func (k *Kept) source(ctx context.Context, c *choice) (Source, error) {
	if src := k.opened(c); src != nil {
		return src, nil
	}
	if c.open == nil {
		return nil, errOff
	}
	k.report(c, Change{State: Opening})
	if c.over() { // what was reported led to Use
		return nil, errOff
	}
	src, err := c.open(ctx)
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if c.over() { // Use or Close came while the camera was opening
		src.Close()
		return nil, io.EOF
	}
	c.src = src
	return src, nil
}

func (k *Kept) opened(c *choice) Source {
	k.mu.Lock()
	defer k.mu.Unlock()
	return c.src
}

// rest gives up a choice of which nothing more comes.
func (k *Kept) rest(c *choice, state State) {
	k.release(c)
	c.rests = true
	k.report(c, Change{State: state})
}

// fail gives the dead camera back and says when the next try will be.
func (k *Kept) fail(c *choice, err error) {
	k.release(c)
	c.due, c.live, c.pace = true, false, pace{}
	change := Change{State: Failed, Fault: FaultOf(err), Again: c.pause}
	var e *Error
	if errors.As(err, &e) {
		change.What = e.What
	}
	k.report(c, change)
}

func (k *Kept) release(c *choice) error {
	k.mu.Lock()
	src := c.src
	c.src = nil
	k.mu.Unlock()
	if src == nil {
		return nil
	}
	return src.Close()
}
