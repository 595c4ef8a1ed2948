package qr

import "math"

// shift is how far a known place lies from where a mapping puts it.
type shift struct {
	u, v   float64
	by     Point
	weight float64
}

// trend is a shift and how it changes from module to module.
type trend struct{ by, right, down Point }

// apply moves and shears a frame.
func (t trend) apply(f *localFrame) {
	f.centre = f.centre.plus(t.by)
	f.right = f.right.plus(t.right)
	f.down = f.down.plus(t.down)
}

// predict continues known shifts to a new place: a linear trend through the
// near ones, or their weighted mean where they do not determine one.
func predict(known []shift, u, v float64) trend {
	const near, calm = 30, 1.5 // modules cubed; pull of the slopes to zero
	fit := newLeastSquares(3)
	for _, k := range known {
		d := math.Hypot(u-k.u, v-k.v)
		fit.add([]float64{1, k.u - u, k.v - v}, k.by.X, k.by.Y, k.weight/(d*d*d+near))
	}
	total := fit.a[0]
	fit.ridge(1, calm*total)
	fit.ridge(2, calm*total)
	x, y, ok := fit.solve()
	if !ok {
		return trend{by: meanShift(known, u, v)}
	}
	return trend{Point{x[0], y[0]}, Point{x[1], y[1]}, Point{x[2], y[2]}}
}

func meanShift(known []shift, u, v float64) Point {
	var sum Point
	total := 1e-9
	for _, k := range known {
		d := math.Hypot(u-k.u, v-k.v)
		w := k.weight / (d*d*d + 1)
		sum = sum.plus(k.by.times(w))
		total += w
	}
	return sum.times(1 / total)
}
