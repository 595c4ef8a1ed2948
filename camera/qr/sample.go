package qr

// samples holds one value for each module of a symbol, row by row.
type samples struct {
	size int
	at   []float32
}

func newSamples(size int) samples { return samples{size, make([]float32, size*size)} }

// transposed exchanges rows and columns: the symbol in a mirror.
func (s samples) transposed() samples {
	t := newSamples(s.size)
	for y := range s.size {
		for x := range s.size {
			t.at[x*s.size+y] = s.at[y*s.size+x]
		}
	}
	return t
}

// wideModule is the pixels a module from which the noise of one pixel is
// worth averaging away.
const wideModule = 2.6

// sample reads the grey value of every module. Large modules are averaged
// over five points about their centre.
func (p *plane) sample(g *grid, module float64) samples {
	s := newSamples(g.size)
	for y := range s.size {
		v := float64(y) + .5
		step := g.at(1.5, v).minus(g.at(.5, v)).times(.25)
		before := g.at(.5, v)
		for x := range s.size {
			at := g.at(float64(x)+.5, v)
			if x > 0 {
				step = at.minus(before).times(.25)
			}
			before = at
			if module > wideModule {
				s.at[y*s.size+x] = float32(p.cross(at, step))
			} else {
				s.at[y*s.size+x] = float32(p.at(at.X, at.Y))
			}
		}
	}
	return s
}

// cross averages a point, twice, and the four at a step in each direction.
func (p *plane) cross(at, step Point) float64 {
	sum := 2*p.at(at.X, at.Y) +
		p.at(at.X+step.X, at.Y+step.Y) + p.at(at.X-step.X, at.Y-step.Y) +
		p.at(at.X-step.Y, at.Y+step.X) + p.at(at.X+step.Y, at.Y-step.X)
	return sum / 6
}

// normalized turns grey samples into about +1 for dark and -1 for light,
// after the levels of dark and light in the neighbourhood, so that shadows
// and highlights fall away. The levels come from a first decision against
// the local mean, then once more from their own decision. Where light has
// washed out the difference, next to nothing is left: such a module is worth
// little in every soft decision, and first to be taken for lost.
func (s samples) normalized() samples {
	const limit = 2.5
	z := newSamples(s.size)
	mean := newWindow(s, nil)
	for i := range z.at {
		z.at[i] = mean.at(i) - s.at[i]
	}
	dark, light := make([]float32, len(z.at)), make([]float32, len(z.at))
	for range 2 {
		for i, v := range z.at {
			dark[i], light[i] = 0, 1
			if v > 0 {
				dark[i], light[i] = 1, 0
			}
		}
		darks, lights := newWindow(s, dark), newWindow(s, light)
		least := leastSwing(&darks, &lights)
		for i, grey := range s.at {
			z.at[i] = contrast(grey-mean.at(i), swing{darks.at(i), lights.at(i), least}, mean.at(i))
		}
	}
	for i, v := range z.at {
		z.at[i] = max(-limit, min(limit, v))
	}
	return z
}

// swing is the local level of dark and of light modules, -1 where there is
// none, and the difference below which they are not told apart.
type swing struct{ dark, light, least float32 }

// leastSwing is a share of the mean difference between dark and light.
func leastSwing(darks, lights *window) float32 {
	const share, floor, step = .3, 2, 7
	sum, count := float32(0), float32(0)
	for i := 0; i < darks.size*darks.size; i += step {
		if d, l := darks.at(i), lights.at(i); d >= 0 && l >= d {
			sum += l - d
			count++
		}
	}
	return max(floor, share*sum/max(1, count))
}

// contrast places a grey value, given as its distance from the local mean,
// between the local levels. Where one of them is missing or they hardly
// differ, the local mean must do.
func contrast(off float32, s swing, mean float32) float32 {
	if s.dark < 0 || s.light < 0 || s.light-s.dark < s.least {
		return max(-1, min(1, -off*2/s.least))
	}
	return ((s.dark+s.light)/2 - mean - off) / ((s.light - s.dark) / 2)
}

// window gives the weighted mean of the samples in the 11x11 modules about
// each one, from sums over rectangles.
type window struct {
	size         int
	sums, weight []float64 // at (x, y) of all samples above and left of it
}

const windowRadius = 5

// newWindow weighs all samples alike when weight is nil.
func newWindow(s samples, weight []float32) window {
	n := s.size + 1
	w := window{s.size, make([]float64, n*n), make([]float64, n*n)}
	for y := range s.size {
		var sum, total float64
		for x := range s.size {
			share := 1.
			if weight != nil {
				share = float64(weight[y*s.size+x])
			}
			sum += share * float64(s.at[y*s.size+x])
			total += share
			w.sums[(y+1)*n+x+1] = w.sums[y*n+x+1] + sum
			w.weight[(y+1)*n+x+1] = w.weight[y*n+x+1] + total
		}
	}
	return w
}

// at gives the mean about module i, -1 where nothing has weight.
func (w *window) at(i int) float32 {
	n := w.size + 1
	x, y := i%w.size, i/w.size
	x0, x1 := max(0, x-windowRadius), min(w.size, x+windowRadius+1)
	y0, y1 := max(0, y-windowRadius)*n, min(w.size, y+windowRadius+1)*n
	total := w.weight[y1+x1] - w.weight[y0+x1] - w.weight[y1+x0] + w.weight[y0+x0]
	if total < .5 {
		return -1
	}
	return float32((w.sums[y1+x1] - w.sums[y0+x1] - w.sums[y1+x0] + w.sums[y0+x0]) / total)
}
