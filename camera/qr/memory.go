package qr

import "slices"

// What memory may hold: so many symbols, each for so many pictures without a
// sight of it. A symbol costs at most half a megabyte.
const maxTracks, maxUnseen = 4, 30

// memory is what Read knows of symbols in the pictures before: where they
// were, and what the modules said of those it could not read. It is the
// reader's, and Forget empties it.
type memory struct{ tracks []*track }

// track is one symbol over several pictures.
type track struct {
	pos      position // in the newest picture
	mirrored bool
	sum      sum
	symbol   *symbol
	seen     int  // times it was not read
	unseen   int  // pictures since
	sure     bool // its patterns leave no doubt that it is a symbol
}

// rests reports whether a symbol is only added up in this picture: every other
// one, when so many have not been enough to read it.
func (t *track) rests() bool {
	const patience = 8
	return t.seen >= patience && t.seen%2 == 1
}

// sighting is a symbol in one picture, as far as it was read.
type sighting struct {
	pos *position
	reading
	share float64 // that of align
}

// nextPicture begins a picture: every track counts as unseen in it.
func (m *memory) nextPicture() {
	for _, t := range m.tracks {
		t.unseen++
	}
	m.tracks = slices.DeleteFunc(m.tracks, func(t *track) bool {
		if t.unseen > maxUnseen {
			t.sum.forget()
			return true
		}
		return false
	})
}

// fedAgain reports whether a symbol was seen in this picture and in the one
// before. Every other time it says no, so that a track of something that is
// no symbol does not keep deeper levels from being looked at.
func (m *memory) fedAgain() bool {
	return slices.ContainsFunc(m.tracks, func(t *track) bool { return t.unseen == 0 && t.seen > 0 && t.seen%2 == 0 })
}

func (m *memory) forget() {
	for _, t := range m.tracks {
		t.sum.forget()
	}
	clear(m.tracks[:cap(m.tracks)])
	m.tracks = m.tracks[:0]
}

// near gives the track of a symbol at a position: one of its version that
// was last seen less than a symbol's width away.
func (m *memory) near(pos *position) *track {
	width2 := pos.corners.topLeft.centre.distance2(pos.corners.topRight.centre)
	for _, t := range m.tracks {
		if t.pos.version == pos.version && t.pos.inverted == pos.inverted &&
			t.pos.corners.middle().distance2(pos.corners.middle()) < width2 {
			return t
		}
	}
	return nil
}

func (c *corners) middle() Point {
	return c.topRight.centre.plus(c.bottomLeft.centre).times(.5)
}

// settled reports whether a triple lies in a symbol that was worked on in
// this picture already. Where it may be none it says no every other time, lest
// it hides one.
func (m *memory) settled(t *triple) bool {
	return slices.ContainsFunc(m.tracks, func(k *track) bool {
		return k.unseen == 0 && k.seen > 0 && (k.sure || k.seen%2 == 0) &&
			k.holds(t.topLeft) && k.holds(t.topRight) && k.holds(t.bottomLeft)
	})
}

// holds reports whether a point lies in the circle about the symbol.
func (t *track) holds(p Point) bool {
	c := t.pos.corners
	const share = .65 // of the diagonal between two finder patterns
	return c.middle().distance2(p) < share*share*c.topRight.centre.distance2(c.bottomLeft.centre)
}

// add puts a sighting to its track, or begins one, and gives the text when
// the track can be read.
func (m *memory) add(s sighting, cures *allowance) (text string, ok bool) {
	t := m.near(s.pos)
	if t == nil {
		t = m.begin(s.pos)
	}
	rests := t.rests()
	t.unseen = 0
	t.seen++
	t.sure = s.share >= answered
	if t.mirrored != s.mirrored && t.sum.pictures > 0 {
		s.rest = s.rest.transposed()
	}
	if t.sum.pictures > 0 && !t.sum.matches(s.rest.z, t.symbol) {
		t.restart() // another card in the same place
	}
	t.pos = *s.pos
	if t.sum.pictures == 0 {
		t.mirrored, t.symbol = s.mirrored, s.rest.symbol
		t.sum.add(s.rest)
		return "", false
	}
	t.sum.add(s.rest)
	t.symbol.takeOver(s.rest.symbol)
	if rests {
		return "", false
	}
	if text, ok = t.read(cures); !ok {
		return "", false
	}
	// Nothing is said that the newest picture does not bear out.
	ok = s.rest.fits(t.symbol)
	t.restart()
	return text, ok
}

// saw notes where a symbol was read, to find it again in the next picture.
func (m *memory) saw(pos *position) {
	t := m.near(pos)
	if t == nil {
		t = m.begin(pos)
	}
	t.unseen, t.seen = 0, 0
	t.pos = *pos
	t.restart()
}

// begin makes a track, in place of the one longest unseen if need be.
func (m *memory) begin(pos *position) *track {
	if len(m.tracks) >= maxTracks {
		m.drop(slices.MaxFunc(m.tracks, func(a, b *track) int { return a.unseen - b.unseen }))
	}
	t := &track{pos: *pos, sum: newSum(pos.version.size)}
	m.tracks = append(m.tracks, t)
	return t
}

// restart drops what is known of a symbol but its place.
func (t *track) restart() {
	t.sum.forget()
	t.symbol = nil
}

func (m *memory) drop(t *track) {
	t.sum.forget()
	m.tracks = slices.DeleteFunc(m.tracks, func(u *track) bool { return u == t })
}
