package qr

// level is one way of looking for finder patterns.
type level struct {
	halvings int // of the picture; -1 doubles it
	radius   int // of the threshold's window, in blocks of 8 pixels
}

// The window of 7 blocks stands a quiet desk; that of 3 follows shadows and
// holds where the modules are small and the surroundings strange.
const wideWindow, smallWindow = 3, 1

// quickLevels are tried on every picture. The second, on a sixteenth of the
// pixels, costs next to nothing; it finds the codes held close, whose finder
// patterns the first level's window does not span.
var quickLevels = [...]level{{0, wideWindow}, {2, wideWindow}}

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
	levels := []level{{0, smallWindow}, {1, wideWindow}, {1, smallWindow}}
	if noise > noisy {
		levels[0], levels[1] = levels[1], levels[0]
	}
	for h := 3; min(p.width, p.height)>>h >= leastPyramid; h++ {
		levels = append(levels, level{h, wideWindow})
	}
	if p.width*p.height <= maxDoubling {
		levels = append(levels, level{-1, smallWindow}, level{-1, wideWindow})
	}
	return levels
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

// plane gives the picture at the size of a level.
func (r *Reader) plane(l level) *plane {
	if l.halvings == 0 {
		return &r.picture
	}
	if l.halvings < 0 {
		r.picture.double(&r.other)
		return &r.other
	}
	r.picture.halve(&r.other)
	for range l.halvings - 1 {
		r.other.halve(&r.shrunk)
		r.other, r.shrunk = r.shrunk, r.other
	}
	return &r.other
}
