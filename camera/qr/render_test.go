package qr

import (
	"image"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"rsc.io/qr/coding"
)

// shot is a symbol and how it is photographed. Zero values stand for a V10-L
// symbol, upright and sharp in the middle of an 800x660 picture at 4 pixels a
// module.
type shot struct {
	version       int
	level         coding.Level
	text          string // a health card's worth of digits when empty
	width, height int
	centre        Point   // pixels from the middle of the picture
	module        float64 // pixels
	turn, tilt    float64 // degrees, in the picture's plane and out of it
	blur          float64 // standard deviation in pixels
	noise         float64 // standard deviation in grey values
	dark, light   float64 // grey values
	mirrored      bool
	inverted      bool
	bare          bool    // without quiet zone, on ground of the light colour
	damaged       float64 // share of modules turned over
	round         bool    // finder patterns of circles instead of squares
	bent          float64 // degrees that the symbol spans on a cylinder
	lens          lens
}

func (s shot) filled() shot {
	set := func(x *float64, value float64) {
		if *x == 0 {
			*x = value
		}
	}
	if s.version == 0 {
		s.version = 10
	}
	if s.width == 0 {
		s.width, s.height = 800, 660
	}
	set(&s.module, 4)
	set(&s.dark, 40)
	set(&s.light, 210)
	if s.text == "" {
		bits := 8 * coding.Version(s.version).DataBytes(s.level)
		digits := min(3000, max(3, (bits-80)/10*3))
		s.text = "shc:/" + strings.Repeat("567629095243206034602924374044603122", 90)[:digits]
	}
	return s
}

func (s shot) size() int { return 17 + 4*s.version }

// encode makes a symbol of two segments, as health cards have: "shc:/" in
// bytes, the rest numeric.
func (s shot) encode(t testing.TB) *coding.Code {
	t.Helper()
	plan, err := coding.NewPlan(coding.Version(s.version), s.level, coding.Mask(s.version%8))
	if err != nil {
		t.Fatal(err)
	}
	segments := []coding.Encoding{coding.String(s.text)}
	if digits, ok := strings.CutPrefix(s.text, "shc:/"); ok {
		segments = []coding.Encoding{coding.String("shc:/"), coding.Num(digits)}
	}
	code, err := plan.Encode(segments...)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// camera is the geometry of a shot: the paper turns about the middle of the
// symbol, and tilts about a horizontal line through it.
type camera struct {
	middle                 Point
	half, module, distance float64
	cosTurn, sinTurn       float64
	cosTilt, sinTilt       float64
	mirrored               bool
}

func (s shot) camera() *camera {
	turn, tilt := s.turn*math.Pi/180, s.tilt*math.Pi/180
	half := float64(s.size()) / 2
	return &camera{
		middle:  Point{float64(s.width)/2 + s.centre.X, float64(s.height)/2 + s.centre.Y},
		half:    half,
		module:  s.module,
		cosTurn: math.Cos(turn), sinTurn: math.Sin(turn),
		cosTilt: math.Cos(tilt), sinTilt: math.Sin(tilt),
		distance: 6 * half * s.module,
		mirrored: s.mirrored,
	}
}

// pixel gives where a module coordinate is seen.
func (c *camera) pixel(u, v float64) Point {
	if c.mirrored {
		u = 2*c.half - u
	}
	x, y := (u-c.half)*c.module, (v-c.half)*c.module
	x, y = x*c.cosTurn-y*c.sinTurn, x*c.sinTurn+y*c.cosTurn
	f := c.distance / (c.distance + y*c.sinTilt)
	return Point{c.middle.X + x*f, c.middle.Y + y*c.cosTilt*f}
}

// coordinate is the inverse of pixel.
func (c *camera) coordinate(p Point) (u, v float64) {
	p = p.minus(c.middle)
	y := p.Y * c.distance / (c.distance*c.cosTilt - p.Y*c.sinTilt)
	x := p.X * (c.distance + y*c.sinTilt) / c.distance
	x, y = x*c.cosTurn+y*c.sinTurn, y*c.cosTurn-x*c.sinTurn
	u, v = x/c.module+c.half, y/c.module+c.half
	if c.mirrored {
		u = 2*c.half - u
	}
	return u, v
}

// take photographs the symbol onto grey ground.
func (s shot) take(t testing.TB) *image.Gray {
	t.Helper()
	s = s.filled()
	light := make([]float64, s.width*s.height)
	for i := range light {
		light[i] = (s.dark + s.light) / 2
	}
	s.expose(t, light)
	s.lens.see(light, s.width, s.height)
	return s.lens.store(t, s.develop(light))
}

// expose draws the symbol into a picture, nine samples a pixel, of which the
// outer four say what all do where they lie in one module.
func (s shot) expose(t testing.TB, light []float64) {
	t.Helper()
	c, on := s.camera(), s.paper(t)
	within := s.bounds(c)
	for y := within.Min.Y; y < within.Max.Y; y++ {
		for x := within.Min.X; x < within.Max.X; x++ {
			u, v := c.coordinate(Point{float64(x) + .5, float64(y) + .5})
			if n := float64(s.size()); !s.bare && (u < -6 || v < -6 || u > n+6 || v > n+6) {
				continue
			}
			light[y*s.width+x] = on.pixel(c, float64(x), float64(y))
		}
	}
}

// bounds are the pixels that the symbol and its surroundings may lie in.
func (s shot) bounds(c *camera) image.Rectangle {
	all := image.Rect(0, 0, s.width, s.height)
	if s.bare {
		return all
	}
	n := float64(s.size())
	var box image.Rectangle
	for _, corner := range [4]Point{{-6, -6}, {n + 6, -6}, {-6, n + 6}, {n + 6, n + 6}} {
		p := c.pixel(corner.X, corner.Y)
		at := image.Pt(int(p.X), int(p.Y))
		box = box.Union(image.Rectangle{Min: at, Max: at}.Inset(-2))
	}
	return box.Intersect(all)
}

// paper is what a symbol is printed on.
type paper struct {
	size        int
	black       []bool // modules as they are printed, row by row
	quiet       float64
	ink, ground float64 // grey of dark and of light modules
	about       float64 // grey beyond the quiet zone
	inverted    bool
	round       bool
	bent        float64
}

func (s shot) paper(t testing.TB) *paper {
	t.Helper()
	on := &paper{
		size: s.size(), quiet: 4, ink: s.dark, ground: s.light, about: (s.dark + s.light) / 2,
		inverted: s.inverted, round: s.round, bent: s.bent,
	}
	if s.bare {
		on.quiet = math.Inf(1)
	}
	code, damage := s.encode(t), s.damage()
	on.black = make([]bool, on.size*on.size)
	for i := range on.black {
		x, y := i%on.size, i/on.size
		on.black[i] = code.Black(x, y) != damage[[2]int{x, y}]
	}
	return on
}

// pixel gives the mean grey of a pixel.
func (on *paper) pixel(c *camera, x, y float64) float64 {
	sample := func(i int) (grey float64, module int) {
		u, v := c.coordinate(Point{x + float64(i%3*2+1)/6, y + float64(i/3*2+1)/6})
		return on.grey(u, v)
	}
	sum, first, alike := 0., 0, true
	for k, i := range [9]int{0, 2, 6, 8, 1, 3, 4, 5, 7} {
		grey, module := sample(i)
		if k == 0 {
			first = module
		}
		alike = alike && module == first && module >= 0
		if k == 3 && alike {
			return grey
		}
		sum += grey
	}
	return sum / 9
}

// grey gives what is printed at a module coordinate, and in which module that
// lies, -1 where neighbours in one may differ.
func (on *paper) grey(u, v float64) (grey float64, module int) {
	n := float64(on.size)
	if u < -on.quiet || v < -on.quiet || u > n+on.quiet || v > n+on.quiet {
		return on.about, -1
	}
	if on.bent > 0 {
		u = on.unroll(u)
	}
	if on.round {
		if d, near := on.finderDistance(u, v); near {
			return on.tone(ringOf(d)), -1
		}
	}
	if u < 0 || v < 0 || u >= n || v >= n {
		return on.tone(false), -1
	}
	module = int(v)*on.size + int(u)
	return on.tone(on.black[module]), module
}

func (on *paper) tone(black bool) float64 {
	if black != on.inverted {
		return on.ink
	}
	return on.ground
}

// unroll takes a coordinate seen straight on to one on the bent paper.
func (on *paper) unroll(u float64) float64 {
	half := float64(on.size) / 2
	angle := on.bent * math.Pi / 360
	sine := (u - half) / half * math.Sin(angle)
	if math.Abs(sine) >= 1 {
		return math.Copysign(1e6, sine)
	}
	return half + half*math.Asin(sine)/angle
}

// finderDistance is how far a place is from the nearest finder's centre, and
// whether it lies in that finder.
func (on *paper) finderDistance(u, v float64) (d float64, near bool) {
	far := float64(on.size) - 3.5
	for _, c := range [3]Point{{3.5, 3.5}, {far, 3.5}, {3.5, far}} {
		if math.Abs(u-c.X) < 4 && math.Abs(v-c.Y) < 4 {
			return math.Hypot(u-c.X, v-c.Y), true
		}
	}
	return 0, false
}

// ringOf says whether a round finder pattern is dark so far from its centre.
func ringOf(d float64) bool { return d < 1.5 || d > 2.5 && d < 3.5 }

// damage chooses the modules that are turned over.
func (s shot) damage() map[[2]int]bool {
	random := rand.New(rand.NewPCG(7, uint64(s.version)))
	turned := map[[2]int]bool{}
	for range int(s.damaged * float64(s.size()*s.size())) {
		x, y := random.IntN(s.size()), random.IntN(s.size())
		turned[[2]int{x, y}] = x > 10 && y > 10 // the finders stay whole
	}
	return turned
}

// develop blurs, adds noise and rounds.
func (s shot) develop(light []float64) *image.Gray {
	if s.blur > 0 {
		blurLines(light, s.width, s.height, s.blur)
	}
	random := rand.New(rand.NewPCG(11, uint64(s.version)))
	img := image.NewGray(image.Rect(0, 0, s.width, s.height))
	for i, v := range light {
		if s.noise > 0 {
			v += s.noise * random.NormFloat64()
		}
		img.Pix[i] = byte(max(0, min(255, v+.5)))
	}
	return img
}

// blurLines is a Gaussian filter, rows first, then columns.
func blurLines(light []float64, width, height int, sigma float64) {
	reach := int(3*sigma) + 1
	weights := make([]float64, 2*reach+1)
	total := 0.
	for i := range weights {
		d := float64(i-reach) / sigma
		weights[i] = math.Exp(-d * d / 2)
		total += weights[i]
	}
	line := func(start, step, length int) {
		before := make([]float64, length)
		for i := range before {
			before[i] = light[start+i*step]
		}
		for i := range before {
			sum := 0.
			for k, w := range weights {
				sum += w * before[max(0, min(length-1, i+k-reach))]
			}
			light[start+i*step] = sum / total
		}
	}
	for y := range height {
		line(y*width, 1, width)
	}
	for x := range width {
		line(x, width, height)
	}
}
