package reel

import "math"

// Skins.
var (
	pale  = rgb(0xe3b596)
	tan   = rgb(0xc98f68)
	brown = rgb(0x96613f)
	deep  = rgb(0x6d4430)
)

// The light falls from above, from the window's side.
const lightX, lightY, lightZ = -0.42, -0.58, 0.70

// round paints a shape as a body whose edges turn away from the light over
// that width.
func (c *canvas) round(b box, s shape, turn float64, skin ink) {
	c.roundPart(b, s, turn, skin, func(_, _ float64) float64 { return 1 })
}

// roundPart is round for a body of which only a part is seen: shown gives how
// much of it.
func (c *canvas) roundPart(b box, s shape, turn float64, skin ink, shown func(x, y float64) float64) {
	dark := ink{skin.r * 0.50, skin.g * 0.40, skin.b * 0.38, 1}
	bright := skin.lit(1.07)
	step := turn / 6 // wide enough that no crease shows where limbs meet
	seen := func(x, y float64) float64 {
		if shown(x, y) <= 0 {
			return far
		}
		return s(x, y)
	}
	c.fill(b, seen, func(x, y, d float64) ink {
		nx, ny := s(x+step, y)-s(x-step, y), s(x, y+step)-s(x, y-step)
		in := clamp01(-d / turn)
		flat := (1 - in) / max(math.Hypot(nx, ny), step)
		nz := math.Sqrt(in * (2 - in))
		light := nx*flat*lightX + ny*flat*lightY + nz*lightZ
		return dark.mixed(bright, smooth(-0.35, 0.85, light)).faded(shown(x, y))
	})
}

// besides shows what a thing in front does not hide.
func besides(t thing) func(x, y float64) float64 {
	front := t.outline()
	return func(x, y float64) float64 {
		if front(x, y) < -seam {
			return 0
		}
		return 1
	}
}

// nail paints a finger's nail as a short stroke.
func (c *canvas) nail(ax, ay, bx, by, radius float64, skin ink) {
	light := skin.mixed(rgb(0xf4d9cf), 0.42)
	b := box{min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)}.grown(radius)
	s := limb(ax, ay, radius, bx, by, radius*0.92)
	c.fill(b, s, func(_, _, d float64) ink {
		return skin.lit(0.82).mixed(light, smooth(0, radius*0.35, -d)).faded(0.9)
	})
}

// pinching is the hand that holds a sheet by its lower edge, at that height,
// and its thumb.
func pinching(y float64) (hand, thumb shape) {
	thumb = joined(24,
		limb(50, y-34, 21, 58, y+2, 24),
		limb(59, y+4, 25, 84, y+64, 40))
	fist := joined(46,
		limb(26, y+14, 38, 70, y+72, 62),
		limb(76, y+74, 64, 88, y+190, 48))
	return joined(12, thumb, fist), thumb
}

// pinchBehind is that hand as far as the sheet hides it.
func pinchBehind(c *canvas, t thing, skin ink) {
	y := t.box.y1
	hand, _ := pinching(y)
	c.roundPart(box{-60, y - 60, 190, y + 240}, hand, 46, skin, besides(t))
}

// pinchBefore is its thumb, in front of the sheet; below the edge it is one
// with the hand.
func pinchBefore(c *canvas, t thing, skin ink) {
	y := t.box.y1
	hand, thumb := pinching(y)
	b := box{-20, y - 70, 160, y + 60}
	c.shadow(b.moved(-6, 8), limb(44, y-26, 20, 58, y-6, 24), 16, 0.36)
	c.roundPart(b, hand, 46, skin, func(px, py float64) float64 {
		return smooth(0.5, -0.5, thumb(px, py)) * smooth(y+56, y+6, py)
	})
	c.nail(47, y-43, 50, y-31, 10, skin)
}

// fingers are the ends of the four fingers that come round a phone's edge, in
// measures below its middle, and how far each reaches.
var fingers = []struct{ y, reach, radius float64 }{
	{-18, 11, 20}, {40, 16, 21.5}, {99, 15, 21.5}, {154, 7, 19},
}

// cradling is the hand that a phone lies in, as its right edge is seen, with
// the thumb that comes round it.
func cradling(right float64) shape {
	return joined(26,
		limb(right-4, 8, 19, right+15, 74, 25),
		limb(right+16, 78, 25.5, right+27, 170, 34),
		limb(right+26, 176, 36, right-30, 330, 92),
		limb(right-60, 360, 110, 0, 520, 104))
}

// cradleBehind is that hand as far as the phone hides it.
func cradleBehind(c *canvas, t thing, skin ink) {
	left, right := t.box.x0, t.box.x1
	heel := limb(left+56, 190, 58, left+96, 400, 112)
	c.roundPart(box{left - 60, 100, 60, 560}, heel, 44, skin, besides(t))
	c.roundPart(box{left + 60, -40, right + 90, 600}, cradling(right), 36, skin, besides(t))
	for _, f := range fingers {
		s := limb(left+50, f.y+26, f.radius+4, left-f.radius*0.35, f.y+6, f.radius+1)
		c.round(box{left - 60, f.y - 40, left + 80, f.y + 70}, s, f.radius, skin.lit(0.93))
	}
}

// cradleBefore is what of that hand comes round the phone's edges.
func cradleBefore(c *canvas, t thing, skin ink) {
	left, right := t.box.x0, t.box.x1
	for _, f := range fingers {
		ax, ay, bx, by := left-f.radius*0.45, f.y+6, left+f.reach, f.y-2
		b := box{left - 60, f.y - 50, left + 70, f.y + 50}
		c.shadow(b.moved(4, 6), limb(ax, ay+5, f.radius-4, bx+3, by+6, f.radius-5), 14, 0.42)
		c.round(b, limb(ax, ay, f.radius, bx, by, f.radius-3), f.radius, skin)
		c.nail(bx+2, by-1, bx+9, by-2, 8.5, skin)
	}
	b := box{right - 60, -40, right + 90, 190}
	c.shadow(b.moved(-6, 6), limb(right-7, 14, 17, right+12, 110, 22), 15, 0.40)
	c.roundPart(b, cradling(right), 36, skin, func(_, y float64) float64 { return smooth(180, 110, y) })
	c.nail(right-6, 0, right-1, 14, 9.5, skin)
}
