//go:build cgo && gocv_specific_modules && gocv_videoio

package opencv

import (
	"cmp"
	"math"
	"slices"
)

// The codecs that are asked for, as FOURCC. MJPG is JPEG pictures, which USB
// carries at 1080p 30 times a second; of YUYV, two bytes a pixel, it carries
// five.
const (
	mjpg = "MJPG"
	yuyv = "YUYV"
)

// mode is one way in which a webcam can send pictures.
type mode struct {
	codec         string
	width, height int
	rate          float64 // pictures a second; 0 if unknown
}

// bestOf picks the mode to ask for. Without any that is usable it is the wish
// itself, of which a webcam gives what it can.
func (wish mode) bestOf(modes []mode) mode {
	usable := slices.DeleteFunc(slices.Clone(modes), func(m mode) bool {
		return m.codec != mjpg && m.codec != yuyv || m.width <= 0 || m.height <= 0
	})
	if len(usable) == 0 {
		return wish
	}
	best := slices.MinFunc(usable, wish.compare)
	if best.rate == 0 {
		best.rate = wish.rate
	}
	return best
}

// compare orders modes, the better one first: fast enough to follow a hand,
// else the faster; then the size, the rate and the codec nearest to the wish.
func (wish mode) compare(a, b mode) int {
	return cmp.Or(
		cmp.Compare(wish.lag(a), wish.lag(b)),
		cmp.Compare(wish.misfit(a), wish.misfit(b)),
		cmp.Compare(math.Abs(a.rate-wish.rate), math.Abs(b.rate-wish.rate)),
		cmp.Compare(a.codec, b.codec),
	)
}

// lag is zero for half of the wished rate and more, and for an unknown one.
func (wish mode) lag(m mode) float64 {
	if m.rate == 0 {
		return 0
	}
	return max(0, wish.rate/2-m.rate)
}

// misfit tells sizes apart by their ratio, so that twice the pixels are as
// far from the wish as half of them.
func (wish mode) misfit(m mode) float64 {
	return math.Abs(math.Log(float64(m.width) * float64(m.height) / (float64(wish.width) * float64(wish.height))))
}
