package assembly

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"passdesk/app/desk"
	"passdesk/app/keyring"
	"passdesk/app/scanlog"
	"passdesk/app/scanlog/outbox"
	"passdesk/app/scanlog/postgres"
	"passdesk/app/scanlog/sqlite"
	"passdesk/app/settings"
)

// Log is a log that is open.
type Log interface {
	scanlog.Store
	scanlog.Numbering
	io.Closer
}

// ReadLog opens a log to read it: a file's path or a server's address. A file
// that is not there is not begun, and a damaged one is left where it is.
func ReadLog(place string) (Log, error) {
	if postgres.IsAddress(place) {
		return postgres.OpenAsking(place, keyring.Password)
	}
	if info, err := os.Stat(place); errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0 {
		return nil, fmt.Errorf("there is no log at %s yet", place)
	}
	s, err := sqlite.Options{Leave: true}.Open(place)
	if err != nil {
		return nil, err
	}
	return s, nil
}

// DeskLog is the log that a desk writes.
type DeskLog struct {
	Log
	// Deliver takes what the desk wrote to the server until the context ends,
	// and tells how that stands; nil for a log that is kept here.
	Deliver func(context.Context, func(desk.ServerIs))
}

// deliverAgain is how often a server that is away is tried again.
const deliverAgain = 2 * time.Second

// KeepLog gives the log at its place, which may be a server's address; what
// the server does not have waits in the outbox. Aside is told where a damaged
// file was put. Nothing is opened before it is needed.
func KeepLog(places settings.Paths, aside func(string)) (DeskLog, error) {
	if !postgres.IsAddress(places.Log) {
		return DeskLog{Log: sqlite.Keep(places.Log, aside)}, nil
	}
	server, err := postgres.OpenAsking(places.Log, keyring.Password)
	if err != nil {
		return DeskLog{}, err
	}
	out := outbox.New(sqlite.Keep(places.Outbox, aside), server)
	deliver := func(ctx context.Context, tell func(desk.ServerIs)) {
		again := time.NewTicker(deliverAgain)
		defer again.Stop()
		out.Run(ctx, again.C, func(s outbox.Status) { tell(desk.ServerIs(s)) })
	}
	return DeskLog{Log: out, Deliver: deliver}, nil
}

// Purge removes the visits of before a day from a log, and gives how many.
// The log must be one that entries may be removed from.
func Purge(log Log, before string, now func() time.Time) (removed int, err error) {
	retention, may := log.(scanlog.Retention)
	if !may {
		return 0, errors.New("nothing may be removed from this log")
	}
	for {
		n, err := retention.Purge(before, now())
		if n == 0 || err != nil {
			return removed, err
		}
		removed += n
	}
}
