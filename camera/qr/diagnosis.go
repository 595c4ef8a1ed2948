package qr

import "math"

// symptoms are measurements on a symbol that was found but not read.
type symptoms struct {
	lead     float64 // of its format information (readFormat), 0 for no symbol
	cut      bool    // a corner outside the picture
	module   float64 // pixels a module
	light    float64 // grey of the light modules
	washed   float64 // share of modules at full white
	contrast float64 // of single modules against that of finders
}

// symptomsOf measures what most often keeps a symbol from being read.
func (p *plane) symptomsOf(pos *position, g *grid, lead float64) symptoms {
	s := symptoms{lead: lead}
	for _, corner := range g.outline(false) {
		s.cut = s.cut || !p.contains(corner)
	}
	f := frameAt(g, float64(g.size)/2, float64(g.size)/2)
	s.module = f.module()
	middle, swing := p.levels(&pos.corners.topLeft)
	s.light = middle + swing
	s.washed = p.washed(g)
	s.contrast = p.timingContrast(g) / (2 * swing)
	return s
}

// washed is the share of modules, on a coarse lattice, at full white.
func (p *plane) washed(g *grid) float64 {
	const white, step = 250, 3
	count, all := 0., 0.
	for y := 0; y < g.size; y += step {
		for x := 0; x < g.size; x += step {
			at := g.at(float64(x)+.5, float64(y)+.5)
			if p.at(at.X, at.Y) > white {
				count++
			}
			all++
		}
	}
	return count / all
}

// timingContrast is the mean difference between neighbours in the upper
// timing pattern, where modules of both colours stand alone.
func (p *plane) timingContrast(g *grid) float64 {
	sum, before := 0., 0.
	for i := 7; i < g.size-7; i++ {
		at := g.at(float64(i)+.5, 6.5)
		grey := p.at(at.X, at.Y)
		if i > 7 {
			sum += math.Abs(grey - before)
		}
		before = grey
	}
	return sum / float64(g.size-15)
}

// nearer keeps what looks more like a symbol: format information is the
// first thing in it that can be told from chance.
func nearer(a, b symptoms) symptoms {
	if a.lead >= b.lead {
		return a
	}
	return b
}

// diagnosis names the first symptom that explains the failure; on the
// negative of a picture washed-out modules are dark ones.
func (s *scan) diagnosis() Diagnosis {
	const (
		leastModule   = 1.4
		leastLight    = 50
		mostWashed    = .6 // half of all modules are light
		leastContrast = .35
	)
	n := s.nearest
	switch {
	case len(s.codes) > 0:
		return Read
	case n.lead < leastLead:
		return NoCode
	case n.cut:
		return Cut
	case n.module < leastModule:
		return TooFar
	case n.washed > mostWashed:
		return Glare
	case n.light < leastLight:
		return Dark
	case n.contrast < leastContrast:
		return Blurred
	default:
		return Undecodable
	}
}
