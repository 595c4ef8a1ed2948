package qr

import "math"

// cancelInterference is the heavier cure for blur that a linear filter cannot
// undo: it estimates how each module spreads over its neighbours, then
// subtracts from every sample what the neighbours are expected to have put
// there, and repeats with the better estimates that gives (soft interference
// cancellation, after Wang and Poor 1999). False when the samples do not
// determine the spread.
func cancelInterference(z, guess samples, known sides) (samples, bool) {
	const rounds = 4
	sent := frame(z.size, 2*reach)
	sent.expect(guess, known)
	c, ok := estimateChannel(z, sent)
	if !ok {
		return samples{}, false
	}
	out := newSamples(z.size)
	left := frame(z.size, 2*reach)
	for range rounds {
		clear(left.at)
		power := c.subtract(z, sent, left)
		c.match(left, sent, power, out)
		sent.expect(out, known)
	}
	return out, true
}

// towards is the hyperbolic tangent, to a few hundredths.
func towards(x float64) float64 {
	if x = clamp(x, 3); math.Abs(x) == 3 {
		return x / 3
	}
	return x * (27 + x*x) / (27 + 9*x*x)
}

// expect sets each module to its expected value: the known ones for certain,
// the others between light and dark as sure as the guess is.
func (f *framed) expect(guess samples, known sides) {
	const sureness = 1.5
	for i, v := range guess.at {
		expected := float64(known[i])
		if known[i] == 0 {
			expected = towards(sureness * float64(v))
		}
		f.at[f.index(i%f.size, i/f.size)] = expected
	}
}

// channel is how the modules about one make up its sample.
type channel struct {
	weights []float64 // taps and the constant
	energy  float64   // of the taps
}

func estimateChannel(z samples, sent *framed) (*channel, bool) {
	const ridge = 20
	fit := newLeastSquares(unknowns)
	var n neighbourhood
	for i, v := range z.at {
		if x, y := i%z.size, i/z.size; (x+y)&1 == 0 { // half of them suffice
			sent.about(x, y, &n)
			fit.add(n[:], float64(v), 0, 1)
		}
	}
	for i := range unknowns {
		fit.ridge(i, ridge)
	}
	weights, _, ok := fit.solve()
	if !ok {
		return nil, false
	}
	c := &channel{weights: weights}
	for _, w := range weights[:taps] {
		c.energy += w * w
	}
	return c, c.energy > 1e-6
}

// subtract leaves in every sample what the expected modules do not explain,
// and gives the mean power of that.
func (c *channel) subtract(z samples, sent, left *framed) (power float64) {
	var n neighbourhood
	for i, v := range z.at {
		x, y := i%z.size, i/z.size
		sent.about(x, y, &n)
		rest := float64(v) - n.dot(c.weights)
		left.at[left.index(x, y)] = rest
		power += rest * rest
	}
	return power / float64(len(z.at))
}

// match gathers for each module what it has put into the samples about it
// (a matched filter), in units of its certainty.
func (c *channel) match(left, sent *framed, power float64, out samples) {
	const floor = 1e-3
	mirrored := make([]float64, unknowns) // no constant
	for i, w := range c.weights[:taps] {
		mirrored[taps-1-i] = w
	}
	var n neighbourhood
	for i := range out.at {
		x, y := i%out.size, i/out.size
		left.about(x, y, &n)
		own := c.energy * sent.at[sent.index(x, y)]
		out.at[i] = float32((n.dot(mirrored) + own) / (power + floor) / 2)
	}
}
