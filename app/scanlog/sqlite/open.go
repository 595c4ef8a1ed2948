package sqlite

import (
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

// DefaultBusy is how long Open's Store waits for another program that is
// writing to the file.
const DefaultBusy = 5 * time.Second

// Open opens the log at path, or starts one: its folder and files are then
// open to their owner only. A file that is damaged, or not a database at all,
// is renamed to PATH.damaged-N, a new log is started, and SetAside of the
// Store tells where the old one is. A sound database of another program, and
// a log of a newer version, are refused and left alone. Errors are
// *scanlog.Error.
func Open(path string) (*Store, error) { return OpenWaiting(path, DefaultBusy) }

// OpenWaiting is Open with another time to wait for the locks of other
// programs, in Open itself and in every call of the Store.
func OpenWaiting(path string, busy time.Duration) (*Store, error) {
	s, err := open(path, busy)
	if !isDamage(err) {
		return s, failed("open the log", err)
	}
	aside, err := setAside(path)
	if err != nil {
		return nil, failed("set the damaged log aside", err)
	}
	if s, err = open(path, busy); err != nil {
		return nil, failed("start a new log", err)
	}
	s.SetAside = aside
	return s, nil
}

// open opens a log that is expected to be sound.
func open(path string, busy time.Duration) (*Store, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	if err := create(path); err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", dsn(path, busy))
	if err != nil {
		return nil, err
	}
	s := &Store{db: db}
	if err := s.prepare(); err != nil {
		db.Close()
		return nil, err
	}
	return s, nil
}

// prepare makes sure that the file is a sound log of the newest schema.
func (s *Store) prepare() error {
	if err := identify(s.db); err != nil {
		return err
	}
	if err := check(s.db); err != nil {
		return err
	}
	return s.migrate()
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

// dsn names the file and what holds for each connection to it.
func dsn(path string, busy time.Duration) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a drive letter
	}
	file := url.URL{Scheme: "file", Path: path, RawQuery: url.Values{
		"_busy_timeout": {fmt.Sprint(busy.Milliseconds())},
		"_journal_mode": {"WAL"},
		"_synchronous":  {"FULL"},
		"_foreign_keys": {"on"},
		"_txlock":       {"immediate"},
		"_dqs":          {"0"},
		"_defensive":    {"1"},
		"_error_rc":     {"1"},
	}.Encode()}
	return file.String()
}

// check looks the whole file over.
func check(db *sql.DB) error {
	var verdict string
	if err := db.QueryRow(`PRAGMA quick_check(1)`).Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" {
		return ErrDamaged
	}
	return nil
}

// maxAside is how many damaged logs are kept before Open gives up.
const maxAside = 1000

// setAside renames a damaged log with its side files, which SQLite needs to
// make the most of it, and never over another file.
func setAside(path string) (string, error) {
	for n := 1; n <= maxAside; n++ {
		aside := fmt.Sprintf("%s.damaged-%d", path, n)
		if _, err := os.Lstat(aside); !errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err := os.Rename(path, aside); err != nil {
			return "", err
		}
		for _, side := range []string{"-wal", "-shm"} {
			err := os.Rename(path+side, aside+side)
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				return "", err
			}
		}
		return aside, nil
	}
	return "", errors.New("there are too many damaged logs in its folder")
}
