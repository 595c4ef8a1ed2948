// Package sqlite keeps the log in one file: a scanlog.Store over SQLite, in
// pure Go.
//
// An entry is on the disk when Append returns, and a program killed at any
// moment loses nothing that was acknowledged (write-ahead log, synchronous
// FULL). Several programs of one machine may share the file. A file that is
// damaged is set aside under another name and never overwritten: a desk goes
// on with a new log and can say so.
//
// It does not repair a damaged file, does not keep its owner from changing it
// (scanlog.Verify finds that), and is not for a file on a network drive, where
// locks cannot be relied on.
package sqlite

import (
	"database/sql"
	"strings"
	"sync"
	"time"

	"passdesk/app/scanlog"
)

// Store is a log in one file. It may be used from several goroutines.
type Store struct {
	// SetAside is the path at which Open put a damaged log, empty when there
	// was none.
	SetAside string
	// Unchecked says that Open took a large file as sound. Call Check when
	// there is time.
	Unchecked bool

	db *sql.DB
	// Writers of this program queue here: fairer and faster than SQLite's
	// own waiting, which sleeps.
	writing sync.Mutex
	left    bool // of initials that were removed, something may be left in the side file
}

var _ scanlog.Store = (*Store)(nil)
var _ scanlog.Numbering = (*Store)(nil)
var _ scanlog.Retention = (*Store)(nil)
var _ scanlog.Index = (*Store)(nil)

// Close ends the use of the file.
func (s *Store) Close() error { return failed("close the log", s.db.Close()) }

// Append implements scanlog.Store.
func (s *Store) Append(entries ...scanlog.Entry) error {
	if len(entries) == 0 {
		return nil
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	return failed("write to the log", s.inTx(func(tx *sql.Tx) error {
		return insert(tx, entries)
	}))
}

// inTx does what it is given in one transaction, which holds the right to
// write from its start, see the DSN.
func (s *Store) inTx(do func(*sql.Tx) error) error {
	tx, err := s.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := do(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// insertEntry takes what values gives.
const insertEntry = `INSERT INTO entries (` + columns + `)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

// insert chains the entries behind their desks' heads and adds them.
func insert(tx *sql.Tx, entries []scanlog.Entry) error {
	statement, err := tx.Prepare(insertEntry)
	if err != nil {
		return err
	}
	defer statement.Close()
	heads := map[string]scanlog.Head{}
	for _, e := range entries {
		desk := scanlog.CleanText(e.Desk)
		head, known := heads[desk]
		if !known {
			if head, err = lastHead(tx, desk); err != nil {
				return err
			}
		}
		linked, err := head.Next(e)
		if err != nil {
			return err
		}
		if _, err := statement.Exec(values(linked)...); err != nil {
			return err
		}
		heads[desk] = linked.Head()
	}
	return nil
}

// values gives an entry's columns.
func values(e scanlog.Entry) []any {
	_, zone := e.At.Zone()
	return []any{
		e.Layout, e.Number, string(e.Kind), e.Refers, e.At.Unix(), e.At.Nanosecond(), zone, e.Site, e.Desk,
		string(e.Outcome), string(e.Reason), e.Flips, e.Issuer, e.Format, e.Policy, e.Versions, string(e.ID),
		string(e.By), int64(e.Took), e.Detail, e.Prev[:], e.Hash[:],
	}
}

// queryer is what a database and a transaction share.
type queryer interface {
	QueryRow(query string, args ...any) *sql.Row
	Query(query string, args ...any) (*sql.Rows, error)
}

// lastHead gives the head of a desk's chain.
func lastHead(q queryer, desk string) (scanlog.Head, error) {
	var head scanlog.Head
	var hash []byte
	row := q.QueryRow(`SELECT number, hash FROM entries WHERE desk = ? ORDER BY number DESC LIMIT 1`, desk)
	switch err := row.Scan(&head.Number, &hash); err {
	case nil:
		copy(head.Hash[:], hash)
		return head, nil
	case sql.ErrNoRows:
		return scanlog.Head{}, nil
	default:
		return scanlog.Head{}, err
	}
}

// Last implements scanlog.Numbering.
func (s *Store) Last(desk string) (int64, error) {
	head, err := lastHead(s.db, scanlog.CleanText(desk))
	return head.Number, failed("read the log", err)
}

// Entries implements scanlog.Store.
func (s *Store) Entries(q scanlog.Query) ([]scanlog.Row, error) {
	if q.Text != "" {
		rows, err := s.search(q)
		return rows, failed("read the log", err)
	}
	query, args := entriesSQL(q)
	rows, err := collect(s.db, scanRow, query, args)
	return rows, failed("read the log", err)
}

// Counts implements scanlog.Store.
func (s *Store) Counts(q scanlog.Query) ([]scanlog.Count, error) {
	if strings.Contains(q.Text, "\n") {
		return nil, nil // see scanlog.Query.Finds
	}
	query, args := countsSQL(q)
	counts, err := collect(s.db, scanCount, query, args)
	if err != nil {
		return nil, failed("count the log", err)
	}
	query, args = carriedSQL(q)
	checkpoints, err := collect(s.db, scanRow, query, args)
	for _, c := range checkpoints {
		counts = append(counts, q.Carried(c.Entry)...)
	}
	return scanlog.Sum(counts), failed("count the log", err)
}

// collect gives all rows of a query.
func collect[T any](db queryer, scan func(*sql.Rows) (T, error), query string, args []any) ([]T, error) {
	rows, err := db.Query(query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

// scanRow reads the columns of entriesSQL.
func scanRow(rows *sql.Rows) (scanlog.Row, error) {
	var r scanlog.Row
	var seconds, nanos, took int64
	var zone int
	var prev, hash []byte
	err := rows.Scan(&r.Key, &r.Layout, &r.Number, &r.Kind, &r.Refers, &seconds, &nanos, &zone, &r.Site, &r.Desk,
		&r.Outcome, &r.Reason, &r.Flips, &r.Issuer, &r.Format, &r.Policy, &r.Versions, &r.ID,
		&r.By, &took, &r.Detail, &prev, &hash)
	r.At, r.Took = scanlog.Moment(seconds, nanos, zone), time.Duration(took)
	copy(r.Prev[:], prev)
	copy(r.Hash[:], hash)
	return r, err
}

// scanCount reads the columns of countsSQL.
func scanCount(rows *sql.Rows) (scanlog.Count, error) {
	var c scanlog.Count
	err := rows.Scan(&c.Day, &c.Desk, &c.Policy, &c.Outcome, &c.Reason, &c.Format, &c.Hour,
		&c.N, &c.Took, &c.Matched, &c.Different, &c.NotCompared)
	return c, err
}
