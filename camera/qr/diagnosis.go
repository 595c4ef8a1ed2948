package qr

import "math"

// Sight is what was measured on the symbol that came nearest to being read,
// for whoever wants to say what to do about it.
type Sight struct {
	Corners  [4]Point // as those of a Code
	Module   float64  // pixels a module
	Closer   float64  // how many times as near it should be held; 1 is near enough
	Light    float64  // grey value of its light modules
	Glare    float64  // share of it that is washed out
	Contrast float64  // of single modules against its finder patterns: 1 is sharp
}

// symptoms are a sight and how far it is to be believed.
type symptoms struct {
	Sight
	credit float64 // 0 for no symbol
	cut    bool    // a corner outside the picture
}

// Pixels a module below which nearly no symbol is read, and with which all
// are that are sharp.
const leastModule, goodModule = 1.4, 2

// symptomsOf measures what most often keeps a symbol from being read. share
// is that of align.
func (s *scan) symptomsOf(pos *position, g *grid, r reading, share float64) symptoms {
	const shareWorth = 10 // of lead
	p := s.polarity(pos.inverted)
	m := symptoms{credit: r.lead}
	if pos.version.number >= firstWithVersionBlocks {
		m.credit += shareWorth * share
	}
	if s.memory == nil && !p.bearsOut(g, r) {
		m.credit = 0
	}
	m.Corners = g.outline(r.mirrored)
	for _, corner := range m.Corners {
		m.cut = m.cut || !p.contains(corner)
	}
	f := frameAt(g, float64(g.size)/2, float64(g.size)/2)
	m.Module = f.module()
	m.Closer = max(1, goodModule/m.Module)
	middle, swing := p.levels(&pos.corners.topLeft)
	m.Light = middle + swing
	if pos.inverted { // measured on the negative
		m.Light = 255 - middle + swing
	}
	m.Glare = s.reader.picture.washed(g)
	m.Contrast = p.timingContrast(g) / (2 * swing)
	return m
}

// bearsOut reports whether more than the format information speaks for a
// symbol: the modules that are known beforehand are what they should be, or
// timing patterns alternate that are not too short. At full effort so much is
// tried that a format turns up by chance on most pages of print.
func (p *plane) bearsOut(g *grid, r reading) bool {
	const clearTiming, fewWrong, mostWrong = .8, .28, .42
	if r.rest == nil {
		return false
	}
	wrong := r.rest.wrong(r.rest.z) // a cure learns from these modules
	timing := p.timing(g, g.size, false) + p.timing(g, g.size, true)
	return wrong < fewWrong || wrong < mostWrong && timing >= clearTiming && g.size >= 17+4*firstWithVersionBlocks
}

// washed is the share of patches of a symbol that are all white: too large
// for chance to have left a dark module out.
func (p *plane) washed(g *grid) float64 {
	const white, patch = 245, 6 // modules
	count, all := 0., 0.
	for y := 0; y+patch <= g.size; y += patch {
		for x := 0; x+patch <= g.size; x += patch {
			if p.allAbove(white, g, x, y, patch) {
				count++
			}
			all++
		}
	}
	return count / all
}

func (p *plane) allAbove(level float64, g *grid, x, y, patch int) bool {
	for v := y; v < y+patch; v++ {
		for u := x; u < x+patch; u++ {
			if at := g.at(float64(u)+.5, float64(v)+.5); p.at(at.X, at.Y) < level {
				return false
			}
		}
	}
	return true
}

// timingContrast is the mean difference between neighbours in the timing
// pattern where it is less, which tells motion as well as a lens out of
// focus: modules of both colours stand alone in it.
func (p *plane) timingContrast(g *grid) float64 {
	across, down, before := 0., 0., [2]float64{}
	for i := 7; i < g.size-7; i++ {
		a, b := g.at(float64(i)+.5, 6.5), g.at(6.5, float64(i)+.5)
		grey := [2]float64{p.at(a.X, a.Y), p.at(b.X, b.Y)}
		if i > 7 {
			across += math.Abs(grey[0] - before[0])
			down += math.Abs(grey[1] - before[1])
		}
		before = grey
	}
	return min(across, down) / float64(g.size-15)
}

// nearer keeps what looks more like a symbol.
func nearer(a, b symptoms) symptoms {
	if a.credit >= b.credit {
		return a
	}
	return b
}

// leastCredit is more than chance gives to what is no symbol.
const leastCredit = 5

// diagnosis names the first symptom that explains the failure.
func (s *scan) diagnosis() Diagnosis {
	const (
		leastLight    = 50
		mostGlare     = .03
		leastContrast = .35
		manySymbols   = 4
	)
	n := s.nearest
	switch {
	case len(s.codes) > 0:
		return Read
	case n.credit < leastCredit:
		return s.withoutSymbol()
	case n.cut:
		return Cut
	case len(s.unread) >= manySymbols:
		return TooMany
	case n.Module < leastModule:
		return TooFar
	case n.Glare > mostGlare:
		return Glare
	case n.Light < leastLight:
		return Dark
	case n.Contrast < leastContrast && n.Module < goodModule:
		return TooFar
	case n.Contrast < leastContrast:
		return Blurred
	case s.cutPair(): // and parts of it look like a symbol of their own
		return Cut
	default:
		return Undecodable
	}
}

// withoutSymbol says why there may be none in sight.
func (s *scan) withoutSymbol() Diagnosis {
	switch {
	case s.cutPair():
		return Cut
	case s.reader.picture.night():
		return Dark
	}
	return NoCode
}

// night reports whether hardly a pixel of the picture is brighter than dark
// grey. What is too small for a code is not dark, and what is black throughout
// is no picture of a room.
func (p *plane) night() bool {
	const black, grey, step = 3, 40, 31
	if min(p.width, p.height) < leastSide {
		return false
	}
	bright, some, all := 0, 0, 0
	for i := 0; i < len(p.pix); i += step {
		if p.pix[i] > grey {
			bright++
		}
		if p.pix[i] > black {
			some++
		}
		all++
	}
	return bright*100 < all && some*4 > all
}
