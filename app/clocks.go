package app

import "time"

// leastJump is how far the computer's clock must be put before that is marked:
// more than what it is slewed by, less than what a person would set.
const leastJump = 30 * time.Second

// clocks holds the computer's clock against time as it passes.
type clocks struct{ ticked, showed time.Time }

// jump gives by how much the clock was put since the last look, zero for less
// than leastJump. What passed is told by the clock's own monotonic reading, or
// where it has none by the ticker. Neither knows of zones: when summer time
// begins or ends nothing jumps.
func (c *clocks) jump(ticked, shows time.Time) time.Duration {
	before := *c
	*c = clocks{ticked, shows}
	if before.showed.IsZero() {
		return 0
	}
	passed := ticked.Sub(before.ticked)
	if isMonotonic(shows) && isMonotonic(before.showed) {
		passed = shows.Sub(before.showed)
	}
	by := shows.Round(0).Sub(before.showed.Round(0)) - passed
	if by.Abs() < leastJump {
		return 0
	}
	return by
}

func isMonotonic(t time.Time) bool { return t != t.Round(0) }
