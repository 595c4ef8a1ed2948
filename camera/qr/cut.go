package qr

import (
	"math"
	"slices"
)

// cutPair reports whether two finder patterns of the first level stand like
// those of one symbol whose third would lie outside the picture.
func (s *scan) cutPair() bool {
	const most = 8
	found := s.first[:min(len(s.first), most)]
	for i := range found {
		for j := range found[:i] {
			if s.over() {
				return false
			}
			a, b := &found[i], &found[j]
			if alike(a, b) && !completed(found, a, b) && s.cutBetween(a, b) {
				return true
			}
		}
	}
	return false
}

// completed reports whether a third finder makes two of them whole.
func completed(found []finder, a, b *finder) bool {
	return slices.ContainsFunc(found, func(c finder) bool {
		if c == *a || c == *b || !alike(a, &c) || !alike(b, &c) {
			return false
		}
		return len(appendTriples(nil, a, b, &c)) > 0
	})
}

// cutBetween takes two finders for the ends of a side of a symbol.
func (s *scan) cutBetween(a, b *finder) bool {
	const fits, least, most = .6, 14, 170 // modules between the centres
	side := b.centre.minus(a.centre)
	length := math.Sqrt(side.squared())
	right := side.times(1 / length)
	down := Point{-right.Y, right.X}
	modules := 2 * length / (a.sides(right, down).across + b.sides(right, down).across)
	if !(modules >= least && modules <= most) {
		return false
	}
	across := Point{-side.Y, side.X}
	p := s.polarity(a.inverted)
	if p.contains(a.centre.plus(across)) && p.contains(b.centre.plus(across)) &&
		p.contains(a.centre.minus(across)) && p.contains(b.centre.minus(across)) {
		return false
	}
	right, down = side.times(1/modules), across.times(1/modules)
	for _, f := range [2]*finder{a, b} {
		if _, match := p.fitFinder(localFrame{f.centre, right, down}); match < fits {
			return false
		}
	}
	return true
}
