package app

import (
	"sort"

	"passdesk/app/scanlog"
)

// shifts lead from a desk's numbers to the log's, which are others once
// another program has written under its name or the log was begun anew.
type shifts map[string][]shift // by desk, in the order of from

// shift is what is added to the numbers from one on.
type shift struct{ from, by int64 }

// of gives the log's number of an entry that the desk numbered so.
func (s shifts) of(desk string, number int64) int64 {
	all := s[desk]
	i := sort.Search(len(all), func(i int) bool { return all[i].from > number })
	if i == 0 {
		return number
	}
	return number + all[i-1].by
}

// apply gives entries with the log's numbers.
func (s shifts) apply(entries []scanlog.Entry) []scanlog.Entry {
	numbered := make([]scanlog.Entry, len(entries))
	for i, e := range entries {
		e.Number = s.of(e.Desk, e.Number)
		if e.Refers > 0 {
			e.Refers = s.of(e.Desk, e.Refers)
		}
		numbered[i] = e
	}
	return numbered
}

// renew lets each desk's entries go on from the log's last number, without
// gaps.
func (s shifts) renew(entries []scanlog.Entry, last func(desk string) (int64, error)) error {
	next := map[string]int64{}
	for _, e := range entries {
		n, known := next[e.Desk]
		if !known {
			there, err := last(e.Desk)
			if err != nil {
				return err
			}
			n = there + 1
			all := s[e.Desk]
			s[e.Desk] = all[:sort.Search(len(all), func(i int) bool { return all[i].from >= e.Number })]
		}
		if s.of(e.Desk, e.Number) != n {
			s[e.Desk] = append(s[e.Desk], shift{e.Number, n - e.Number})
		}
		next[e.Desk] = n + 1
	}
	return nil
}
