package stats_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"passdesk/app/scanlog"
	"passdesk/app/scanlog/stats"
	"passdesk/verify/reason"
)

// counts are those of a weekend, by the hour.
func counts() []scanlog.Count {
	return []scanlog.Count{
		{Day: "2021-10-16", Hour: 9, Desk: "A", Outcome: reason.Accepted, N: 10, Took: time.Second, Different: 1},
		{Day: "2021-10-16", Hour: 9, Desk: "B", Outcome: reason.Invalid, Reason: reason.Expired, N: 2, Took: 200 * time.Millisecond},
		{Day: "2021-10-16", Hour: 14, Desk: "A", Outcome: reason.Accepted, N: 12, Took: 1200 * time.Millisecond},
		{Day: "2021-10-18", Hour: 0, Desk: "A", Outcome: scanlog.ByHandCount, Reason: scanlog.Child, N: 3},
	}
}

func TestSplitsByOutcome(t *testing.T) {
	split := stats.SplitOf(counts())
	if split.Total() != 27 || split[reason.Accepted] != 22 || split[scanlog.ByHandCount] != 3 || split[reason.Unverified] != 0 {
		t.Errorf("split %v", split)
	}
	if n := stats.Admitted(counts()); n != 24 {
		t.Errorf("%d were let in, want 24", n)
	}
}

func TestGivesTheDaysWithoutAVisitToo(t *testing.T) {
	days := stats.Days(counts(), "2021-10-15", "2021-10-18")
	var got []int
	for _, d := range days {
		got = append(got, d.Total())
	}
	if !slices.Equal(got, []int{0, 24, 0, 3}) || days[2].Day != "2021-10-17" {
		t.Errorf("%v", days)
	}
	for _, none := range [][2]string{{"", ""}, {"2021-10-18", "2021-10-15"}, {"x", "2021-10-15"}, {"0001-01-01", "9999-12-31"}} {
		if days := stats.Days(counts(), none[0], none[1]); len(days) != 0 {
			t.Errorf("%v gives %d days", none, len(days))
		}
	}
}

func TestTellsTheHoursOfTheClock(t *testing.T) {
	for _, c := range []struct {
		hours       []int
		first, last int
	}{{nil, 0, 0}, {[]int{0}, 0, 0}, {[]int{0, 5}, 0, 5}, {[]int{9, 14}, 9, 14}, {[]int{23}, 23, 23}, {[]int{24, -1}, 0, 0}} {
		var hourly []scanlog.Count
		for _, h := range c.hours {
			hourly = append(hourly, scanlog.Count{Hour: h, Outcome: reason.Accepted, N: 1})
		}
		if first, last := stats.Open(stats.Clock(hourly)); first != c.first || last != c.last {
			t.Errorf("%v opens %d to %d, want %d to %d", c.hours, first, last, c.first, c.last)
		}
	}
}

func TestFindsTheBusiestHourOverAllDesks(t *testing.T) {
	if got, want := stats.PeakOf(counts()), (stats.Peak{Day: "2021-10-16", Hour: 9, N: 12}); got != want {
		t.Errorf("peak %+v, want the first of two, %+v", got, want)
	}
	if got := stats.PeakOf(nil); got.N != 0 {
		t.Errorf("peak of nothing %+v", got)
	}
}

// Who was let in by hand waited for no answer.
func TestTheAverageIsThatOfCards(t *testing.T) {
	if got := stats.Average(counts()); got != 100*time.Millisecond {
		t.Errorf("average %v, want 100ms", got)
	}
	if got := stats.Average(counts()[3:]); got != 0 {
		t.Errorf("average of no card %v", got)
	}
}

func TestSumsByWhatVisitsShare(t *testing.T) {
	got := stats.By(counts(), func(c scanlog.Count) string { return c.Desk })
	if !slices.Equal(got, []stats.Share{{Of: "A", N: 25}, {Of: "B", N: 2}}) {
		t.Errorf("%v", got)
	}
	equal := stats.By(append(counts()[:1], counts()[0]), func(c scanlog.Count) string { return string(c.Reason) })
	if !slices.Equal(equal, []stats.Share{{Of: "", N: 20}}) {
		t.Errorf("%v", equal)
	}
}

func TestComparesWithTheSameDayOfTheWeekBefore(t *testing.T) {
	if got := stats.WeekBefore("2021-03-03"); got != "2021-02-24" {
		t.Errorf("a week before 3 March is %s", got)
	}
	if got := stats.WeekBefore("soon"); got != "" {
		t.Errorf("a week before no day is %s", got)
	}
	for _, c := range []struct {
		now, before, percent int
		ok                   bool
	}{{120, 100, 20, true}, {80, 100, -20, true}, {5, 0, 0, false}, {0, 3, -100, true}, {100, 100, 0, true}, {2, 3, -33, true}, {5, 3, 67, true}} {
		if percent, ok := stats.Change(c.now, c.before); percent != c.percent || ok != c.ok {
			t.Errorf("%d after %d is %d %%, %v; want %d %%", c.now, c.before, percent, ok, c.percent)
		}
	}
}

// Who leaves is no visit, and is less inside.
func TestWhoLeftIsNoVisit(t *testing.T) {
	counts := []scanlog.Count{
		{Day: "2021-10-17", Hour: 9, Outcome: reason.Accepted, N: 10, Different: 2, Took: 100},
		{Day: "2021-10-17", Hour: 10, Outcome: scanlog.ByHandCount, N: 3},
		{Day: "2021-10-17", Hour: 11, Outcome: scanlog.LeftCount, N: 4, Reason: "x"},
		{Day: "2021-10-17", Hour: 11, Outcome: reason.Invalid, N: 1},
	}
	if got := stats.Inside(counts); got != 7 {
		t.Errorf("inside are %d, want 7", got)
	}
	if got := stats.Inside(counts[2:]); got != 0 {
		t.Errorf("less than nobody is inside: %d", got)
	}
	without := append(counts[:2:2], counts[3])
	for name, got := range map[string][2]any{
		"split": {stats.SplitOf(counts), stats.SplitOf(without)},
		"days":  {stats.Days(counts, "2021-10-17", "2021-10-17"), stats.Days(without, "2021-10-17", "2021-10-17")},
		"clock": {stats.Clock(counts), stats.Clock(without)},
		"peak":  {stats.PeakOf(counts), stats.PeakOf(without)},
		"mean":  {stats.Average(counts), stats.Average(without)},
		"by":    {stats.By(counts, func(c scanlog.Count) string { return string(c.Reason) }), stats.By(without, func(c scanlog.Count) string { return string(c.Reason) })},
	} {
		if !reflect.DeepEqual(got[0], got[1]) {
			t.Errorf("%s: %v with who left, %v without", name, got[0], got[1])
		}
	}
	if left := counts[2]; left.N != 4 {
		t.Error("the counts were written to")
	}
}
