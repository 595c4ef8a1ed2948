package verify

import "time"

// Known is what a desk knows of the time without asking its clock: moments
// that have certainly passed. Either may be zero.
type Known struct {
	// Snapshot is when the directory's snapshot was made, under its
	// signature: trust.Directory.Time.
	Snapshot time.Time
	// Scan is the latest moment that this desk has written down: of all
	// entries of its log, not only of the last. A clock that ran ahead and is
	// put right looks like one that is set back; whoever confirms that the
	// clock is right now begins with a zero Scan.
	Scan time.Time
}

// ClockFault says what is wrong with a clock, in words for a log.
type ClockFault string

// The faults of a clock. All dates of cards and rules hang on it.
const (
	ClockRight          ClockFault = "" // as far as anybody here can know
	ClockBehindSnapshot ClockFault = "clock-behind-directory"
	ClockSetBack        ClockFault = "clock-set-back"
)

// clockSlack is how far clocks that are both right may differ: that of the
// publisher of a snapshot and ours, or ours before and after a correction by
// the network.
const clockSlack = 5 * time.Minute

// Check tells whether a clock that shows now can be right. It is total; a
// clock that is ahead cannot be noticed.
func (k Known) Check(now time.Time) ClockFault {
	switch {
	case now.Before(k.Snapshot.Add(-clockSlack)):
		return ClockBehindSnapshot
	case now.Before(k.Scan.Add(-clockSlack)):
		return ClockSetBack
	default:
		return ClockRight
	}
}

// Sentence tells a fault to the person at the desk, "" for none.
func (f ClockFault) Sentence() string {
	switch f {
	case ClockRight:
		return ""
	case ClockBehindSnapshot:
		return "This computer's clock is wrong: it shows a time before the directory of issuers was made. Put it right, or dates on cards are judged wrongly."
	default:
		return "This computer's clock was set back since the last scan. Put it right, or dates on cards are judged wrongly."
	}
}
