package scanlog

import (
	"errors"

	"passdesk/verify/reason"
)

// Query selects entries. Zero fields do not select. Before and Limit page by
// key, newest first: pass the last row's Key to get the next page.
type Query struct {
	From, To string // days, YYYY-MM-DD, both inclusive
	Desk     string
	Kind     Kind
	Outcome  reason.Outcome
	Reason   reason.Reason
	Issuer   string
	By       By
	Text     string // occurs in site, desk, outcome, reason, issuer, format or policy; A to Z in any case, one line
	Before   int64  // rows with a key smaller than this, 0 for the newest
	Limit    int    // 0 means all
	Hourly   bool   // Counts are told apart by the hour too
}

// Row is an entry as a Store holds it; Key orders all rows of a store by
// when they were appended.
type Row struct {
	Key int64
	Entry
}

// Store keeps the log. Append is durable when it returns: all of its entries
// are kept, chained by Head.Next and in order, or none. It returns
// ErrNumberTaken when the desk already holds an entry of that number,
// ErrNumberSkipped when it lacks the one before, *Error for what the machine
// did. Entries gives rows newest first; Counts gives the Fold of all rows for
// the query (its Before and Limit do not apply).
//
// A Store may be used from several goroutines. Every implementation passes
// package storetest.
type Store interface {
	Append(...Entry) error
	Entries(Query) ([]Row, error)
	Counts(Query) ([]Count, error)
}

// Numbering tells a desk the number of its last entry, 0 for a desk that has
// not written yet: it goes on from there. Every Store is also a Numbering.
type Numbering interface {
	Last(desk string) (int64, error)
}

// Index tells what there is to choose from in a log, at once however long it
// is. Every Store is also an Index.
type Index interface {
	Values() (Values, error)
}

// Values are what occurs in a log, each in order and at most MostValues of it.
type Values struct{ Desks, Reasons, Issuers []string }

// ReadValues gives what a store has, asked for each in turn by the name of its
// column.
func ReadValues(read func(column string) ([]string, error)) (v Values, err error) {
	for _, of := range []struct {
		column string
		values *[]string
	}{{"desk", &v.Desks}, {"reason", &v.Reasons}, {"issuer", &v.Issuers}} {
		if *of.values, err = read(of.column); err != nil {
			return v, err
		}
	}
	return v, nil
}

// MostValues is how many desks, reasons or issuers an Index tells: as many as a
// person can choose from. A card can name any issuer.
const MostValues = 200

// ErrNumberTaken says that this desk already logged an entry of that number:
// another program runs under the same desk name.
var ErrNumberTaken = errors.New("this desk name is already writing to the log: two desks may not share a name")

// Error is a failure of a store, in words for a person, with its cause.
type Error struct {
	Doing string // what was being done: "open the log", "write to the log"
	Err   error
}

// Error gives a sentence.
func (e *Error) Error() string { return "could not " + e.Doing + ": " + e.Err.Error() }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }
