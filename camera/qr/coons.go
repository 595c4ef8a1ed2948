package qr

// coonsPatch is the mapping of bent paper: a surface whose four sides are
// cubic curves with the position and direction that the three finder frames
// give at their corners (Coons 1967, sides after Hermite). The fourth corner
// is where the frames say the other two sides go.
type coonsPatch struct {
	span           float64 // modules between finder centres
	tl, tr, bl, br Point
	top, bottom    hermite
	left, right    hermite
}

// hermite is a cubic from a to b with given derivatives at both ends.
type hermite struct{ a, b, da, db Point }

func (h *hermite) at(s float64) Point {
	s2, s3 := s*s, s*s*s
	p := h.a.times(2*s3 - 3*s2 + 1).plus(h.b.times(3*s2 - 2*s3))
	return p.plus(h.da.times(s3 - 2*s2 + s)).plus(h.db.times(s3 - s2))
}

// bent makes the patch of a symbol from its three frames.
func (c *corners) bent(size int) *coonsPatch {
	span := float64(size - 7)
	tl, tr, bl := &c.topLeft, &c.topRight, &c.bottomLeft
	// How the paper turns from the top left corner to each other one, and so,
	// on a developable surface, from these to the fourth.
	acrossTop, downLeft := turn(tl, tr), turn(tl, bl)
	down, right := bl.centre.minus(tl.centre), tr.centre.minus(tl.centre)
	fromRight := tr.centre.plus(acrossTop.apply(down))
	fromLeft := bl.centre.plus(downLeft.apply(right))
	br := fromRight.plus(fromLeft).times(.5)
	brDown, brRight := acrossTop.apply(bl.down), downLeft.apply(tr.right)
	side := func(a, b, da, db Point) hermite {
		return hermite{a, b, da.times(span), db.times(span)}
	}
	return &coonsPatch{
		span: span,
		tl:   tl.centre, tr: tr.centre, bl: bl.centre, br: br,
		top:    side(tl.centre, tr.centre, tl.right, tr.right),
		bottom: side(bl.centre, br, bl.right, brRight),
		left:   side(tl.centre, bl.centre, tl.down, bl.down),
		right:  side(tr.centre, br, tr.down, brDown),
	}
}

func (c *coonsPatch) at(u, v float64) Point {
	s, t := (u-3.5)/c.span, (v-3.5)/c.span
	ruled := c.top.at(s).times(1 - t).plus(c.bottom.at(s).times(t))
	ruled = ruled.plus(c.left.at(t).times(1 - s)).plus(c.right.at(t).times(s))
	upper := c.tl.times(1 - s).plus(c.tr.times(s)).times(1 - t)
	lower := c.bl.times(1 - s).plus(c.br.times(s)).times(t)
	return ruled.minus(upper).minus(lower)
}

// linear is a 2x2 matrix: where the unit steps right and down go.
type linear struct{ right, down Point }

func (l linear) apply(p Point) Point { return l.right.times(p.X).plus(l.down.times(p.Y)) }

// turn is the linear map that takes the steps of one frame to another's.
func turn(from, to *localFrame) linear {
	f := 1 / from.right.cross(from.down)
	// The columns of the inverse of from, in terms of its own steps.
	x := Point{from.down.Y * f, -from.right.Y * f}
	y := Point{-from.down.X * f, from.right.X * f}
	steps := linear{to.right, to.down}
	return linear{steps.apply(x), steps.apply(y)}
}
