package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"passdesk/app/scanlog"
)

// Cell is a count as it is shown: with its number, or with what stands in its
// place.
type Cell struct {
	scanlog.Count
	Hidden string // "<5" for a number withheld as too small, "*" for one withheld to protect others
}

// String gives what is shown.
func (c Cell) String() string {
	if c.Hidden != "" {
		return c.Hidden
	}
	return strconv.Itoa(c.N)
}

// protects stands in place of a number that would give away a smaller one.
const protects = "*"

// withhold hides the counts below least. Since other tables tell how many
// there were of each outcome a day at a desk, one hidden count would be what is
// missing from the sum: so among those of one outcome at least two are hidden,
// and together they come to least or more, as far as there are others to hide
// ("complementary suppression", Federal Committee on Statistical Methodology,
// Working Paper 22). What is shown in sum is a sum of what is shown, see sums.
//
// A count of nothing is left out.
func withhold(counts []scanlog.Count, least int) []Cell {
	cells := make([]Cell, 0, len(counts))
	groups := map[scanlog.Count][]int{}
	for _, c := range counts {
		if c.N <= 0 {
			continue
		}
		of := scanlog.Count{Day: c.Day, Desk: c.Desk, Outcome: c.Outcome}
		groups[of] = append(groups[of], len(cells))
		cells = append(cells, Cell{Count: c})
	}
	if least > 1 {
		for _, group := range groups {
			hide(cells, group, least)
		}
	}
	return cells
}

// hide hides what must be among one group of cells, which it sorts.
func hide(cells []Cell, group []int, least int) {
	slices.SortStableFunc(group, func(a, b int) int { return cmp.Compare(cells[a].N, cells[b].N) })
	hidden, sum := 0, 0
	for _, i := range group {
		c := &cells[i]
		switch {
		case c.N < least:
			c.Hidden = fmt.Sprintf("<%d", least)
		case hidden == 0 || hidden > 1 && sum >= least:
			return
		default:
			c.Hidden = protects
		}
		hidden, sum = hidden+1, sum+c.N
	}
}

// shown gives the counts that are not hidden.
func shown(cells []Cell) []scanlog.Count {
	var counts []scanlog.Count
	for _, c := range cells {
		if c.Hidden == "" {
			counts = append(counts, c.Count)
		}
	}
	return counts
}

// sums adds up the cells that are shown. Where none of a sum is, it is as
// hidden as they are.
func sums(cells []Cell, keep func(scanlog.Count) scanlog.Count) []Cell {
	hidden := map[scanlog.Count]string{}
	var all []scanlog.Count
	for _, c := range cells {
		place := keep(c.Count)
		if c.Hidden == "" {
			all = append(all, c.Count)
		} else if hidden[place] != protects {
			hidden[place] = c.Hidden
		}
	}
	var out []Cell
	for _, c := range scanlog.Group(all, keep) {
		delete(hidden, keep(c))
		out = append(out, Cell{Count: c})
	}
	for place, as := range hidden {
		out = append(out, Cell{Count: place, Hidden: as})
	}
	slices.SortFunc(out, func(a, b Cell) int {
		return cmp.Or(
			cmp.Compare(a.Day, b.Day), cmp.Compare(a.Hour, b.Hour), cmp.Compare(a.Desk, b.Desk),
			cmp.Compare(a.Outcome, b.Outcome), cmp.Compare(a.Reason, b.Reason),
		)
	})
	return out
}
