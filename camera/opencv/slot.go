//go:build cgo && gocv_specific_modules && gocv_videoio

package opencv

import (
	"io"
	"sync"
	"time"

	"passdesk/camera"
)

// slot holds the newest frame until it is taken, and the end once it is
// known.
type slot struct {
	ring chan struct{} // holds a token when there is something to look at
	over chan struct{} // closed by the end

	mu     sync.Mutex
	frame  camera.Frame // without Image when there is none
	came   time.Time    // when the last frame came, or the capture was opened
	end    error
	closed bool
}

func newSlot() *slot {
	return &slot{ring: make(chan struct{}, 1), over: make(chan struct{})}
}

// begin starts to count the time without a frame.
func (s *slot) begin() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.came = time.Now()
}

// put replaces the frame and gives back the one that nobody took; its
// picture is the caller's again.
func (s *slot) put(f camera.Frame) camera.Frame {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return f
	}
	old := s.frame
	s.frame, s.came = f, time.Now()
	select {
	case s.ring <- struct{}{}:
	default:
	}
	return old
}

// take gives the newest frame, else the end, else false.
func (s *slot) take() (camera.Frame, error, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.closed:
		return camera.Frame{}, io.EOF, true
	case s.frame.Image != nil:
		frame := s.frame
		s.frame = camera.Frame{}
		return frame, nil, true
	default:
		return camera.Frame{}, s.end, s.end != nil
	}
}

// idle tells how long no frame has come.
func (s *slot) idle() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return time.Since(s.came)
}

// finish sets the end; the first one stays.
func (s *slot) finish(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.end == nil {
		s.end = err
		close(s.over)
	}
}

// clear drops the frame and takes no more.
func (s *slot) clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed, s.frame = true, camera.Frame{}
}
