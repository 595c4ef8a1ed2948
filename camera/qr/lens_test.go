package qr

import (
	"bytes"
	"image"
	"image/jpeg"
	"math"
	"testing"
)

// lens is what a camera and the light make of a picture beyond a shot's own
// blur and noise. Zero values change nothing.
type lens struct {
	smear   Point   // the way the hand moved while the picture was taken, pixels
	shade   float64 // share of the light that is lost from left to right
	glare   float64 // radius in pixels of a lamp's reflection
	glareAt Point   // from the middle of the picture
	quality int     // of a JPEG, 0 for none
}

// see puts light through the lens.
func (l lens) see(light []float64, width, height int) {
	if l.smear != (Point{}) {
		l.move(light, width, height)
	}
	if l.shade == 0 && l.glare == 0 {
		return
	}
	for i := range light {
		x, y := float64(i%width)/float64(width), i/width
		light[i] *= 1 - l.shade*x
		if l.glare > 0 {
			off := Point{float64(i%width-width/2) - l.glareAt.X, float64(y-height/2) - l.glareAt.Y}
			light[i] += 400 * math.Exp(-off.squared()/(2*l.glare*l.glare))
		}
	}
}

// move averages the picture along the smear, bilinearly.
func (l lens) move(light []float64, width, height int) {
	const steps = 9
	before := append([]float64(nil), light...)
	at := func(x, y int) float64 {
		return before[max(0, min(height-1, y))*width+max(0, min(width-1, x))]
	}
	for i := range light {
		sum := 0.
		for s := range steps {
			f := float64(s)/(steps-1) - .5
			x, y := float64(i%width)+f*l.smear.X, float64(i/width)+f*l.smear.Y
			left, top := int(math.Floor(x)), int(math.Floor(y))
			u, v := x-float64(left), y-float64(top)
			upper := at(left, top)*(1-u) + at(left+1, top)*u
			lower := at(left, top+1)*(1-u) + at(left+1, top+1)*u
			sum += upper*(1-v) + lower*v
		}
		light[i] = sum / steps
	}
}

// store gives a picture as it comes out of a JPEG.
func (l lens) store(t testing.TB, img *image.Gray) *image.Gray {
	t.Helper()
	if l.quality == 0 {
		return img
	}
	var file bytes.Buffer
	if err := jpeg.Encode(&file, img, &jpeg.Options{Quality: l.quality}); err != nil {
		t.Fatal(err)
	}
	back, err := jpeg.Decode(&file)
	if err != nil {
		t.Fatal(err)
	}
	return back.(*image.Gray)
}
