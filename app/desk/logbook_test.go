package desk_test

import (
	"testing"
	"time"

	"passdesk/app/desk"
	"passdesk/app/scanlog"
)

// opened is a desk in October 2021 whose newest entry in the log is number 7.
func opened(newest scanlog.Entry, at time.Time) desk.State {
	about := desk.About{Site: "Museum", Desk: "North", Policy: "nys-full-2021-10", Versions: "1", ResultFor: 30 * time.Second}
	return desk.New(about, newest.Number, nil, at).GoesOnFrom(newest)
}

func TestADayIsSealedOnceItIsOver(t *testing.T) {
	evening := time.Date(2021, 10, 17, 23, 59, 0, 0, time.FixedZone("", -4*3600))
	s := opened(scanlog.Entry{Number: 7, Kind: scanlog.Scan, At: evening.Add(-time.Hour)}, evening)
	for at := evening; at.Before(evening.Add(48 * time.Hour)); at = at.Add(20 * time.Second) {
		var entries []scanlog.Entry
		s, entries = s.Tick(at)
		if len(entries) == 0 {
			continue
		}
		want := scanlog.Entry{
			Number: 8, Kind: scanlog.DaySeal, Refers: 7, At: evening.Add(time.Minute), Detail: "2021-10-17",
			Site: "Museum", Desk: "North", Policy: "nys-full-2021-10", Versions: "1",
		}
		if len(entries) != 1 || entries[0] != want {
			t.Fatalf("at %s: %+v", at, entries)
		}
	}
	s, entries := s.Act(desk.ClockJumped{By: time.Hour}, evening.Add(48*time.Hour))
	if len(entries) != 1 || entries[0].Number != 9 {
		t.Fatalf("%+v: the day was not sealed, or twice", entries)
	}
	if _, entries = s.Tick(evening.Add(72 * time.Hour)); len(entries) != 1 || entries[0].Detail != "2021-10-19" {
		t.Errorf("the next day with an entry: %+v", entries)
	}
}

func TestADayThatWasNotSealedIsSealedAtTheNextStart(t *testing.T) {
	morning := time.Date(2021, 10, 19, 9, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		newest scanlog.Entry
		seals  string
	}{
		"nothing was written":        {scanlog.Entry{}, ""},
		"a scan two days before":     {scanlog.Entry{Number: 3, Kind: scanlog.Scan, At: morning.AddDate(0, 0, -2)}, "2021-10-17"},
		"a seal":                     {scanlog.Entry{Number: 3, Kind: scanlog.DaySeal, At: morning.AddDate(0, 0, -2)}, ""},
		"a scan today":               {scanlog.Entry{Number: 3, Kind: scanlog.Scan, At: morning}, ""},
		"a scan that is to come":     {scanlog.Entry{Number: 3, Kind: scanlog.Scan, At: morning.AddDate(0, 0, 2)}, ""},
		"a change of the day before": {scanlog.Entry{Number: 3, Kind: scanlog.Change, At: morning.AddDate(0, 0, -1)}, "2021-10-18"},
	} {
		_, entries := opened(c.newest, morning).Tick(morning)
		got := ""
		for _, e := range entries {
			got += e.Detail
		}
		if got != c.seals {
			t.Errorf("%s: seals %q, want %q", name, got, c.seals)
		}
	}
}

func TestAClockThatWasPutIsMarkedInTheLog(t *testing.T) {
	at := time.Date(2021, 10, 17, 9, 0, 0, 0, time.FixedZone("", -4*3600))
	s := opened(scanlog.Entry{}, at)
	s, entries := s.Act(desk.ClockJumped{By: -time.Hour}, at)
	if len(entries) != 1 || entries[0].Kind != scanlog.ClockJump || entries[0].Number != 1 ||
		entries[0].Detail != "2021-10-17T10:00:00-04:00" || !entries[0].At.Equal(at) {
		t.Errorf("%+v", entries)
	}
	if s.Today.Total() != 0 {
		t.Error("it was counted")
	}
}

func TestWhatTheLogWaitsForIsShown(t *testing.T) {
	s := opened(scanlog.Entry{}, time.Date(2021, 10, 17, 9, 0, 0, 0, time.UTC))
	s, _ = s.Act(desk.ServerIs{Waiting: 3, Trouble: "away"}, s.Now)
	s, _ = s.Act(desk.Unsaved{Waiting: 20, Lost: 1}, s.Now)
	if l := s.Log; l.Server != (desk.Server{Waiting: 3, Trouble: "away"}) || l.Waiting != 20 || l.Lost != 1 {
		t.Errorf("%+v", l)
	}
}
