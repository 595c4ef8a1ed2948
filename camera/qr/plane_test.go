package qr

import (
	"image"
	"math"
	"math/rand/v2"
	"testing"
)

func randomPlane(t testing.TB, width, height int) *plane {
	t.Helper()
	random := rand.New(rand.NewPCG(uint64(width), uint64(height)))
	img := image.NewGray(image.Rect(0, 0, width, height))
	for i := range img.Pix {
		img.Pix[i] = byte(random.IntN(256))
	}
	p := &plane{}
	if !p.load(img) {
		t.Fatal("the picture is refused")
	}
	return p
}

// darkByDefinition is the threshold without tricks.
func darkByDefinition(p *plane, x, y int, about surroundings, bias int) bool {
	radius, block := about.radius, about.block()
	x0, x1 := max(0, x/block-radius)*block, min(p.stride/block, x/block+radius+1)*block
	y0, y1 := max(0, y/block-radius)*block, min(p.rows/block, y/block+radius+1)*block
	sum := 0
	for v := y0; v < y1; v++ {
		for u := x0; u < x1; u++ {
			sum += int(p.pix[v*p.stride+u])
		}
	}
	level := sum/((x1-x0)*(y1-y0)) - bias
	return level > 0 && int(p.pix[y*p.stride+x]) < level
}

func TestThresholdIsTheMeanOfTheWindow(t *testing.T) {
	var b binarizer
	for _, size := range []image.Point{{1, 1}, {8, 8}, {13, 9}, {64, 40}, {131, 67}, {200, 8}} {
		for _, about := range []surroundings{{1, false}, {2, false}, {3, false}, {1, true}, {2, true}} {
			p := randomPlane(t, size.X, size.Y)
			got := b.threshold(p, about, 5)
			for y := range size.Y {
				row := got.row(y)
				for x := range size.X {
					inRow := row[x>>6]>>(x&63)&1 != 0
					if want := darkByDefinition(p, x, y, about, 5); got.dark(x, y) != want || inRow != want {
						t.Fatalf("%v, %v: pixel %d,%d dark is %t, in its row %t", size, about, x, y, !want, inRow)
					}
				}
			}
		}
	}
}

func TestSumsAreOfThePictureThatIsInThePlane(t *testing.T) {
	var b binarizer
	p := randomPlane(t, 64, 40)
	b.threshold(p, wideWindow, 5)
	white := image.NewGray(image.Rect(0, 0, 64, 40))
	for i := range white.Pix {
		white.Pix[i] = 255
	}
	p.load(white)
	if limit := b.threshold(p, narrowWindow, 5).limits[0]; limit != 250 {
		t.Errorf("white paper is compared with %d, as if it were the picture before", limit)
	}
}

func TestSamplesBetweenPixelsAndOutside(t *testing.T) {
	p := &plane{}
	img := image.NewGray(image.Rect(0, 0, 3, 2))
	copy(img.Pix, []byte{0, 100, 200, 40, 140, 240})
	p.load(img)
	for _, row := range []struct{ x, y, want float64 }{
		{.5, .5, 0}, {1.5, .5, 100}, {1, .5, 50}, {1, 1, 70}, {2.5, 1.5, 240},
		{-100, -100, 0}, {1e300, 1e300, 240}, {math.Inf(-1), 1.5, 40}, {math.NaN(), math.NaN(), 0},
	} {
		if got := p.at(row.x, row.y); math.Abs(got-row.want) > 1e-9 {
			t.Errorf("at %g,%g: %g, want %g", row.x, row.y, got, row.want)
		}
	}
}

func TestPlaneChangesSize(t *testing.T) {
	p := randomPlane(t, 13, 11)
	var half, twice, negative plane
	p.halve(&half)
	p.double(image.Rect(0, 0, 13, 11), &twice)
	p.negate(&negative)
	if half.width != 6 || half.height != 5 || twice.width != 26 || twice.height != 22 {
		t.Fatalf("half %dx%d, twice %dx%d", half.width, half.height, twice.width, twice.height)
	}
	for y := range half.height {
		for x := range half.width {
			mean := p.at(float64(2*x)+1, float64(2*y)+1)
			if got := float64(half.row(y)[x]); math.Abs(got-mean) > .5 {
				t.Errorf("half %d,%d: %g, want %g", x, y, got, mean)
			}
		}
	}
	for y := range twice.height {
		for x := range twice.width {
			want := p.at((float64(x)+.5)/2, (float64(y)+.5)/2)
			if got := float64(twice.row(y)[x]); math.Abs(got-want) > 1 {
				t.Errorf("twice %d,%d: %g, want %g", x, y, got, want)
			}
		}
	}
	for i, v := range p.pix {
		if negative.pix[i] != 255-v {
			t.Fatal("the negative is wrong")
		}
	}
}

func TestNoiseIsMeasuredDespiteACode(t *testing.T) {
	for _, want := range []float64{2, 6, 15} {
		p := &plane{}
		p.load(shot{width: 640, height: 480, noise: want}.take(t))
		if got := p.noise(); got < .7*want || got > 1.3*want {
			t.Errorf("noise is %.1f, want %.1f", got, want)
		}
	}
}

func TestRunsOfAFinder(t *testing.T) {
	for _, row := range []struct {
		r    runs
		want bool
	}{
		{runs{4, 4, 12, 4, 4}, true},
		{runs{1, 1, 3, 1, 1}, true},
		{runs{3, 5, 12, 3, 5}, true},
		{runs{2, 1, 5, 1, 2}, true},
		{runs{4, 4, 4, 4, 4}, false},
		{runs{12, 4, 12, 4, 12}, false},
		{runs{4, 4, 30, 4, 4}, false},
		{runs{9, 4, 12, 4, 1}, false},
	} {
		if got := row.r.isFinder(); got != row.want {
			t.Errorf("%v: %t", row.r, got)
		}
	}
}
