package app_test

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"passdesk/app"
	"passdesk/app/desk"
	"passdesk/app/scanlog"
	"passdesk/app/scanlog/report"
	"passdesk/verify/reason"
)

// files lists a folder.
func files(t *testing.T, folder string) []string {
	t.Helper()
	var names []string
	all, err := os.ReadDir(folder)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	for _, f := range all {
		names = append(names, f.Name())
	}
	return names
}

// past gives a log with a scan on each of some days.
func past(t *testing.T, days ...time.Time) *scanlog.Memory {
	t.Helper()
	var m scanlog.Memory
	for i, day := range days {
		e := scanlog.Entry{
			Number: int64(i + 1), Kind: scanlog.Scan, At: day, Desk: "Old & desk", Outcome: reason.Accepted, Policy: "nys-full-2021-10",
		}
		if err := m.Append(e); err != nil {
			t.Fatal(err)
		}
	}
	return &m
}

// At the next start the files of days without any are made up, and those that
// are there stay as they are.
func TestMakesUpTheFilesOfDaysThatAreOver(t *testing.T) {
	now, folder := time.Now(), filepath.Join(t.TempDir(), "new")
	yesterday, before, long := now.AddDate(0, 0, -1), now.AddDate(0, 0, -3), now.AddDate(0, 0, -40)
	store := past(t, long, before, yesterday)
	closing := func(c *app.Config) {
		c.Store = store
		c.Outfit.Set.ClosingTime, c.Outfit.Set.ClosingFolder = "00:00", folder
	}
	f := run(t, closing)
	f.await("the files", func(s desk.State) bool { return s.Notice.ID == "closed" })
	f.stop()
	var want []string
	for _, day := range []time.Time{before, yesterday} {
		for _, ending := range []string{".html", ".xlsx"} {
			want = append(want, "passdesk-North-"+day.Format(time.DateOnly)+ending)
		}
	}
	if got := files(t, folder); !slices.Equal(got, want) {
		t.Fatalf("wrote %q, want %q", got, want)
	}
	path := filepath.Join(folder, want[0])
	if err := os.WriteFile(path, []byte("signed by hand"), 0o600); err != nil {
		t.Fatal(err)
	}
	again := run(t, closing)
	done := filepath.Join(t.TempDir(), "counts.csv") // is made after the day's files
	again.app.Export(done, report.Export{What: report.Counts, Format: report.CSV})
	again.await("an export", func(s desk.State) bool { return s.Notice.ID == "exported" })
	again.stop()
	if kept, err := os.ReadFile(path); err != nil || string(kept) != "signed by hand" {
		t.Errorf("a file that was there was written again: %q, %v", kept, err)
	}
}

// Without a folder nothing is written, and a folder that cannot be is said.
func TestTellsWhenTheDaysFilesCannotBeWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a-file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	f := run(t, func(c *app.Config) {
		c.Store = past(t, time.Now().AddDate(0, 0, -1))
		c.Outfit.Set.ClosingTime, c.Outfit.Set.ClosingFolder = "00:00", filepath.Join(file, "below")
	})
	f.await("the failure", func(s desk.State) bool { return s.Notice.ID == "closing-failed" && s.Notice.About != "" })
}

func TestAnExportCanBeGivenUp(t *testing.T) {
	f := run(t, func(c *app.Config) {
		var m scanlog.Memory
		entries := make([]scanlog.Entry, 60_000)
		for i := range entries {
			entries[i] = scanlog.Entry{Number: int64(i + 1), Kind: scanlog.Scan, Desk: "North", At: time.Now(), Outcome: reason.Accepted}
		}
		if err := m.Append(entries...); err != nil {
			t.Fatal(err)
		}
		c.Store = &m
	})
	path := filepath.Join(t.TempDir(), "log.xlsx")
	f.app.Export(path, report.Export{What: report.Log, Format: report.XLSX})
	f.await("progress", func(s desk.State) bool { return s.Export.Busy && s.Export.Done > 0 && s.Export.All == 60_000 })
	f.app.CancelExport()
	f.await("the end", func(s desk.State) bool { return s.Notice.ID == "export-given-up" && !s.Export.Busy })
	if left := files(t, filepath.Dir(path)); len(left) != 0 {
		t.Errorf("left %q", left)
	}
}

func TestCountsOfDaysAreReadAndFollowTheScans(t *testing.T) {
	yesterday := time.Now().AddDate(0, 0, -1)
	f := run(t, func(c *app.Config) { c.Store = past(t, yesterday.AddDate(0, 0, -7), yesterday) })
	f.app.Do(desk.Show{View: desk.HistoryView})
	f.await("today", func(s desk.State) bool { return s.History.To != "" && len(s.History.Hourly) == 0 })
	f.app.Do(desk.ChooseDays{Days: 7})
	f.await("seven days", func(s desk.State) bool {
		return s.History.Days == 7 && len(s.History.Hourly) == 1 && len(s.History.Before) == 1
	})
	f.app.Read(desk.Reading{Text: "https://example.com", By: scanlog.ByFile})
	f.await("the scan", func(s desk.State) bool { return len(s.History.Hourly) == 2 })
}

func TestTheLogIsFiltered(t *testing.T) {
	now := time.Now()
	f := run(t, func(c *app.Config) { c.Store = past(t, now.AddDate(0, 0, -1), now, now) })
	f.await("all", func(s desk.State) bool { return len(s.Log.Rows) == 3 })
	day := now.AddDate(0, 0, -1).Format(time.DateOnly)
	f.app.Do(desk.FilterLog{Query: scanlog.Query{From: day, To: day}})
	f.await("one day", func(s desk.State) bool { return len(s.Log.Rows) == 1 && strings.HasPrefix(s.Log.Rows[0].Day(), day) })
	f.app.Do(desk.FilterLog{Query: scanlog.Query{Text: "nowhere"}})
	f.await("none", func(s desk.State) bool { return s.Log.Query.Text == "nowhere" && s.Log.Read && len(s.Log.Rows) == 0 })
	f.app.Do(desk.FilterLog{})
	f.await("all again", func(s desk.State) bool { return len(s.Log.Rows) == 3 })
}

func TestAFilterOffersWhatTheLogHolds(t *testing.T) {
	now := time.Now()
	f := run(t, func(c *app.Config) { c.Store = past(t, now.AddDate(0, 0, -40), now) })
	f.await("the newest", func(s desk.State) bool { return s.Log.Read })
	f.app.Do(desk.FilterLog{Query: scanlog.Query{Text: "nowhere"}})
	f.app.Do(desk.Show{View: desk.LogView})
	s := f.await("what there is", func(s desk.State) bool { return len(s.Log.Known.Desks) > 0 })
	index, err := f.app.Store.(scanlog.Index).Values()
	if err != nil || !reflect.DeepEqual(s.Log.Known, index) {
		t.Errorf("offers %v, the log has %v, %v", s.Log.Known, index, err)
	}
	f.app.Read(desk.Reading{Text: "https://example.com", By: scanlog.ByFile})
	f.app.Do(desk.FilterLog{})
	f.await("the new reason", func(s desk.State) bool {
		return slices.Contains(s.Log.Known.Reasons, "unsupported-format") || slices.Contains(s.Log.Known.Reasons, "not-a-card")
	})
}
