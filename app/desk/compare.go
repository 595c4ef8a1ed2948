package desk

import (
	"time"

	"passdesk/app/scanlog"
	"passdesk/verify/reason"
)

// A question opens a moment after its result, so that no key that was meant
// for the visitor before answers it, nor one that a hand scanner adds to a
// code. Once it is answered by yes the visitor is in, and the name soon goes.
const (
	askAfter    = 300 * time.Millisecond
	answeredFor = 5 * time.Second
)

// Compare is what came of comparing the visitor with a photo ID. Shown names
// the result that it is about, which may have given way meanwhile.
type Compare struct {
	Shown   time.Time
	Matches bool
}

func (a Compare) on(s State, at time.Time) (State, []scanlog.Entry) {
	if !s.AsksID() || !s.Result.Shown.Equal(a.Shown) {
		return s, nil
	}
	r := *s.Result
	r.ID = scanlog.IDDifferent
	if a.Matches {
		r.ID = scanlog.IDMatched
		if soon := at.Add(answeredFor); r.Closes.After(soon) {
			r.Closes = soon
		}
	}
	r.answered = s.about(r.logged, scanlog.Compared, at)
	r.answered.ID = r.ID
	s.Result = &r
	return s.record(r.answered)
}

// AsksID tells whether the desk waits to hear what came of comparing the
// visitor with a photo ID: of an accepted card, once no keys of a hand scanner
// come any more, and unless another card of the same person is to come first.
func (s State) AsksID() bool {
	r := s.Result
	return r != nil && r.Compares && r.ID == "" && !r.Joins &&
		s.Incoming.Characters == 0 && s.Now.Sub(r.Shown) >= askAfter
}

// compares tells whether a decision asks for a look at the photo ID.
func (s State) compares(o reason.Outcome) bool {
	return s.Setup.Set.IDStep && o == reason.Accepted
}

// close takes the open result away. One whose holder nobody compared with a
// photo ID is logged as such.
func (s State) close(at time.Time) (State, []scanlog.Entry) {
	r := s.Result
	s.Result = nil
	if r == nil || !r.Compares || r.ID != "" {
		return s, nil
	}
	e := s.about(r.logged, scanlog.Compared, at)
	e.ID = scanlog.IDNotCompared
	return s.record(e)
}

// about makes an entry that refers to an earlier one of today, and repeats what
// that is counted by.
func (s State) about(first scanlog.Entry, kind scanlog.Kind, at time.Time) scanlog.Entry {
	e := first
	e.Number, e.Kind, e.Refers, e.At = s.number+1, kind, first.Number, at
	e.Flips, e.Took = "", 0
	return e
}
