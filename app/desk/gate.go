package desk

import (
	"time"

	"passdesk/app/scanlog"
)

// Gate is what stands before what only a manager may do, at a desk with a PIN.
type Gate struct {
	Passed int       // how often the PIN was right
	Wrong  int       // how often it was not, since
	Until  time.Time // none is tried before
}

// longestWait is how long a desk makes anybody wait at most.
const longestWait = 15 * time.Minute

// PINTried says what came of a PIN that was typed. Each wrong one makes the
// desk wait twice as long as the one before: 1 s, 2 s, 4 s.
type PINTried struct{ Right bool }

func (a PINTried) on(s State, at time.Time) (State, []scanlog.Entry) {
	if a.Right {
		s.Gate = Gate{Passed: s.Gate.Passed + 1}
		return s, nil
	}
	s.Gate = s.Gate.Shut(at)
	return s, nil
}

// Shut gives the gate after one more wrong PIN.
func (g Gate) Shut(at time.Time) Gate {
	g.Wrong++
	g.Until = at.Add(min(longestWait, time.Second<<min(g.Wrong-1, 20)))
	return g
}

// PINWait is how long it is until a PIN may be tried again. A clock that was
// put back makes nobody wait longer.
func (s State) PINWait() time.Duration {
	return min(longestWait, max(0, s.Gate.Until.Sub(s.Now)))
}
