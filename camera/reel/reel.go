// Package reel shows training cards as moving pictures: how one sees the desk
// at work without a webcam, and how staff learn what its answers look like.
//
// Everything is drawn here: a lobby out of focus, and hands that hold a sheet
// of paper or a phone before the camera, never quite still. The cards are
// signed with keys that everybody can read, for people whose surnames mean
// "example". Their dates lie a fixed number of days before the day on which
// they are shown, so that the reel is right on any day. The same moment of a
// round always gives the same picture.
//
// The package verifies nothing and reads no code; what it draws passes the
// same reader as any camera's picture.
package reel

import (
	"context"
	"errors"
	"io"
	"time"

	"passdesk/camera"
)

// Config says how the reel runs. Only Now must be given.
type Config struct {
	// Now is the clock. Its zone is the one in which the cards' dates are
	// counted back from today.
	Now func() time.Time
	// Wait lets time pass between two pictures; camera.Sleep if nil.
	Wait camera.Wait
	// Width and Height are the size of the pictures in pixels, up to
	// 3840x2160 and as wide as 4:3 at least; 1280x720 if zero. FPS is pictures
	// a second, 1 to 60, 30 if zero.
	Width, Height, FPS int
	// Begin is how far into its first round the reel starts, as the spans of
	// Acts have it.
	Begin time.Duration
}

var (
	errClock = errors.New("a training reel needs a clock")
	errSize  = errors.New("the pictures of a training reel are 320x240 to 3840x2160 pixels, and as wide as 4:3 at least")
	errBegin = errors.New("a training reel begins within its first round")
	errRate  = errors.New("a training reel shows 1 to 60 pictures a second")
)

// withDefaults fills in what was left out, and refuses what cannot be shown.
func (c Config) withDefaults() (Config, error) {
	if c.Wait == nil {
		c.Wait = camera.Sleep
	}
	if c.Width == 0 && c.Height == 0 {
		c.Width, c.Height = 1280, 720
	}
	if c.FPS == 0 {
		c.FPS = 30
	}
	switch {
	case c.Now == nil:
		return c, errClock
	case c.Height < 240 || c.Height > 2160 || c.Width > 3840 || 3*c.Width < 4*c.Height:
		return c, errSize
	case c.FPS < 1 || c.FPS > 60:
		return c, errRate
	case c.Begin < 0 || c.Begin >= Round():
		return c, errBegin
	}
	return c, nil
}

// source runs the reel round after round.
type source struct {
	config Config
	stage  *stage

	closed context.Context
	finish context.CancelFunc

	started time.Time // when the first picture was asked for
	next    int       // the first picture not yet shown, counted without end
	round   int
	opened  time.Time // the clock when this round began
}

var _ camera.Source = (*source)(nil)

// New makes a reel, which is endless until Close. It fails on a Config that
// cannot be shown.
func New(c Config) (camera.Source, error) {
	c, err := c.withDefaults()
	if err != nil {
		return nil, err
	}
	stage, err := newStage(c.Width, c.Height)
	if err != nil {
		return nil, err
	}
	closed, finish := context.WithCancel(context.Background())
	return &source{config: c, stage: stage, closed: closed, finish: finish, round: -1}, nil
}

// Next gives the picture of this moment, or waits for the next one.
func (s *source) Next(ctx context.Context) (camera.Frame, error) {
	either, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(s.closed, cancel)()

	err := s.catchUp(either)
	switch {
	case s.closed.Err() != nil:
		return camera.Frame{}, io.EOF
	case err != nil:
		return camera.Frame{}, err
	}
	at := s.config.Begin + s.moment(s.next)
	s.next++
	now := s.config.Now()
	if round := int(at / Round()); round != s.round {
		s.round, s.opened = round, now
	}
	picture, err := s.stage.picture(at%Round(), s.opened)
	if err != nil {
		return camera.Frame{}, &camera.Error{Fault: camera.Unsupported, What: "the training reel", Err: err}
	}
	return camera.Frame{Image: picture, At: now}, nil
}

// moment is how long after the first picture that with this number is due.
func (s *source) moment(picture int) time.Duration {
	return time.Duration(picture) * time.Second / time.Duration(s.config.FPS)
}

// catchUp waits for the next picture's moment, or skips those whose moment
// has gone.
func (s *source) catchUp(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if s.started.IsZero() {
		s.started = s.config.Now()
	}
	gone := s.config.Now().Sub(s.started)
	if due := s.moment(s.next); due > gone {
		return s.config.Wait(ctx, due-gone)
	}
	s.next = max(s.next, int(gone*time.Duration(s.config.FPS)/time.Second))
	return nil
}

// Close ends the reel.
func (s *source) Close() error {
	s.finish()
	return nil
}
