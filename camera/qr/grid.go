package qr

import "math"

// grid is where every module of a symbol lies: a mapping, corrected first by
// a smooth polynomial for the bend of paper and lens, then by what is left
// at each alignment pattern.
type grid struct {
	base  mapping
	size  int
	lines []float64 // module coordinates of the rows of alignment patterns

	bendX, bendY []float64 // coefficients of bendTerms, nil for none
	rest         []Point   // at each crossing of lines, row by row
}

func newGrid(base mapping, v *version) *grid {
	g := &grid{base: base, size: v.size}
	for _, a := range v.alignment {
		g.lines = append(g.lines, float64(a)+.5)
	}
	return g
}

func (g *grid) at(u, v float64) Point {
	p := g.base.at(u, v)
	if g.bendX == nil {
		return p
	}
	return p.plus(g.bend(u, v)).plus(g.restAt(u, v))
}

// bendTerms are the monomials up to the third degree of u and v, scaled to
// -1 to 1 over the symbol; the first quadraticTerms are those up to the
// second.
func (g *grid) bendTerms(u, v float64) [10]float64 {
	a, b := 2*u/float64(g.size)-1, 2*v/float64(g.size)-1
	return [10]float64{1, a, b, a * a, a * b, b * b, a * a * b, a * b * b, a * a * a, b * b * b}
}

const quadraticTerms, cubicTerms = 6, 10

func (g *grid) bend(u, v float64) Point {
	var d Point
	terms := g.bendTerms(u, v)
	for i, x := range g.bendX {
		d.X += x * terms[i]
		d.Y += g.bendY[i] * terms[i]
	}
	return d
}

// restAt interpolates rest bilinearly, outside the lattice as in its
// outermost cell.
func (g *grid) restAt(u, v float64) Point {
	i, a := cell(g.lines, u)
	j, b := cell(g.lines, v)
	o, next := j*len(g.lines)+i, (j+1)*len(g.lines)+i
	upper := g.rest[o].times(1 - a).plus(g.rest[o+1].times(a))
	lower := g.rest[next].times(1 - a).plus(g.rest[next+1].times(a))
	return upper.times(1 - b).plus(lower.times(b))
}

// cell finds the gap between two lines that x lies in, and where in it.
func cell(lines []float64, x float64) (i int, share float64) {
	for i < len(lines)-2 && x > lines[i+1] {
		i++
	}
	return i, (x - lines[i]) / (lines[i+1] - lines[i])
}

// frameAt is the local frame of a mapping at a module coordinate.
func frameAt(m mapping, u, v float64) localFrame {
	return localFrame{
		centre: m.at(u, v),
		right:  m.at(u+.5, v).minus(m.at(u-.5, v)),
		down:   m.at(u, v+.5).minus(m.at(u, v-.5)),
	}
}

// fit makes the grid pass near all ties. patterns is how many of them are
// alignment patterns; a bend needs enough of these not to run wild.
func (g *grid) fit(ties []tie, patterns int) {
	if _, flat := g.base.(*homography); flat {
		if h, ok := fitHomography(ties, g.size); ok {
			g.base = h
		}
	}
	g.bendX, g.bendY = nil, nil
	g.rest = make([]Point, len(g.lines)*len(g.lines))
	switch {
	case patterns >= 6:
		g.fitBend(ties, cubicTerms)
	case patterns >= 3:
		g.fitBend(ties, quadraticTerms)
	}
}

// fitBend fits the polynomial to what the mapping leaves over, trusting
// outliers less from round to round.
func (g *grid) fitBend(ties []tie, terms int) {
	const ridge = 1e-3
	left := make([]Point, len(ties))
	for i, q := range ties {
		left[i] = q.at.minus(g.base.at(q.u, q.v))
	}
	fit := newLeastSquares(terms)
	for round := range 4 {
		fit.reset()
		for i, q := range ties {
			weight := q.weight * q.weight
			if round > 0 {
				weight /= 1 + 4*left[i].distance2(g.bend(q.u, q.v))
			}
			row := g.bendTerms(q.u, q.v)
			fit.add(row[:terms], left[i].X, left[i].Y, weight)
		}
		for i := range terms {
			fit.ridge(i, ridge)
		}
		x, y, ok := fit.solve()
		if !ok {
			g.bendX, g.bendY = nil, nil
			return
		}
		g.bendX, g.bendY = append([]float64(nil), x...), append([]float64(nil), y...)
	}
}

// pull moves the grid at crossing k most of the way to where a pattern was
// seen, unless it was seen too far off to be believed: where paper bends
// sharply, further than chance matches a pattern so well.
func (g *grid) pull(k int, seen *pattern, module float64) {
	const near, far = .6, 2
	if g.bendX == nil {
		return
	}
	believed := near * module
	if seen.match >= certainMatch {
		believed = far * module
	}
	off := seen.at.minus(g.base.at(seen.u, seen.v)).minus(g.bend(seen.u, seen.v))
	if math.Sqrt(off.squared()) >= believed {
		return
	}
	trust := .75 * min(1, max(0, (seen.match-leastMatch)/.3))
	g.rest[k] = off.times(trust)
}
