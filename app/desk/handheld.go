package desk

import (
	"time"

	"passdesk/app/scanlog"
)

// Incoming is a text that a hand scanner is sending, which takes up to 40
// seconds.
type Incoming struct {
	Characters int       // that have come, 0 while none is coming
	Since      time.Time // when the first came
}

// Coming brings news of a text that is being sent.
type Coming struct{ Incoming Incoming }

func (a Coming) on(s State, _ time.Time) (State, []scanlog.Entry) {
	s.Incoming = a.Incoming
	return s, nil
}

// Line is how a hand scanner on a serial line is doing. Fault is a
// camera.Fault, and Port names the line.
type Line struct {
	Phase Phase
	Fault string
	Port  string
}

// LineIs brings news of the line. One that is lost, or found again, is said
// in passing; how it is doing stands in the settings.
type LineIs struct{ Line Line }

func (a LineIs) on(s State, at time.Time) (State, []scanlog.Entry) {
	before := s.Line.Phase
	s.Line = a.Line
	switch {
	case before == Live && a.Line.Phase == Failed:
		s.Notice = Notice{ID: "scanner-failed", Closes: at.Add(remarkFor)}
	case before == Failed && a.Line.Phase == Live:
		s.Notice = Notice{ID: "scanner-ready", Closes: at.Add(remarkFor)}
	}
	return s, nil
}

// scannerRead is the remark about a code that a hand scanner read while the
// settings are open.
const scannerRead = "scanner-read"

// checkScanner takes a code that a hand scanner read while the settings are
// open as the proof that it can, and as nothing else.
func (s State) checkScanner(r Reading, at time.Time) (State, bool) {
	if s.View != SettingsView || r.By != scanlog.ByScanner {
		return s, false
	}
	s.Notice = Notice{ID: scannerRead, Closes: at.Add(remarkFor)}
	return s, true
}
