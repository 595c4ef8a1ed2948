package qr

// follow looks for the symbols of the memory that this picture has not shown
// yet near where they were last, and reads them.
func (s *scan) follow() {
	for _, t := range append([]*track(nil), s.memory.tracks...) {
		if t.unseen == 0 || s.over() {
			continue
		}
		p := s.polarity(t.pos.inverted)
		if c, ok := p.refind(t.pos.corners, t.pos.module); ok {
			next := t.pos
			next.corners = c
			if next, ok = positionAt(next); ok {
				s.readAt(p, &next)
			}
		}
	}
}

// refind looks for three finder patterns where they were in the picture
// before: all three about the same way off. One of them may be hidden, by a
// finger or a highlight; then it is taken to have moved like the others.
func (p *plane) refind(before *corners, module float64) (*corners, bool) {
	const farthest, step = 6., .75 // modules
	const leastMean, least = .3, .2
	match, by := -1., Point{}
	for v := -farthest; v <= farthest; v += step {
		for u := -farthest; u <= farthest; u += step {
			d := Point{u * module, v * module}
			sum := 0.
			for _, f := range [3]*localFrame{&before.topLeft, &before.topRight, &before.bottomLeft} {
				g := *f
				g.centre = g.centre.plus(d)
				sum += p.correlate(&g, finderTemplate)
			}
			if sum > match {
				match, by = sum, d
			}
		}
	}
	if match < 3*leastMean {
		return nil, false
	}
	c, hidden := *before, 0
	for _, f := range [3]*localFrame{&c.topLeft, &c.topRight, &c.bottomLeft} {
		f.centre = f.centre.plus(by)
		if moved, fit := p.fitFinder(*f); fit >= least {
			*f = moved
		} else if hidden++; hidden > 1 {
			return nil, false
		}
	}
	return &c, true
}
