package qr

import "slices"

// scan is the work on one picture.
type scan struct {
	reader *Reader
	effort
	memory  *memory // nil for a picture of its own
	noise   float64
	negated bool // whether the reader's negative is of this picture
	tried   map[tripleKey]bool
	codes   []Code
	nearest symptoms
	unread  []Point  // the middles of symbols that could not be read
	first   []finder // of the first level

	leastMatch  float64 // of the corners of a symbol, at this level
	mostFinders int     // at any level
}

// effort bounds the work on symbols that come to nothing.
type effort struct {
	attempts int // worth of symbols that come to nothing, a level
	allowance
}

func newScan(r *Reader, e effort) *scan {
	return &scan{reader: r, effort: e, noise: r.picture.noise(), tried: map[tripleKey]bool{}}
}

// bestFinders bounds the triples looked at together to some thousands.
const bestFinders = 30

// look searches for symbols in one way and reads those it has not yet tried.
// The first level is looked at however late it is.
func (s *scan) look(l level) {
	if !l.suits(&s.reader.picture) || l != quickLevels[0] && s.over() {
		return
	}
	picture, origin := s.reader.plane(l)
	if l != quickLevels[0] && s.over() {
		return
	}
	s.reader.found = s.finders(picture, l)
	s.mostFinders = max(s.mostFinders, len(s.reader.found))
	place := placing{l.scale(), origin}
	s.leastMatch = leastCorner
	if l.rings { // most of them are none
		defer func(attempts int) { s.attempts = attempts }(s.attempts)
		s.attempts /= 2
		s.leastMatch = leastRingCorner
	}
	found := ranked(s.reader.found)
	if l == quickLevels[0] {
		s.first = append(s.first, found[:min(len(found), bestFinders)]...)
	}
	for s.readAmong(found[:min(len(found), bestFinders)], place) && len(found) > bestFinders {
		found = slices.DeleteFunc(found, func(f finder) bool { return s.covered(place.of(f.centre)) })
	}
}

func (s *scan) finders(p *plane, l level) []finder {
	none := s.reader.found[:0]
	if l.rings {
		return s.reader.rings.search(p, sizesAt(l.halvings), none, &s.allowance)
	}
	dark := s.binarize(p, l)
	if l != quickLevels[0] && s.over() {
		return none
	}
	return findFinders(dark, none)
}

func (s *scan) binarize(p *plane, l level) *bitmap {
	const calm, perNoise = 3, 1.3
	bias := calm + int(s.noise*min(1, 1/l.scale())*perNoise)
	dark := s.reader.binarizer.threshold(p, l.about, bias)
	if l == quickLevels[0] && s.memory != nil {
		s.reader.scene.next(p)
	}
	return dark
}

// placing takes a place at a level to the picture.
type placing struct {
	scale  float64
	origin Point
}

func (p placing) of(at Point) Point { return p.origin.plus(at.times(p.scale)) }

// readAmong reads symbols that have three of these finders, at a level; it
// reports whether there were any.
func (s *scan) readAmong(found []finder, place placing) (any bool) {
	left := s.attempts
	for _, t := range triples(found) {
		if s.over() {
			break
		}
		t = t.placed(place)
		if s.tried[t.key()] || s.covered(t.topLeft) || s.covered(t.topRight) || s.covered(t.bottomLeft) {
			continue
		}
		s.tried[t.key()] = true
		if s.memory != nil && s.memory.settled(&t) {
			continue
		}
		cost, ok := s.read(&t)
		any = any || ok
		if left -= cost; left <= 0 {
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

// leastCorner is the match of each corner (fitCorners) from which a triple may
// be a symbol. Rings that blur and motion have left match better than chance
// at once, so that more is asked of the corners found by them: in over a
// thousand pictures no symbol with less was read, and three of four false
// triples have less.
const leastCorner, leastRingCorner = .4, .48

// What it costs to find that a triple is no symbol, in the same coin as
// attempts: by looking at its corners, for its size, and at its inside.
const cornersCost, sizeCost, insideCost = 1, 2, 6

// read tries to read the symbol a triple belongs to, at no cost when it can.
func (s *scan) read(t *triple) (cost int, ok bool) {
	p := s.polarity(t.inverted)
	corners, ok := p.fitCorners(t, s.leastMatch)
	if !ok {
		return cornersCost, false
	}
	pos, ok := p.locate(t, &corners, &s.reader.versions, &s.allowance)
	if !ok || s.over() {
		return sizeCost, false
	}
	if s.readAt(p, &pos) {
		return 0, true
	}
	return insideCost, false
}

// readAt reads the symbol at a position, in one picture or in what several
// say together.
func (s *scan) readAt(p *plane, pos *position) bool {
	g, share := p.bestGrid(pos, &s.allowance)
	likely := share > 0 || pos.version.number < firstWithVersionBlocks
	if !likely || s.over() {
		s.nearest = nearer(s.nearest, s.symptomsOf(pos, g, p.glance(pos, g), share))
		return false
	}
	cures := s.curesFor(pos, share)
	z := p.sample(g, pos.module).normalized()
	r, ok := decode(pos.version, z, cures)
	if !ok {
		if bent, there, read := s.readBent(p, pos); read {
			g, r, ok = bent, there, true
		}
	}
	if !ok && s.memory != nil && r.credible(share, pos.version) {
		r.text, ok = s.memory.add(sighting{pos, r, share}, &s.allowance)
	}
	if !ok {
		if r.credible(share, pos.version) {
			s.noteUnread(pos.corners)
		}
		s.nearest = nearer(s.nearest, s.symptomsOf(pos, g, r, share))
		return false
	}
	if s.memory != nil {
		s.memory.saw(pos)
	}
	s.codes = append(s.codes, Code{
		Text:     r.text,
		Corners:  g.outline(r.mirrored),
		Version:  pos.version.number,
		Mirrored: r.mirrored,
		Inverted: pos.inverted,
	})
	return true
}

// readBent reads a small symbol as one on bent paper: it has too few alignment
// patterns to tell by them, and only its timing patterns bear out that the paper
// bends as the finder patterns say.
func (s *scan) readBent(p *plane, pos *position) (*grid, reading, bool) {
	const leastTiming = 1.2 // of 2
	if pos.version.number >= firstWithVersionBlocks || s.over() {
		return nil, reading{}, false
	}
	patch, size := pos.corners.bent(pos.version.size), pos.version.size
	if p.timing(patch, size, false)+p.timing(patch, size, true) < leastTiming {
		return nil, reading{}, false
	}
	g, share := p.align(pos, patch, &s.allowance)
	r, ok := decode(pos.version, p.sample(g, pos.module).normalized(), s.curesFor(pos, share))
	return g, r, ok
}

// noteUnread counts a symbol once, however often it is tried.
func (s *scan) noteUnread(c *corners) {
	middle, width2 := c.middle(), c.topLeft.centre.distance2(c.topRight.centre)
	if !slices.ContainsFunc(s.unread, func(p Point) bool { return p.distance2(middle) < width2/2 }) {
		s.unread = append(s.unread, middle)
	}
}

// credible reports whether something unread is a symbol beyond doubt. Small
// ones have hardly an alignment pattern that could answer.
func (r *reading) credible(share float64, v *version) bool {
	if r.rest == nil {
		return false
	}
	return r.lead >= sureLead || v.number >= firstWithVersionBlocks && share >= worthCuring
}

// curesFor gives what may be spent on a symbol: nothing on what may be none,
// and little on one that has withstood the cures before: then they go to what
// its pictures say together.
func (s *scan) curesFor(pos *position, share float64) *allowance {
	if share < worthCuring {
		return &allowance{late: s.late}
	}
	if s.memory != nil {
		t := s.memory.near(pos)
		switch {
		case t == nil:
		case t.rests():
			return &allowance{late: s.late}
		case t.sum.pictures > 0:
			return s.atMost(1, len(pos.version.modules))
		}
	}
	return &s.allowance
}

// answered is the share of alignment patterns that answer in most symbols.
const answered = .75

// bestGrid aligns on flat paper, and unless nearly all alignment patterns
// answer on bent paper too, keeping the better. share is that of align.
func (p *plane) bestGrid(pos *position, time *allowance) (g *grid, share float64) {
	const flat, better = .88, .05
	g, share = p.align(pos, pos.mapping, time)
	if share >= flat || pos.version.number < firstWithVersionBlocks || time.over() {
		return g, share
	}
	if bent, bentShare := p.align(pos, pos.corners.bent(pos.version.size), time); bentShare > share+better {
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
