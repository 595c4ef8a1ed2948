package qr

// The modules within two of a module, and a constant, are what blur and
// motion mix into its sample.
const (
	reach    = 2
	across   = 2*reach + 1
	taps     = across * across
	unknowns = taps + 1
)

// neighbourhood is the values about one module, row by row, and last 1.
type neighbourhood [unknowns]float64

// framed is a value for each module of a symbol and of the quiet zone about
// it, margin modules wide.
type framed struct {
	size, margin, stride int
	at                   []float64
}

// frame puts a symbol into a quiet zone of light modules.
func frame(size, margin int) *framed {
	const light = -1
	f := &framed{size: size, margin: margin, stride: size + 2*margin}
	f.at = make([]float64, f.stride*f.stride)
	for i := range f.at {
		f.at[i] = light
	}
	return f
}

func (s samples) framed(margin int) *framed {
	f := frame(s.size, margin)
	for y := range s.size {
		for x := range s.size {
			f.at[f.index(x, y)] = float64(s.at[y*s.size+x])
		}
	}
	return f
}

func (f *framed) index(x, y int) int { return (y+f.margin)*f.stride + x + f.margin }

// about gathers the neighbourhood of a module.
func (f *framed) about(x, y int, n *neighbourhood) {
	o := f.index(x-reach, y-reach)
	for row := range across {
		copy(n[row*across:][:across], f.at[o+row*f.stride:])
	}
	n[taps] = 1
}

func (n *neighbourhood) dot(weights []float64) float64 {
	sum := 0.
	for i, w := range weights[:unknowns] {
		sum += w * n[i]
	}
	return sum
}
