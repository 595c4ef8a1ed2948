package qr

// The modules within two of a module, and a constant, are what blur and
// motion mix into its sample.
const (
	reach    = 2
	across   = 2*reach + 1
	taps     = across * across
	unknowns = taps + 1
)

// kernel weighs the modules about one, row by row.
type kernel [taps]float32

// framed is a value for each module of a symbol and of the quiet zone about
// it, margin modules wide.
type framed struct {
	size, margin, stride int
	at                   []float32
}

// frame puts a symbol into a quiet zone of light modules.
func frame(size, margin int) *framed {
	const light = -1
	f := &framed{size: size, margin: margin, stride: size + 2*margin}
	f.at = make([]float32, f.stride*f.stride)
	for i := range f.at {
		f.at[i] = light
	}
	return f
}

func (s samples) framed(margin int) *framed {
	f := frame(s.size, margin)
	for y := range s.size {
		copy(f.at[f.index(0, y):][:s.size], s.at[y*s.size:])
	}
	return f
}

func (f *framed) index(x, y int) int { return (y+f.margin)*f.stride + x + f.margin }

// filter gives for every module the weighted sum of those about it.
func (f *framed) filter(k *kernel, constant float32, out samples) {
	for y := range f.size {
		to := out.at[y*f.size:][:f.size]
		for x := range to {
			to[x] = constant
		}
		for row := range across {
			from := f.at[f.index(-reach, y+row-reach):][:f.size+2*reach]
			w := k[row*across:][:across:across]
			w0, w1, w2, w3, w4 := w[0], w[1], w[2], w[3], w[4]
			for x := range to {
				n := from[x : x+across : x+across]
				to[x] += w0*n[0] + w1*n[1] + w2*n[2] + w3*n[3] + w4*n[4]
			}
		}
	}
}

// normals are the normal equations of a filter over neighbourhoods, summed
// over every second row of a symbol: half of it determines 26 unknowns well
// enough. The left hand side depends on the frame only.
type normals struct {
	products [taps][taps]float64
	totals   [taps]float64 // the products with the constant
}

const lineStep = 2

func (f *framed) normals() *normals {
	n := &normals{}
	for a := range taps {
		for b := a; b < taps; b++ {
			n.products[a][b] = f.product(a, b)
		}
		for y := 0; y < f.size; y += lineStep {
			n.totals[a] += float64(total(f.seen(a, y)))
		}
	}
	return n
}

// product sums what two taps see.
func (f *framed) product(a, b int) float64 {
	sum := 0.
	for y := 0; y < f.size; y += lineStep {
		sum += float64(dot(f.seen(a, y), f.seen(b, y)))
	}
	return sum
}

// seen gives what a tap sees from the modules of a row.
func (f *framed) seen(tap, y int) []float32 {
	return f.at[f.index(tap%across-reach, y+tap/across-reach):][:f.size]
}

func dot(a, b []float32) float32 {
	b = b[:len(a)]
	var s0, s1, s2, s3 float32
	for len(a) >= 4 {
		s0 += a[0] * b[0]
		s1 += a[1] * b[1]
		s2 += a[2] * b[2]
		s3 += a[3] * b[3]
		a, b = a[4:], b[4:]
	}
	for i, v := range a {
		s0 += v * b[i]
	}
	return s0 + s1 + s2 + s3
}

func total(a []float32) (sum float32) {
	for _, v := range a {
		sum += v
	}
	return sum
}

// fitFilter finds the kernel and constant that best turn the values of a
// frame, whose normals are n, into wanted ones. ridge pulls the kernel to
// zero, in shares of the mean square.
func (f *framed) fitFilter(n *normals, wanted samples, ridge float64) (k kernel, constant float32, ok bool) {
	fit := newLeastSquares(unknowns)
	for a := range taps {
		copy(fit.a[a*unknowns+a:], n.products[a][a:])
		fit.a[a*unknowns+taps] = n.totals[a]
	}
	for y := 0; y < f.size; y += lineStep {
		line := wanted.at[y*f.size:][:f.size]
		for tap := range taps {
			fit.x[tap] += float64(dot(line, f.seen(tap, y)))
		}
		fit.x[taps] += float64(total(line))
		fit.a[taps*unknowns+taps] += float64(f.size)
	}
	for i, pull := 0, fit.trace()*ridge; i < unknowns; i++ {
		fit.ridge(i, pull)
	}
	weights, _, ok := fit.solve()
	if !ok {
		return k, 0, false
	}
	for i := range k {
		k[i] = float32(weights[i])
	}
	return k, float32(weights[taps]), true
}
