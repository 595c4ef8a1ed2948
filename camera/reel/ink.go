package reel

import (
	"math"
)

// ink is a colour with its opacity, each 0 to 1; not premultiplied.
type ink struct{ r, g, b, a float64 }

// rgb is an opaque ink written as 0xRRGGBB.
func rgb(hex uint32) ink {
	return ink{float64(hex>>16&255) / 255, float64(hex>>8&255) / 255, float64(hex&255) / 255, 1}
}

// faded is the ink at a part of its opacity.
func (i ink) faded(by float64) ink { i.a *= by; return i }

// lit is the ink under more or less light.
func (i ink) lit(by float64) ink { return ink{i.r * by, i.g * by, i.b * by, i.a} }

// mixed goes from one ink to another.
func (i ink) mixed(to ink, t float64) ink {
	return ink{lerp(i.r, to.r, t), lerp(i.g, to.g, t), lerp(i.b, to.b, t), lerp(i.a, to.a, t)}
}

// over lays an ink on an opaque one.
func (i ink) over(ground ink) ink {
	return ink{lerp(ground.r, i.r, i.a), lerp(ground.g, i.g, i.a), lerp(ground.b, i.b, i.a), 1}
}

func lerp(a, b, t float64) float64 { return a + (b-a)*t }

func clamp01(t float64) float64 { return min(max(t, 0), 1) }

// smooth rises from 0 at one edge to 1 at the other without a kink.
func smooth(from, to, t float64) float64 {
	t = clamp01((t - from) / (to - from))
	return t * t * (3 - 2*t)
}

// shape gives the distance of a point from an outline, negative within. All
// things here are drawn from such distances: their edges, their soft shadows
// and their roundness.
type shape func(x, y float64) float64

// box is an upright rectangle.
type box struct{ x0, y0, x1, y1 float64 }

func around(x, y, halfWidth, halfHeight float64) box {
	return box{x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight}
}

func (b box) grown(by float64) box { return box{b.x0 - by, b.y0 - by, b.x1 + by, b.y1 + by} }

func (b box) moved(x, y float64) box { return box{b.x0 + x, b.y0 + y, b.x1 + x, b.y1 + y} }

// rounded is a box with round corners.
func (b box) rounded(radius float64) shape {
	cx, cy := (b.x0+b.x1)/2, (b.y0+b.y1)/2
	hw, hh := (b.x1-b.x0)/2-radius, (b.y1-b.y0)/2-radius
	return func(x, y float64) float64 {
		dx, dy := math.Abs(x-cx)-hw, math.Abs(y-cy)-hh
		if dx <= 0 || dy <= 0 {
			return max(dx, dy) - radius
		}
		return math.Sqrt(dx*dx+dy*dy) - radius
	}
}

// limb is a stroke with round ends that grows from one radius to another.
func limb(ax, ay, ra, bx, by, rb float64) shape {
	dx, dy := bx-ax, by-ay
	scale := 1 / (dx*dx + dy*dy)
	return func(x, y float64) float64 {
		px, py := x-ax, y-ay
		t := clamp01((px*dx + py*dy) * scale)
		px, py = px-t*dx, py-t*dy
		return math.Sqrt(px*px+py*py) - lerp(ra, rb, t)
	}
}

// disc is an ellipse, exact for circles.
func disc(cx, cy, rx, ry float64) shape {
	return func(x, y float64) float64 {
		dx, dy := (x-cx)/rx, (y-cy)/ry
		return (math.Sqrt(dx*dx+dy*dy) - 1) * min(rx, ry)
	}
}

// joined grows shapes together, with a soft seam of that width.
func joined(width float64, shapes ...shape) shape {
	return func(x, y float64) float64 {
		d := shapes[0](x, y)
		for _, s := range shapes[1:] {
			e := s(x, y)
			h := max(width-math.Abs(d-e), 0) / width
			d = min(d, e) - h*h*width/4
		}
		return d
	}
}

// What lies behind a thing is drawn a little way under its edge, so that no
// gap shows; far is the distance of what is hidden altogether.
const (
	seam = 2
	far  = 1e9
)

// behind is the part of a shape that another does not hide.
func (s shape) behind(front shape) shape {
	return func(x, y float64) float64 {
		if front(x, y) < -seam {
			return far
		}
		return s(x, y)
	}
}
