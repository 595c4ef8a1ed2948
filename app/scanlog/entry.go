// Package scanlog remembers decisions, never people: entries, queries,
// counts, the hash chain, and Store.
//
// An Entry has no field for a person, so none can be written. Entries are
// only ever appended; a count is a fold over them and is stored nowhere else.
// The one exception is retention: visits that are older than a person wants
// to keep give way to a Checkpoint with their counts.
package scanlog

import (
	"time"

	"passdesk/verify/reason"
)

// Kind says what an entry records.
type Kind string

// The kinds of entry. Those about a visit are removed when their time is over,
// see Kind.IsVisit; the others stay.
const (
	// Scan: a code was shown and answered. It counts one.
	Scan Kind = "scan"
	// Tally: somebody was let in by hand; Outcome is ByHandCount and Reason
	// says why. Or somebody left, and Outcome is LeftCount. It counts one.
	Tally Kind = "tally"
	// Undo takes back the Scan or Tally that it refers to, of which it repeats
	// what Count is told apart by. It counts one less.
	Undo Kind = "undo"
	// Compared: the photo ID was compared, or was not, for the Scan that it
	// refers to and repeats as Undo does. ID has the answer. Or an answer was
	// taken back, that of the Compared that it refers to.
	Compared Kind = "compared"

	// Change: a setting that matters for the counts was changed.
	Change Kind = "change"
	// ClockJump: the computer's clock was put forward or back; Detail is the
	// time that it would have shown, RFC 3339, and At what it showed.
	ClockJump Kind = "clock-jump"
	// DaySeal: a day is over; Detail is the day, and Refers the last entry
	// before. Its hash, and the one before it, seal all that was written.
	DaySeal Kind = "day-seal"
	// Checkpoint: entries of a day were removed by retention, up to the one
	// that it refers to; Detail is a Purge as text. It stands in the chain of
	// RetentionDesk.
	Checkpoint Kind = "checkpoint"
)

// IsVisit tells whether an entry of this kind is about a visit, and goes when
// its time is over.
func (k Kind) IsVisit() bool { return k == Scan || k == Tally || k == Undo || k == Compared }

// Weight is how much an entry of this kind adds to a count.
func (k Kind) Weight() int {
	switch k {
	case Scan, Tally:
		return 1
	case Undo:
		return -1
	default:
		return 0
	}
}

// RetentionDesk names the chain of the checkpoints. It begins with a space, as
// no desk's name does, so that it is never a desk's own.
const RetentionDesk = " retention"

// Why a Change was made, if it is about an issuer, whose address is the
// entry's Issuer. A change of the rules gives no reason. No Reason of a card is
// the same.
const (
	IssuerAdded   reason.Reason = "issuer-added"
	IssuerRemoved reason.Reason = "issuer-removed"
)

// ByHandCount is the outcome of a Tally. No outcome of a card is the same.
const ByHandCount reason.Outcome = "by-hand"

// LeftCount is the outcome of a Tally of somebody who left. It is no visit, and
// counts among those who are inside only.
const LeftCount reason.Outcome = "left"

// Why somebody was let in by hand: the reasons of a Tally.
const (
	PaperRecord reason.Reason = "paper-record"
	Exemption   reason.Reason = "exemption"
	Child       reason.Reason = "child"
	OtherCount  reason.Reason = "other"
)

// Tallies lists the reasons of a Tally in the order in which a desk shows them.
func Tallies() []reason.Reason { return []reason.Reason{PaperRecord, Exemption, Child, OtherCount} }

// By says how a text reached the desk.
type By string

// The ways in.
const (
	ByCamera  By = "camera"
	ByScanner By = "scanner"
	ByFile    By = "file"
	ByHand    By = "hand"
)

// IDCheck is the result of comparing a visitor with a photo ID.
type IDCheck string

// The results.
const (
	IDMatched     IDCheck = "matched"
	IDDifferent   IDCheck = "different"
	IDNotCompared IDCheck = "not-compared" // the next card came first

	IDMatchedUndone   IDCheck = "matched-undone" // the answer was given by mistake
	IDDifferentUndone IDCheck = "different-undone"
)

// Undone is the result that takes this one back, "" if nobody can.
func (c IDCheck) Undone() IDCheck {
	switch c {
	case IDMatched:
		return IDMatchedUndone
	case IDDifferent:
		return IDDifferentUndone
	default:
		return ""
	}
}

// Entry is one line of the log. Within one desk, entries are numbered from 1
// without gaps; Number is given by the desk; Layout, Prev and Hash by the
// Store.
type Entry struct {
	Layout   int64 // which fields Encode covers, see Layout1
	Number   int64
	Kind     Kind
	Refers   int64     // number of the entry this one is about, 0 for none
	At       time.Time // with the desk's zone: its calendar date is the day
	Site     string
	Desk     string
	Outcome  reason.Outcome
	Reason   reason.Reason
	Flips    string // date or RFC 3339 time at which a refusal or acceptance flips, if known
	Issuer   string // iss of the card, if it could be read
	Format   string // kind of card, see verify.Format
	Policy   string // rule packs in force, ids joined by "+"
	Versions string // of those packs, in the same order, joined by "+"; empty where they have none
	ID       IDCheck
	By       By
	Took     time.Duration // from picture or last key to the decision
	Detail   string        // what the Kind says, up to MaxDetail bytes
	Prev     [32]byte      // hash of the entry before, zero for number 1
	Hash     [32]byte
}

// Day gives the calendar date of the entry at its desk, as YYYY-MM-DD.
func (e Entry) Day() string { return e.At.Format(time.DateOnly) }
