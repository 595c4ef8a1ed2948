//go:build cgo

package main

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"passdesk/camera/symbol"
)

// film draws what a desk's camera sees, so that the way from a picture to a
// verdict can be measured against a schedule that is known: visitor after
// visitor comes, brings a card nearer, holds it still and leaves. There is
// noise, motion blurs, and near is large: a card becomes readable on the way.
type film struct {
	size   image.Point
	fps    int
	random *rand.Rand
	wall   *image.RGBA
	grain  []int8 // noise of a sensor, taken from another place in each picture

	frames [][]byte // JPEG files, in their order
	visits []visit
}

// visit is one card's time in a film, as numbers of frames.
type visit struct{ from, to int }

// pose is where a card is: the middle of its symbol in pixels, the pixels of
// a module, and its turn in radians.
type pose struct{ x, y, module, turn float64 }

// Of a visit, in pictures at 30 a second.
const (
	empty   = 24 // nobody is there
	nearing = 21
	holding = 30
	leaving = 6

	trembles = 6 // pictures of a hand that holds still, again and again
)

func newFilm(size image.Point) *film {
	f := &film{size: size, fps: 30, random: rand.New(rand.NewPCG(3, uint64(size.X))), wall: image.NewRGBA(image.Rectangle{Max: size})}
	f.grain = make([]int8, 1<<16)
	for i := range f.grain {
		f.grain[i] = int8(math.Round(2 * f.random.NormFloat64()))
	}
	for y := range size.Y {
		for x := range size.X {
			u, v := float64(x)/float64(size.X), float64(y)/float64(size.Y)
			shade := 120 + 50*v + 25*math.Sin(7*u+3*v) + float64(f.grain[(y*size.X+x)%len(f.grain)])
			if u > 0.7 && math.Mod(v, 0.2) < 0.02 { // shelves
				shade -= 60
			}
			f.wall.SetRGBA(x, y, color.RGBA{grey(shade - 8), grey(shade), grey(shade + 9), 255})
		}
	}
	return f
}

// shoot adds visits, one for each text.
func (f *film) shoot(t *testing.T, texts ...string) {
	t.Helper()
	nobody := jpegOf(t, f.wall)
	for _, text := range texts {
		code, err := symbol.Encode(text)
		if err != nil {
			t.Fatal(err)
		}
		f.frames = append(f.frames, slices.Repeat([][]byte{nobody}, empty)...)
		v := visit{from: len(f.frames)}
		for i := range nearing {
			f.frames = append(f.frames, jpegOf(t, f.expose(code, f.way(i), f.way(i+1))))
		}
		for i := range trembles {
			f.frames = append(f.frames, jpegOf(t, f.expose(code, f.trembling(i), f.trembling(i+1))))
		}
		for range holding - trembles {
			f.frames = append(f.frames, f.frames[len(f.frames)-trembles])
		}
		for i := range leaving {
			f.frames = append(f.frames, f.frames[v.from+(nearing-1)*(leaving-1-i)/leaving])
		}
		v.to = len(f.frames)
		f.visits = append(f.visits, v)
	}
	f.frames = append(f.frames, slices.Repeat([][]byte{nobody}, empty)...)
}

// way gives the pose in picture i of the nearing: from below and far to the
// middle and near, slower and slower.
func (f *film) way(i int) pose {
	left := math.Pow(1-math.Min(1, float64(i)/nearing), 2)
	w, h := float64(f.size.X), float64(f.size.Y)
	return pose{
		x: w*0.48 + left*w*0.3, y: h*0.5 + left*h*0.55,
		module: h * (0.0058 - 0.0038*left), turn: 0.05 + 0.4*left,
	}
}

// trembling gives the pose in picture i of the holding.
func (f *film) trembling(i int) pose {
	p, s := f.way(nearing), math.Sin(2*math.Pi*float64(i)/trembles)
	p.x += s * float64(f.size.X) / 640
	p.turn += s / 200
	return p
}

// expose takes a picture while the card moves from one pose half the way to
// the next.
func (f *film) expose(code symbol.Code, from, to pose) *image.RGBA {
	img := image.NewRGBA(f.wall.Rect)
	copy(img.Pix, f.wall.Pix)
	half := float64(code.Size)/2 + 10
	reach := math.Max(from.module, to.module) * half * math.Sqrt2
	bounds := image.Rect(
		int(math.Min(from.x, to.x)-reach), int(math.Min(from.y, to.y)-reach),
		int(math.Max(from.x, to.x)+reach), int(math.Max(from.y, to.y)+reach)).Intersect(img.Rect)
	var views [4]view
	for i := range views {
		views[i] = between(from, to, float64(i)/8).view(float64(code.Size) / 2)
	}
	shift := f.random.IntN(len(f.grain))
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			if u, w := views[0].module(float64(x), float64(y)); max(-u, -w, u-2*half, w-2*half) > 20 {
				continue
			}
			i := img.PixOffset(x, y)
			sum := 0.
			for n, v := range views { // each a moment and a quarter of the pixel
				u, w := v.module(float64(x)+.25+.5*float64(n%2), float64(y)+.25+.5*float64(n/2))
				sum += paper(code, u, w, float64(img.Pix[i+1]))
			}
			shade := sum/4 + float64(f.grain[(shift+y*img.Rect.Dx()+x)%len(f.grain)])
			img.Pix[i], img.Pix[i+1], img.Pix[i+2] = grey(shade), grey(shade), grey(shade)
		}
	}
	return img
}

func between(a, b pose, s float64) pose {
	return pose{a.x + s*(b.x-a.x), a.y + s*(b.y-a.y), a.module + s*(b.module-a.module), a.turn + s*(b.turn-a.turn)}
}

// view turns pixels into modules of a symbol.
type view struct{ x, y, cos, sin, half float64 }

func (p pose) view(half float64) view {
	return view{p.x, p.y, math.Cos(p.turn) / p.module, math.Sin(p.turn) / p.module, half}
}

func (v view) module(x, y float64) (float64, float64) {
	x, y = x-v.x, y-v.y
	return x*v.cos + y*v.sin + v.half, y*v.cos - x*v.sin + v.half
}

// paper gives the grey of a card at a module, or behind where it ends.
func paper(code symbol.Code, u, v, behind float64) float64 {
	n := float64(code.Size)
	if u < -9 || v < -9 || u > n+9 || v > n+9 {
		return behind
	}
	x, y := int(math.Floor(u)), int(math.Floor(v))
	if x >= 0 && y >= 0 && x < code.Size && y < code.Size && code.Dark(x, y) {
		return 50
	}
	return 205
}

func grey(v float64) uint8 { return uint8(math.Max(0, math.Min(255, v))) }
