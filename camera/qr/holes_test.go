package qr

import (
	"image"
	"math"
	"testing"

	"rsc.io/qr/coding"
)

// holed is an upright symbol with five round holes, of a radius in modules, through
// which something of one grey is seen.
func holed(t *testing.T, s shot, radius float64, grey byte) *image.Gray {
	t.Helper()
	s = s.filled()
	img, c, n := s.take(t), s.camera(), float64(s.size())
	for _, hole := range [5]Point{{.3, .3}, {.7, .3}, {.5, .52}, {.3, .72}, {.72, .7}} {
		at, reach := c.pixel(hole.X*n, hole.Y*n), radius*s.module
		for y := int(at.Y - reach); y <= int(at.Y+reach); y++ {
			for x := int(at.X - reach); x <= int(at.X+reach); x++ {
				if math.Hypot(float64(x)+.5-at.X, float64(y)+.5-at.Y) < reach {
					img.Pix[y*img.Stride+x] = grey
				}
			}
		}
	}
	return img
}

// Level L puts right 7 % of wrong codewords, and twice as many of those that
// are known to be lost.
func TestReadsASymbolWithHoles(t *testing.T) {
	for name, row := range map[string]struct {
		level  coding.Level
		radius float64 // modules
		grey   byte
	}{
		"white holes, a ninth of level L": {coding.L, 9, 210},
		"highlights":                      {coding.L, 9, 255},
		"dark blots":                      {coding.L, 9, 30},
		"a sixth of level M":              {coding.M, 11, 210},
	} {
		s := shot{version: 22, level: row.level, noise: 1, width: 470, height: 470}
		codes, d := NewReader().Read(holed(t, s, row.radius, row.grey))
		if len(codes) != 1 || codes[0].Text != s.filled().text {
			t.Errorf("%s: %d codes, %s", name, len(codes), d)
		}
	}
}

func TestWhatIsCoveredSaysNothing(t *testing.T) {
	const size, from, to = 30, 10, 16
	s := newSamples(size)
	for i := range s.at {
		x, y := i%size, i/size
		s.at[i] = float32(1 - 2*((x+y)%2))
		if x >= from && x < to && y >= from && y < to {
			s.at[i] = -1
		}
	}
	s.blankCovered()
	for i, v := range s.at {
		x, y := i%size, i/size
		if covered := x >= from && x < to && y >= from && y < to; covered != (v == 0) {
			t.Errorf("module %d,%d is %g", x, y, v)
		}
	}
}
