package desk

import (
	"time"

	"passdesk/app/scanlog"
)

// undoAfter is how long an answer stands at least: its button gives its place to
// the one that takes it back, and some people click everything twice.
const undoAfter = 500 * time.Millisecond

// Undo takes back what was last done by hand: the answer about the photo ID of
// the result in view, which is then asked again, or the last tally of today that
// was not taken back yet.
type Undo struct{}

func (Undo) on(s State, at time.Time) (State, []scanlog.Entry) {
	switch {
	case s.CanUndoAnswer() && !(s.canUndoTally() && s.tallies[len(s.tallies)-1].Number > s.Result.answered.Number):
		if at.Sub(s.Result.answered.At) < undoAfter {
			return s, nil
		}
		return s.undoAnswer(at)
	case s.canUndoTally():
		return s.undoTally(at)
	}
	return s, nil
}

// CanUndo tells whether there is something to take back.
func (s State) CanUndo() bool { return s.CanUndoAnswer() || s.canUndoTally() }

// CanUndoAnswer tells whether the answer about the photo ID can be taken back:
// as long as its result is in view.
func (s State) CanUndoAnswer() bool {
	r := s.Result
	return r != nil && r.ID.Undone() != "" && r.answered.Day() == s.Now.Format(time.DateOnly)
}

// undoAnswer asks again, for as long as a new result would be shown.
func (s State) undoAnswer(at time.Time) (State, []scanlog.Entry) {
	r := *s.Result
	e := s.about(r.answered, scanlog.Compared, at)
	e.ID = r.ID.Undone()
	r.ID, r.answered = "", scanlog.Entry{}
	if !r.Closes.IsZero() {
		r.Closes = at.Add(s.ResultFor())
	}
	s.Result = &r
	s.Notice = Notice{ID: "id-undone", Closes: at.Add(remarkFor)}
	return s.record(e)
}
