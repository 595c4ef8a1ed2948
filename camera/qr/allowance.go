package qr

import "time"

// allowance is what may still be spent on one picture: modules gone through
// to cure blur and noise, which every machine counts alike, and time. A
// symbol of version 22 has 11025 modules; one round over them takes some 4 ms.
type allowance struct {
	modules int
	late    func() bool // nil: there is time
}

// over reports whether the time is over. It is asked between units of work,
// each of a few milliseconds.
func (a *allowance) over() bool { return a.late != nil && a.late() }

// spend pays for one round over a symbol, false when too little is left.
func (a *allowance) spend(z samples) bool {
	a.modules -= len(z.at)
	return a.modules >= 0 && !a.over()
}

// atMost gives as much of an allowance as some rounds over a symbol take.
func (a *allowance) atMost(rounds, modules int) *allowance {
	return &allowance{modules: min(a.modules, rounds*modules), late: a.late}
}

// lastUnit is the share of a frame's time that is left to end the last unit of
// work in: a sixth of a camera's 33 milliseconds is more than any takes.
const lastUnit = 6

// Of the pictures cut short since one was read, the second is the first to get
// more time, and then every fourth.
const firstLinger, everyLinger = 2, 4

// Linger lets some of the pictures that a live reader would cut short take as
// long as most: of those since the last that was read the second, and then
// every fourth; and where that helped to read one, the next one too. So a
// machine that is slow or busy comes to the end of a look as well.
func (r *Reader) Linger(most time.Duration) { r.most = most }

// deadline says whether no more may be begun on a picture that arrives now;
// nil for a reader that has no clock.
func (r *Reader) deadline() func() bool {
	if r.clock == nil {
		return nil
	}
	allowed := r.frame
	r.lingers = r.most > r.frame && r.cut%everyLinger == firstLinger-1
	if r.lingers {
		allowed = r.most
		r.cut++
	}
	end, late := r.clock().Add(allowed-r.frame/lastUnit), false
	return func() bool {
		if late || r.clock().Before(end) {
			return late
		}
		late = true
		if !r.lingers {
			r.cut++
		}
		return true
	}
}

// wasRead begins the count of pictures cut short anew; what was said of those
// before is over.
func (r *Reader) wasRead() {
	r.cut, r.said = 0, ""
	if r.lingers {
		r.cut = firstLinger - 1
	}
}
