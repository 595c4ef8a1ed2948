package app

import (
	"context"
	"errors"
	"io"
	"os"
	"time"

	"passdesk/app/atomicfile"
	"passdesk/app/desk"
	"passdesk/app/scanlog"
	"passdesk/app/scanlog/report"
	"passdesk/app/scanlog/stats"
)

// reports is what the loop knows of the reports under way.
type reports struct {
	queue   queue[func()]
	history bool      // counts are being fetched
	inside  bool      // those inside are being counted
	counted time.Time // when they were asked for
	giveUp  func()    // ends the export under way
	closed  string    // up to which day, and where, the day's files were asked for
	again   time.Time // not before then after a failure
}

// pumpReports makes the reports, one after the other. It only reads the log,
// beside the store's pump: no entry waits for a report.
func (a *App) pumpReports(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case job := <-a.reports.queue.worker:
			job()
		}
	}
}

// afterStoring gives a job to the reports' pump once the entries that are with
// the store are in the log.
func (a *App) afterStoring(job func()) {
	a.requests.add(request{then: func() {
		a.post(func(a *App) []scanlog.Entry {
			a.reports.queue.add(job)
			return nil
		})
	}})
}

// Export writes an export of this log to a file. While one is under way
// another is not begun.
func (a *App) Export(path string, e report.Export) {
	a.post(func(a *App) []scanlog.Entry {
		if a.state.Export.Busy {
			return nil
		}
		ctx, cancel := context.WithCancel(a.ended)
		a.reports.giveUp = cancel
		e.About = a.aboutDesk()
		a.state, _ = a.state.Act(desk.ExportIs{Exporting: desk.Exporting{Busy: true}}, a.Clock())
		a.afterStoring(func() {
			defer cancel()
			err := a.writeExport(ctx, path, e, a.tellProgress)
			a.Do(desk.ExportIs{})
			switch {
			case errors.Is(err, context.Canceled):
				a.remark("export-given-up", path)
			case err != nil:
				a.remark("export-failed", err.Error())
			default:
				a.remark("exported", path)
			}
		})
		return nil
	})
}

// CancelExport gives up the export under way. Its file is not written.
func (a *App) CancelExport() {
	a.post(func(a *App) []scanlog.Entry {
		if a.reports.giveUp != nil {
			a.reports.giveUp()
		}
		return nil
	})
}

// tellProgress shows how far the export is.
func (a *App) tellProgress(done, all int) {
	a.Do(desk.ExportIs{Exporting: desk.Exporting{Busy: true, Done: done, All: all}})
}

// writeExport writes an export to a file, whole or not at all.
func (a *App) writeExport(ctx context.Context, path string, e report.Export, told report.Told) error {
	return atomicfile.WriteFrom(path, 0o600, func(w io.Writer) error { return e.Write(ctx, w, a.Store, told) })
}

// aboutDesk is what a day sheet says of this desk.
func (a *App) aboutDesk() report.About {
	about := a.state.About
	return report.About{
		Site: about.Site, Language: a.outfit.Set.Language, Rules: about.Rules, Made: a.Clock(),
		Issued: about.Directory.Issued, Checked: about.Directory.Checked, Fonts: os.DirFS("/"),
	}
}

// askHistory asks for the counts that are to be on view, unless they are being
// fetched.
func (a *App) askHistory() {
	if a.reports.history {
		return
	}
	a.reports.history = true
	today, days := a.Clock(), max(1, a.state.History.Days)
	a.afterStoring(func() {
		h, err := a.readHistory(today, days)
		a.post(func(a *App) []scanlog.Entry {
			a.reports.history = false
			if err == nil {
				a.state, _ = a.state.Act(desk.HistoryIs{History: h}, a.Clock())
			}
			if max(1, a.state.History.Days) != days {
				a.askHistory()
			}
			return nil
		})
		if err != nil {
			a.remark("history-failed", err.Error())
		}
	})
}

// readHistory counts some days, and the same days a week before.
func (a *App) readHistory(today time.Time, days int) (desk.History, error) {
	h := desk.History{Days: days, To: today.Format(time.DateOnly), From: today.AddDate(0, 0, 1-days).Format(time.DateOnly)}
	counts, err := a.Store.Counts(scanlog.Query{From: h.From, To: h.To, Hourly: true})
	if err != nil {
		return h, err
	}
	h.Hourly = counts
	h.Before, err = a.Store.Counts(scanlog.Query{From: stats.WeekBefore(h.From), To: stats.WeekBefore(h.To)})
	return h, err
}

// liveDays is up to how many days on view are counted anew with each scan.
const liveDays = 31
