package qr

import "github.com/makiuchi-d/gozxing/qrcode/decoder"

// format is the format information of a symbol (ISO/IEC 18004, 7.9).
type format struct {
	level decoder.ErrorCorrectionLevel
	mask  int
}

const formatBits = 15

// formatPlaces gives for each bit of the format information, the lowest
// first, the modules of its two copies (7.9.1, figure 25).
func formatPlaces(size int) (places [formatBits][2]int) {
	at := func(x, y int) int { return y*size + x }
	for i := range 6 {
		places[i][0] = at(8, i)
		places[14-i][0] = at(i, 8)
	}
	places[6][0], places[7][0], places[8][0] = at(8, 7), at(8, 8), at(7, 8)
	for i := range 8 {
		places[i][1] = at(size-1-i, 8)
	}
	for i := range 7 {
		places[14-i][1] = at(8, size-1-i)
	}
	return places
}

// formatWord is a format with its check bits and mask (Annex C).
func formatWord(data int) int { return withBCH(data, 10, 0x537) ^ 0x5412 }

// readFormat finds the format that agrees best with both copies, each module
// weighed by how clear it is. lead is the distance to the second best, in
// modules; below 2 it says nothing.
func (s samples) readFormat() (f format, lead float64) {
	const limit = 3
	soft := make([]float64, formatBits)
	for i, place := range formatPlaces(s.size) {
		for _, at := range place {
			soft[i] += clamp(float64(s.at[at]), limit)
		}
	}
	first, second, data := -1e9, -1e9, 0
	for d := range 32 {
		match := agreement(soft, formatWord(d))
		if match > first {
			first, second, data = match, first, d
		} else if match > second {
			second = match
		}
	}
	// Every two bits of level have a meaning, so that this cannot fail.
	level, _ := decoder.ErrorCorrectionLevel_ForBits(uint(data >> 3))
	return format{level, data & 7}, first - second
}

// glance reads no more of a symbol than its format information.
func (p *plane) glance(pos *position, g *grid) reading {
	middle, swing := p.levels(&pos.corners.topLeft)
	z := newSamples(g.size)
	for _, place := range formatPlaces(g.size) {
		for _, i := range place {
			at := g.at(float64(i%g.size)+.5, float64(i/g.size)+.5)
			z.at[i] = float32((middle - p.at(at.X, at.Y)) / swing)
		}
	}
	_, lead := z.readFormat()
	_, mirrored := z.transposed().readFormat()
	return reading{lead: max(lead, mirrored), mirrored: mirrored > lead}
}

// inverts reports whether the mask inverts the module in row y, column x
// (7.8.2).
func (f format) inverts(y, x int) bool {
	switch f.mask {
	case 0:
		return (y+x)&1 == 0
	case 1:
		return y&1 == 0
	case 2:
		return x%3 == 0
	case 3:
		return (y+x)%3 == 0
	case 4:
		return (y/2+x/3)&1 == 0
	case 5:
		return y*x%6 == 0
	case 6:
		return y*x%6 < 3
	default:
		return (y+x+y*x%3)&1 == 0
	}
}
