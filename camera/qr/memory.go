package qr

import "slices"

// What memory may hold: so many symbols, each for so many pictures without a
// sight of it. A symbol costs at most half a megabyte.
const maxTracks, maxUnseen = 4, 30

// memory is what Read knows of symbols that were found and not read. It is
// the reader's, and Forget empties it.
type memory struct{ tracks []*track }

// track is one symbol over several pictures.
type track struct {
	pos      position // in the newest picture
	mirrored bool
	sum      sum
	symbol   *symbol
	seen     int // pictures
	unseen   int // pictures since
}

// sighting is a symbol in one picture, as far as it was read.
type sighting struct {
	pos *position
	reading
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
	return slices.ContainsFunc(m.tracks, func(t *track) bool { return t.unseen == 0 && t.seen%2 == 0 })
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

// add puts a sighting to its track, or begins one, and gives the text when
// the track can be read.
func (m *memory) add(s sighting, cures *allowance) (text string, ok bool) {
	t := m.near(s.pos)
	if t == nil {
		m.begin(s)
		return "", false
	}
	t.unseen = 0
	if t.mirrored != s.mirrored || !t.sum.matches(s.rest) {
		// Another card in the same place.
		m.drop(t)
		m.begin(s)
		return "", false
	}
	t.seen++
	t.pos = *s.pos
	t.sum.add(s.rest)
	t.symbol.takeOver(s.rest.symbol)
	text, ok = t.read(cures)
	switch {
	case ok && !s.rest.fits(t.symbol):
		// Not the symbol in this picture: two cards were mixed up.
		m.drop(t)
		return "", false
	case ok:
		m.drop(t)
	}
	return text, ok
}

func (m *memory) begin(s sighting) {
	if len(m.tracks) >= maxTracks {
		m.drop(slices.MaxFunc(m.tracks, func(a, b *track) int { return a.unseen - b.unseen }))
	}
	t := &track{seen: 1, pos: *s.pos, mirrored: s.mirrored, symbol: s.rest.symbol}
	t.sum = newSum(s.rest.z.size)
	t.sum.add(s.rest)
	m.tracks = append(m.tracks, t)
}

func (m *memory) drop(t *track) {
	t.sum.forget()
	m.tracks = slices.DeleteFunc(m.tracks, func(u *track) bool { return u == t })
}
