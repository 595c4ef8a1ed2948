package sqlite

import (
	"errors"
	"io/fs"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"passdesk/app/scanlog"
)

// ErrDamaged says that the file is not a sound log any more. Close the Store
// and open the file again with Options.Thorough, which sets it aside.
var ErrDamaged = errors.New("the log file is damaged")

// failed gives what a person needs to know of an error: the two that are the
// desk's own as they are, everything else as *scanlog.Error.
func failed(doing string, err error) error {
	switch {
	case err == nil, errors.Is(err, scanlog.ErrNumberTaken), errors.Is(err, scanlog.ErrNumberSkipped):
		return err
	default:
		return &scanlog.Error{Doing: doing, Err: explain(err)}
	}
}

// fault is a cause in words for a person.
type fault struct {
	text  string
	cause error
}

func (f *fault) Error() string { return f.text }
func (f *fault) Unwrap() error { return f.cause }

// faults puts SQLite's primary result codes into words.
var faults = map[int]string{
	lib.SQLITE_BUSY:     "another program is holding the log file",
	lib.SQLITE_LOCKED:   "another program is holding the log file",
	lib.SQLITE_FULL:     "the disk is full",
	lib.SQLITE_IOERR:    "the disk reports an error",
	lib.SQLITE_NOMEM:    "there is not enough memory",
	lib.SQLITE_READONLY: "the log file may not be written to",
	lib.SQLITE_PERM:     "the log file may not be written to",
	lib.SQLITE_CANTOPEN: "the log file may not be opened here",
}

// explain finds words for a cause, which stays reachable by errors.As.
func explain(err error) error {
	var dberr *sqlite.Error
	switch {
	case isDamage(err):
		return &fault{ErrDamaged.Error(), errors.Join(ErrDamaged, err)}
	case errors.As(err, &dberr):
		if text, ok := faults[dberr.Code()&0xff]; ok {
			return &fault{text, err}
		}
	case errors.Is(err, fs.ErrPermission):
		return &fault{"this system does not allow it to be written there", err}
	}
	return err
}

// isDamage says whether SQLite found the file itself unsound.
func isDamage(err error) bool {
	if errors.Is(err, ErrDamaged) {
		return true
	}
	var dberr *sqlite.Error
	if !errors.As(err, &dberr) {
		return false
	}
	code := dberr.Code() & 0xff
	return code == lib.SQLITE_CORRUPT || code == lib.SQLITE_NOTADB
}
