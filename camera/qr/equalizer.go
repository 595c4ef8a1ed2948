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
// best turns the samples into known modules and, where none is known, into
// the clear ones of a guess; then again with what came out as the guess. The
// values that come out are larger the surer they are. False when the samples
// do not determine a filter.
func equalize(z, guess samples, known sides) (samples, bool) {
	const ridge, rounds = 2e-3, 4
	about := z.framed(reach)
	n := about.normals()
	out := guess
	for range rounds {
		k, constant, ok := about.fitFilter(n, out.lesson(known), ridge)
		if !ok {
			return samples{}, false
		}
		out = newSamples(z.size)
		about.filter(&k, constant, out)
	}
	out.weighByTrust()
	return out, true
}

// lesson says what every module should come out as: an unclear guess wants
// nothing of it.
func (s samples) lesson(known sides) samples {
	const unclear = .15
	wanted := newSamples(s.size)
	for i, v := range s.at {
		switch {
		case known[i] != 0:
			wanted.at[i] = float32(known[i])
		case v > unclear:
			wanted.at[i] = 1
		case v < -unclear:
			wanted.at[i] = -1
		}
	}
	return wanted
}

// weighByTrust brings filtered samples to a mean size of 1, then scales them
// by how closely they keep to +1 and -1.
func (s samples) weighByTrust() {
	const scale, floor = 1. / 4, .02
	gain, spread := s.spread()
	trust := float32(gain * scale / (spread + floor))
	for i := range s.at {
		s.at[i] *= trust
	}
}

// spread gives the factor that brings values to a mean size of 1, and their
// mean squared distance from +1 and -1 then.
func (s samples) spread() (gain, spread float64) {
	size := 1e-9
	for _, v := range s.at {
		size += math.Abs(float64(v))
	}
	gain = float64(len(s.at)) / size
	for _, v := range s.at {
		d := math.Abs(float64(v))*gain - 1
		spread += d * d
	}
	return gain, spread / float64(len(s.at))
}
