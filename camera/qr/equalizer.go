package qr

import "math"

// sides holds +1 for modules known to be dark, -1 for light, 0 for unknown
// ones.
type sides []int8

// sides gives the function patterns (ISO/IEC 18004, 6.3) and every module of
// the blocks that are solved: the pilots that filters are trained on.
func (s *symbol) sides() sides {
	known := make(sides, len(s.version.modules))
	for i, m := range s.version.modules {
		if m == darkModule || m == lightModule {
			known[i] = m
		}
	}
	for k, b := range s.layout.block {
		if s.solved[b] == nil {
			continue
		}
		value := s.solved[b][s.layout.place[k]]
		for i, at := range s.version.order[8*k : 8*k+8] {
			dark := value>>(7-i)&1 != 0
			if s.format.inverts(int(at)/s.version.size, int(at)%s.version.size) {
				dark = !dark
			}
			known[at] = lightModule
			if dark {
				known[at] = darkModule
			}
		}
	}
	return known
}

// equalize undoes the blur of a symbol: the linear filter of 5x5 modules that
// best turns the samples into known modules and, with less weight, into the
// decisions of a guess. The values that come out are larger the surer they
// are. False when the samples do not determine a filter.
func equalize(z, guess samples, known sides) (samples, bool) {
	const ridge = 2e-3 // of the mean diagonal
	about := z.framed(reach)
	fit := newLeastSquares(unknowns)
	var n neighbourhood
	for i := range z.at {
		x, y := i%z.size, i/z.size
		if side, weight := lesson(guess.at[i], known[i], (x+y)&1 == 0); weight > 0 {
			about.about(x, y, &n)
			fit.add(n[:], side, 0, weight)
		}
	}
	for i, pull := 0, fit.trace()*ridge; i < unknowns; i++ {
		fit.ridge(i, pull)
	}
	weights, _, ok := fit.solve()
	if !ok {
		return samples{}, false
	}
	return about.filtered(weights), true
}

// lesson says what a module should come out as and how much it teaches.
// Every second undecided module is enough; unclear ones teach nothing.
func lesson(guess float32, known int8, inTurn bool) (side, weight float64) {
	const pilot, unclear = 2, .15
	if known != 0 {
		return float64(known), pilot
	}
	weight = math.Abs(float64(guess))
	if !inTurn || weight < unclear {
		return 0, 0
	}
	return math.Copysign(1, float64(guess)), min(weight, 1)
}

// filtered applies a filter to every module, and scales the outcome by how
// closely it keeps to +1 and -1.
func (f *framed) filtered(weights []float64) samples {
	const scale, floor = 1. / 4, .02
	out := newSamples(f.size)
	var n neighbourhood
	squares := 0.
	for i := range out.at {
		f.about(i%f.size, i/f.size, &n)
		v := n.dot(weights)
		out.at[i] = float32(v)
		squares += (math.Abs(v) - 1) * (math.Abs(v) - 1)
	}
	trust := float32(scale / (squares/float64(len(out.at)) + floor))
	for i := range out.at {
		out.at[i] *= trust
	}
	return out
}
