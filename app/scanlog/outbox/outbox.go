// Package outbox lets a desk write on while its server is away: entries wait
// on this disk and are delivered in order, each exactly once.
//
// An entry is on this computer's disk when Append returns, in a log of SQLite
// like that of a desk without a server, chained and numbered; no call of it
// waits for the network. Run delivers what the server does not have, by asking
// it for the last entry it has of a desk: so nothing is delivered twice,
// whatever was cut off in the middle. Reading asks the server, which has all
// desks, and this computer while the server is away or has not got everything.
//
// It starts no goroutine, and never changes an entry: one that the server
// refuses stays here, and why is told.
package outbox

import (
	"context"
	"errors"
	"sync"
	"time"

	"passdesk/app/scanlog"
	"passdesk/app/scanlog/postgres"
	"passdesk/app/scanlog/sqlite"
)

// batch is how many entries are delivered at once.
const batch = 500

// Status is how the delivery stands.
type Status struct {
	Waiting int64 // entries that the server does not have yet
	Trouble string
}

// Outbox is a log on this disk and in a server. It may be used from several
// goroutines.
type Outbox struct {
	local  *sqlite.Kept
	server *postgres.Store
	wake   chan struct{} // holds one: there is something to deliver

	delivering sync.Mutex // one at a time

	mu      sync.Mutex
	there   map[string]int64 // by desk, the last number that the server is known to have
	last    map[string]int64 // by desk, the last number here, as far as it was seen
	trouble string           // of the last delivery
	appends int              // how often something was appended
	here    bool             // the server has everything, and answered last
}

var _ scanlog.Store = (*Outbox)(nil)
var _ scanlog.Numbering = (*Outbox)(nil)
var _ scanlog.Retention = (*Outbox)(nil)
var _ scanlog.Index = (*Outbox)(nil)

// New makes an outbox. Close closes both logs.
func New(local *sqlite.Kept, server *postgres.Store) *Outbox {
	o := &Outbox{local: local, server: server, wake: make(chan struct{}, 1), there: map[string]int64{}, last: map[string]int64{}}
	o.wake <- struct{}{} // what is left from before
	return o
}

// Append implements scanlog.Store.
func (o *Outbox) Append(entries ...scanlog.Entry) error {
	if err := o.local.Append(entries...); err != nil {
		return err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.here = false
	o.appends++
	for _, e := range entries {
		desk := scanlog.CleanText(e.Desk)
		if _, known := o.there[desk]; !known {
			o.there[desk] = e.Number - 1
		}
		o.last[desk] = e.Number
	}
	o.stir()
	return nil
}

// stir lets Run look for something to deliver.
func (o *Outbox) stir() {
	select {
	case o.wake <- struct{}{}:
	default:
	}
}

// Last implements scanlog.Numbering.
func (o *Outbox) Last(desk string) (int64, error) { return o.local.Last(desk) }

// Entries implements scanlog.Store.
func (o *Outbox) Entries(q scanlog.Query) (rows []scanlog.Row, err error) {
	err = o.read(func(s scanlog.Store) error {
		rows, err = s.Entries(q)
		return err
	})
	return rows, err
}

// Counts implements scanlog.Store.
func (o *Outbox) Counts(q scanlog.Query) (counts []scanlog.Count, err error) {
	err = o.read(func(s scanlog.Store) error {
		counts, err = s.Counts(q)
		return err
	})
	return counts, err
}

// Values implements scanlog.Index.
func (o *Outbox) Values() (v scanlog.Values, err error) {
	err = o.read(func(s scanlog.Store) error {
		v, err = s.(scanlog.Index).Values() // both are one
		return err
	})
	return v, err
}

// read asks the server if it has everything, or else this computer.
func (o *Outbox) read(from func(scanlog.Store) error) error {
	o.mu.Lock()
	here := o.here
	o.mu.Unlock()
	if here {
		err := from(o.server)
		if !errors.Is(err, postgres.ErrAway) {
			return err
		}
		o.away(err)
	}
	return from(o.local)
}

// Purge implements scanlog.Retention for what is kept on this computer. What
// the server does not have is never removed; the server's own entries are not
// a desk's to remove.
func (o *Outbox) Purge(before string, at time.Time) (removed int, err error) {
	o.mu.Lock()
	here := o.here
	o.mu.Unlock()
	if !here {
		return 0, nil
	}
	return o.local.Purge(before, at)
}

// Close implements io.Closer.
func (o *Outbox) Close() error { return errors.Join(o.local.Close(), o.server.Close()) }

// Run delivers until ctx ends: as soon as something was appended, and after a
// failure at each tick of again. It tells how that stands after each look.
func (o *Outbox) Run(ctx context.Context, again <-chan time.Time, tell func(Status)) {
	failing := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-o.wake:
			if !failing { // else the next tick tries it
				failing = o.Deliver() != nil
			}
		case <-again:
			if !failing {
				continue
			}
			failing = o.Deliver() != nil
		}
		tell(o.Status())
	}
}

// Status tells how the delivery stands.
func (o *Outbox) Status() Status {
	o.mu.Lock()
	defer o.mu.Unlock()
	s := Status{Trouble: o.trouble}
	for desk, last := range o.last {
		s.Waiting += last - o.there[desk]
	}
	return s
}

// Deliver delivers once what the server does not have. A desk that it refuses
// keeps no other one back. It returns the last failure.
func (o *Outbox) Deliver() error {
	o.delivering.Lock()
	defer o.delivering.Unlock()
	before := o.appended()
	desks, failure := o.local.Desks()
	for _, desk := range desks {
		if desk == scanlog.RetentionDesk {
			continue // what was removed here says nothing of the server
		}
		if err := o.deliver(desk); err != nil {
			failure = err
		}
		if errors.Is(failure, postgres.ErrAway) {
			break
		}
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.trouble = ""
	if failure != nil {
		o.trouble = failure.Error()
	}
	o.here = failure == nil && o.appends == before
	return failure
}

func (o *Outbox) appended() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.appends
}

// deliver delivers the entries of one desk.
func (o *Outbox) deliver(desk string) error {
	head, err := o.server.Head(desk)
	if err != nil {
		return err
	}
	if err := o.follow(desk, head); err != nil {
		return err
	}
	for {
		entries, err := o.local.After(desk, head.Number, batch)
		if err == nil && len(entries) > 0 {
			err = o.server.Deliver(entries...)
		}
		if err != nil {
			return err
		}
		if len(entries) > 0 {
			head = entries[len(entries)-1].Head()
		}
		o.note(desk, head.Number)
		if len(entries) < batch {
			return nil
		}
	}
}

// follow checks that the server's last entry of a desk is this computer's: it
// is here, or the one behind it is.
func (o *Outbox) follow(desk string, head scanlog.Head) error {
	if head.Number == 0 {
		return nil
	}
	next, err := o.local.After(desk, head.Number-1, 1)
	if err != nil {
		return err
	}
	if len(next) == 1 && (next[0].Head() == head || next[0].Number == head.Number+1 && next[0].Prev == head.Hash) {
		return nil
	}
	return postgres.ErrNameTaken
}

// note notes up to which number the server has a desk's entries.
func (o *Outbox) note(desk string, number int64) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.there[desk] = number
	o.last[desk] = max(o.last[desk], number)
}

// away notes that the server did not answer.
func (o *Outbox) away(err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.here, o.trouble = false, err.Error()
	o.stir()
}
