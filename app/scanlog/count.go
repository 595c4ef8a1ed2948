package scanlog

import (
	"cmp"
	"slices"
	"time"

	"passdesk/verify/reason"
)

// Count is how many visits fell together: those of one day, and in an hourly
// query of one hour, of a desk, under a policy, with an outcome, a reason and a
// kind of card.
type Count struct {
	Day     string // YYYY-MM-DD, by the desk's calendar
	Hour    int    // 0 to 23 by the desk's clock, 0 unless the query is Hourly
	Desk    string
	Policy  string
	Outcome reason.Outcome // of a card, or ByHandCount
	Reason  reason.Reason
	Format  string

	N           int           // scans and tallies, less what was undone
	Took        time.Duration // of all of them together
	Matched     int           // photo IDs compared that matched, less the answers that were taken back,
	Different   int           // that did not, likewise,
	NotCompared int           // and those that nobody compared
}

// place is what a count is told apart by.
func (c Count) place() Count {
	return Count{
		Day: c.Day, Hour: c.Hour, Desk: c.Desk, Policy: c.Policy,
		Outcome: c.Outcome, Reason: c.Reason, Format: c.Format,
	}
}

// with adds the figures of another count.
func (c Count) with(more Count) Count {
	c.N += more.N
	c.Took += more.Took
	c.Matched += more.Matched
	c.Different += more.Different
	c.NotCompared += more.NotCompared
	return c
}

// Admitted is how many of the visits were let in: cards that were accepted, but
// for those whose photo ID did not match or was not compared, and tallies.
func (c Count) Admitted() int {
	switch c.Outcome {
	case reason.Accepted:
		return c.N - c.Different - c.NotCompared
	case ByHandCount:
		return c.N
	default:
		return 0
	}
}

// Group adds counts up by what keep leaves of each, such as its Day and
// Outcome alone. What comes to nothing is left out. The sums are in the order
// of the fields, texts compared byte by byte.
func Group(counts []Count, keep func(Count) Count) []Count {
	sums := map[Count]Count{}
	for _, c := range counts {
		place := keep(c).place()
		sum, begun := sums[place]
		if !begun {
			sum = place
		}
		sums[place] = sum.with(c)
	}
	grouped := make([]Count, 0, len(sums))
	for place, sum := range sums {
		if sum != place {
			grouped = append(grouped, sum)
		}
	}
	slices.SortFunc(grouped, comparePlaces)
	return grouped
}

// Sum adds up the counts that are told apart by nothing.
func Sum(counts []Count) []Count { return Group(counts, Count.place) }

// Hours gives the counts of an hourly query by day, hour, desk and outcome.
func Hours(counts []Count) []Count {
	return Group(counts, func(c Count) Count {
		return Count{Day: c.Day, Hour: c.Hour, Desk: c.Desk, Outcome: c.Outcome}
	})
}

// Reasons gives counts by outcome and reason, of all days and desks.
func Reasons(counts []Count) []Count {
	return Group(counts, func(c Count) Count { return Count{Outcome: c.Outcome, Reason: c.Reason} })
}

func comparePlaces(a, b Count) int {
	return cmp.Or(
		cmp.Compare(a.Day, b.Day),
		cmp.Compare(a.Hour, b.Hour),
		cmp.Compare(a.Desk, b.Desk),
		cmp.Compare(a.Policy, b.Policy),
		cmp.Compare(a.Outcome, b.Outcome),
		cmp.Compare(a.Reason, b.Reason),
		cmp.Compare(a.Format, b.Format),
	)
}
