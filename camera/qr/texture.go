package qr

import "image"

// texture measures how finely patterned cells of a picture are: where they
// are most, a symbol is likeliest to lie.
type texture struct {
	columns, rows int
	change        []int // in each cell, row by row
	sums          []int // of all cells above and left
}

const (
	cellBits = 5 // a cell is 32 pixels wide and high
	cellSide = 1 << cellBits
)

func (t *texture) forget() {
	clear(t.change[:cap(t.change)])
	clear(t.sums[:cap(t.sums)])
}

// measure adds up the change of grey over three pixels, at most of blurred
// modules: sharp edges of single things must not outweigh a blurred symbol.
func (t *texture) measure(p *plane) {
	const apart, most, lineStep = 3, 24, 8
	t.columns, t.rows = p.width>>cellBits+1, p.height>>cellBits+1
	t.change = append(t.change[:0], make([]int, t.columns*t.rows)...)
	for y := lineStep / 2; y < p.height; y += lineStep {
		cells := t.change[y>>cellBits*t.columns:][:t.columns]
		row := p.row(y)
		for x := 0; x+apart < len(row); x += 2 {
			cells[x>>cellBits] += min(most, abs(int(row[x])-int(row[x+apart])))
		}
	}
}

// finest gives the window of a size, at most, with the most changes.
func (t *texture) finest(width, height int) image.Rectangle {
	window := t.densest(min(t.columns, width>>cellBits), min(t.rows, height>>cellBits))
	corner := window.Min.Mul(cellSide)
	return image.Rectangle{Min: corner, Max: corner.Add(window.Size().Mul(cellSide))}
}

// densest finds the window of w and h cells with the most changes.
func (t *texture) densest(w, h int) (best image.Rectangle) {
	t.integrate()
	stride, most := t.columns+1, -1
	for y := 0; y+h <= t.rows; y++ {
		for x := 0; x+w <= t.columns; x++ {
			upper, lower := t.sums[y*stride+x:], t.sums[(y+h)*stride+x:]
			if sum := lower[w] - lower[0] - upper[w] + upper[0]; sum > most {
				best, most = image.Rect(x, y, x+w, y+h), sum
			}
		}
	}
	return best
}

// integrate sums, at each corner of cells, the cells above and left of it.
func (t *texture) integrate() {
	stride := t.columns + 1
	t.sums = append(t.sums[:0], make([]int, stride*(t.rows+1))...)
	for y := range t.rows {
		soFar := 0
		for x := range t.columns {
			soFar += t.change[y*t.columns+x]
			t.sums[(y+1)*stride+x+1] = t.sums[y*stride+x+1] + soFar
		}
	}
}
