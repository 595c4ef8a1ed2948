package qr

import "slices"

// scan is the work on one picture.
type scan struct {
	reader *Reader
	effort
	noise   float64
	negated bool // whether the reader's negative is of this picture
	tried   map[tripleKey]bool
	codes   []Code
	nearest symptoms

	mostFinders int // at any level
}

// effort bounds the work on symbols that come to nothing.
type effort struct {
	attempts int    // a level
	cures    budget // a picture
}

func newScan(r *Reader, e effort) *scan {
	return &scan{reader: r, effort: e, noise: r.picture.noise(), tried: map[tripleKey]bool{}}
}

// bestFinders bounds the triples looked at together to some thousands.
const bestFinders = 30

// look searches for symbols in one way and reads those it has not yet tried.
func (s *scan) look(l level) {
	if !l.suits(&s.reader.picture) {
		return
	}
	scale := l.scale()
	const calm, perNoise = 3, 1.3
	bias := calm + int(s.noise*min(1, 1/scale)*perNoise)
	dark := s.reader.binarizer.threshold(s.reader.plane(l), l.radius, bias)
	s.reader.found = findFinders(dark, s.reader.found[:0])
	s.mostFinders = max(s.mostFinders, len(s.reader.found))
	found := ranked(s.reader.found)
	for s.readAmong(found[:min(len(found), bestFinders)], scale) && len(found) > bestFinders {
		found = slices.DeleteFunc(found, func(f finder) bool { return s.covered(f.centre.times(scale)) })
	}
}

// readAmong reads symbols that have three of these finders, at a scale; it
// reports whether there were any.
func (s *scan) readAmong(found []finder, scale float64) (any bool) {
	failures := 0
	for _, t := range triples(found) {
		t = t.scaled(scale)
		if s.tried[t.key()] || s.covered(t.topLeft) || s.covered(t.topRight) || s.covered(t.bottomLeft) {
			continue
		}
		s.tried[t.key()] = true
		if s.read(&t) {
			any = true
		} else if failures++; failures >= s.attempts {
			break
		}
	}
	return any
}

// tripleKey is the same for triples that differ by less than about three
// modules, as one symbol gives them at different levels.
type tripleKey [6]int

func (t *triple) key() (k tripleKey) {
	for i, p := range [3]Point{t.topLeft, t.topRight, t.bottomLeft} {
		k[2*i] = int(p.X/t.module/3 + .5)
		k[2*i+1] = int(p.Y/t.module/3 + .5)
	}
	return k
}

// covered reports whether a place belongs to a code that was read already.
func (s *scan) covered(p Point) bool {
	return slices.ContainsFunc(s.codes, func(c Code) bool { return c.covers(p) })
}

// covers reports whether a point lies within the symbol.
func (c *Code) covers(p Point) bool {
	inside := 0
	for i, a := range c.Corners {
		b := c.Corners[(i+1)%4]
		if b.minus(a).cross(p.minus(a)) > 0 {
			inside++
		}
	}
	return inside == 4 || inside == 0
}

// worthCuring is the share of alignment patterns that chance does not give to
// a triple that is no symbol.
const worthCuring = .4

// read tries to read the symbol a triple belongs to.
func (s *scan) read(t *triple) bool {
	p := s.polarity(t.inverted)
	corners, ok := p.fitCorners(t)
	if !ok {
		return false
	}
	pos, ok := p.locate(t, &corners, &s.reader.versions)
	if !ok {
		return false
	}
	g, share := p.bestGrid(&pos, t.module)
	cures := &s.cures
	if share < worthCuring {
		cures = new(budget)
	}
	z := p.sample(g, t.module).normalized()
	r, ok := decode(pos.version, z, cures)
	if !ok {
		s.nearest = nearer(s.nearest, p.symptomsOf(&pos, g, r.lead))
		return false
	}
	s.codes = append(s.codes, Code{
		Text:     r.text,
		Corners:  g.outline(r.mirrored),
		Version:  pos.version.number,
		Mirrored: r.mirrored,
		Inverted: t.inverted,
	})
	return true
}

// bestGrid aligns on flat paper, and where too few alignment patterns answer
// on bent paper too, keeping the better. share is that of align.
func (p *plane) bestGrid(pos *position, module float64) (g *grid, share float64) {
	const answered, better = .75, .05
	g, share = p.align(pos, pos.mapping, module)
	if share >= answered || pos.version.number < firstWithVersionBlocks {
		return g, share
	}
	if bent, bentShare := p.align(pos, pos.corners.bent(pos.version.size), module); bentShare > share+better {
		return bent, bentShare
	}
	return g, share
}

// outline gives the corners of a symbol in its own order.
func (g *grid) outline(mirrored bool) [4]Point {
	n := float64(g.size)
	tr, bl := g.at(n, 0), g.at(0, n)
	if mirrored {
		tr, bl = bl, tr
	}
	return [4]Point{g.at(0, 0), tr, g.at(n, n), bl}
}

// polarity gives the picture with dark modules on light ground.
func (s *scan) polarity(inverted bool) *plane {
	if !inverted {
		return &s.reader.picture
	}
	if !s.negated {
		s.reader.picture.negate(&s.reader.negative)
		s.negated = true
	}
	return &s.reader.negative
}
