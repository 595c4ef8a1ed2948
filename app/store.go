package app

import (
	"context"
	"errors"
	"slices"
	"time"

	"passdesk/app/desk"
	"passdesk/app/scanlog"
)

// Store is what a desk needs of its log.
type Store interface {
	scanlog.Store
	scanlog.Numbering
}

// request is one piece of work for the store; exactly one field is set.
type request struct {
	entries []scanlog.Entry
	page    *page
	day     string    // whose counts are wanted, YYYY-MM-DD
	before  string    // day before which visits are removed, YYYY-MM-DD
	letters *letters  // initials to be kept
	forget  time.Time // initials that are over by then are removed
	values  bool      // what there is to choose from in the log is wanted
	then    func()    // to be done after what was asked for before
}

// page asks for a page of the log, the newest or the one before a row.
type page struct {
	query  scanlog.Query
	before int64
}

// pageRows is how many rows of the log are on view at first and more with
// each page.
const pageRows = 100

// retry is how long the store rests after a failure.
const retry = 2 * time.Second

// maxUnsaved is how many entries wait for the store at most: some MB, and more
// than a day's. Beyond that cards are still answered, but not logged, and that
// is said.
const maxUnsaved = 10_000

// saidUnsaved is from how many entries on it is said that they wait.
const saidUnsaved = 20

// manyUnsaved gives how many entries wait for the store, 0 for the few that
// always may.
func (a *App) manyUnsaved() int64 {
	if n := a.unsaved.Load(); n >= saidUnsaved {
		return n
	}
	return 0
}

// serverIs takes news of the server that keeps the log. A log on view then
// shows what the server has of it.
func (a *App) serverIs(s desk.ServerIs) {
	a.post(func(a *App) (entries []scanlog.Entry) {
		a.state, entries = a.state.Act(s, a.Clock())
		if a.state.View == desk.LogView {
			a.askNewest()
		}
		return entries
	})
}

// retain has the visits removed that are too old to be kept, as the settings
// say. It counts from the last day that is known to have been, not from today
// alone: a clock that is far ahead must not empty the log.
func (a *App) retain(known time.Time) {
	days := a.outfit.Set.LogKeepDays
	if days == 0 || known.IsZero() || a.state.Clock().Fault != "" {
		return
	}
	if now := a.Clock(); now.Before(known) {
		known = now
	}
	a.requests.add(request{before: known.AddDate(0, 0, -days).Format(time.DateOnly)})
}

// grace is how long the store may take at the end of the program.
const grace = 5 * time.Second

// record gives entries to the store and keeps an open log view up to date.
// One look at the log after the last of many entries is enough.
func (a *App) record(entries []scanlog.Entry) {
	if len(entries) == 0 {
		return
	}
	if a.unsaved.Load() >= maxUnsaved {
		a.lost += int64(len(entries))
		return
	}
	a.unsaved.Add(int64(len(entries)))
	a.requests.waiting = slices.DeleteFunc(a.requests.waiting, func(r request) bool {
		return r.page != nil && r.page.before == 0
	})
	a.requests.add(request{entries: entries})
	a.keepInitials()
	a.askNewest()
	if a.state.View == desk.HistoryView && a.state.History.Days <= liveDays {
		a.askHistory()
	}
	a.countInside(true)
}

// askNewest asks for the newest page of what is on view.
func (a *App) askNewest() { a.requests.add(request{page: &page{query: a.state.Log.Query}}) }

// Older asks for the next page of the log.
func (a *App) Older() {
	a.post(func(a *App) []scanlog.Entry {
		if rows := a.state.Log.Rows; len(rows) > 0 {
			a.requests.add(request{page: &page{query: a.state.Log.Query, before: rows[len(rows)-1].Key}})
		}
		return nil
	})
}

// storePump does the store's work in order, so that a page asked for after an
// entry shows it. What the store refuses it keeps and tries again: an entry
// is never dropped for a full disk.
type storePump struct {
	*App
	refused []scanlog.Entry // oldest first
	shifts  shifts
	trouble string        // as it was last told
	before  string        // day before which visits are still to be removed
	more    chan struct{} // holds one while there may be some
	newest  page          // as it was last asked for
	unkept  string        // why initials were not kept or not removed, as it was last told
}

// pumpStore works until requests is closed, and then until nothing is refused
// any more or ctx ends.
func (a *App) pumpStore(ctx context.Context, done chan<- struct{}) {
	defer close(done)
	p := &storePump{App: a, shifts: shifts{}, trouble: a.Config.State.Log.Trouble, more: make(chan struct{}, 1)}
	again := time.NewTicker(retry)
	defer again.Stop()
	work := (<-chan request)(a.requests.worker)
	for work != nil || len(p.refused) > 0 {
		select {
		case r, open := <-work:
			if open {
				p.do(r)
			} else {
				work = nil
				p.save()
			}
		case <-p.more:
			p.retain()
		case <-again.C:
			if p.trouble != "" {
				p.save()
				p.page(p.newest)
			}
		case <-ctx.Done():
			return
		}
	}
}

func (p *storePump) do(r request) {
	switch {
	case r.entries != nil:
		p.refused = append(p.refused, r.entries...)
		p.save()
	case r.page != nil:
		p.page(*r.page)
	case r.day != "":
		p.count(r.day)
	case r.before != "":
		p.before = r.before
		p.retain()
	case r.letters != nil:
		p.keep(*r.letters)
	case !r.forget.IsZero():
		p.forget(r.forget)
	case r.values:
		p.values()
	case r.then != nil:
		r.then()
	}
}

// save stores what is not stored yet.
func (p *storePump) save() {
	if len(p.refused) == 0 {
		return
	}
	err := p.Store.Append(p.shifts.apply(p.refused)...)
	if errors.Is(err, scanlog.ErrNumberTaken) || errors.Is(err, scanlog.ErrNumberSkipped) {
		err = p.renumber(err)
	}
	if err == nil {
		p.unsaved.Add(-int64(len(p.refused)))
		p.refused = nil
	}
	p.tell(err)
}

// renumber goes on from the log's own last number: another window writes
// under this desk's name, or the log was begun anew. It stores the entries.
func (p *storePump) renumber(why error) error {
	if err := p.shifts.renew(p.refused, p.Store.Last); err != nil {
		return err
	}
	if err := p.Store.Append(p.shifts.apply(p.refused)...); err != nil {
		return err
	}
	if errors.Is(why, scanlog.ErrNumberTaken) {
		p.remark("log-shared", "")
	}
	return nil
}

// retain removes the oldest day that is too old, and comes back for the next
// one when there is nothing else to do.
func (p *storePump) retain() {
	retention, may := p.Store.(scanlog.Retention)
	if !may {
		return
	}
	removed, err := retention.Purge(p.before, p.Clock())
	p.tell(err)
	if removed > 0 {
		select {
		case p.more <- struct{}{}:
		default:
		}
	}
}

// tell says what keeps the log from being written or read, and once that it
// is over.
func (p *storePump) tell(err error) {
	trouble := ""
	if err != nil {
		trouble = err.Error()
	} else if len(p.refused) > 0 {
		return // it can be read, but still not be written
	}
	if trouble != p.trouble {
		p.trouble = trouble
		p.Do(desk.LogIs{Trouble: trouble})
	}
}

func (p *storePump) page(wanted page) {
	if wanted.before == 0 {
		p.newest = wanted
	}
	q := wanted.query
	q.Before, q.Limit = wanted.before, pageRows+1
	rows, err := p.Store.Entries(q)
	p.tell(err)
	if err == nil {
		p.initialsOf(rows[:min(len(rows), pageRows)])
		more := len(rows) > pageRows
		p.Do(desk.LogPage{Rows: rows[:min(len(rows), pageRows)], More: more, Before: wanted.before, Query: wanted.query})
	}
}

// values tells what there is to choose from in the log. A log that cannot say
// has what is seen of it.
func (p *storePump) values() {
	index, can := p.Store.(scanlog.Index)
	if !can {
		return
	}
	if values, err := index.Values(); err == nil {
		p.Do(desk.KnownIs{Values: values})
	}
}

// count tells what the log holds of a day that has begun at the desk.
func (p *storePump) count(day string) {
	counts, err := p.Store.Counts(scanlog.Query{From: day, To: day})
	p.tell(err)
	p.Do(desk.Counted{Counts: counts})
}

// flush hands the entries that are pending to the store and waits for it,
// within grace.
func (a *App) flush(stored <-chan struct{}) {
	limit := time.NewTimer(grace)
	defer limit.Stop()
	for _, r := range a.requests.waiting {
		if r.entries == nil {
			continue
		}
		select {
		case a.requests.worker <- r:
		case <-limit.C:
			return
		}
	}
	close(a.requests.worker)
	select {
	case <-stored:
	case <-limit.C:
	}
}
