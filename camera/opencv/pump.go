//go:build cgo && gocv_specific_modules && gocv_videoio

package opencv

import (
	"errors"
	"io"
	"runtime"
	"time"

	"gocv.io/x/gocv"

	"passdesk/camera"
)

// badReads is how many reads in a row may fail before a webcam or an address
// is lost. Cheap cameras send a torn picture now and then.
const badReads = 5

// pump owns the capture: it opens, reads and closes it, reports the opening,
// and puts what comes into the slot until the end.
func (s *source) pump(opened chan<- error) {
	// DirectShow and Media Foundation bind a capture to its thread.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()

	p := &player{source: s, plate: newPlate()}
	defer p.close()
	err := p.open()
	p.slot.begin(p.config.Stall)
	opened <- err
	if err != nil {
		return
	}
	if s.origin.live() {
		err = p.follow()
	} else {
		err = p.play()
	}
	s.end(err)
}

// player is what the pump has in its hands.
type player struct {
	*source
	capture *gocv.VideoCapture
	plate   *plate // the next to be filled
}

// letGo is how long a webcam may be busy before that is said. One that was
// closed just now, by this program too, is let go at the next picture.
const letGo = 500 * time.Millisecond

func (p *player) open() (err error) {
	for end := time.Now().Add(letGo); ; {
		p.capture, err = p.origin.capture(p.config)
		if err == nil || camera.FaultOf(err) != camera.Busy || time.Now().After(end) {
			return err
		}
		if camera.Sleep(p.stopped, letGo/20) != nil {
			return err
		}
	}
}

func (p *player) close() {
	if p.capture != nil {
		p.capture.Close()
	}
	p.plate.close()
}

// follow reads a live camera until it fails or nobody wants it any more.
func (p *player) follow() error {
	for bad := 0; bad < badReads; bad++ {
		for p.read() {
			p.show()
			bad = 0
		}
		switch {
		case p.stopped.Err() != nil:
			return io.EOF
		case p.slot.idle() >= p.config.Stall:
			return p.origin.fault(camera.Stalled, nil)
		}
	}
	return p.origin.fault(camera.Lost, nil)
}

// play shows a video file at its own speed, and again if it loops.
func (p *player) play() error {
	for {
		shown, err := p.playOnce()
		switch {
		case err != nil:
			return err
		case shown == 0:
			return p.origin.fault(camera.Unsupported, errors.New("no picture in it"))
		case !p.config.Loop:
			return io.EOF
		}
		// Going back to the first picture works with some formats only.
		p.capture.Close()
		if err := p.open(); err != nil {
			return err
		}
	}
}

func (p *player) playOnce() (shown int, err error) {
	each, began := speed(p.capture), p.config.Now()
	for ; p.read(); shown++ {
		due := time.Duration(shown) * each
		if err := p.config.Wait(p.stopped, due-p.config.Now().Sub(began)); err != nil {
			return shown, io.EOF
		}
		p.show()
	}
	if p.stopped.Err() != nil {
		return shown, io.EOF
	}
	return shown, nil
}

func (p *player) read() bool {
	return p.stopped.Err() == nil && p.capture.Read(&p.plate.raw) && !p.plate.raw.Empty()
}

// show puts the plate just filled into the slot.
func (p *player) show() {
	p.plate.at = p.config.Now()
	p.plate = p.slot.put(p.plate)
}
