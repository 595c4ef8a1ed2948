package qr

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestLeastSquaresRecoversAPlane(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 9))
	fit := newLeastSquares(3)
	for range 40 {
		u, v := random.Float64(), random.Float64()
		fit.add([]float64{1, u, v}, 2+3*u-4*v, -1+v, random.Float64())
	}
	x, y, ok := fit.solve()
	for i, want := range []Point{{2, -1}, {3, 0}, {-4, 1}} {
		if !ok || math.Abs(x[i]-want.X) > 1e-6 || math.Abs(y[i]-want.Y) > 1e-6 {
			t.Fatalf("unknown %d: %v %v", i, x, y)
		}
	}
}

func TestLeastSquaresRefusesWhatIsNotDetermined(t *testing.T) {
	fit := newLeastSquares(2)
	fit.add([]float64{1, 2}, 3, 0, 1)
	fit.add([]float64{2, 4}, 6, 0, 1)
	if _, _, ok := fit.solve(); ok {
		t.Error("one line determined two unknowns")
	}
	fit.reset()
	fit.add([]float64{math.NaN(), 1}, 1, 1, 1)
	if _, _, ok := fit.solve(); ok {
		t.Error("not-a-number determined something")
	}
}

func tiesOf(m mapping, size int, step float64) (ties []tie) {
	for v := 0.; v <= float64(size); v += step {
		for u := 0.; u <= float64(size); u += step {
			ties = append(ties, tie{u, v, m.at(u, v), 1})
		}
	}
	return ties
}

func TestHomographyOfACameraIsFoundDespiteAnOutlier(t *testing.T) {
	c := shot{version: 10, module: 5, tilt: 40, turn: 25}.filled().camera()
	var ties []tie
	for _, q := range tiesOf(&homography{1, 0, 0, 0, 1, 0}, 57, 9) {
		ties = append(ties, tie{q.u, q.v, c.pixel(q.u, q.v), 1})
	}
	ties[10].at.X += 40
	h, ok := fitHomography(ties, 57)
	if !ok {
		t.Fatal("no homography")
	}
	for i, q := range ties {
		if d := math.Sqrt(h.at(q.u, q.v).distance2(q.at)); i != 10 && d > 1 {
			t.Errorf("%g,%g is %.2f pixels off", q.u, q.v, d)
		}
	}
}

func TestHomographyBehindTheCameraIsRefused(t *testing.T) {
	behind := &homography{4, 0, 100, 0, 4, 100, -.03, 0} // w < 0 from u = 33
	if _, ok := fitHomography(tiesOf(behind, 57, 19), 57); ok {
		t.Error("accepted")
	}
}

// cylinder is paper bent about a vertical axis.
type cylinder struct{ radius float64 }

func (c cylinder) at(u, v float64) Point {
	angle := (u - 28.5) * 5 / c.radius
	return Point{600 + c.radius*math.Sin(angle), 100 + 5*v + 40*math.Cos(angle)}
}

func TestCoonsPatchFollowsBentPaper(t *testing.T) {
	const size = 57
	paper := cylinder{radius: 250}
	patch := (&corners{
		topLeft:    frameAt(paper, 3.5, 3.5),
		topRight:   frameAt(paper, size-3.5, 3.5),
		bottomLeft: frameAt(paper, 3.5, size-3.5),
	}).bent(size)
	flat, _ := fitHomography([]tie{
		{3.5, 3.5, paper.at(3.5, 3.5), 1}, {53.5, 3.5, paper.at(53.5, 3.5), 1},
		{3.5, 53.5, paper.at(3.5, 53.5), 1}, {53.5, 53.5, paper.at(53.5, 53.5), 1},
	}, size)
	worst, worstFlat := 0., 0.
	for _, q := range tiesOf(paper, size, 3) {
		worst = max(worst, math.Sqrt(patch.at(q.u, q.v).distance2(q.at)))
		worstFlat = max(worstFlat, math.Sqrt(flat.at(q.u, q.v).distance2(q.at)))
	}
	if worst > 2 || worstFlat < 3*worst {
		t.Errorf("%.1f pixels off, flat paper %.1f", worst, worstFlat)
	}
}

func TestGridBendsThroughAlignmentPatterns(t *testing.T) {
	v := newVersion(22)
	paper := cylinder{radius: 900}
	start, ok := fitHomography(tiesOf(paper, v.size, 20), v.size)
	if !ok {
		t.Fatal("no homography")
	}
	g := newGrid(start, v)
	ties := tiesOf(paper, v.size, 12)
	g.fit(ties, len(ties))
	for _, q := range ties {
		if d := math.Sqrt(g.at(q.u, q.v).distance2(q.at)); d > 1.5 {
			t.Errorf("%g,%g is %.1f pixels off", q.u, q.v, d)
		}
	}
}

func TestPredictContinuesATrend(t *testing.T) {
	var known []shift
	for u := 0.; u < 60; u += 20 {
		for v := 0.; v < 60; v += 20 {
			known = append(known, shift{u, v, Point{1 + .1*u, 2 - .05*v}, 1})
		}
	}
	got := predict(known, 50, 50)
	if math.Abs(got.by.X-6) > .3 || math.Abs(got.by.Y+.5) > .3 || math.Abs(got.right.X-.1) > .03 {
		t.Errorf("predicts %+v", got)
	}
	if lonely := predict(known[:1], 5, 5); math.IsNaN(lonely.by.X) {
		t.Errorf("predicts %+v from one shift", lonely)
	}
}

// Three finder patterns do not tell how sharply paper bends between them.
func TestReadsPaperThatBendsAwaySharply(t *testing.T) {
	for _, version := range []int{15, 19, 22} {
		s := shot{width: 1280, height: 720, version: version, module: 4.5, tilt: 35, turn: 25, bent: 100, blur: .7, noise: 2}
		codes, d := NewReader().Read(s.take(t))
		wantCode(t, s, codes, d)
	}
}

// Small versions have no version block and at most one alignment pattern, and
// are read at most turns of the paper.
func TestReadsSmallVersionsOnBentPaper(t *testing.T) {
	read, all := 0, 0
	for version := 1; version <= 6; version++ {
		for turn := 0.; turn < 360; turn += float64(orRacing(80, 160)) {
			s := shot{version: version, module: 7, tilt: 20, turn: turn, bent: 100, blur: .7, noise: 2}.filled()
			codes, _ := NewReader().Read(s.take(t))
			for _, c := range codes {
				if c.Text != s.text {
					t.Errorf("version %d at %g degrees is read as %q", version, turn, c.Text)
				}
				read++
			}
			all++
		}
	}
	if read < all*3/4 {
		t.Errorf("%d of %d are read", read, all)
	}
}

// What rows and columns measure on a finder pattern gives its sides back,
// however it lies, as long as each of them cuts another pair of sides.
func TestFinderSidesFromItsRunsAcrossAndDown(t *testing.T) {
	for name, f := range map[string]localFrame{
		"upright":             {right: Point{3, 0}, down: Point{0, 3}},
		"turned":              {right: Point{3, 1}, down: Point{-1, 3}},
		"on its side":         {right: Point{.2, 3}, down: Point{-4, .3}},
		"steeply tilted":      {right: Point{1.4, -.5}, down: Point{.8, 4.5}},
		"tilted to a rhombus": {right: Point{2.9, .4}, down: Point{2, 2.7}},
	} {
		area := f.right.cross(f.down)
		// The way that a pixel right or down goes in modules, and how far it
		// is until a side of one is crossed.
		chord := func(d Point) float64 {
			return 1 / max(math.Abs(d.cross(f.down)/area), math.Abs(f.right.cross(d)/area))
		}
		seen := finder{width: chord(Point{1, 0}), height: chord(Point{0, 1})}
		across, along := math.Sqrt(f.right.squared()), math.Sqrt(f.down.squared())
		got := seen.sides(f.right.times(1/across), f.down.times(1/along))
		if math.Abs(got.across-across) > 1e-9 || math.Abs(got.along-along) > 1e-9 {
			t.Errorf("%s: %v, want %.2f and %.2f", name, got, across, along)
		}
	}
}
