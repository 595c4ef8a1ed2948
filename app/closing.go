package app

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"passdesk/app/scanlog"
	"passdesk/app/scanlog/report"
	"passdesk/app/scanlog/stats"
)

// madeUp is for how many days files that are missing are made up.
const madeUp = 31

// closeAgain is how long the day's files rest after a failure.
const closeAgain = 10 * time.Minute

// closeDays writes the files of the days that are over into the folder of the
// settings: of today from closing time on, of days before at any time.
func (a *App) closeDays() {
	set, now := a.outfit.Set, a.Clock()
	if set.ClosingFolder == "" || set.ClosingTime == "" || now.Before(a.reports.again) {
		return
	}
	last := lastClosed(now, set.ClosingTime)
	asked := last + " " + set.ClosingFolder
	if asked == a.reports.closed {
		return
	}
	a.reports.closed = asked
	folder := closing{folder: set.ClosingFolder, desk: a.state.About.Desk, last: last, zone: now.Location(), about: a.aboutDesk()}
	a.afterStoring(func() {
		n, err := folder.write(a.ended, a)
		switch {
		case err != nil && a.ended.Err() == nil:
			a.remark("closing-failed", err.Error())
			a.post(func(a *App) []scanlog.Entry {
				a.reports.closed, a.reports.again = "", a.Clock().Add(closeAgain)
				return nil
			})
		case n > 0:
			a.remark("closed", folder.folder)
		}
	})
}

// lastClosed is the last day that is over: today once it is closing time.
func lastClosed(now time.Time, closingTime string) string {
	if now.Format("15:04") >= closingTime {
		return now.Format(time.DateOnly)
	}
	return now.AddDate(0, 0, -1).Format(time.DateOnly)
}

// closing is the files of the days that are over.
type closing struct {
	folder, desk, last string
	zone               *time.Location
	about              report.About
}

// write writes what is missing, and gives how many files that were.
func (c closing) write(ctx context.Context, a *App) (n int, err error) {
	last, err := time.Parse(time.DateOnly, c.last)
	if err != nil {
		return 0, err
	}
	first := last.AddDate(0, 0, 1-madeUp).Format(time.DateOnly)
	counts, err := a.Store.Counts(scanlog.Query{From: first, To: c.last})
	if err != nil {
		return 0, err
	}
	for _, d := range stats.Days(counts, first, c.last) {
		for _, format := range []report.Format{report.XLSX, report.Sheet} {
			path := c.path(d.Day, format)
			if d.Total() == 0 || c.isFinal(path, d.Day) {
				continue
			}
			of := report.Export{What: report.Counts, Format: format, Query: scanlog.Query{From: d.Day, To: d.Day}, About: c.about}
			if err := a.writeExport(ctx, path, of, nil); err != nil {
				return n, err
			}
			n++
		}
	}
	return n, nil
}

// path names the file of a day by the desk, since several may share a folder.
func (c closing) path(day string, format report.Format) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return '-'
	}, c.desk)
	return filepath.Join(c.folder, "passdesk-"+name+"-"+day+format.Ending())
}

// isFinal tells whether a day's file was written after the day was over, with
// nothing left to come. One written at closing time is written once more.
func (c closing) isFinal(path, day string) bool {
	info, err := os.Stat(path)
	if err != nil {
		return false
	}
	begins, err := time.ParseInLocation(time.DateOnly, day, c.zone)
	return err == nil && !info.ModTime().Before(begins.AddDate(0, 0, 1))
}
