package qr

// mapping takes module coordinates (the symbol's outer corner is 0, 0 and
// the centre of its first module 0.5, 0.5) to pixels.
type mapping interface{ at(u, v float64) Point }

// homography is the mapping of flat paper: x = (h0 u + h1 v + h2) / w,
// y = (h3 u + h4 v + h5) / w, w = h6 u + h7 v + 1.
type homography [8]float64

func (h *homography) weight(u, v float64) float64 { return h[6]*u + h[7]*v + 1 }

func (h *homography) at(u, v float64) Point {
	f := 1 / h.weight(u, v)
	return Point{(h[0]*u + h[1]*v + h[2]) * f, (h[3]*u + h[4]*v + h[5]) * f}
}

// tie is a module coordinate whose place in the picture is known.
type tie struct {
	u, v   float64
	at     Point
	weight float64
}

// ties gives each finder's centre and the centres of its four corner
// modules: 15 points that a symbol of size modules a side must pass through.
func (c *corners) ties(size int) []tie {
	far := float64(size) - 3.5
	all := make([]tie, 0, 15)
	if c.round {
		flat := *c
		flat.direct(c.sides(float64(size - 7)))
		c = &flat
	}
	for _, finder := range []struct {
		u, v  float64
		frame *localFrame
	}{
		{3.5, 3.5, &c.topLeft}, {far, 3.5, &c.topRight}, {3.5, far, &c.bottomLeft},
	} {
		all = append(all, tie{finder.u, finder.v, finder.frame.centre, 2})
		for _, d := range [4]Point{{-3, -3}, {3, -3}, {-3, 3}, {3, 3}} {
			all = append(all, tie{finder.u + d.X, finder.v + d.Y, finder.frame.at(d.X, d.Y), 1})
		}
	}
	return all
}

// fitHomography finds the homography closest to all ties. The equations are
// linear once multiplied by w, so each round weighs them with the w of the
// round before, and trusts outliers less (iteratively reweighted direct
// linear transformation). size scales u and v to about 1.
func fitHomography(ties []tie, size int) (*homography, bool) {
	scale := 1 / float64(size)
	h := &homography{}
	fit := newLeastSquares(8)
	for round := range 4 {
		fit.reset()
		for _, q := range ties {
			u, v, x, y := q.u*scale, q.v*scale, q.at.X, q.at.Y
			weight := q.weight * q.weight
			if round > 0 {
				w := h.weight(q.u, q.v)
				weight /= w * w * (1 + h.at(q.u, q.v).distance2(q.at))
			}
			fit.add([]float64{u, v, 1, 0, 0, 0, -u * x, -v * x}, x, 0, weight)
			fit.add([]float64{0, 0, 0, u, v, 1, -u * y, -v * y}, y, 0, weight)
		}
		c, _, ok := fit.solve()
		if !ok {
			return nil, false
		}
		*h = homography{c[0] * scale, c[1] * scale, c[2], c[3] * scale, c[4] * scale, c[5],
			c[6] * scale, c[7] * scale}
	}
	return h, h.inFront(size)
}

// inFront reports whether the whole symbol lies before the camera.
func (h *homography) inFront(size int) bool {
	n := float64(size)
	return h.weight(n, 0) > .05 && h.weight(0, n) > .05 && h.weight(n, n) > .05
}

// throughCentres is the homography through the three finder centres, with
// given perspective weights of the top right and bottom left ones.
func (t *triple) throughCentres(size int, weightRight, weightDown float64) *homography {
	k := 1 / float64(size-7)
	line := func(a, b, c float64) (pu, pv, p0 float64) {
		pu, pv = (weightRight*b-a)*k, (weightDown*c-a)*k
		return pu, pv, a - 3.5*(pu+pv)
	}
	xu, xv, x0 := line(t.topLeft.X, t.topRight.X, t.bottomLeft.X)
	yu, yv, y0 := line(t.topLeft.Y, t.topRight.Y, t.bottomLeft.Y)
	wu, wv, w0 := line(1, 1, 1)
	f := 1 / w0
	return &homography{xu * f, xv * f, x0 * f, yu * f, yv * f, y0 * f, wu * f, wv * f}
}
