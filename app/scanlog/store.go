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
	Outcome  reason.Outcome
	Reason   reason.Reason
	Issuer   string
	By       By
	Before   int64 // rows with a key smaller than this, 0 for the newest
	Limit    int   // 0 means all
}

// Row is an entry as a Store holds it; Key orders all rows of a store by
// when they were appended.
type Row struct {
	Key int64
	Entry
}

// Count is how many scans of one day fell together.
type Count struct {
	Day     string
	Desk    string
	Policy  string
	Outcome reason.Outcome
	Reason  reason.Reason
	Format  string
	N       int
}

// Store keeps the log. Append is durable when it returns: all of its entries
// are kept, chained and in order, or none. It returns ErrNumberTaken when the
// desk already holds an entry of that number, *Error for what the machine did.
// Entries gives rows newest first; Counts folds the scans that the query
// selects (its Before and Limit do not apply), ordered by day, desk, policy,
// outcome, reason, format.
type Store interface {
	Append(...Entry) error
	Entries(Query) ([]Row, error)
	Counts(Query) ([]Count, error)
}

// ErrNumberTaken says that this desk already logged an entry of that number:
// two programs run under one desk name.
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
