//go:build cgo && gocv_specific_modules && gocv_videoio

// Package opencv delivers pictures from webcams, video files and network
// cameras through gocv: the only OpenCV in the repository.
//
// It opens a network address only when the name it is given is one, and it
// never finds one out by itself: not from a file's contents, not from a
// code. It recognizes nothing; OpenCV's code readers are not used. JPEGs, which
// most webcams send, libjpeg decodes on Linux, at half of the cost.
package opencv

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"time"

	"passdesk/camera"
)

// Config says which camera, and how. Only Name matters; the rest has
// defaults.
type Config struct {
	// Name is the number of a webcam ("0"), its path (/dev/video0), an http,
	// https or rtsp address, the ID that Devices gives, or the path of a video
	// file; the first of these that it can be. A webcam that is there goes
	// before a file of the same name, which ./ in front of it still reaches.
	// What is nothing of all this is camera.Missing. Empty means the first
	// webcam of the list, "0" if that is empty.
	//
	// An address must give a video; one of a single picture gives that and is
	// camera.Lost. The certificate of an https address must be one that this
	// system trusts.
	Name string
	// Sysfs is where webcams are looked up, at each Open, as in Devices.
	Sysfs fs.FS
	// Width, Height (pixels) and FPS are wishes to a webcam; 1920x1080 at 30 if
	// zero, which a dense code needs. It sends the size nearest to this that
	// it has at half of FPS or more, as MJPG if it can, else as YUYV: a picture
	// of 1280x720 that moves goes before one of 1920x1080 five times a second.
	// Autofocus is turned on.
	Width, Height, FPS int
	// Loop plays a video file again and again.
	Loop bool
	// Stall is the time without a picture after which a webcam or an address
	// counts as camera.Stalled, twice that for the first picture; 3 s if zero.
	// A camera that is quicker than this may be slow.
	Stall time.Duration
	// Answer is the time that an address has for its answer, up to the first
	// picture that tells the format, before it counts as camera.Stalled; 5 s
	// if zero. OpenCV opens one address at a time, so that one may have to
	// wait for another that nobody wants any more.
	Answer time.Duration
	// Now stamps pictures, and Wait paces video files by their own speed; the
	// real clock if nil.
	Now  func() time.Time
	Wait camera.Wait
}

func (c Config) withDefaults() Config {
	if c.Width <= 0 || c.Height <= 0 {
		c.Width, c.Height = 1920, 1080
	}
	if c.FPS <= 0 {
		c.FPS = 30
	}
	if c.Stall <= 0 {
		c.Stall = 3 * time.Second
	}
	if c.Answer <= 0 {
		c.Answer = 5 * time.Second
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Wait == nil {
		c.Wait = camera.Sleep
	}
	return c
}

// source is what Open hands out. Its pump is the only goroutine that touches
// OpenCV's capture, from opening to closing: no call on a capture may overlap
// with another, not even Close with a Read that hangs.
type source struct {
	config Config
	origin origin
	slot   *slot

	stopped context.Context // tells the pump to close the capture
	stop    context.CancelFunc
}

// Open opens a camera and starts to read it. It returns as soon as the
// context ends, even if the device hangs. Its errors are ctx.Err() or a
// *camera.Error, which names a file without its folder and an address
// without user, password and path.
func Open(ctx context.Context, c Config) (camera.Source, error) {
	origin, err := parse(c.Name, c.Sysfs)
	if err != nil {
		return nil, err
	}
	stopped, stop := context.WithCancel(context.Background())
	s := &source{config: c.withDefaults(), origin: origin, slot: newSlot(), stopped: stopped, stop: stop}
	if err = s.start(ctx); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func (s *source) start(ctx context.Context) error {
	var silent <-chan time.Time
	if s.origin.kind == address {
		timer := time.NewTimer(s.config.Answer)
		defer timer.Stop()
		silent = timer.C
	}
	opened := make(chan error, 1)
	go s.pump(opened)
	select {
	case err := <-opened:
		return err
	case <-silent:
		return s.origin.fault(camera.Stalled, nil)
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Next gives the newest picture, or waits for one. It is here that a picture
// is decoded, so that pictures which nobody asks for cost next to nothing.
func (s *source) Next(ctx context.Context) (camera.Frame, error) {
	if err := ctx.Err(); err != nil {
		return camera.Frame{}, err
	}
	var stalled <-chan time.Time
	for {
		plate, err := s.slot.take()
		if err != nil {
			return camera.Frame{}, err
		}
		if plate != nil {
			frame, err := s.develop(plate)
			if !errors.Is(err, errTorn) {
				return frame, err
			}
		}
		if stalled == nil && s.origin.live() {
			timer := time.NewTimer(s.config.Stall - s.slot.idle())
			defer timer.Stop()
			stalled = timer.C
		}
		select {
		case <-s.slot.ring:
		case <-s.slot.over:
		case <-ctx.Done():
			return camera.Frame{}, ctx.Err()
		case <-stalled:
			s.end(s.origin.fault(camera.Stalled, nil))
		}
	}
}

// develop makes a frame of a plate. Cheap cameras send a broken picture now and
// then, which is left out if nothing can be made of it; pictures that cannot
// be used at all end the source.
func (s *source) develop(p *plate) (camera.Frame, error) {
	defer s.slot.giveBack(p)
	picture, err := p.develop()
	switch {
	case err == nil:
		return camera.Frame{Image: picture, At: p.at}, nil
	case errors.Is(err, errTorn) && s.origin.live():
		return camera.Frame{}, errTorn
	default:
		err = s.origin.fault(camera.Unsupported, err)
		s.end(err)
		return camera.Frame{}, err
	}
}

// end makes err the last word of the source, unless there was one already.
func (s *source) end(err error) {
	s.slot.finish(err)
	s.stop()
}

// Close lets the pump close the capture as soon as the device lets go of it.
func (s *source) Close() error {
	s.slot.clear()
	s.end(io.EOF)
	return nil
}
