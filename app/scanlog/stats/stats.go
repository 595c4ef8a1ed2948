// Package stats sums counts up: by day and hour, by what they share, peaks,
// averages, and one day against another.
//
// It reads no log and withholds nothing. What it gives is in a fixed order, so
// that two reports of the same counts are the same.
package stats

import (
	"cmp"
	"slices"
	"time"

	"passdesk/app/scanlog"
	"passdesk/verify/reason"
)

// Outcomes lists all that a visit can come to: those of a card in their order,
// then who was let in by hand.
func Outcomes() []reason.Outcome { return append(reason.Outcomes(), scanlog.ByHandCount) }

// Split is how visits fell, by outcome.
type Split map[reason.Outcome]int

// Total is how many visits there were.
func (s Split) Total() int {
	n := 0
	for _, c := range s {
		n += c
	}
	return n
}

// visits leaves out who left.
func visits(counts []scanlog.Count) []scanlog.Count {
	isLeft := func(c scanlog.Count) bool { return c.Outcome == scanlog.LeftCount }
	if !slices.ContainsFunc(counts, isLeft) {
		return counts
	}
	return slices.DeleteFunc(slices.Clone(counts), isLeft)
}

// Inside is how many people are inside, as far as a log can know: who was let in
// on the days counted, less who was counted out.
func Inside(counts []scanlog.Count) int {
	n := Admitted(counts)
	for _, c := range counts {
		if c.Outcome == scanlog.LeftCount {
			n -= c.N
		}
	}
	return max(0, n)
}

// SplitOf splits all of the counts.
func SplitOf(counts []scanlog.Count) Split {
	s := Split{}
	for _, c := range visits(counts) {
		s[c.Outcome] += c.N
	}
	return s
}

// Day is how the visits of a day fell.
type Day struct {
	Day string
	Split
}

// MostDays is how many days Days gives at the most.
const MostDays = 4000

// Days gives each day from one to another, both included, those without a visit
// too. Days that are none, or are too many, give none.
func Days(counts []scanlog.Count, from, to string) []Day {
	first, err1 := time.Parse(time.DateOnly, from)
	last, err2 := time.Parse(time.DateOnly, to)
	if err1 != nil || err2 != nil || last.Sub(first) > MostDays*24*time.Hour {
		return nil
	}
	byDay := map[string]Split{}
	for _, c := range visits(counts) {
		if byDay[c.Day] == nil {
			byDay[c.Day] = Split{}
		}
		byDay[c.Day][c.Outcome] += c.N
	}
	var days []Day
	for d := first; !d.After(last); d = d.AddDate(0, 0, 1) {
		day := d.Format(time.DateOnly)
		days = append(days, Day{day, byDay[day]})
	}
	return days
}

// Clock gives how the visits fell in each hour of the day, over all days, out
// of hourly counts.
func Clock(hourly []scanlog.Count) [24]Split {
	var clock [24]Split
	for i := range clock {
		clock[i] = Split{}
	}
	for _, c := range visits(hourly) {
		if c.Hour >= 0 && c.Hour < 24 {
			clock[c.Hour][c.Outcome] += c.N
		}
	}
	return clock
}

// Open gives the hours of the clock from the first with a visit to the last;
// both are 0 where there is none.
func Open(clock [24]Split) (first, last int) {
	for h, s := range clock {
		switch {
		case s.Total() == 0:
		case first == 0 && clock[0].Total() == 0:
			first, last = h, h
		default:
			last = h
		}
	}
	return first, last
}

// Peak is the hour of one day with the most visits.
type Peak struct {
	Day  string
	Hour int
	N    int // 0 where there was no visit
}

// PeakOf finds the busiest hour over all desks, out of hourly counts; of
// several the first.
func PeakOf(hourly []scanlog.Count) Peak {
	var peak Peak
	hours := scanlog.Group(visits(hourly), func(c scanlog.Count) scanlog.Count {
		return scanlog.Count{Day: c.Day, Hour: c.Hour}
	})
	for _, h := range hours {
		if h.N > peak.N {
			peak = Peak{h.Day, h.Hour, h.N}
		}
	}
	return peak
}

// Average is how long the answer to a card took in the mean, 0 where there was
// none.
func Average(counts []scanlog.Count) time.Duration {
	n, took := 0, time.Duration(0)
	for _, c := range counts {
		if c.Outcome != scanlog.ByHandCount && c.Outcome != scanlog.LeftCount {
			n, took = n+c.N, took+c.Took
		}
	}
	if n <= 0 {
		return 0
	}
	return took / time.Duration(n)
}

// Admitted is how many visits were let in.
func Admitted(counts []scanlog.Count) int {
	n := 0
	for _, c := range counts {
		n += c.Admitted()
	}
	return n
}

// Share is how many visits have something in common.
type Share struct {
	Of string
	N  int
}

// By sums the counts by what they have in common, the most frequent first,
// and what is as frequent by its name.
func By(counts []scanlog.Count, of func(scanlog.Count) string) []Share {
	sums := map[string]int{}
	for _, c := range visits(counts) {
		sums[of(c)] += c.N
	}
	var shares []Share
	for name, n := range sums {
		shares = append(shares, Share{name, n})
	}
	slices.SortFunc(shares, func(a, b Share) int {
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Of, b.Of))
	})
	return shares
}

// WeekBefore is the same day of the week before, empty if it is no day.
func WeekBefore(day string) string {
	d, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return d.AddDate(0, 0, -7).Format(time.DateOnly)
}

// Change is how much more now is than before, in percent, rounded. It is no
// number where there was nothing before.
func Change(now, before int) (percent int, ok bool) {
	if before == 0 {
		return 0, false
	}
	return int((float64(now-before)/float64(before))*100 + 0.5*sign(now-before)), true
}

func sign(n int) float64 {
	if n < 0 {
		return -1
	}
	return 1
}
