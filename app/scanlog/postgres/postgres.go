// Package postgres keeps the log in a server shared by many desks: a
// scanlog.Store over PostgreSQL.
//
// A desk's login can append and read, and cannot change or remove an entry,
// see Schema. The connection is encrypted and the server's certificate checked
// unless the server is on this machine. Desks write beside each other: none
// waits for another's entry. A desk's name belongs to the login that took it
// first.
//
// The package does not keep entries while the server is away; that is package
// outbox. It makes no schema of its own accord, and never writes a password
// anywhere.
package postgres

import (
	"context"
	_ "embed"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"passdesk/app/scanlog"
)

// Schema is what the owner of the database runs, as SQL: for a new log, and for
// one that an older Passdesk made.
//
//go:embed schema.sql
var Schema string

// patience is how long a call waits for the server.
const patience = 5 * time.Second

// Store is a log in a server. It may be used from several goroutines.
type Store struct {
	pool *pgxpool.Pool
}

var _ scanlog.Store = (*Store)(nil)
var _ scanlog.Numbering = (*Store)(nil)
var _ scanlog.Retention = (*Store)(nil)
var _ scanlog.Index = (*Store)(nil)

// Open gives the log at an address, see Parse. It does not connect: the first
// call does, and each call after a connection was lost does so again.
func Open(address string) (*Store, error) {
	return OpenAsking(address, func(string) (string, error) { return "", nil })
}

// OpenAsking does so, and asks for the password of an address whenever it
// connects over a network and PGPASSFILE and PGPASSWORD have none. An error of
// that is no password.
func OpenAsking(address string, password func(address string) (string, error)) (*Store, error) {
	config, err := Parse(address)
	if err != nil {
		return nil, failed("open the log", err)
	}
	config.BeforeConnect = func(_ context.Context, c *pgx.ConnConfig) error {
		if network, _ := pgconn.NetworkAddress(c.Host, c.Port); c.Password == "" && network != "unix" {
			c.Password, _ = password(address) // without one the server says what is missing
		}
		return nil
	}
	pool, err := pgxpool.NewWithConfig(context.Background(), config)
	if err != nil {
		return nil, failed("open the log", err)
	}
	return &Store{pool: pool}, nil
}

// Close ends the use of the server. It waits for calls that are under way.
func (s *Store) Close() error {
	s.pool.Close()
	return nil
}

// inTx does what it is given in one transaction, within patience.
func (s *Store) inTx(do func(context.Context, pgx.Tx) error) error {
	ctx, done := context.WithTimeout(context.Background(), patience)
	defer done()
	return pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error { return do(ctx, tx) })
}

// Append implements scanlog.Store.
func (s *Store) Append(entries ...scanlog.Entry) error {
	return s.write(entries, func(h scanlog.Head, e scanlog.Entry) (scanlog.Entry, error) { return h.Next(e) })
}

// Deliver adds entries that another store has already chained, as they are. It
// returns ErrNumberTaken, ErrNumberSkipped, or ErrNameTaken when they do not
// follow the desk's last one here: another desk wrote that.
func (s *Store) Deliver(entries ...scanlog.Entry) error {
	return s.write(entries, func(h scanlog.Head, e scanlog.Entry) (scanlog.Entry, error) {
		_, err := h.Next(e)
		if err == nil && e.Prev != h.Hash {
			err = ErrNameTaken
		}
		return e, err
	})
}

// write adds entries behind their desks' heads, all of them or none.
func (s *Store) write(entries []scanlog.Entry, link func(scanlog.Head, scanlog.Entry) (scanlog.Entry, error)) error {
	if len(entries) == 0 {
		return nil
	}
	return failed("write to the log", s.inTx(func(ctx context.Context, tx pgx.Tx) error {
		heads := map[string]scanlog.Head{}
		var all []scanlog.Entry
		for _, e := range entries {
			desk := scanlog.CleanText(e.Desk)
			head, known := heads[desk]
			if !known {
				var err error
				if head, err = takeName(ctx, tx, desk); err != nil {
					return err
				}
			}
			linked, err := link(head, e)
			if err != nil {
				return err
			}
			all = append(all, linked)
			heads[desk] = linked.Head()
		}
		_, err := tx.Exec(ctx, insertSQL, lists(all)...)
		return err
	}))
}

// takeName makes a desk's name this login's, and gives the head of its chain.
func takeName(ctx context.Context, tx pgx.Tx, desk string) (scanlog.Head, error) {
	var mine bool
	err := tx.QueryRow(ctx, `SELECT login = current_user FROM passdesk.desks WHERE desk = $1`, desk).Scan(&mine)
	if err == pgx.ErrNoRows {
		_, err = tx.Exec(ctx, `INSERT INTO passdesk.desks (desk) VALUES ($1)`, desk)
		mine = true
	}
	switch {
	case err != nil:
		return scanlog.Head{}, err
	case !mine:
		return scanlog.Head{}, ErrNameTaken
	}
	return lastHead(ctx, tx, desk)
}

// querier is what a pool and a transaction share.
type querier interface {
	Query(context.Context, string, ...any) (pgx.Rows, error)
	QueryRow(context.Context, string, ...any) pgx.Row
}

// lastHead gives the head of a desk's chain.
func lastHead(ctx context.Context, q querier, desk string) (scanlog.Head, error) {
	var head scanlog.Head
	var hash []byte
	err := q.QueryRow(ctx, `SELECT number, hash FROM passdesk.entries WHERE desk = $1 ORDER BY number DESC LIMIT 1`, desk).
		Scan(&head.Number, &hash)
	if err == pgx.ErrNoRows {
		return head, nil
	}
	copy(head.Hash[:], hash)
	return head, err
}

// Head gives the head of a desk's chain.
func (s *Store) Head(desk string) (scanlog.Head, error) {
	ctx, done := context.WithTimeout(context.Background(), patience)
	defer done()
	head, err := lastHead(ctx, s.pool, scanlog.CleanText(desk))
	return head, failed("read the log", err)
}

// Last implements scanlog.Numbering.
func (s *Store) Last(desk string) (int64, error) {
	head, err := s.Head(desk)
	return head.Number, err
}

// Entries implements scanlog.Store.
func (s *Store) Entries(q scanlog.Query) ([]scanlog.Row, error) {
	if q.Text != "" {
		rows, err := s.search(q)
		return rows, failed("read the log", err)
	}
	query, args := entriesSQL(q)
	rows, err := read(s.pool, scanRow, query, args)
	return rows, failed("read the log", err)
}

// Counts implements scanlog.Store.
func (s *Store) Counts(q scanlog.Query) ([]scanlog.Count, error) {
	query, args := countsSQL(q)
	counts, err := read(s.pool, scanCount, query, args)
	if err != nil {
		return nil, failed("count the log", err)
	}
	query, args = carriedSQL(q)
	checkpoints, err := read(s.pool, scanRow, query, args)
	for _, c := range checkpoints {
		counts = append(counts, q.Carried(c.Entry)...)
	}
	return scanlog.Sum(counts), failed("count the log", err)
}

// ErrSums says that what the log is counted by does not follow from its entries.
var ErrSums = errors.New("the sums do not follow from the entries")

// Check holds the sums against the entries, from which they follow. It takes
// some seconds for a million entries, and does not check the chain.
func (s *Store) Check() error {
	ctx, done := context.WithTimeout(context.Background(), 24*patience)
	defer done()
	var differ int
	err := s.pool.QueryRow(ctx, sumsDifferSQL).Scan(&differ)
	if err == nil && differ > 0 {
		err = ErrSums
	}
	return failed("check the log", err)
}

// read gives all rows of a query.
func read[T any](q querier, scan pgx.RowToFunc[T], query string, args []any) ([]T, error) {
	ctx, done := context.WithTimeout(context.Background(), patience)
	defer done()
	rows, err := q.Query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, scan)
}
