package qr

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
	clear(left.at)
	for range rounds {
		power := c.subtract(z, sent, left, out)
		c.match(left, sent, power, out)
		sent.expect(out, known)
	}
	return out, true
}

// towards is the hyperbolic tangent, to a few hundredths.
func towards(x float32) float32 {
	switch {
	case x >= 3:
		return 1
	case x <= -3:
		return -1
	}
	return x * (27 + x*x) / (27 + 9*x*x)
}

// expect sets each module to its expected value: the known ones for certain,
// the others between light and dark as sure as the guess is.
func (f *framed) expect(guess samples, known sides) {
	const sureness = 1.5
	for y := range f.size {
		to := f.at[f.index(0, y):][:f.size]
		from, sure := guess.at[y*f.size:][:f.size], known[y*f.size:][:f.size]
		for x := range to {
			if sure[x] != 0 {
				to[x] = float32(sure[x])
			} else {
				to[x] = towards(sureness * from[x])
			}
		}
	}
}

// channel is how the modules about one make up its sample.
type channel struct {
	spread, mirrored kernel
	constant         float32
	energy           float32 // of the spread
}

func estimateChannel(z samples, sent *framed) (*channel, bool) {
	const ridge = 2e-3
	c, n := &channel{}, sent.normals()
	var ok bool
	if c.spread, c.constant, ok = sent.fitFilter(n, z, ridge); !ok {
		return nil, false
	}
	for i, w := range c.spread {
		c.energy += w * w
		c.mirrored[taps-1-i] = w
	}
	return c, c.energy > 1e-6
}

// subtract leaves in every sample what the expected modules do not explain,
// and gives the mean power of that.
func (c *channel) subtract(z samples, sent, left *framed, explained samples) (power float32) {
	sent.filter(&c.spread, c.constant, explained)
	for y := range left.size {
		to := left.at[left.index(0, y):][:left.size]
		for x := range to {
			to[x] = z.at[y*z.size+x] - explained.at[y*z.size+x]
			power += to[x] * to[x]
		}
	}
	return power / float32(len(z.at))
}

// match gathers for each module what it has put into the samples about it
// (a matched filter), in units of its certainty.
func (c *channel) match(left, sent *framed, power float32, out samples) {
	const floor = 1e-3
	left.filter(&c.mirrored, 0, out)
	scale := 1 / (power + floor) / 2
	for y := range out.size {
		to, own := out.at[y*out.size:][:out.size], sent.at[sent.index(0, y):][:out.size]
		for x := range to {
			to[x] = (to[x] + c.energy*own[x]) * scale
		}
	}
}
