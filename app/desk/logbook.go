package desk

import (
	"time"

	"passdesk/app/scanlog"
)

// Server is how the delivery to the server stands that keeps the log; its zero
// value is that of a log that is kept here, or that the server has whole.
type Server struct {
	Waiting int64 // entries that are on this computer's disk only
	Trouble string
}

// ServerIs brings news of the server that keeps the log.
type ServerIs Server

func (a ServerIs) on(s State, _ time.Time) (State, []scanlog.Entry) {
	s.Log.Server = Server(a)
	return s, nil
}

// Unsaved brings how many entries wait to be written, and how many were not
// kept because too many did.
type Unsaved struct{ Waiting, Lost int64 }

func (a Unsaved) on(s State, _ time.Time) (State, []scanlog.Entry) {
	s.Log.Waiting, s.Log.Lost = a.Waiting, a.Lost
	return s, nil
}

// ClockJumped says by how much the computer's clock was put forward, or back
// where that is negative. A computer that slept looks as if it was put forward.
type ClockJumped struct{ By time.Duration }

// on marks it in the log, in training too: it is about every entry there is.
func (a ClockJumped) on(s State, at time.Time) (State, []scanlog.Entry) {
	e := s.remark(scanlog.ClockJump, at)
	e.Detail = at.Add(-a.By).Format(time.RFC3339)
	return s.wrote(e), []scanlog.Entry{e}
}

// remark makes an entry that is about the log itself.
func (s State) remark(kind scanlog.Kind, at time.Time) scanlog.Entry {
	return scanlog.Entry{
		Number: s.number + 1, Kind: kind, At: at,
		Site: s.About.Site, Desk: s.About.Desk, Policy: s.About.Policy, Versions: s.About.Versions,
	}
}

// wrote takes note of an entry that goes to the log.
func (s State) wrote(e scanlog.Entry) State {
	s.number = e.Number
	if e.Kind != scanlog.DaySeal {
		s.unsealed = e.Day()
	}
	return s
}

// GoesOnFrom gives a State that knows the newest entry of its desk in the log,
// the zero Entry if there is none: a day that was not sealed is, once it is
// over.
func (s State) GoesOnFrom(newest scanlog.Entry) State {
	s.unsealed = ""
	if newest.Number > 0 && newest.Kind != scanlog.DaySeal {
		s.unsealed = newest.Day()
	}
	return s
}

// sealDay seals the last day on which something was written, once it is over.
func (s State) sealDay(at time.Time) (State, []scanlog.Entry) {
	if s.unsealed == "" || at.Format(time.DateOnly) <= s.unsealed {
		return s, nil
	}
	e := s.remark(scanlog.DaySeal, at)
	e.Refers, e.Detail = s.number, s.unsealed
	s.unsealed = ""
	return s.wrote(e), []scanlog.Entry{e}
}
