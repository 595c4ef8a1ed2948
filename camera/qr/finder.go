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

func (r *runs) total() int { return r[0] + r[1] + r[2] + r[3] + r[4] }

// isFinder allows each run half a module and half a pixel of error, the middle
// one twice that.
func (r *runs) isFinder() bool {
	return spare(r.total(), r[2], min(r[0], r[1], r[3], r[4]), max(r[0], r[1], r[3], r[4])) >= 0
}

// spare is negative when one of five runs errs by more than isFinder allows,
// given the sum of all, the middle one, and the shortest and longest of the
// others; in fourteenths of the sum, so that a module is a whole number of
// them. Which of these it is that most runs fail at nobody can foretell, the
// processor neither: so they are joined in one sign, and one branch.
func spare(all, middle, shortest, longest int) int {
	return (3*all + 7 - 14*longest) | (14*shortest - all + 7) | (4*all + 7 - 7*middle) | (7*middle - 2*all + 7)
}

// findFinders appends the finders of a picture to found, both polarities in
// one pass. Every second row is looked at.
func findFinders(b *bitmap, found []finder) []finder {
	for y := 1; y < b.picture.height; y += 2 {
		changes := b.colourChanges(y)
		for i := 0; i+5 < len(changes); i++ {
			at := changes[i : i+6 : i+6]
			if !likeFinder(at) {
				continue
			}
			// A row is light before its first change, so that the middle
			// run after an odd one is light.
			if f, ok := crossCheck(b, finderAt(at, y, i&1 == 1)); ok {
				found = merge(found, f)
			}
		}
	}
	for i := range found {
		found[i].centre = found[i].centre.plus(Point{.5, .5})
	}
	return found
}

// colourChanges gives the columns at which a row changes colour. It lives until
// the next call.
func (b *bitmap) colourChanges(y int) []int32 {
	row, n := b.row(y), 0
	b.changes = resized(b.changes, 64*len(row))
	var before uint64
	for i, w := range row {
		change := w ^ (w<<1 | before)
		before = w >> 63
		for ; change != 0 && n < len(b.changes); n++ {
			b.changes[n] = int32(i*64 + bits.TrailingZeros64(change))
			change &= change - 1
		}
	}
	return b.changes[:n]
}

// likeFinder tests the five runs between six changes of colour: those of a
// finder, of which the middle one is the longest.
func likeFinder(at []int32) bool {
	_ = at[5]
	a, b, middle := int(at[1]-at[0]), int(at[2]-at[1]), int(at[3]-at[2])
	c, d := int(at[4]-at[3]), int(at[5]-at[4])
	all := int(at[5] - at[0])
	const least = 8 // pixels
	return spare(all, middle, min(a, b, c, d), max(a, b, c, d))|
		(middle-max(b, c))|(3*(b+c)-middle)|(all-least) >= 0
}

// finderAt gives the finder that five runs between six changes of colour may be
// of.
func finderAt(at []int32, y int, inverted bool) finder {
	return finder{
		centre:   Point{float64((at[2] + at[3]) / 2), float64(y)},
		width:    float64(at[5]-at[0]) / 7,
		hits:     1,
		inverted: inverted,
	}
}

// steepest is how many times as long as wide a finder pattern may look, on
// paper tilted by more than 60 degrees.
const steepest = 3.5

// crossCheck looks for the same runs down the column of the centre, then
// once more across the true centre, and moves the finder there.
func crossCheck(b *bitmap, f finder) (finder, bool) {
	x, y := int(f.centre.X), int(f.centre.Y)
	down, ok := runsThrough(b, ray{x, y, 0, 1}, f.inverted, mostDown(f.width))
	if !ok || down.module > f.width*steepest || down.module < f.width/steepest {
		return f, false
	}
	y = int(float64(y) + down.offset + .5)
	across, ok := runsThrough(b, ray{x, y, 1, 0}, f.inverted, mostAcross(f.width))
	if !ok {
		return f, false
	}
	f.centre = Point{f.centre.X + across.offset, f.centre.Y + down.offset}
	f.width, f.height = across.module, down.module
	return f, true
}

// longest is what half of the middle run of a finder and each of the others may
// measure in pixels.
type longest struct{ middle, ring int }

func mostAcross(width float64) longest { return longest{int(width * 14), int(width * 14)} }

// mostDown is of runs that make no module longer than steepest, which allow for
// what isFinder does.
func mostDown(width float64) longest {
	const middle, ring = 4 * steepest, 1.5 * steepest // modules
	return longest{int(middle*width + 1), int(ring*width + 1)}
}

// ray is a pixel and a direction to walk in.
type ray struct{ x, y, dx, dy int }

func (r *ray) back() ray { return ray{r.x - r.dx, r.y - r.dy, -r.dx, -r.dy} }

// crossing is what the five runs through a pixel say: how far the centre of
// the middle run is, and the length of a module.
type crossing struct{ offset, module float64 }

// runsThrough measures the runs of a finder through a pixel of its middle,
// along a ray and back.
func runsThrough(b *bitmap, r ray, inverted bool, most longest) (crossing, bool) {
	if !b.inside(r.x, r.y) || b.dark(r.x, r.y) == inverted {
		return crossing{}, false
	}
	back, ok := halfRuns(b, r.back(), inverted, most)
	if !ok {
		return crossing{}, false
	}
	ahead, ok := halfRuns(b, ray{r.x + r.dx, r.y + r.dy, r.dx, r.dy}, inverted, most)
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
func halfRuns(b *bitmap, r ray, inverted bool, most longest) (lengths [3]int, ok bool) {
	dark, limit := !inverted, most.middle
	for i := range lengths {
		n := b.run(&r, dark, limit)
		if n > limit || n == 0 && i > 0 {
			return lengths, false
		}
		lengths[i] = n
		dark, limit = !dark, most.ring
	}
	return lengths, true
}

// run walks over pixels of one colour, one more than most at most, and gives
// their number.
func (b *bitmap) run(r *ray, dark bool, most int) (n int) {
	x, y := r.x, r.y
	for n <= most && b.inside(x, y) && b.dark(x, y) == dark {
		x += r.dx
		y += r.dy
		n++
	}
	r.x, r.y = x, y
	return n
}

// merge adds a sighting to the finder it belongs to, or as a new one.
func merge(found []finder, f finder) []finder {
	for i := range found {
		g := &found[i]
		// Most are of other rows.
		if math.Abs(g.centre.Y-f.centre.Y) >= g.height*2 || math.Abs(g.centre.X-f.centre.X) >= g.width*2 ||
			g.inverted != f.inverted || f.width >= g.width*2 || f.width <= g.width*.5 {
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
