package desk

import (
	"time"

	"passdesk/app/scanlog"
)

// Lock blanks the desk and lets its camera rest: whoever is there leaves it,
// and nothing of a visitor stays. A training ends. A desk that nobody has set
// up yet is not locked.
type Lock struct{}

func (Lock) on(s State, at time.Time) (State, []scanlog.Entry) {
	if s.Locked || s.Setup.First {
		return s, nil
	}
	s, entries := Clear{}.on(s, at) // still in training, if it was on
	s.Training, s.View, s.Locked = Training{}, ScanView, true
	s.Picture, s.Found, s.Coach, s.Incoming = nil, nil, Coach{}, Incoming{}
	s.Browsing = Browsing{}
	return s, entries
}

// Unlock goes on where Lock stopped.
type Unlock struct{}

func (Unlock) on(s State, _ time.Time) (State, []scanlog.Entry) {
	s.Locked = false
	return s, nil
}

// shuts tells whether an action is none of a locked desk: what a person does
// there, and what a camera or scanner shows that has not stopped yet. News of
// the rest of the program goes on.
func (s State) shuts(a Action) bool {
	if !s.Locked {
		return false
	}
	switch a.(type) {
	case Show, Train, Tally, Undo, Leave, Unleave, Hold, JoinNext, Compare, Reveal, FilterLog, ChooseDays, Seen, Looked, Coming:
		return true
	}
	return false
}
