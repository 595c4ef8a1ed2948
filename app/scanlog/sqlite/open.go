package sqlite

import (
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Defaults of Options.
const (
	DefaultBusy      = 5 * time.Second
	DefaultCheckUpTo = 32 << 20 // some 75,000 entries, looked over in about 50 ms
)

// Options change how a log is opened. The zero value is right for a desk.
type Options struct {
	// Busy is how long Open and every call of the Store wait for another
	// program that holds the file, 0 for DefaultBusy.
	Busy time.Duration
	// CheckUpTo is the size in bytes up to which Open reads the whole file's
	// structure, 0 for DefaultCheckUpTo. A larger file is read through only
	// when it is in use or was not closed, else Open leaves it to Check.
	CheckUpTo int64
	// Thorough makes Open do all that Check does, whatever the size: for a log
	// that returned ErrDamaged.
	Thorough bool
	// Leave leaves a damaged file where it is and returns ErrDamaged: for a
	// program that only reads.
	Leave bool
}

// Open opens the log at path with the default Options.
func Open(path string) (*Store, error) { return Options{}.Open(path) }

// Open opens the log at path, or starts one: its folder and files are then
// open to their owner only. A file that is damaged, or not a database at all,
// is renamed to PATH.damaged-N, a new log is started, and SetAside of the
// Store tells where the old one is. A sound database of another program, and
// a log of a newer version, are refused and left alone. Errors are
// *scanlog.Error.
func (o Options) Open(path string) (*Store, error) {
	o.Busy = cmp.Or(o.Busy, DefaultBusy)
	o.CheckUpTo = cmp.Or(o.CheckUpTo, DefaultCheckUpTo)
	before, _ := os.Stat(path)
	s, err := o.open(path)
	if !isDamage(err) || o.Leave {
		return s, failed("open the log", err)
	}
	aside, err := setAside(path, before)
	if err != nil {
		return nil, failed("set the damaged log aside", err)
	}
	if s, err = o.open(path); err != nil {
		return nil, failed("start a new log", err)
	}
	s.SetAside = aside
	return s, nil
}

// open opens a log that is expected to be sound.
func (o Options) open(path string) (*Store, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	if err := create(path); err != nil {
		return nil, err
	}
	large := o.leavesToCheck(path)
	if err := o.probe(path, large); err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", o.writing(path))
	if err != nil {
		return nil, err
	}
	s := &Store{db: db, Unchecked: large}
	if err := s.migrate(); err != nil {
		db.Close()
		return nil, err
	}
	return s, nil
}

// probe looks at a file without changing it: opened for writing, SQLite would
// write a damaged log's side file into it, and convert another program's
// database to a write-ahead log.
func (o Options) probe(path string, large bool) error {
	// SQLite takes a file shorter than its smallest page for an empty one.
	if info, err := os.Stat(path); err != nil || info.Size() > 0 && info.Size() < 512 {
		return cmp.Or(err, ErrDamaged)
	}
	db, err := sql.Open("sqlite", o.reading(path))
	if err != nil {
		return err
	}
	defer db.Close()
	if err := identify(db); err != nil || large {
		return err
	}
	if o.Thorough {
		return check(db, "integrity_check")
	}
	return check(db, "quick_check")
}

// leavesToCheck says whether a file is too large to be looked over at once
// and gives no cause to: SQLite removes the write-ahead log when the last
// program closes the file.
func (o Options) leavesToCheck(path string) bool {
	info, err := os.Stat(path)
	if err != nil || o.Thorough || info.Size() <= o.CheckUpTo {
		return false
	}
	_, err = os.Stat(path + "-wal")
	return errors.Is(err, fs.ErrNotExist)
}

// Check looks the whole file over, its indexes and sums against its entries
// too, and returns an error that wraps ErrDamaged when it is not sound. It takes some
// seconds for a million entries; other calls may go on meanwhile. It does not
// check the chain: a byte of an entry that was turned is found by
// scanlog.Verify, an index that was changed is found here.
func (s *Store) Check() error {
	err := check(s.db, "integrity_check")
	if err == nil {
		err = checkSums(s.db)
	}
	return failed("check the log", err)
}

// checkSums holds the sums against the entries, from which they follow.
func checkSums(db *sql.DB) error {
	const some = "(n, took, matched, different, notcompared) <> (0, 0, 0, 0, 0)"
	const there, wanted = "SELECT * FROM sums WHERE " + some, "SELECT * FROM (" + foldSQL + ") WHERE " + some
	var differ int
	err := db.QueryRow(`SELECT (SELECT count(*) FROM (` + wanted + ` EXCEPT ` + there + `)) +
		(SELECT count(*) FROM (` + there + ` EXCEPT ` + wanted + `))`).Scan(&differ)
	if err == nil && differ > 0 {
		err = ErrDamaged
	}
	return err
}

// check has SQLite look over the file: quick_check reads its structure,
// integrity_check compares the indexes as well and takes ten times as long.
func check(db *sql.DB, pragma string) error {
	var verdict string
	if err := db.QueryRow(`PRAGMA ` + pragma + `(1)`).Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" {
		return ErrDamaged
	}
	return nil
}

// create makes an empty file where there is none: SQLite would make it
// readable by everyone, and gives its side files the permissions of the file.
// A file that exists is not opened, because closing it would drop the locks
// that this process holds on it (POSIX).
func create(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// reading is the DSN of a connection that changes nothing.
func (o Options) reading(path string) string { return o.dsn(path, url.Values{"mode": {"ro"}}) }

// writing is the DSN of a Store's connections.
func (o Options) writing(path string) string {
	return o.dsn(path, url.Values{
		"_journal_mode": {"WAL"},
		"_synchronous":  {"FULL"},
		"_foreign_keys": {"on"},
		"_txlock":       {"immediate"},
	})
}

// dsn names the file and what holds for each connection to it.
func (o Options) dsn(path string, values url.Values) string {
	values.Set("_busy_timeout", fmt.Sprint(o.Busy.Milliseconds()))
	values.Set("_dqs", "0")
	values.Set("_defensive", "1")
	values.Set("_error_rc", "1")
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a drive letter
	}
	file := url.URL{Scheme: "file", Path: path, RawQuery: values.Encode()}
	return file.String()
}
