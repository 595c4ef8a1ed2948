package desk

import (
	"slices"
	"time"

	"passdesk/app/scanlog"
)

// Inside is how many people are inside today, as far as the log can know: who
// was let in since midnight, less who was counted out. Nobody is counted out by
// himself.
type Inside struct {
	Known     bool
	Here, All int  // let in at this desk; at all desks of the log
	Alone     bool // what other desks let in since the server is away is not in All
}

// InsideIs brings how many people are inside.
type InsideIs struct{ Inside Inside }

func (a InsideIs) on(s State, _ time.Time) (State, []scanlog.Entry) {
	s.Inside = a.Inside
	return s, nil
}

// Room is how much room is left.
type Room string

// How much room there can be.
const (
	NoLimit Room = ""
	Enough  Room = "enough"
	Nearly  Room = "nearly" // nine tenths are taken
	Full    Room = "full"
)

// Room tells how much room is left inside. What is not known yet is enough.
func (s State) Room() Room {
	most := s.Setup.Set.Capacity
	switch {
	case most <= 0:
		return NoLimit
	case s.Inside.All >= most:
		return Full
	case s.Inside.All*10 >= most*9:
		return Nearly
	}
	return Enough
}

// Leave counts somebody out.
type Leave struct{}

func (Leave) on(s State, at time.Time) (State, []scanlog.Entry) {
	if s.Training.On || s.Setup.Set.Capacity <= 0 {
		return s, nil
	}
	e := s.remark(scanlog.Tally, at)
	e.Outcome, e.By = scanlog.LeftCount, scanlog.ByHand
	s.left = append(slices.Clone(s.left[max(0, len(s.left)-mostLeft+1):]), e)
	s.Inside.Here, s.Inside.All = max(0, s.Inside.Here-1), max(0, s.Inside.All-1)
	return s.wrote(e), []scanlog.Entry{e}
}

// mostLeft is how many in a row can be taken back.
const mostLeft = 50

// Unleave takes back the last one counted out here today.
type Unleave struct{}

func (Unleave) on(s State, at time.Time) (State, []scanlog.Entry) {
	if !s.CanUnleave() {
		return s, nil
	}
	last := s.left[len(s.left)-1]
	s.left = s.left[:len(s.left)-1]
	e := last
	e.Kind, e.Refers, e.Number, e.At = scanlog.Undo, last.Number, s.number+1, at
	s.Inside.Here, s.Inside.All = s.Inside.Here+1, s.Inside.All+1
	return s.wrote(e), []scanlog.Entry{e}
}

// CanUnleave tells whether somebody counted out can be taken back.
func (s State) CanUnleave() bool {
	if s.Training.On || len(s.left) == 0 {
		return false
	}
	last := s.left[len(s.left)-1]
	return last.Desk == s.About.Desk && last.Day() == s.Now.Format(time.DateOnly)
}
