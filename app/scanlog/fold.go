package scanlog

import (
	"cmp"
	"iter"
	"slices"
)

// Matches says whether the query selects an entry. Before and Limit page and
// do not select.
func (q Query) Matches(e Entry) bool {
	day := e.Day()
	return (q.From == "" || day >= q.From) &&
		(q.To == "" || day <= q.To) &&
		(q.Desk == "" || e.Desk == q.Desk) &&
		(q.Outcome == "" || e.Outcome == q.Outcome) &&
		(q.Reason == "" || e.Reason == q.Reason) &&
		(q.Issuer == "" || e.Issuer == q.Issuer) &&
		(q.By == "" || e.By == q.By)
}

// Fold counts the scans among rows. It defines what the Counts of every Store
// are: one Count for each day, desk, policy, outcome, reason and format that
// occurs together, in this order, texts compared byte by byte.
func Fold(rows []Row) []Count {
	sums := map[Count]int{}
	for _, r := range rows {
		if r.Kind == Scan {
			sums[Count{
				Day: r.Day(), Desk: r.Desk, Policy: r.Policy,
				Outcome: r.Outcome, Reason: r.Reason, Format: r.Format,
			}]++
		}
	}
	counts := make([]Count, 0, len(sums))
	for c, n := range sums {
		c.N = n
		counts = append(counts, c)
	}
	slices.SortFunc(counts, compareCounts)
	return counts
}

func compareCounts(a, b Count) int {
	return cmp.Or(
		cmp.Compare(a.Day, b.Day),
		cmp.Compare(a.Desk, b.Desk),
		cmp.Compare(a.Policy, b.Policy),
		cmp.Compare(a.Outcome, b.Outcome),
		cmp.Compare(a.Reason, b.Reason),
		cmp.Compare(a.Format, b.Format),
	)
}

// page is how many rows All holds at a time.
const page = 2000

// All gives the rows that q selects, newest first, page by page: a log of
// years need not fit into memory. q's Before and Limit do not apply. It ends
// after the first error.
func All(s Store, q Query) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		q.Before, q.Limit = 0, page
		for {
			rows, err := s.Entries(q)
			if err != nil {
				yield(Row{}, err)
				return
			}
			for _, r := range rows {
				if !yield(r, nil) {
					return
				}
			}
			if len(rows) < page {
				return
			}
			q.Before = rows[len(rows)-1].Key
		}
	}
}
