package desk_test

import (
	"testing"
	"time"

	"passdesk/app/desk"
	"passdesk/app/desk/desktest"
	"passdesk/app/scanlog"
	"passdesk/app/settings"
	"passdesk/verify/reason"
)

func TestANewDeskBeginsWithItsSettings(t *testing.T) {
	f := newFront(t)
	if f.View != desk.ScanView {
		t.Fatalf("a desk that is set up begins at %s", f.View)
	}
	f.State = f.With(desk.Setup{First: true}, desk.Network{})
	if f.View != desk.SettingsView {
		t.Fatalf("begins at %s", f.View)
	}
	f.act(desk.Changed{Set: settings.Default(), About: f.About})
	if !f.Setup.First || f.UpdateDue() {
		t.Error("counts as set up while somebody is still at it")
	}
	f.act(desk.Show{View: desk.ScanView})
	if f.Setup.First {
		t.Error("is new though it was set up")
	}
}

// The camera check proves that the camera reads codes; it is no scan. What a
// person opens is.
func TestACodeBeforeTheSettingsIsACameraCheck(t *testing.T) {
	f := newFront(t)
	card := desktest.Card(t, "Lovelace", 2).Texts[0]
	f.see(card)
	f.act(desk.Show{View: desk.SettingsView})
	if f.Result != nil || f.Setup.Read {
		t.Fatalf("result %v, read %v", f.Result, f.Setup.Read)
	}
	f.wait(time.Minute)
	f.see(card)
	if !f.Setup.Read || f.Result != nil || len(f.log) != 1 {
		t.Errorf("read %v, result %v, logged %d", f.Setup.Read, f.Result, len(f.log))
	}
	f.read(card, scanlog.ByFile)
	if f.Result == nil || len(f.log) != 2 {
		t.Errorf("a file: result %v, logged %d", f.Result, len(f.log))
	}
	f.act(desk.NotChanged{Trouble: "no room"})
	f.act(desk.Show{View: desk.SettingsView})
	if f.Setup.Read || f.Setup.Trouble != "" {
		t.Errorf("opened again: %+v", f.Setup)
	}
}

// The numbers of a desk go on where its log has them, and its counts are its
// own.
func TestADeskOfAnotherNameGoesOnWithItsOwnLog(t *testing.T) {
	f := newFront(t)
	f.see(desktest.Card(t, "Lovelace", 2).Texts[0])
	about := f.About
	about.Desk, about.Site = "South", "Gallery"
	day := noon.Format(time.DateOnly)
	f.act(desk.Changed{
		About: about, Last: 41,
		Counts: []scanlog.Count{{Day: day, Desk: "South", Outcome: reason.Accepted, N: 7}, {Day: day, Desk: "North", Outcome: reason.Accepted, N: 3}},
	})
	change := f.log[1]
	if change.Kind != scanlog.Change || change.Number != 42 || change.Desk != "South" || change.Site != "Gallery" || !change.At.Equal(noon) {
		t.Errorf("%+v", change)
	}
	if f.Today.Total() != 7 {
		t.Errorf("%d today", f.Today.Total())
	}
	f.see(desktest.Card(t, "Hopper", 2).Texts[0])
	if last := f.log[2]; last.Number != 43 || last.Desk != "South" || f.Today.Total() != 8 {
		t.Errorf("%+v, %d today", last, f.Today.Total())
	}
}

func TestAChangeOfTheRulesIsLoggedAndOthersAreNot(t *testing.T) {
	f := newFront(t)
	f.see(desktest.Card(t, "Lovelace", 2).Texts[0])
	about := f.About
	about.ResultFor, about.Site = time.Minute, "Gallery"
	f.act(desk.Changed{About: about, Last: 77})
	if len(f.log) != 1 || f.About.Site != "Gallery" {
		t.Fatalf("logged %+v", f.log)
	}
	about.Policy = "any-genuine-record"
	f.act(desk.Changed{About: about, Last: 77})
	if len(f.log) != 2 || f.log[1].Kind != scanlog.Change || f.log[1].Number != 2 || f.log[1].Policy != "any-genuine-record" || f.Today.Total() != 1 {
		t.Errorf("logged %+v, %d today", f.log[1:], f.Today.Total())
	}
}

func TestTheDirectoryIsUpdatedOnceADayAndTriedAgainAfterAnHour(t *testing.T) {
	on := settings.Default()
	off := on
	off.Network = false
	ago := func(d time.Duration) time.Time { return noon.Add(-d) }
	tests := map[string]struct {
		set     settings.Settings
		first   bool
		checked time.Time
		network desk.Network
		want    bool
	}{
		"never":           {set: on, want: true},
		"switched off":    {set: off},
		"not set up":      {set: on, first: true},
		"today":           {set: on, checked: ago(23 * time.Hour)},
		"yesterday":       {set: on, checked: ago(24 * time.Hour), want: true},
		"under way":       {set: on, network: desk.Network{Busy: true}},
		"failed just now": {set: on, network: desk.Network{Last: ago(59 * time.Minute), Fault: "offline"}},
		"failed before":   {set: on, network: desk.Network{Last: ago(time.Hour), Fault: "offline"}, want: true},
	}
	for name, tt := range tests {
		f := newFront(t)
		f.State = f.With(desk.Setup{Set: tt.set, First: tt.first}, tt.network)
		f.About.Directory.Checked = tt.checked
		if got := f.UpdateDue(); got != tt.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
