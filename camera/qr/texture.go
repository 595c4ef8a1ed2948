package qr

import "image"

// texture counts changes of colour in cells of a picture: where it is finely
// patterned, a symbol of tiny modules may lie.
type texture struct {
	columns, rows int
	count         []uint32 // of each cell, row by row
	sums          []int    // of all cells above and left
}

const (
	cellBits = 5 // a cell is 32 pixels wide and high
	cellSide = 1 << cellBits
)

func (t *texture) forget() {
	clear(t.count[:cap(t.count)])
	clear(t.sums[:cap(t.sums)])
}

// measure counts the changes in every eighth row.
func (t *texture) measure(b *bitmap) {
	t.columns, t.rows = b.width>>cellBits+1, b.height>>cellBits+1
	if size := t.columns * t.rows; cap(t.count) < size {
		t.count = make([]uint32, size)
	} else {
		t.count = t.count[:size]
		clear(t.count)
	}
	var changes []int
	for y := 3; y < b.height; y += 8 {
		changes = colourChanges(b.row(y), changes[:0])
		line := t.count[y>>cellBits*t.columns:][:t.columns]
		for _, x := range changes {
			line[min(x>>cellBits, t.columns-1)]++
		}
	}
}

// finest gives the window of a size, at most, with the most changes; and the
// next one after that, with what lies in the first left out, for rank 1.
func (t *texture) finest(width, height, rank int) (window image.Rectangle) {
	w, h := min(t.columns, width>>cellBits), min(t.rows, height>>cellBits)
	for i := range rank + 1 {
		if i > 0 {
			t.erase(window)
		}
		window = t.densest(w, h)
	}
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
			soFar += int(t.count[y*t.columns+x])
			t.sums[(y+1)*stride+x+1] = t.sums[y*stride+x+1] + soFar
		}
	}
}

func (t *texture) erase(window image.Rectangle) {
	for y := window.Min.Y; y < window.Max.Y; y++ {
		clear(t.count[y*t.columns+window.Min.X:][:window.Dx()])
	}
}
