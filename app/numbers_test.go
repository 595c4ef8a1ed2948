package app

import (
	"slices"
	"testing"
	"time"

	"passdesk/app/scanlog"
)

func TestNumbersGoOnFromTheLogsAndReferencesFollow(t *testing.T) {
	s := shifts{}
	last := map[string]int64{"A": 10, "B": 0}
	renew := func(entries ...scanlog.Entry) (numbers []int64) {
		t.Helper()
		if err := s.renew(entries, func(desk string) (int64, error) { return last[desk], nil }); err != nil {
			t.Fatal(err)
		}
		for _, e := range s.apply(entries) {
			numbers, last[e.Desk] = append(numbers, e.Number), e.Number
		}
		return numbers
	}
	for _, step := range []struct {
		entries []scanlog.Entry
		want    []int64
	}{
		{[]scanlog.Entry{{Desk: "A", Number: 5}, {Desk: "B", Number: 7}, {Desk: "A", Number: 6}}, []int64{11, 1, 12}},
		{[]scanlog.Entry{{Desk: "A", Number: 7}}, []int64{13}},                               // as it stands
		{[]scanlog.Entry{{Desk: "A", Number: 20}, {Desk: "A", Number: 25}}, []int64{14, 15}}, // some were not kept
	} {
		if got := renew(step.entries...); !slices.Equal(got, step.want) {
			t.Errorf("%+v became %v, want %v", step.entries, got, step.want)
		}
	}
	for desk, want := range map[int64]int64{4: 4, 5: 11, 7: 13, 20: 14, 25: 15, 26: 16} {
		if got := s.of("A", desk); got != want {
			t.Errorf("number %d is the log's %d, want %d", desk, got, want)
		}
	}
	answer := s.apply([]scanlog.Entry{{Desk: "A", Number: 26, Refers: 6}})[0]
	if answer.Number != 16 || answer.Refers != 12 {
		t.Errorf("%+v", answer)
	}
}

// A clock with a monotonic reading cannot be put by a test: these have none.
func TestAJumpIsWhatTheClockDoesAndTimeDoesNot(t *testing.T) {
	noon := time.Date(2021, 11, 7, 5, 0, 0, 0, time.UTC)
	newYork, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		passed, shown time.Duration
		zone          *time.Location
		want          time.Duration
	}{
		"evenly":                   {time.Second, time.Second, time.UTC, 0},
		"slewed":                   {time.Second, 3 * time.Second, time.UTC, 0},
		"put back an hour":         {time.Second, time.Second - time.Hour, time.UTC, -time.Hour},
		"put forward a day":        {time.Second, 24*time.Hour + time.Second, time.UTC, 24 * time.Hour},
		"a desk that hung":         {time.Hour, time.Hour, time.UTC, 0},
		"the end of summer time":   {2 * time.Hour, 2 * time.Hour, newYork, 0},
		"put back as summer ended": {2 * time.Hour, time.Hour, newYork, -time.Hour},
	} {
		var look clocks
		look.jump(noon, noon.In(c.zone))
		if got := look.jump(noon.Add(c.passed), noon.Add(c.shown).In(c.zone)); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	var first clocks
	if by := first.jump(noon, noon.AddDate(1, 0, 0)); by != 0 {
		t.Errorf("at the first look: %s", by)
	}
	now := time.Now() // with a monotonic reading, which does not hang when the ticker does
	first.jump(noon, now)
	if by := first.jump(noon, now.Add(time.Hour)); by != 0 {
		t.Errorf("a tick that came late: %s", by)
	}
}
