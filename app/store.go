package app

import (
	"bytes"
	"time"

	"passdesk/app/atomicfile"
	"passdesk/app/desk"
	"passdesk/app/scanlog"
	"passdesk/app/scanlog/report"
)

// request is one piece of work for the store; exactly one field is set.
type request struct {
	entries []scanlog.Entry
	page    *page
	export  string // path of a file
}

// page asks for a page of the log, the newest or the one before a row.
type page struct{ before int64 }

// pageRows is how many rows of the log are on view at first and more with
// each page.
const pageRows = 100

// retry is how long the store rests after a failure.
const retry = 2 * time.Second

// grace is how long the store may take at the end of the program.
const grace = 5 * time.Second

// record gives entries to the store and keeps an open log view up to date.
func (a *App) record(entries []scanlog.Entry) {
	if len(entries) == 0 {
		return
	}
	a.requests.add(request{entries: entries})
	a.requests.add(request{page: &page{}})
}

// Older asks for the next page of the log.
func (a *App) Older() {
	a.post(func(a *App) []scanlog.Entry {
		if rows := a.state.Log.Rows; len(rows) > 0 {
			a.requests.add(request{page: &page{before: rows[len(rows)-1].Key}})
		}
		return nil
	})
}

// Export writes the daily counts of this log as CSV to a file.
func (a *App) Export(path string) {
	a.post(func(a *App) []scanlog.Entry {
		a.requests.add(request{export: path})
		return nil
	})
}

// pumpStore does the store's work in order, so that a page asked for after an
// entry shows it. It ends when requests is closed.
func (a *App) pumpStore(done chan<- struct{}) {
	defer close(done)
	for r := range a.requests.worker {
		switch {
		case r.entries != nil:
			a.append(r.entries)
		case r.page != nil:
			a.page(*r.page)
		case r.export != "":
			a.export(r.export)
		}
	}
}

// append stores entries and, when that fails, says so and tries until it is
// done or the program ends: an entry is never dropped for a full disk.
func (a *App) append(entries []scanlog.Entry) {
	failed := false
	for {
		err := a.Store.Append(entries...)
		if err == nil {
			break
		}
		failed = true
		a.Do(desk.LogIs{Trouble: err.Error()})
		if a.Wait(a.ended, retry) != nil {
			return
		}
	}
	if failed {
		a.Do(desk.LogIs{})
	}
}

func (a *App) page(p page) {
	rows, err := a.Store.Entries(scanlog.Query{Before: p.before, Limit: pageRows + 1})
	if err != nil {
		a.remark("log-failed", err.Error())
		return
	}
	more := len(rows) > pageRows
	a.Do(desk.LogPage{Rows: rows[:min(len(rows), pageRows)], More: more, Older: p.before > 0})
}

func (a *App) export(path string) {
	counts, err := a.Store.Counts(scanlog.Query{})
	if err == nil {
		var csv bytes.Buffer
		if err = report.WriteCounts(&csv, report.CSV, counts); err == nil {
			err = atomicfile.Write(path, csv.Bytes(), 0o600)
		}
	}
	if err != nil {
		a.remark("export-failed", err.Error())
		return
	}
	a.remark("exported", path)
}

// flush hands what is pending to the store and waits for it, within grace.
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
