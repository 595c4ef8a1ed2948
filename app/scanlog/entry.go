// Package scanlog remembers decisions, never people: entries, queries,
// counts, the hash chain, and Store.
//
// An Entry has no field for a person, so none can be written. Entries are
// only ever appended; a count is a fold over them and is stored nowhere else.
package scanlog

import (
	"time"

	"passdesk/verify/reason"
)

// Kind says what an entry records. Scan is the only kind that counts a card;
// the others name an earlier entry by its number or stand alone.
type Kind string

// The kinds of entry.
const (
	// Scan: a code was shown and answered.
	Scan Kind = "scan"
	// Change: a setting that matters for the counts was changed.
	Change Kind = "change"
)

// Why a Change was made, if it is about an issuer, whose address is the
// entry's Issuer. A change of the rules gives no reason. No Reason of a card is
// the same.
const (
	IssuerAdded   reason.Reason = "issuer-added"
	IssuerRemoved reason.Reason = "issuer-removed"
)

// By says how a text reached the desk.
type By string

// The ways in.
const (
	ByCamera  By = "camera"
	ByScanner By = "scanner"
	ByFile    By = "file"
	ByHand    By = "hand"
)

// Entry is one line of the log. Within one desk, entries are numbered from 1
// without gaps; Number is given by the desk, Prev and Hash by the Store.
type Entry struct {
	Number  int64
	Kind    Kind
	Refers  int64     // number of the entry this one is about, 0 for none
	At      time.Time // with the desk's zone: its calendar date is the day
	Site    string
	Desk    string
	Outcome reason.Outcome
	Reason  reason.Reason
	Flips   string // date or RFC 3339 time at which a refusal or acceptance flips, if known
	Issuer  string // iss of the card, if it could be read
	Format  string // kind of card, see verify.Format
	Policy  string // rule packs in force, ids joined by "+"
	By      By
	Took    time.Duration // from picture or last key to the decision
	Prev    [32]byte      // hash of the entry before, zero for number 1
	Hash    [32]byte
}

// Day gives the calendar date of the entry at its desk, as YYYY-MM-DD.
func (e Entry) Day() string { return e.At.Format(time.DateOnly) }
