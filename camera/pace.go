package camera

import "time"

// pace tells a slow camera from one that misses a picture now and then.
type pace struct {
	last  time.Time
	slow  bool
	other int // pictures in a row that are not as slow says
}

// next takes the time of a picture. When that changes what the camera counts
// as, it gives how far apart the pictures are now, zero if that is not slow.
func (p *pace) next(at time.Time) (every time.Duration, changed bool) {
	first, apart := p.last.IsZero(), at.Sub(p.last)
	p.last = at
	if first || p.slow == (apart > Slow) {
		p.other = 0
		return 0, false
	}
	if p.other++; p.other < 2 {
		return 0, false
	}
	p.slow, p.other = !p.slow, 0
	if !p.slow {
		apart = 0
	}
	return apart, true
}
