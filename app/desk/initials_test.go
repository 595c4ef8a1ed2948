package desk_test

import (
	"testing"
	"time"

	"passdesk/app/desk"
	"passdesk/app/desk/desktest"
	"passdesk/app/scanlog"
	"passdesk/app/settings"
	"passdesk/verify/mint"
)

// Initials are taken of genuine cards only, where a site has chosen that, and
// each belongs to the entry of its own card.
func TestInitialsAreThoseOfTheCardThatWasScanned(t *testing.T) {
	book, now := desktest.Rulebook(t, mint.TrainingISS), time.Date(2021, 12, 1, 9, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		hours, want int
		training    bool
		text        string
	}{
		"a genuine card":  {8, 1, false, desktest.Card(t, "Lovelace", 2).JWS},
		"none are wanted": {0, 0, false, desktest.Card(t, "Lovelace", 2).JWS},
		"training":        {8, 0, true, desktest.Card(t, "Lovelace", 2).JWS},
		"no card":         {8, 0, false, "a bus ticket"},
	} {
		s := opened(scanlog.Entry{}, now)
		s.Setup.Set = settings.Settings{InitialsHours: c.hours}
		if c.training {
			s, _ = s.Act(desk.Train{On: true}, now)
		}
		after, entries := s.Scan(desk.Reading{Text: c.text, By: scanlog.ByFile}, now, book)
		number, letters := after.InitialsOf(s, entries)
		if (letters != "") != (c.want == 1) || letters != "" && (number != 1 || letters[len(letters)-1] != 'L') {
			t.Errorf("%s: %d %q", name, number, letters)
		}
		// What comes next is not the same holder's.
		next, entries := after.Scan(desk.Reading{Text: "another ticket", By: scanlog.ByFile}, now.Add(time.Second), book)
		if number, letters := next.InitialsOf(after, entries); letters != "" {
			t.Errorf("%s: then %d %q", name, number, letters)
		}
	}
}

func TestInitialsOnViewGoWhenTheirTimeIsOver(t *testing.T) {
	now := time.Date(2021, 12, 1, 9, 0, 0, 0, time.UTC)
	s := opened(scanlog.Entry{}, now)
	s.Setup.Set.InitialsHours = 8
	s, _ = s.Act(desk.InitialsAre{Of: map[int64]scanlog.Kept{1: {Letters: "AL", Until: now.Add(time.Hour)}}}, now)
	s, _ = s.Act(desk.InitialsAre{Of: map[int64]scanlog.Kept{2: {Letters: "GH", Until: now.Add(2 * time.Hour)}}}, now)
	before := s
	if s, _ = s.Tick(now.Add(59 * time.Minute)); len(s.Log.Initials) != 2 {
		t.Errorf("too early: %v", s.Log.Initials)
	}
	if s, _ = s.Tick(now.Add(time.Hour)); len(s.Log.Initials) != 1 || s.Log.Initials[2].Letters != "GH" {
		t.Errorf("after an hour: %v", s.Log.Initials)
	}
	if len(before.Log.Initials) != 2 {
		t.Error("an older State was written to")
	}
	s.Setup.Set.InitialsHours = 0
	if s, _ = s.Tick(now.Add(time.Hour)); len(s.Log.Initials) != 0 {
		t.Errorf("none are wanted any more: %v", s.Log.Initials)
	}
}
