package sqlite

import (
	"errors"
	"sync"
	"time"

	"passdesk/app/scanlog"
)

// Kept is a log for a desk that goes on whatever becomes of the file. It is
// opened when it is first needed, and while that fails each call tries anew
// and returns why. A file that is found damaged while it is in use is set
// aside, and the next call begins a new one.
type Kept struct {
	path  string
	aside func(string)

	mu      sync.Mutex
	store   *Store // nil while none is open
	options Options
}

var _ scanlog.Store = (*Kept)(nil)
var _ scanlog.Numbering = (*Kept)(nil)
var _ scanlog.Retention = (*Kept)(nil)
var _ scanlog.Index = (*Kept)(nil)
var _ scanlog.Initials = (*Kept)(nil)

// Keep makes a Store of the log at path, which nothing opens before the first
// call. Aside is told each path at which a damaged log was put.
func Keep(path string, aside func(string)) *Kept { return &Kept{path: path, aside: aside} }

// Append implements scanlog.Store.
func (k *Kept) Append(entries ...scanlog.Entry) error {
	return k.with(func(s *Store) error { return s.Append(entries...) })
}

// Entries implements scanlog.Store.
func (k *Kept) Entries(q scanlog.Query) (rows []scanlog.Row, err error) {
	err = k.with(func(s *Store) error {
		rows, err = s.Entries(q)
		return err
	})
	return rows, err
}

// Counts implements scanlog.Store.
func (k *Kept) Counts(q scanlog.Query) (counts []scanlog.Count, err error) {
	err = k.with(func(s *Store) error {
		counts, err = s.Counts(q)
		return err
	})
	return counts, err
}

// Last implements scanlog.Numbering.
func (k *Kept) Last(desk string) (last int64, err error) {
	err = k.with(func(s *Store) error {
		last, err = s.Last(desk)
		return err
	})
	return last, err
}

// Purge implements scanlog.Retention.
func (k *Kept) Purge(before string, at time.Time) (removed int, err error) {
	err = k.with(func(s *Store) error {
		removed, err = s.Purge(before, at)
		return err
	})
	return removed, err
}

// Values implements scanlog.Index.
func (k *Kept) Values() (v scanlog.Values, err error) {
	err = k.with(func(s *Store) error {
		v, err = s.Values()
		return err
	})
	return v, err
}

// KeepInitials implements scanlog.Initials.
func (k *Kept) KeepInitials(desk string, number int64, letters string, until time.Time) error {
	return k.with(func(s *Store) error { return s.KeepInitials(desk, number, letters, until) })
}

// InitialsOf implements scanlog.Initials.
func (k *Kept) InitialsOf(rows []scanlog.Row, now time.Time) (found map[int64]scanlog.Kept, err error) {
	err = k.with(func(s *Store) error {
		found, err = s.InitialsOf(rows, now)
		return err
	})
	return found, err
}

// ForgetInitials implements scanlog.Initials.
func (k *Kept) ForgetInitials(now time.Time) error {
	return k.with(func(s *Store) error { return s.ForgetInitials(now) })
}

// Desks does what that of Store does.
func (k *Kept) Desks() (desks []string, err error) {
	err = k.with(func(s *Store) error {
		desks, err = s.Desks()
		return err
	})
	return desks, err
}

// After does what that of Store does.
func (k *Kept) After(desk string, number int64, limit int) (entries []scanlog.Entry, err error) {
	err = k.with(func(s *Store) error {
		entries, err = s.After(desk, number, limit)
		return err
	})
	return entries, err
}

// with does something with the log, and lets go of one that is damaged.
func (k *Kept) with(do func(*Store) error) error {
	s, err := k.open()
	if err != nil {
		return err
	}
	if err = do(s); errors.Is(err, ErrDamaged) {
		k.drop(s)
	}
	return err
}

// open gives the open log or opens it.
func (k *Kept) open() (*Store, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.store != nil {
		return k.store, nil
	}
	s, err := k.options.Open(k.path)
	if err != nil {
		return nil, err
	}
	if s.SetAside != "" {
		k.aside(s.SetAside)
	}
	k.store, k.options = s, Options{}
	return s, nil
}

// drop closes a damaged log, which is looked over when it is opened again.
func (k *Kept) drop(s *Store) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.store == s {
		_ = s.Close() // that it is damaged has been told
		k.store, k.options = nil, Options{Thorough: true}
	}
}

// Close ends the use of the file; a later call would open it again.
func (k *Kept) Close() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.store == nil {
		return nil
	}
	s := k.store
	k.store = nil
	return s.Close()
}
