//go:build cgo && gocv_specific_modules && gocv_videoio

package opencv

import (
	"io"
	"sync"
	"time"
)

// slot holds the newest plate until it is taken, and the end once it is
// known. A plate belongs to one of three: the pump that fills it, the slot,
// or Next that develops it. So there are never more than three, however slow
// either is.
type slot struct {
	ring chan struct{} // holds a token when there is something to look at
	over chan struct{} // closed by the end

	mu     sync.Mutex
	newest *plate    // nil when there is none
	spare  []*plate  // to be filled
	came   time.Time // when the last plate came, or the capture was opened
	end    error
	closed bool
}

func newSlot() *slot {
	return &slot{ring: make(chan struct{}, 1), over: make(chan struct{})}
}

// begin starts to count the time without a plate, so much later: OpenCV drops
// a webcam's first picture, which a slow one takes its time for.
func (s *slot) begin(later time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.came = time.Now().Add(later)
}

// put replaces the newest plate and gives another one to fill: the one that
// nobody took, if there is one.
func (s *slot) put(p *plate) *plate {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return p
	}
	if s.newest != nil {
		s.spare = append(s.spare, s.newest)
	}
	s.newest, s.came = p, time.Now()
	select {
	case s.ring <- struct{}{}:
	default:
	}
	last := len(s.spare) - 1
	if last < 0 {
		return newPlate()
	}
	blank := s.spare[last]
	s.spare = s.spare[:last]
	return blank
}

// take gives the newest plate, else the end, else nothing.
func (s *slot) take() (*plate, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.closed:
		return nil, io.EOF
	case s.newest != nil:
		p := s.newest
		s.newest = nil
		return p, nil
	default:
		return nil, s.end
	}
}

// giveBack takes a plate that has been developed.
func (s *slot) giveBack(p *plate) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		p.close()
		return
	}
	s.spare = append(s.spare, p)
}

// idle tells how long no plate has come.
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

// clear drops the plates and takes no more.
func (s *slot) clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	if s.newest != nil {
		s.newest.close()
	}
	for _, p := range s.spare {
		p.close()
	}
	s.newest, s.spare = nil, nil
}
