package qr

import "math"

// leastSquares gathers the normal equations of a weighted linear fit of two
// right hand sides at once (x and y of a point; a plain fit leaves y zero).
type leastSquares struct {
	terms int
	a     []float64 // terms x terms, upper triangle until solved
	x, y  []float64
}

func newLeastSquares(terms int) *leastSquares {
	return &leastSquares{
		terms: terms,
		a:     make([]float64, terms*terms),
		x:     make([]float64, terms),
		y:     make([]float64, terms),
	}
}

func (l *leastSquares) reset() {
	clear(l.a)
	clear(l.x)
	clear(l.y)
}

// add enters one observation: row times the unknowns should give x and y.
func (l *leastSquares) add(row []float64, x, y, weight float64) {
	row = row[:l.terms]
	for i, v := range row {
		v *= weight
		line := l.a[i*l.terms+i:][:l.terms-i]
		for j, w := range row[i:] {
			line[j] += v * w
		}
		l.x[i] += v * x
		l.y[i] += v * y
	}
}

// ridge pulls unknown i towards zero.
func (l *leastSquares) ridge(i int, weight float64) { l.a[i*l.terms+i] += weight }

// trace is the mean of the diagonal, a measure for how much ridge is little.
func (l *leastSquares) trace() float64 {
	sum := 0.
	for i := range l.terms {
		sum += l.a[i*l.terms+i]
	}
	return sum / float64(l.terms)
}

// solve gives the unknowns, in buffers that later calls overwrite; false
// when the observations do not determine them.
func (l *leastSquares) solve() (x, y []float64, ok bool) {
	for i := range l.terms {
		for j := range i {
			l.a[i*l.terms+j] = l.a[j*l.terms+i]
		}
	}
	for c := range l.terms {
		if !l.eliminate(c) {
			return nil, nil, false
		}
	}
	for c := l.terms - 1; c >= 0; c-- {
		line := l.a[c*l.terms:]
		for k := c + 1; k < l.terms; k++ {
			l.x[c] -= line[k] * l.x[k]
			l.y[c] -= line[k] * l.y[k]
		}
		l.x[c] /= line[c]
		l.y[c] /= line[c]
	}
	return l.x, l.y, true
}

// eliminate clears column c below the diagonal, largest pivot first.
func (l *leastSquares) eliminate(c int) bool {
	n := l.terms
	pivot := c
	for r := c + 1; r < n; r++ {
		if math.Abs(l.a[r*n+c]) > math.Abs(l.a[pivot*n+c]) {
			pivot = r
		}
	}
	if !(math.Abs(l.a[pivot*n+c]) > 1e-12) {
		return false
	}
	if pivot != c {
		for k := range n {
			l.a[pivot*n+k], l.a[c*n+k] = l.a[c*n+k], l.a[pivot*n+k]
		}
		l.x[pivot], l.x[c] = l.x[c], l.x[pivot]
		l.y[pivot], l.y[c] = l.y[c], l.y[pivot]
	}
	top := l.a[c*n : c*n+n]
	for r := c + 1; r < n; r++ {
		line := l.a[r*n : r*n+n]
		f := line[c] / top[c]
		if f == 0 {
			continue
		}
		for k := c; k < n; k++ {
			line[k] -= f * top[k]
		}
		l.x[r] -= f * l.x[c]
		l.y[r] -= f * l.y[c]
	}
	return true
}
