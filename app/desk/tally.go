package desk

import (
	"slices"
	"time"

	"passdesk/app/scanlog"
	"passdesk/verify/reason"
)

// mostUndone is how many tallies in a row can be taken back.
const mostUndone = 50

// Tally counts a visitor who is let in without a card; Why is one of
// scanlog.Tallies.
type Tally struct{ Why reason.Reason }

func (a Tally) on(s State, at time.Time) (State, []scanlog.Entry) {
	if !slices.Contains(scanlog.Tallies(), a.Why) {
		return s, nil
	}
	e := s.remark(scanlog.Tally, at)
	e.Outcome, e.Reason, e.By = scanlog.ByHandCount, a.Why, scanlog.ByHand
	s, entries := s.record(e)
	if len(entries) == 0 { // in training
		s.Notice = Notice{ID: "tally-training", Closes: at.Add(remarkFor)}
		return s, nil
	}
	kept := s.tallies[max(0, len(s.tallies)-mostUndone+1):]
	s.tallies = append(slices.Clone(kept), e)
	s.Notice = Notice{ID: "tally-" + string(a.Why), Closes: at.Add(remarkFor)}
	return s, entries
}

// undoTally takes back the last tally.
func (s State) undoTally(at time.Time) (State, []scanlog.Entry) {
	last := s.tallies[len(s.tallies)-1]
	s.tallies = s.tallies[:len(s.tallies)-1]
	s, entries := s.record(s.about(last, scanlog.Undo, at))
	s.Notice = Notice{ID: "untally-" + string(last.Reason), Closes: at.Add(remarkFor)}
	return s, entries
}

// canUndoTally tells whether there is a tally to take back: one of today, by
// this desk, since the program began.
func (s State) canUndoTally() bool {
	if s.Training.On || len(s.tallies) == 0 {
		return false
	}
	last := s.tallies[len(s.tallies)-1]
	return last.Desk == s.About.Desk && last.Day() == s.Now.Format(time.DateOnly)
}
