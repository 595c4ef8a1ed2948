package desk

import (
	"time"

	"passdesk/app/scanlog"
	"passdesk/verify"
)

// Clock is what speaks against this computer's clock, on which every date
// rule hangs. It is said and refuses nothing: who is at the desk knows what
// day it is.
type Clock struct {
	Fault verify.ClockFault // empty when nothing speaks against it
	Says  time.Time         // what the clock says
	Known time.Time         // a moment that it must have passed
}

// Clock judges the clock by the signed directory and by what this desk has
// written down: before it was opened, see Remembers, and since. It is asked
// anew with every State, and costs two comparisons.
func (s State) Clock() Clock {
	known := verify.Known{Snapshot: s.About.Directory.Issued, Scan: s.latest}
	c := Clock{Fault: known.Check(s.Now), Says: s.Now}
	switch c.Fault {
	case verify.ClockRight:
		return Clock{}
	case verify.ClockBehindSnapshot:
		c.Known = known.Snapshot
	default:
		c.Known = known.Scan
	}
	c.Known = c.Known.In(s.Now.Location())
	return c
}

// Remembers gives a State that knows of the latest moment in the log.
func (s State) Remembers(latest time.Time) State {
	s.latest = laterOf(s.latest, latest)
	return s
}

// ClockIsRight is a person's word that the clock is right now: it was ahead
// when the log's latest entry was written. Against the signed directory's time
// nobody's word counts.
type ClockIsRight struct{}

func (ClockIsRight) on(s State, at time.Time) (State, []scanlog.Entry) {
	s.latest = at
	return s, nil
}

// InLog tells whether it is the log that speaks against the clock, which a
// person's word can answer.
func (c Clock) InLog() bool { return c.Fault == verify.ClockSetBack }

func laterOf(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
