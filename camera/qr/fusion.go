package qr

import "math"

// sum is what the modules of a symbol said in several pictures, added up. A
// cured module is worth as much as it is sure, so that a sum of them is the
// best there is to say; the normalised ones are kept to be cured together.
type sum struct {
	z, soft  samples
	pictures float32
}

func newSum(size int) sum { return sum{z: newSamples(size), soft: newSamples(size)} }

func (s *sum) forget() {
	s.pictures = 0
	clear(s.z.at)
	clear(s.soft.at)
}

// Pictures fade, so that a hand that moves on does not count for ever; and no
// module of a single one decides.
const memorySpan, loudest = 16, 3

func (s *sum) add(r *rest) {
	const fade = 1 - 1./memorySpan
	s.pictures = s.pictures*fade + 1
	for i, v := range r.z.at {
		s.z.at[i] = s.z.at[i]*fade + v
		s.soft.at[i] = s.soft.at[i]*fade + max(-loudest, min(loudest, r.soft.at[i]))
	}
}

// mean is the normalised sample of each module over the pictures.
func (s *sum) mean() samples {
	m := newSamples(s.z.size)
	for i, v := range s.z.at {
		m.at[i] = v / s.pictures
	}
	return m
}

// matches reports whether samples are of the summed symbol. It looks at
// each block of codewords for itself: blocks are spread over the whole
// symbol, so that shadow and glare fall on all alike, while of two cards with
// the same beginning some block has nothing in common.
func (s *sum) matches(z samples, as *symbol) bool {
	const least, alike = .12, .6
	return as.evenly(func(modules []int32) float64 {
		return correlationOf(s.z, z, modules)
	}, least, alike)
}

// fits reports whether a symbol that was read in a sum is the one in a single
// picture.
func (r *rest) fits(s *symbol) bool {
	const least, alike = .4, .75
	known := s.sides()
	return s.evenly(func(modules []int32) float64 {
		agree, all := 0., 1e-9
		for _, at := range modules {
			v := float64(r.z.at[at])
			agree += v * float64(known[at])
			all += max(v, -v)
		}
		return agree / all
	}, least, alike)
}

// evenly measures every block of a symbol: all must reach least, and no block
// may fall far behind the mean.
func (s *symbol) evenly(measure func(modules []int32) float64, least, alike float64) bool {
	lowest, mean := 1., 0.
	blocks := s.modulesOfBlocks()
	for _, modules := range blocks {
		m := measure(modules)
		lowest = min(lowest, m)
		mean += m / float64(len(blocks))
	}
	return lowest >= least && lowest >= alike*mean
}

// modulesOfBlocks gives the modules of each block.
func (s *symbol) modulesOfBlocks() [][]int32 {
	blocks := make([][]int32, len(s.layout.data))
	for k, b := range s.layout.block {
		blocks[b] = append(blocks[b], s.version.order[8*k:8*k+8]...)
	}
	return blocks
}

// correlationOf compares two symbols over some modules: 1 for the same, 0 for
// two that have nothing in common.
func correlationOf(a, b samples, modules []int32) float64 {
	var ab, aa, bb float64
	for _, at := range modules {
		x, y := float64(a.at[at]), float64(b.at[at])
		ab += x * y
		aa += x * x
		bb += y * y
	}
	return ab / math.Sqrt(aa*bb+1e-9)
}

// read tries to read the sum of a track: as it is, then cured together.
// Rounds go on where the picture before left off.
func (t *track) read(cures *allowance) (string, bool) {
	if f, lead := t.sum.soft.readFormat(); lead > leastLead && f != t.symbol.format {
		t.symbol = newSymbol(t.pos.version, f)
	}
	left := &rest{z: t.sum.mean(), soft: t.sum.soft, symbol: t.symbol}
	if !t.symbol.correctAll(left.soft) && (left.hopeless() || !t.symbol.correctDoubtful(left.soft, cures)) && !left.cureSum(cures) {
		return "", false
	}
	text, ok := t.symbol.text()
	if !ok {
		t.symbol = newSymbol(t.pos.version, t.symbol.format)
	}
	return text, ok
}

// cureSum equalizes what pictures have in common and cancels interference.
func (r *rest) cureSum(cures *allowance) bool {
	if !cures.spend(r.z) {
		return false
	}
	soft, ok := equalize(r.z, r.soft, r.symbol.sides())
	if !ok {
		return false
	}
	r.soft = soft
	return r.symbol.correctAll(soft) || !r.hopeless() &&
		(r.symbol.correctDoubtful(soft, cures) || !r.clear() && r.cancel(cures.atMost(2, len(r.z.at))))
}
