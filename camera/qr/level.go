package qr

import "image"

// level is one way of looking for finder patterns.
type level struct {
	halvings int          // of the picture; -1 doubles it
	about    surroundings // of a pixel, for the threshold
	part     part
	rings    bool // correlate rings instead of measuring runs
}

// part is what of the picture a level looks at.
type part int8

const (
	whole  part = iota
	finest      // the most finely patterned window
	tiles       // this one, and from here on the other tiles
)

// The sizes in pixels of such parts: a symbol that needs the picture to be
// doubled fits in the window whatever its version, and in one tile or the
// next.
const (
	windowWidth, windowHeight = 640, 480
	tileWidth, tileHeight     = 960, 720
	tileOverlap               = 320
)

// The window of 7 blocks stands a quiet desk; that of 3 follows shadows and
// holds where the modules are small and the surroundings strange; narrower
// ones, 20 and 12 pixels wide, keep apart what blur has nearly joined.
var (
	wideWindow   = surroundings{radius: 3}
	smallWindow  = surroundings{radius: 1}
	middleWindow = surroundings{radius: 2, narrow: true}
	narrowWindow = surroundings{radius: 1, narrow: true}
)

// quickLevels are tried on every picture. The second, on a sixteenth of the
// pixels, costs next to nothing; it finds the codes held close, whose finder
// patterns the first level's window does not span.
var quickLevels = [...]level{{halvings: 0, about: wideWindow}, {halvings: 2, about: wideWindow}}

// Sizes in pixels below which shrinking a picture, and above which doubling
// it, is of no use.
const (
	leastSide    = 64
	leastPyramid = 200 // from three halvings on
	maxDoubling  = 4 << 20
)

// deeperLevels are the ways beyond the quick ones for a picture, in the order
// of what they cost and add: tiny modules need the doubled picture, blurred
// and noisy pictures the halved one, which comes first where the noise shows.
func deeperLevels(p *plane, noise float64) []level {
	levels := []level{
		{halvings: 0, about: narrowWindow},
		{halvings: 0, about: smallWindow},
		{halvings: 1, about: wideWindow},
		{halvings: 1, about: smallWindow},
		{halvings: 1, about: narrowWindow},
	}
	if noise > noisy {
		levels[0], levels[2] = levels[2], levels[0]
	}
	levels = append(levels, pyramid(p)...)
	if p.width*p.height <= maxDoubling {
		levels = append(levels,
			level{halvings: -1, about: smallWindow},
			level{halvings: -1, about: middleWindow},
			level{halvings: -1, about: narrowWindow},
			level{halvings: -1, about: wideWindow})
	}
	return levels
}

const noisy = 5 // grey values

// pyramid is the picture made ever smaller, for symbols that fill it.
func pyramid(p *plane) (levels []level) {
	for h := 3; min(p.width, p.height)>>h >= leastPyramid; h++ {
		levels = append(levels, level{halvings: h, about: wideWindow})
	}
	return levels
}

// ringLevels look for symbols whose finder patterns blur, motion or noise
// have left no clean runs; the whole picture is too much at its full size
// when it is large.
func ringLevels(p *plane) (levels []level) {
	if p.width*p.height <= maxDoubling {
		levels = append(levels, level{halvings: 0, rings: true})
	}
	return append(levels, level{halvings: 1, rings: true}, level{halvings: 2, rings: true})
}

// secondLook is how Read looks at every picture that the quick levels have
// missed: a narrow window, at two sizes, follows the light ring of a blurred
// finder pattern, which one that spans the quiet zone takes for dark; and half
// the size leaves half of the noise.
func secondLook(noise float64) []level {
	if noise > noisy {
		return []level{{halvings: 1, about: wideWindow}, {halvings: 1, about: smallWindow}}
	}
	return []level{{halvings: 0, about: narrowWindow}, {halvings: 1, about: narrowWindow}}
}

// movingLook is for a card that is being brought. A small picture, which shows
// no more of it than is needed, is looked at so each time, a larger one in turn.
var movingLook = level{halvings: 1, rings: true}

const smallPicture = 1 << 20 // pixels

func (p *plane) isSmall() bool { return p.width*p.height <= smallPicture }

// levelsInTurn are the deeper levels for a reader in a hurry, which looks at
// one a picture: it doubles only windows of it, and each kind of trouble has
// its turn before long.
func (r *Reader) levelsInTurn(noise float64) []level {
	levels := []level{
		movingLook,
		{halvings: -1, about: middleWindow, part: finest},
		{halvings: 0, about: smallWindow},
		{halvings: 0, part: finest, rings: true},
		{halvings: -1, about: wideWindow, part: finest},
		{halvings: 2, rings: true},
	}
	if noise > noisy {
		levels = append(levels, level{halvings: 0, about: narrowWindow}, level{halvings: 1, about: narrowWindow})
	} else {
		levels = append(levels, level{halvings: 1, about: wideWindow})
	}
	levels = append(levels, pyramid(&r.picture)...)
	for i := range min(mostTiles, len(r.picture.tiles())) {
		levels = append(levels, level{halvings: -1, about: middleWindow, part: tiles + part(i)})
	}
	if r.picture.isSmall() {
		return levels[1:]
	}
	return levels
}

const mostTiles = 64

// tiles cover the picture and overlap.
func (p *plane) tiles() (all []image.Rectangle) {
	for _, y := range spans(p.height, tileHeight) {
		for _, x := range spans(p.width, tileWidth) {
			all = append(all, image.Rect(x[0], y[0], x[1], y[1]))
		}
	}
	return all
}

// spans cover a length with overlapping spans of at most a size.
func spans(length, size int) (all [][2]int) {
	for from := 0; ; from += size - tileOverlap {
		if from+size >= length {
			return append(all, [2]int{max(0, length-size), length})
		}
		all = append(all, [2]int{from, from + size})
	}
}

// suits reports whether a picture is large enough to be shrunk so.
func (l level) suits(p *plane) bool {
	return l.halvings <= 0 || min(p.width, p.height)>>l.halvings >= leastSide
}

// scale is the pixels of the picture that one pixel of the level covers.
func (l level) scale() float64 {
	if l.halvings < 0 {
		return .5
	}
	return float64(int(1) << l.halvings)
}

// plane gives the picture at the size of a level, and where in the picture
// its upper left corner lies.
func (r *Reader) plane(l level) (p *plane, origin Point) {
	if l.halvings > 0 {
		return r.halves.of(&r.picture, l.halvings), origin
	}
	if l.halvings == 0 && l.part == whole {
		return &r.picture, origin
	}
	window := r.window(l.part)
	if l.halvings < 0 {
		r.picture.double(window, &r.other)
	} else {
		r.picture.cut(window, &r.other)
	}
	return &r.other, Point{float64(window.Min.X), float64(window.Min.Y)}
}

// halves are a picture at half its size, a quarter and so on, each made when
// it is first asked for.
type halves struct {
	planes []plane
	made   int
}

func (h *halves) of(p *plane, halvings int) *plane {
	for ; h.made < halvings; h.made++ {
		if h.made == len(h.planes) {
			h.planes = append(h.planes, plane{})
		}
		if h.made > 0 {
			p = &h.planes[h.made-1]
		}
		p.halve(&h.planes[h.made])
	}
	return &h.planes[halvings-1]
}

func (h *halves) forget() {
	for i := range h.planes {
		h.planes[i].forget()
	}
	h.made = 0
}

// window is where a part of the picture lies.
func (r *Reader) window(of part) image.Rectangle {
	all := image.Rect(0, 0, r.picture.width, r.picture.height)
	switch of {
	case whole:
		return all
	case finest:
		r.texture.measure(&r.picture)
		return r.texture.finest(windowWidth, windowHeight).Intersect(all)
	}
	return r.picture.tiles()[of-tiles]
}
