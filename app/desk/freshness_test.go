package desk_test

import (
	"fmt"
	"testing"
	"time"

	"passdesk/app/desk"
	"passdesk/app/settings"
)

func TestTheAgeOfTheListGoesByTheHoursThatHavePassed(t *testing.T) {
	const day = 24 * time.Hour
	for _, c := range []struct {
		age   time.Duration
		limit int
		want  string
	}{
		{0, 30, "fresh 0"},
		{-day, 30, "fresh 0"},
		{7 * day, 30, "fresh 0"},
		{7*day + 1, 30, "ageing 23"},
		{8 * day, 30, "ageing 22"},
		{29 * day, 30, "ageing 1"},
		{29*day + 1, 30, "ageing 1"},
		{30 * day, 30, "ageing 1"},
		{30*day + 1, 30, "stale 0"},
		{300 * day, 365, "ageing 65"},
		{5 * day, 5, "fresh 0"},
		{5*day + 1, 5, "stale 0"},
		{30*day + 1, 0, "stale 0"}, // a desk without settings has the usual limit
	} {
		f := newFront(t)
		f.State = f.With(desk.Setup{Set: settings.Settings{DirectoryMaxAgeDays: c.limit}}, desk.Network{})
		f.act(desk.DirectoryIs{Directory: desk.Directory{Checked: noon.Add(-c.age)}})
		stage, left := f.Freshness()
		if got := fmt.Sprint(stage, " ", left); got != c.want {
			t.Errorf("after %s of %d days: %s, want %s", c.age, c.limit, got, c.want)
		}
	}
}

func TestAListThatWasNeverCheckedHasNoAge(t *testing.T) {
	if stage, _ := newFront(t).Freshness(); stage != desk.Fresh {
		t.Errorf("%s", stage)
	}
}
