package qr

import "math"

// localFrame is the picture close to one pattern of a symbol: where its
// centre lies, and the steps in pixels of one module right and down.
type localFrame struct {
	centre Point
	right  Point
	down   Point
}

func (f *localFrame) at(u, v float64) Point {
	return Point{
		f.centre.X + u*f.right.X + v*f.down.X,
		f.centre.Y + u*f.right.Y + v*f.down.Y,
	}
}

// module is the mean side of a module in pixels.
func (f *localFrame) module() float64 { return math.Sqrt(math.Abs(f.right.cross(f.down))) }

// template is a pattern of square rings about a dark module.
type template struct {
	radius     int    // in modules
	light      []bool // of each ring
	mask       []int  // of each module, row by row: all bits of the light ones, none of the dark
	lightShare float64
	spread     float64 // standard deviation over its modules
}

// The patterns with a place of their own: the finder pattern with its
// separator as ring 4 (ISO/IEC 18004, 6.3.3 and 6.3.4), and the alignment
// pattern (6.3.6). Read only.
var (
	finderTemplate    = newTemplate(4, 2, 4)
	alignmentTemplate = newTemplate(2, 1)
)

func newTemplate(radius int, lightRings ...int) *template {
	t := &template{radius: radius, light: make([]bool, radius+1)}
	modules := 0
	for _, r := range lightRings {
		t.light[r] = true
		modules += 8 * r
	}
	for v := -radius; v <= radius; v++ {
		for u := -radius; u <= radius; u++ {
			bits := 0
			if t.light[max(abs(u), abs(v))] {
				bits = -1
			}
			t.mask = append(t.mask, bits)
		}
	}
	t.lightShare = float64(modules) / float64((2*radius+1)*(2*radius+1))
	t.spread = math.Sqrt(t.lightShare * (1 - t.lightShare))
	return t
}

// correlate compares one grey sample a module with a template: 1 for a
// perfect match, 0 for chance, below for the negative (normalised
// cross-correlation, which light and contrast do not change).
func (p *plane) correlate(f *localFrame, t *template) float64 {
	if p.surrounds(f, float64(t.radius)) {
		return p.correlateInside(f, t)
	}
	var c correlation
	for v := -t.radius; v <= t.radius; v++ {
		at := f.at(float64(-t.radius), float64(v))
		for u := -t.radius; u <= t.radius; u++ {
			c.add(p.at(at.X, at.Y), t.light[max(abs(u), abs(v))])
			at.X += f.right.X
			at.Y += f.right.Y
		}
	}
	return c.with(t)
}

// surrounds reports whether all places within a radius, in modules, of a frame
// lie between pixels of the picture.
func (p *plane) surrounds(f *localFrame, radius float64) bool {
	x := radius * (math.Abs(f.right.X) + math.Abs(f.down.X))
	y := radius * (math.Abs(f.right.Y) + math.Abs(f.down.Y))
	return f.centre.X-x >= 1 && f.centre.Y-y >= 1 &&
		f.centre.X+x <= float64(p.stride-2) && f.centre.Y+y <= float64(p.rows-2)
}

// correlateInside does it in whole numbers: places in 2^-16 pixels, greys in
// 2^-8. Most of the time that a symbol takes is spent here.
func (p *plane) correlateInside(f *localFrame, t *template) float64 {
	const one = 1 << 16
	rightX, rightY := int(f.right.X*one), int(f.right.Y*one)
	downX, downY := int(f.down.X*one), int(f.down.Y*one)
	x := int((f.centre.X-.5)*one) - t.radius*(rightX+downX)
	y := int((f.centre.Y-.5)*one) - t.radius*(rightY+downY)
	side := 2*t.radius + 1
	all, squares, light := 0, 0, 0
	for mask := t.mask; len(mask) >= side; mask = mask[side:] {
		atX, atY := x, y
		for _, bits := range mask[:side] {
			o := atY>>16*p.stride + atX>>16
			upper, lower := p.pix[o:o+2:o+2], p.pix[o+p.stride:o+p.stride+2]
			right, down := atX>>8&0xff, atY>>8&0xff
			a := int(upper[0])<<8 + (int(upper[1])-int(upper[0]))*right
			b := int(lower[0])<<8 + (int(lower[1])-int(lower[0]))*right
			grey := a + (b-a)*down>>8
			all += grey
			squares += grey * grey
			light += grey & bits
			atX += rightX
			atY += rightY
		}
		x += downX
		y += downY
	}
	const unit = 1. / 256
	c := correlation{
		count: float64(side * side), light: float64(light) * unit,
		all: float64(all) * unit, squares: float64(squares) * unit * unit,
	}
	return c.with(t)
}

// correlateEdges does the same with four samples a module, near its edges.
// It is for modules many pixels wide, within which the centre may wander
// without a change of the sample there.
func (p *plane) correlateEdges(f *localFrame, t *template) float64 {
	const edge = .4 // modules from the centre
	var c correlation
	for v := -t.radius; v <= t.radius; v++ {
		for u := -t.radius; u <= t.radius; u++ {
			light := t.light[max(abs(u), abs(v))]
			for _, d := range [4]Point{{edge, 0}, {-edge, 0}, {0, edge}, {0, -edge}} {
				at := f.at(float64(u)+d.X, float64(v)+d.Y)
				c.add(p.at(at.X, at.Y), light)
			}
		}
	}
	return c.with(t)
}

// correlation gathers samples under a template.
type correlation struct{ count, light, all, squares float64 }

func (c *correlation) add(grey float64, light bool) {
	c.count++
	c.all += grey
	c.squares += grey * grey
	if light {
		c.light += grey
	}
}

func (c *correlation) with(t *template) float64 {
	const flat = 4 // variance of plain paper
	mean := c.all / c.count
	variance := c.squares/c.count - mean*mean
	if variance < flat {
		return 0
	}
	return (c.light/c.count - mean*t.lightShare) / (math.Sqrt(variance) * t.spread)
}

// fitFinder moves a frame uphill over its centre and both steps until the
// finder template fits best, and gives the match.
func (p *plane) fitFinder(f localFrame) (localFrame, float64) {
	module := f.module()
	if !(module >= .5) {
		return f, 0
	}
	return climb(f, .4*module, func(g *localFrame) float64 { return p.correlate(g, finderTemplate) })
}

// sharpened fits the frames of a symbol once more over the edges of its
// modules, where these are large.
func (p *plane) sharpened(c corners, module float64) *corners {
	if module > wideModule && !c.round {
		for _, f := range [3]*localFrame{&c.topLeft, &c.topRight, &c.bottomLeft} {
			*f, _ = climb(*f, .1*f.module(), func(g *localFrame) float64 { return p.correlateEdges(g, finderTemplate) })
		}
	}
	return &c
}

// climb moves a frame uphill, with steps of the centre from step pixels down
// to a sixteenth of that. It gives up on a frame that two sizes of steps have
// not brought near a finder.
func climb(f localFrame, step float64, match func(*localFrame) float64) (localFrame, float64) {
	const hopeless = .25
	most := match(&f)
	for least, hope := step/16, step/4; step >= least; step /= 2 {
		if step <= hope && most < hopeless {
			break
		}
		for range 4 {
			g, m := uphill(f, step, most, match)
			if m == most {
				break
			}
			f, most = g, m
		}
	}
	return f, most
}

// uphill takes one step in every coordinate that gains from it.
func uphill(f localFrame, step, most float64, match func(*localFrame) float64) (localFrame, float64) {
	for coordinate := range 6 {
		for _, d := range [2]float64{step, -step} {
			g := f.nudged(coordinate, d)
			if m := match(&g); m > most+1e-6 {
				f, most = g, m
				break
			}
		}
	}
	return f, most
}

// nudged changes one coordinate. The centre may move further than the steps:
// four modules out, an error of a step counts four times.
func (f localFrame) nudged(coordinate int, d float64) localFrame {
	switch coordinate {
	case 0:
		f.centre.X += d
	case 1:
		f.centre.Y += d
	case 2:
		f.right.X += d / 4
	case 3:
		f.right.Y += d / 4
	case 4:
		f.down.X += d / 4
	case 5:
		f.down.Y += d / 4
	}
	return f
}

// corners are the local frames of a symbol's three finder patterns. Round
// ones, which some print for ornament, tell nothing of the directions.
type corners struct {
	topLeft, topRight, bottomLeft localFrame

	round bool
}

// direct gives all frames the same directions.
func (c *corners) direct(right, down Point) {
	for _, f := range [3]*localFrame{&c.topLeft, &c.topRight, &c.bottomLeft} {
		f.right, f.down = right, down
	}
}

// sides are the steps of one module along the sides of a flat symbol seen from
// far away.
func (c *corners) sides(modules float64) (right, down Point) {
	right = c.topRight.centre.minus(c.topLeft.centre).times(1 / modules)
	down = c.bottomLeft.centre.minus(c.topLeft.centre).times(1 / modules)
	return right, down
}

// roundness compares the corners of a finder pattern with those of the light
// ring in it: dark and light where it is square, the other way around where it
// is made of circles.
func (p *plane) roundness(f *localFrame) float64 {
	sum := 0.
	for _, d := range [4]Point{{1, 1}, {-1, 1}, {-1, -1}, {1, -1}} {
		outer, inner := f.at(3*d.X, 3*d.Y), f.at(2*d.X, 2*d.Y)
		sum += p.at(outer.X, outer.Y) - p.at(inner.X, inner.Y)
	}
	_, swing := p.levels(f)
	return sum / 4 / (2 * swing)
}

// fitCorners fits all three finders of a triple, false when one of them matches
// less than least: it does not look like a finder pattern, which unmasks most
// false triples.
func (p *plane) fitCorners(t *triple, least float64) (c corners, ok bool) {
	const round = .3
	roundness := 0.
	right := t.topRight.minus(t.topLeft).times(1 / (t.modules - 7))
	down := t.bottomLeft.minus(t.topLeft).times(1 / (t.modules - 7))
	for i, finder := range []struct {
		centre Point
		fitted *localFrame
	}{
		{t.topLeft, &c.topLeft}, {t.topRight, &c.topRight}, {t.bottomLeft, &c.bottomLeft},
	} {
		start := p.likelier(localFrame{finder.centre, right, down}, t.own[i])
		frame, match := p.fitFinder(start)
		if match < least {
			return c, false
		}
		*finder.fitted = frame
		roundness += p.roundness(&frame) / 3
	}
	if c.round = roundness > round; c.round {
		c.direct(right, down)
	}
	return c, true
}

// likelier gives a frame as the size of the whole symbol says it is, or with
// the sides that were measured on the finder itself: at a steep slant these
// differ by half.
func (p *plane) likelier(f localFrame, own moduleSides) localFrame {
	g := f
	g.right = f.right.times(own.across / math.Sqrt(f.right.squared()))
	g.down = f.down.times(own.along / math.Sqrt(f.down.squared()))
	if p.correlate(&g, finderTemplate) > p.correlate(&f, finderTemplate) {
		return g
	}
	return f
}
