package reel

import (
	"math"
	"time"
)

// pose is how a thing is held before the camera: where its middle is, how
// large it looks, and how it is turned, in radians.
type pose struct {
	x, y, scale      float64
	roll, pitch, yaw float64
}

// away is how far below its place a thing is out of the picture.
const away = 830

// poseOf says how a thing is held so long after its scene began: it comes
// from below, is held as still as hands can, and goes.
func (s scene) poseOf(place point, in time.Duration) pose {
	t := (in - s.empty).Seconds()
	p := drift(float64(s.act)*1.9+float64(s.code)*2.3, t)
	p.x, p.y = p.x+place.x, p.y+place.y

	come := 1 - clamp01(t/enter.Seconds())
	come *= come * come
	going := clamp01((t - (enter + s.hold).Seconds()) / leave.Seconds())
	going *= going
	p.y += away * (come + going)
	p.x += 60*come - 40*going
	p.roll += 0.20*come - 0.14*going
	p.pitch += 0.25*come + 0.2*going
	return p
}

// drift is the unrest of a hand: slow swings that never meet, and a tremor.
// The phase makes each hand another.
func drift(phase, t float64) pose {
	swing := func(period, shift float64) float64 {
		return math.Sin(2*math.Pi*t/period + phase*shift)
	}
	return pose{
		x:     9*swing(5.3, 1) + 3*swing(2.1, 2) + 0.5*swing(0.31, 3),
		y:     7*swing(4.1, 1.4) + 2.5*swing(1.7, 0.6) + 0.6*swing(0.27, 1),
		scale: 1 + 0.02*swing(6.7, 0.8) + 0.008*swing(2.9, 1.7),
		roll:  0.028*swing(6.1, 1.2) + 0.008*swing(1.9, 2.2) + 0.035*math.Sin(phase*2.7),
		pitch: 0.09*swing(4.9, 0.7) + 0.05,
		yaw:   0.13*swing(5.9, 1.9) + 0.10*math.Sin(phase*1.3),
	}
}

// distance is from the camera to a thing, in the measure of canvases; it
// makes the strength of the perspective.
const distance = 1500

// homography maps a sprite into a picture: unit is the picture's pixels in
// one measure, middle its middle.
func (p pose) homography(s *sprite, unit float64, middle point) homography {
	sr, cr := math.Sincos(p.roll)
	sp, cp := math.Sincos(p.pitch)
	sy, cy := math.Sincos(p.yaw)
	// The first two columns of roll after pitch after yaw.
	ux, uy, uz := cr*cy-sr*sp*sy, sr*cy+cr*sp*sy, -cp*sy
	vx, vy, vz := -sr*cp, cr*cp, sp

	k := p.scale / s.unit
	ux, uy, uz, vx, vy, vz = ux*k, uy*k, uz*k, vx*k, vy*k, vz*k
	// Where the corner of the sprite comes to lie, seen from the middle.
	ox, oy, oz := -ux*s.middle.x-vx*s.middle.y, -uy*s.middle.x-vy*s.middle.y, -uz*s.middle.x-vz*s.middle.y
	cx, cyy := middle.x+p.x*unit, middle.y+p.y*unit
	f := distance * unit
	return homography{
		f*ux + cx*uz, f*vx + cx*vz, f*ox + cx*(distance+oz),
		f*uy + cyy*uz, f*vy + cyy*vz, f*oy + cyy*(distance+oz),
		uz, vz, distance + oz,
	}
}
