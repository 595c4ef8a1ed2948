package qr

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

// maxFinders bounds the work on pictures full of stripes.
const maxFinders = 400

// finder is a place that looks like a finder pattern (ISO/IEC 18004, 6.3.3):
// runs of 1:1:3:1:1 modules across and down.
type finder struct {
	centre   Point
	width    float64 // of a module across, in pixels
	height   float64 // of a module down
	hits     int     // rows in which it was seen
	inverted bool    // light on dark
}

// size is the mean module size in pixels.
func (f *finder) size() float64 { return math.Sqrt(f.width * f.height) }

// worth ranks finders: one seen in most of its rows comes first, whatever
// its size.
func (f *finder) worth() float64 { return float64(f.hits) / f.width }

// runs are the lengths of five runs of alternating colour, in pixels.
type runs [5]int

func (r runs) total() int { return r[0] + r[1] + r[2] + r[3] + r[4] }

// isFinder allows each run half a module and half a pixel of error, the middle
// one twice that; in sevenths, so that a module is a whole number of them.
func (r runs) isFinder() bool {
	module := r.total()
	slack := module + 7 // of twice the error
	for _, i := range [4]int{0, 1, 3, 4} {
		if 2*abs(7*r[i]-module) > slack {
			return false
		}
	}
	return abs(7*r[2]-3*module) <= slack
}

// findFinders appends the finders of a picture to found, both polarities in
// one pass. Every second row is looked at.
func findFinders(b *bitmap, found []finder) []finder {
	changes := make([]int, 0, 1024)
	for y := 1; y < b.height; y += 2 {
		changes = colourChanges(b.row(y), changes[:0])
		for i := 0; i+5 < len(changes); i++ {
			f, ok := finderAt(b, changes[i:i+6], y)
			if !ok {
				continue
			}
			// A row is light before its first change, so that the middle
			// run after an odd one is light.
			f.inverted = i&1 == 1
			if f, ok = crossCheck(b, f); ok {
				found = merge(found, f)
			}
		}
	}
	for i := range found {
		found[i].centre = found[i].centre.plus(Point{.5, .5})
	}
	return found
}

// colourChanges appends the columns at which a row changes colour.
func colourChanges(row []uint64, changes []int) []int {
	var before uint64
	for i, w := range row {
		change := w ^ (w<<1 | before)
		before = w >> 63
		for change != 0 {
			changes = append(changes, i*64+bits.TrailingZeros64(change))
			change &= change - 1
		}
	}
	return changes
}

// finderAt tests the five runs between six changes of colour.
func finderAt(b *bitmap, at []int, y int) (finder, bool) {
	middle := at[3] - at[2]
	left, right := at[2]-at[1], at[4]-at[3]
	if middle < left || middle < right || middle > 3*(left+right) {
		return finder{}, false
	}
	r := runs{at[1] - at[0], left, middle, right, at[5] - at[4]}
	x := (at[2] + at[3]) / 2
	if r.total() < 8 || x >= b.width || !r.isFinder() {
		return finder{}, false
	}
	return finder{
		centre: Point{float64(x), float64(y)},
		width:  float64(r.total()) / 7,
		hits:   1,
	}, true
}

// steepest is how many times as long as wide a finder pattern may look, on
// paper tilted by more than 60 degrees.
const steepest = 3

// crossCheck looks for the same runs down the column of the centre, then
// once more across the true centre, and moves the finder there.
func crossCheck(b *bitmap, f finder) (finder, bool) {
	x, y := int(f.centre.X), int(f.centre.Y)
	limit := int(f.width * 14)
	down, ok := runsThrough(b, ray{x, y, 0, 1}, f.inverted, limit)
	if !ok || down.module > f.width*steepest || down.module < f.width/steepest {
		return f, false
	}
	y = int(float64(y) + down.offset + .5)
	if y < 0 || y >= b.height {
		return f, false
	}
	across, ok := runsThrough(b, ray{x, y, 1, 0}, f.inverted, limit)
	if !ok {
		return f, false
	}
	f.centre = Point{f.centre.X + across.offset, f.centre.Y + down.offset}
	f.width, f.height = across.module, down.module
	return f, true
}

// ray is a pixel and a direction to walk in.
type ray struct{ x, y, dx, dy int }

func (r *ray) back() ray { return ray{r.x - r.dx, r.y - r.dy, -r.dx, -r.dy} }

// crossing is what the five runs through a pixel say: how far the centre of
// the middle run is, and the length of a module.
type crossing struct{ offset, module float64 }

// runsThrough measures the runs of a finder through a pixel of its middle,
// along a ray and back. No run may be longer than limit.
func runsThrough(b *bitmap, r ray, inverted bool, limit int) (crossing, bool) {
	if b.dark(r.x, r.y) == inverted {
		return crossing{}, false
	}
	back, ok := halfRuns(b, r.back(), inverted, limit)
	if !ok {
		return crossing{}, false
	}
	ahead, ok := halfRuns(b, ray{r.x + r.dx, r.y + r.dy, r.dx, r.dy}, inverted, limit)
	if !ok {
		return crossing{}, false
	}
	five := runs{back[2], back[1], back[0] + ahead[0] + 1, ahead[1], ahead[2]}
	if !five.isFinder() {
		return crossing{}, false
	}
	// The middle run, the inner three and all five each name a centre.
	inner := ahead[0] - back[0]
	three := inner + ahead[1] - back[1]
	all := three + ahead[2] - back[2]
	return crossing{
		offset: float64(inner+three+all) / 6,
		module: float64(five.total()) / 7,
	}, true
}

// halfRuns walks from the middle of a finder outward over the rest of its
// middle run, the ring of the other colour and the outer ring.
func halfRuns(b *bitmap, r ray, inverted bool, limit int) (lengths [3]int, ok bool) {
	dark := !inverted
	for i := range lengths {
		n := 0
		for r.x >= 0 && r.y >= 0 && r.x < b.width && r.y < b.height && b.dark(r.x, r.y) == dark {
			r.x += r.dx
			r.y += r.dy
			if n++; n > limit {
				return lengths, false
			}
		}
		if n == 0 && i > 0 {
			return lengths, false
		}
		lengths[i] = n
		dark = !dark
	}
	return lengths, true
}

// merge adds a sighting to the finder it belongs to, or as a new one.
func merge(found []finder, f finder) []finder {
	for i := range found {
		g := &found[i]
		if g.inverted != f.inverted || f.width >= g.width*2 || f.width <= g.width*.5 ||
			math.Abs(g.centre.X-f.centre.X) >= g.width*2 ||
			math.Abs(g.centre.Y-f.centre.Y) >= g.height*2 {
			continue
		}
		share := 1 / float64(g.hits+1)
		g.centre = g.centre.plus(f.centre.minus(g.centre).times(share))
		g.width += (f.width - g.width) * share
		g.height += (f.height - g.height) * share
		g.hits++
		return found
	}
	if len(found) >= maxFinders {
		return found
	}
	return append(found, f)
}

// ranked drops finders seen in one row only and puts the most worthy first.
func ranked(found []finder) []finder {
	found = slices.DeleteFunc(found, func(f finder) bool { return f.hits < 2 })
	slices.SortStableFunc(found, func(a, b finder) int { return cmp.Compare(b.worth(), a.worth()) })
	return found
}
