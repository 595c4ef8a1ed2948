package qr

import (
	"math"
	"slices"
)

// leastMatch is the correlation from which an alignment pattern counts as
// seen; sureMatch is one that chance does not reach near where it is expected,
// certainMatch one that it does not reach modules away.
const leastMatch, sureMatch, certainMatch = .45, .6, .85

// pattern is one alignment pattern (ISO/IEC 18004, 6.3.6) and where it was
// seen.
type pattern struct {
	u, v  float64
	at    Point
	match float64
	seen  bool
	none  bool // a finder pattern takes its place
}

// alignmentSearch looks for all alignment patterns of a symbol and bends a
// grid through them.
type alignmentSearch struct {
	plane    *plane
	grid     *grid
	module   float64 // pixels
	ties     []tie   // of the finders
	time     *allowance
	patterns []pattern
}

// align follows the alignment patterns outward from the finders, then twice
// looks again where the fitted grid expects those that were not seen or do
// not fit, further about where most others are seen. The share it gives is 1 when every pattern answers perfectly;
// for version 1, which has none, it is 1.
func (p *plane) align(pos *position, base mapping, time *allowance) (g *grid, share float64) {
	g = newGrid(base, pos.version)
	if len(g.lines) == 0 {
		return g, 1
	}
	s := &alignmentSearch{plane: p, grid: g, module: pos.module, ties: pos.ties, time: time}
	for j, v := range g.lines {
		for i, u := range g.lines {
			s.patterns = append(s.patterns, pattern{u: u, v: v, none: finderCorner(i, j, len(g.lines))})
		}
	}
	if s.spread(); !s.answered() {
		return g, 0
	}
	s.fit()
	for range 2 {
		if time.over() || !s.lookAgain() {
			break
		}
		s.fit()
	}
	return g, s.share()
}

func (s *alignmentSearch) answered() bool {
	return slices.ContainsFunc(s.patterns, func(q pattern) bool { return q.seen })
}

func (s *alignmentSearch) share() float64 {
	sum, count := 0., 0.
	for i := range s.patterns {
		if s.patterns[i].seen {
			sum += s.patterns[i].match
		}
		if !s.patterns[i].none {
			count++
		}
	}
	return sum / count
}

func (s *alignmentSearch) fit() {
	const finderWeight = .7
	ties := make([]tie, 0, len(s.ties)+len(s.patterns))
	for _, q := range s.ties {
		ties = append(ties, tie{q.u, q.v, q.at, finderWeight})
	}
	for _, q := range s.patterns {
		if q.seen {
			ties = append(ties, tie{q.u, q.v, q.at, q.match})
		}
	}
	s.grid.fit(ties, len(ties)-len(s.ties))
	for k := range s.patterns {
		if s.patterns[k].seen {
			s.grid.pull(k, &s.patterns[k], s.module)
		}
	}
}

// spread visits the patterns nearest to known places first, so that each is
// predicted from its neighbours. It gives up on what is no symbol, of which
// not one of the nearest answers.
func (s *alignmentSearch) spread() {
	const patience = 8
	known := make([]shift, 0, len(s.ties)+len(s.patterns))
	for _, q := range s.ties {
		known = append(known, shift{q.u, q.v, q.at.minus(s.grid.base.at(q.u, q.v)), 1})
	}
	distance := make([]float64, len(s.patterns))
	for k := range s.patterns {
		distance[k] = s.patterns[k].nearest(known)
	}
	for visited := range s.patterns {
		if visited >= patience && (len(known) == len(s.ties) || s.time.over()) {
			return
		}
		k := leastOf(distance)
		q, gap := &s.patterns[k], distance[k]
		distance[k] = math.Inf(1)
		if q.none {
			continue
		}
		f := frameAt(s.grid.base, q.u, q.v)
		predict(known, q.u, q.v).apply(&f)
		expected := f.centre.minus(s.grid.base.at(q.u, q.v))
		reach := min(3.2, max(1, .8+gap*.05))
		at, match := s.plane.searchAlignment(f, searchArea{reach: reach, step: 1. / 3, penalty: .02})
		if match < sureMatch {
			continue
		}
		q.at, q.match, q.seen = at, match, true
		known = append(known, shift{q.u, q.v, at.minus(f.centre).plus(expected), match})
		for i := range s.patterns {
			if !math.IsInf(distance[i], 1) {
				distance[i] = min(distance[i], math.Hypot(s.patterns[i].u-q.u, s.patterns[i].v-q.v))
			}
		}
	}
}

func (q *pattern) nearest(known []shift) float64 {
	least := math.MaxFloat64
	for _, k := range known {
		least = min(least, math.Hypot(q.u-k.u, q.v-k.v))
	}
	return least
}

func leastOf(x []float64) int {
	least := 0
	for i := range x {
		if x[i] < x[least] {
			least = i
		}
	}
	return least
}

// lookAgain searches where the grid expects each pattern that is unseen or
// out of place; it reports whether anything changed.
func (s *alignmentSearch) lookAgain() (changed bool) {
	expected := s.share() >= answered
	for k := range s.patterns {
		q := &s.patterns[k]
		if q.none {
			continue
		}
		f := frameAt(s.grid, q.u, q.v)
		inPlace := math.Sqrt(q.at.distance2(f.centre)) < .5*s.module
		if q.seen && q.match > sureMatch && inPlace {
			continue
		}
		at, match := s.plane.searchAlignment(f, searchArea{reach: 1.7, step: .34, penalty: .03})
		if expected && !q.seen && match < certainMatch { // on paper that bends out of sight
			if there, m := s.plane.searchAlignment(f, searchArea{reach: 3.4, step: .34, penalty: .03}); m >= certainMatch {
				at, match = there, m
			}
		}
		switch {
		case match < leastMatch:
			if q.seen && q.match < sureMatch {
				q.seen, changed = false, true
			}
		case !q.seen || match > q.match-.1:
			changed = changed || !q.seen || at.distance2(q.at) > .01
			q.at, q.match, q.seen = at, match, true
		}
	}
	return changed
}

// searchArea is a square of 2*reach modules, in steps; each module away from
// its middle costs a penalty.
type searchArea struct{ reach, step, penalty float64 }

// searchAlignment finds the best match of the alignment pattern about the
// centre of a frame: first on the steps of the area, then uphill.
func (p *plane) searchAlignment(f localFrame, area searchArea) (Point, float64) {
	match, bestU, bestV := -2., 0., 0.
	try := func(u, v float64) bool {
		g := f
		g.centre = f.at(u, v)
		m := p.correlate(&g, alignmentTemplate) - area.penalty*math.Hypot(u, v)
		if m <= match {
			return false
		}
		match, bestU, bestV = m, u, v
		return true
	}
	steps := int(area.reach / area.step)
	for i := -steps; i <= steps; i++ {
		for j := -steps; j <= steps; j++ {
			try(float64(i)*area.step, float64(j)*area.step)
		}
	}
	if match < leastMatch {
		return Point{}, match
	}
	for step := area.step / 2; step > .03; step /= 2 {
		for range 4 {
			u, v := bestU, bestV
			if !try(u+step, v) && !try(u-step, v) && !try(u, v+step) && !try(u, v-step) {
				break
			}
		}
	}
	return f.at(bestU, bestV), match
}
