package desk

import (
	"cmp"
	"image"
	"slices"
	"time"

	"passdesk/app/scanlog"
)

// Action is something that happened at the desk other than a reading: a
// person's wish or news from a part of the program. The closed set of them
// is below.
type Action interface {
	on(State, time.Time) (State, []scanlog.Entry)
}

// Act takes an action and gives the next State with the entries to log.
func (s State) Act(a Action, at time.Time) (State, []scanlog.Entry) {
	s.Now = at
	if s.shuts(a) {
		return s, nil
	}
	switch a.(type) {
	case Clear, Hold, JoinNext, Show, Train, Compare, Tally:
		s = s.touched(at)
	}
	return a.on(s, at)
}

// Tick lets time pass: an open result closes, a remark goes, a new day starts
// at none.
func (s State) Tick(at time.Time) (State, []scanlog.Entry) {
	s.Now = at
	s, entries := s.sealDay(at) // before anything that is of the new day
	if s.Result != nil && !s.Result.Closes.IsZero() && !at.Before(s.Result.Closes) {
		var more []scanlog.Entry
		s, more = s.close(at)
		entries = append(entries, more...)
	}
	if !s.Notice.Closes.IsZero() && !at.Before(s.Notice.Closes) {
		s.Notice = Notice{}
	}
	if day := at.Format(time.DateOnly); day != s.Today.Day {
		s.Today, s.earlier, s.tallies = Today{Day: day}, s.earlier.forgotten(), nil
	}
	s.inView = stillInView(s.inView, at, s.Incoming.Since)
	s.Coach = s.Coach.fresh(at)
	s = s.forgetInitials(at)
	if at.Sub(s.found) >= outlineFor {
		s.Found = nil
	}
	s, more := s.endIdleTraining(at)
	if s.collected.Expired(at) {
		s, more = s.dropParts(at) // there are none when a training has just ended
	}
	return s, append(entries, more...)
}

// Clear closes the result now, and gives up a card of which parts are
// missing. The card that is still in view stays seen.
type Clear struct{}

func (Clear) on(s State, at time.Time) (State, []scanlog.Entry) {
	s, entries := s.close(at)
	s.Notice = Notice{}
	s, more := s.dropParts(at)
	return s, append(entries, more...)
}

// Hold keeps the open result until it is cleared or held again, which lets
// it close in its time from then on.
type Hold struct{}

func (Hold) on(s State, at time.Time) (State, []scanlog.Entry) {
	if s.Result == nil {
		return s, nil
	}
	held := *s.Result
	if held.Closes.IsZero() {
		held.Closes = at.Add(s.ResultFor())
	} else {
		held.Closes = time.Time{}
	}
	s.Result = &held
	return s, nil
}

// Show turns to a view.
type Show struct{ View View }

func (a Show) on(s State, at time.Time) (State, []scanlog.Entry) { return s.turn(a.View, at) }

// Seen brings the camera's newest picture; nil when there is none any more.
type Seen struct{ Picture image.Image }

func (a Seen) on(s State, _ time.Time) (State, []scanlog.Entry) {
	s.Picture = a.Picture
	return s, nil
}

// CameraIs brings news of the camera. Without pictures the last one goes: it
// may show a visitor who has left.
type CameraIs struct{ Camera Camera }

func (a CameraIs) on(s State, _ time.Time) (State, []scanlog.Entry) {
	s.Camera = a.Camera
	if a.Camera.Phase != Live {
		s.Picture, s.Found, s.Coach = nil, nil, Coach{}
	}
	return s, nil
}

// DirectoryIs brings news of the trust directory.
type DirectoryIs struct{ Directory Directory }

func (a DirectoryIs) on(s State, _ time.Time) (State, []scanlog.Entry) {
	s.About.Directory = a.Directory
	return s, nil
}

// LogPage brings rows of the log: the newest page, or with Before the next
// page after the row of that key.
type LogPage struct {
	Rows   []scanlog.Row
	More   bool
	Before int64
	Query  scanlog.Query // that selected them
}

// on joins the page to the rows on view, so that none is missing or there
// twice whatever came meanwhile. Who is not looking at the log needs its
// newest page only.
func (a LogPage) on(s State, _ time.Time) (State, []scanlog.Entry) {
	if a.Query != s.Log.Query { // another one was asked for meanwhile
		return s, nil
	}
	s.Log = s.Log.know(a.Rows)
	s.Log.Read = true
	first, next, more := a.Rows, []scanlog.Row(nil), a.More
	switch held := s.Log.Rows; {
	case len(held) == 0:
	case a.Before > 0 && oldest(held) > a.Before: // of rows that are gone from view
		return s, nil
	case a.Before > 0:
		first, next = held, below(a.Rows, oldest(held))
	case s.View == LogView && len(a.Rows) > 0 && oldest(a.Rows) <= held[0].Key:
		if next = below(held, oldest(a.Rows)); len(next) > 0 {
			more = s.Log.More
		}
	}
	s.Log.Rows, s.Log.More = slices.Concat(first, next), more
	return s, nil
}

// oldest is the key of the last row.
func oldest(rows []scanlog.Row) int64 { return rows[len(rows)-1].Key }

// below gives the rows with a smaller key; they are newest first.
func below(rows []scanlog.Row, key int64) []scanlog.Row {
	i, _ := slices.BinarySearchFunc(rows, key-1, func(r scanlog.Row, most int64) int { return cmp.Compare(most, r.Key) })
	return rows[i:]
}

// Counted brings what the log already holds of a day that has just begun
// here: after a clock was put right, a day may begin twice.
type Counted struct{ Counts []scanlog.Count }

func (a Counted) on(s State, _ time.Time) (State, []scanlog.Entry) {
	s.Today = s.Today.with(a.Counts, s.About.Desk)
	return s, nil
}

// LogIs brings news of the log: the trouble that keeps entries from being
// written, or none.
type LogIs struct{ Trouble string }

func (a LogIs) on(s State, _ time.Time) (State, []scanlog.Entry) {
	s.Log.Trouble = a.Trouble
	return s, nil
}

// Remark shows a passing remark for a while, or with For zero until the next.
type Remark struct {
	ID    string
	About string
	For   time.Duration
}

func (a Remark) on(s State, at time.Time) (State, []scanlog.Entry) {
	s.Notice = Notice{ID: a.ID, About: a.About}
	if a.For > 0 {
		s.Notice.Closes = at.Add(a.For)
	}
	return s, nil
}
