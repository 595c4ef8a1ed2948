package qr

// scene notices that nothing moves before the camera, such as between two
// visitors: what the deeper levels have not found in it they need not look
// for in every picture.
type scene struct {
	means []byte // grey of the cells of the picture before
	still int    // pictures since something changed
}

func (c *scene) forget() {
	clear(c.means[:cap(c.means)])
	c.means, c.still = c.means[:0], 0
}

// next takes a new picture. Noise does not show in a cell of 64 pixels a side,
// and a lamp that flickers hardly does; a card does.
func (c *scene) next(p *plane) {
	const cell, calm = 64 / sumSide, 3 // blocks; grey values
	sums, width := p.blockSums(), p.sumColumns()
	columns, lines := p.stride/sumSide, p.rows/sumSide
	moved, i := false, 0
	for y := 0; y < lines; y += cell {
		for x := 0; x < columns; x += cell {
			y1, x1 := min(lines, y+cell), min(columns, x+cell)
			upper, lower := sums[y*width:], sums[y1*width:]
			mean := byte((lower[x1] - lower[x] - upper[x1] + upper[x]) / uint32((y1-y)*(x1-x)*sumSide*sumSide))
			if i >= len(c.means) {
				c.means = append(c.means, mean)
				moved = true
			} else if abs(int(c.means[i])-int(mean)) > calm {
				c.means[i] = mean
				moved = true
			}
			i++
		}
	}
	c.means = c.means[:i]
	if c.still++; moved {
		c.still = 0
	}
}

// worthLooking reports whether to look deeper: in all of so many ways once
// something has moved, and then in every fourth picture.
func (c *scene) worthLooking(ways int) bool {
	const rest = 4
	return c.still <= 2*ways || c.still%rest == 0
}
