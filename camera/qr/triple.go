package qr

import (
	"cmp"
	"math"
	"slices"
)

// triple is three finders that may belong to one symbol. Seen from the top
// left one, the bottom left one lies clockwise of the top right one; in a
// mirrored symbol the two are exchanged.
type triple struct {
	topLeft, topRight, bottomLeft Point
	// The module at each of them in the directions of the two sides, pixels.
	own [3]moduleSides

	inverted bool
	modules  float64 // estimated size of the symbol
	module   float64 // pixels a module
	penalty  float64 // 0 for three equal finders at a right angle
}

// moduleSides is a length along each side of a symbol.
type moduleSides struct{ across, along float64 }

// placed brings a triple of a level to the picture.
func (t triple) placed(p placing) triple {
	t.topLeft, t.topRight = p.of(t.topLeft), p.of(t.topRight)
	t.bottomLeft = p.of(t.bottomLeft)
	t.module *= p.scale
	for i := range t.own {
		t.own[i].across *= p.scale
		t.own[i].along *= p.scale
	}
	return t
}

// triples gives all plausible triples of some finders, best first.
func triples(found []finder) []triple {
	var all []triple
	for i := range found {
		for j := range found[:i] {
			if !alike(&found[i], &found[j]) {
				continue
			}
			for k := range found[:j] {
				if !alike(&found[i], &found[k]) || !alike(&found[j], &found[k]) {
					continue
				}
				all = appendTriples(all, &found[i], &found[j], &found[k])
			}
		}
	}
	slices.SortStableFunc(all, func(a, b triple) int { return cmp.Compare(a.penalty, b.penalty) })
	return all
}

const maxSizeRatio = 2.2 // between the finders of one symbol, seen at a slant

func alike(a, b *finder) bool { return a.inverted == b.inverted && sizeRatio(a, b) <= maxSizeRatio }

func sizeRatio(a, b *finder) float64 {
	r := a.size() / b.size()
	return max(r, 1/r)
}

// appendTriples takes each of three finders for the corner of a symbol. Seen
// from above it is the one opposite the longest side; at a steep slant the
// others may look as well, but never much better.
func appendTriples(all []triple, a, b, c *finder) []triple {
	const better = .75
	first, least := len(all), math.Inf(1)
	for _, order := range [3][3]*finder{{a, b, c}, {b, c, a}, {c, a, b}} {
		if t, ok := newTriple(order[0], order[1], order[2]); ok {
			all = append(all, t)
			least = min(least, t.penalty)
		}
	}
	likely := slices.DeleteFunc(all[first:], func(t triple) bool { return t.penalty > least+better })
	return all[:first+len(likely)]
}

// newTriple takes the first of three finders for the corner and refuses what
// no symbol can be.
func newTriple(a, b, c *finder) (triple, bool) {
	const mostSlant, mostAspect, mostDisagreement = .82, 1.2, .4 // a cosine, logarithms
	right, down := b.centre.minus(a.centre), c.centre.minus(a.centre)
	if right.cross(down) < 0 {
		b, c, right, down = c, b, down, right
	}
	width, height := math.Sqrt(right.squared()), math.Sqrt(down.squared())
	slant := math.Abs(right.dot(down) / (width * height))
	aspect := math.Abs(math.Log(width / height))
	if !(slant <= mostSlant) || aspect > mostAspect {
		return triple{}, false
	}
	var own [3]moduleSides
	for i, f := range [3]*finder{a, b, c} {
		own[i] = f.sides(right.times(1/width), down.times(1/height))
	}
	// In perspective a side is as long as if all its modules were the
	// geometric mean of those at its ends.
	across, along := math.Sqrt(own[0].across*own[1].across), math.Sqrt(own[0].along*own[2].along)
	columns, rows := width/across+7, height/along+7
	disagreement := math.Abs(math.Log(columns / rows))
	if columns < 18 || rows < 18 || columns > 200 || rows > 200 || disagreement > mostDisagreement {
		return triple{}, false
	}
	unlike := math.Log(max(sizeRatio(a, b), sizeRatio(a, c), sizeRatio(b, c)))
	seen := a.presence() + b.presence() + c.presence()
	return triple{
		topLeft: a.centre, topRight: b.centre, bottomLeft: c.centre,
		own:      own,
		inverted: a.inverted,
		modules:  math.Sqrt(columns * rows),
		module:   (across + along) / 2,
		penalty:  2*disagreement + unlike + .7*slant + .5*aspect - .35*seen,
	}, true
}

// sides takes the lengths measured across and down for what they are on a
// parallelogram whose sides have these directions: each cuts the two sides
// that it is less along.
func (f *finder) sides(right, down Point) moduleSides {
	area := right.cross(down)
	if math.Abs(right.X*down.Y) > math.Abs(right.Y*down.X) {
		return moduleSides{f.width * math.Abs(down.Y) / area, f.height * math.Abs(right.X) / area}
	}
	return moduleSides{f.height * math.Abs(down.X) / area, f.width * math.Abs(right.Y) / area}
}

// presence is the share of a finder's rows it was seen in, at most 1.5.
func (f *finder) presence() float64 { return min(1.5, float64(f.hits)/max(1, f.height*1.5)) }
