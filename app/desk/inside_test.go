package desk_test

import (
	"testing"
	"time"

	"passdesk/app/desk"
	"passdesk/app/scanlog"
	"passdesk/app/settings"
)

func TestWarnsBeforeTheHouseIsFull(t *testing.T) {
	for _, c := range []struct {
		most, inside int
		want         desk.Room
	}{
		{0, 1000, desk.NoLimit}, {200, 0, desk.Enough}, {200, 179, desk.Enough}, {200, 180, desk.Nearly}, {200, 199, desk.Nearly},
		{200, 200, desk.Full}, {200, 260, desk.Full}, {1, 0, desk.Enough}, {1, 1, desk.Full}, {5, 4, desk.Enough},
	} {
		s := desk.State{Setup: desk.Setup{Set: settings.Settings{Capacity: c.most}}, Inside: desk.Inside{All: c.inside}}
		if got := s.Room(); got != c.want {
			t.Errorf("%d of %d: %q, want %q", c.inside, c.most, got, c.want)
		}
	}
}

// Who leaves is an entry like a tally, and who is taken back undoes it.
func TestWhoLeavesIsLogged(t *testing.T) {
	noon := time.Date(2021, 10, 17, 12, 0, 0, 0, time.FixedZone("", -4*3600))
	s := opened(scanlog.Entry{Number: 7, Kind: scanlog.Scan, At: noon}, noon)
	if _, entries := s.Act(desk.Leave{}, noon); len(entries) != 0 {
		t.Errorf("a house without a limit logs %+v", entries)
	}
	s.Setup.Set.Capacity = 10
	s, entries := s.Act(desk.Leave{}, noon)
	want := scanlog.Entry{
		Number: 8, Kind: scanlog.Tally, At: noon, Site: "Museum", Desk: "North", Policy: "nys-full-2021-10", Versions: "1",
		Outcome: scanlog.LeftCount, By: scanlog.ByHand,
	}
	if len(entries) != 1 || entries[0] != want || s.Today.Total() != 0 {
		t.Errorf("logged %+v, %d today", entries, s.Today.Total())
	}
	s, entries = s.Act(desk.Unleave{}, noon.Add(time.Minute))
	want.Number, want.Kind, want.Refers, want.At = 9, scanlog.Undo, 8, noon.Add(time.Minute)
	if len(entries) != 1 || entries[0] != want {
		t.Errorf("logged %+v", entries)
	}
	if _, entries = s.Act(desk.Unleave{}, noon.Add(time.Minute)); len(entries) != 0 {
		t.Errorf("nobody could be taken back, but logged %+v", entries)
	}
	s, _ = s.Act(desk.Leave{}, noon)
	if tomorrow, _ := s.Tick(noon.Add(24 * time.Hour)); tomorrow.CanUnleave() {
		t.Error("who left yesterday can be taken back today")
	}
	training, _ := s.Act(desk.Train{On: true}, noon)
	if _, entries = training.Act(desk.Leave{}, noon); len(entries) != 0 {
		t.Errorf("training logs %+v", entries)
	}
}
