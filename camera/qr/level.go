package qr

import "image"

// level is one way of looking for finder patterns.
type level struct {
	halvings int // of the picture; -1 doubles it
	radius   int // of the threshold's window, in blocks of 8 pixels
	part     part
}

// part is what of the picture a level looks at.
type part int8

const (
	whole  part = iota
	finest      // the most finely patterned window
	finer       // the next one
)

// The size in pixels of these windows: a symbol that needs the picture to be
// doubled fits in whatever its version.
const windowWidth, windowHeight = 640, 480

// The window of 7 blocks stands a quiet desk; that of 3 follows shadows and
// holds where the modules are small and the surroundings strange.
const wideWindow, smallWindow = 3, 1

// quickLevels are tried on every picture. The second, on a sixteenth of the
// pixels, costs next to nothing; it finds the codes held close, whose finder
// patterns the first level's window does not span.
var quickLevels = [...]level{{halvings: 0, radius: wideWindow}, {halvings: 2, radius: wideWindow}}

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
	const noisy = 5 // grey values
	levels := []level{
		{halvings: 0, radius: smallWindow},
		{halvings: 1, radius: wideWindow},
		{halvings: 1, radius: smallWindow},
	}
	if noise > noisy {
		levels[0], levels[1] = levels[1], levels[0]
	}
	for h := 3; min(p.width, p.height)>>h >= leastPyramid; h++ {
		levels = append(levels, level{halvings: h, radius: wideWindow})
	}
	if p.width*p.height <= maxDoubling {
		levels = append(levels,
			level{halvings: -1, radius: smallWindow},
			level{halvings: -1, radius: wideWindow})
	}
	return levels
}

// deeperInTurn are the deeper levels for a reader in a hurry: it doubles only
// windows of the picture, the finest twice as often as the next.
func (r *Reader) deeperInTurn(noise float64) (levels []level) {
	for _, l := range deeperLevels(&r.picture, noise) {
		if l.halvings >= 0 {
			levels = append(levels, l)
		}
	}
	return append(levels,
		level{halvings: -1, radius: smallWindow, part: finest},
		level{halvings: -1, radius: wideWindow, part: finest},
		level{halvings: -1, radius: smallWindow, part: finer})
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
	switch {
	case l.halvings == 0:
		return &r.picture, origin
	case l.halvings < 0:
		window := r.window(l.part)
		r.picture.double(window, &r.other)
		return &r.other, Point{float64(window.Min.X), float64(window.Min.Y)}
	}
	r.picture.halve(&r.other)
	for range l.halvings - 1 {
		r.other.halve(&r.shrunk)
		r.other, r.shrunk = r.shrunk, r.other
	}
	return &r.other, origin
}

// window is where a part of the picture lies.
func (r *Reader) window(of part) image.Rectangle {
	all := image.Rect(0, 0, r.picture.width, r.picture.height)
	if of == whole {
		return all
	}
	return r.texture.finest(windowWidth, windowHeight, int(of-finest)).Intersect(all)
}
