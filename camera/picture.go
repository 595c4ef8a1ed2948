package camera

import (
	"image"
	"image/color"
	"image/draw"
)

// Picture is a picture made for both of its readers: the embedded RGBA is
// opaque, starts at (0,0) and is drawn as it is; Luma is for the code reader,
// and larger where there is more to read than a view shows.
// A painter takes the field RGBA, because painters know the pictures of the
// standard library by their type.
type Picture struct {
	*image.RGBA
	luma *image.Gray
}

// NewPicture joins the two forms of one picture. Both start at (0,0) and have
// the same shape, colour is opaque and at most as large as luma, and nobody
// writes to either any more.
func NewPicture(colour *image.RGBA, luma *image.Gray) *Picture {
	return &Picture{RGBA: colour, luma: luma}
}

// Luma gives the grey picture (BT.601), one byte a pixel.
func (p *Picture) Luma() *image.Gray { return p.luma }

// Seen gives where in the colours that are drawn a place in Luma is.
func (p *Picture) Seen(x, y float64) image.Point {
	drawn, read := p.Rect.Max, p.luma.Rect.Max
	return image.Pt(int(x*float64(drawn.X)/float64(read.X)), int(y*float64(drawn.Y)/float64(read.Y)))
}

// Opaque reports true; it spares whoever asks a walk over all pixels.
func (p *Picture) Opaque() bool { return true }

// PictureOf copies any picture into a Picture. Transparent parts become
// white, as the paper under a code would be.
func PictureOf(img image.Image) *Picture {
	if p, ok := img.(*Picture); ok {
		return p
	}
	size := image.Rectangle{Max: img.Bounds().Size()}
	colour := image.NewRGBA(size)
	if opaque, ok := img.(interface{ Opaque() bool }); ok && opaque.Opaque() {
		draw.Draw(colour, size, img, img.Bounds().Min, draw.Src)
	} else {
		draw.Draw(colour, size, image.NewUniform(color.White), image.Point{}, draw.Src)
		draw.Draw(colour, size, img, img.Bounds().Min, draw.Over)
	}
	return NewPicture(colour, lumaOf(img, colour))
}

// lumaOf takes the grey a picture brings along, and computes it otherwise.
func lumaOf(img image.Image, colour *image.RGBA) *image.Gray {
	luma := image.NewGray(colour.Rect)
	switch m := img.(type) {
	case *image.YCbCr:
		copyRows(luma, m.Y[m.YOffset(m.Rect.Min.X, m.Rect.Min.Y):], m.YStride)
	case *image.Gray:
		copyRows(luma, m.Pix, m.Stride)
	default:
		weigh(luma.Pix, colour.Pix)
	}
	return luma
}

// weigh turns colours into brightness by the weights of BT.601, as 2^16.
func weigh(luma, colour []byte) {
	for i := range luma {
		c := colour[4*i : 4*i+3 : 4*i+3]
		luma[i] = byte((19595*uint32(c[0]) + 38470*uint32(c[1]) + 7471*uint32(c[2]) + 1<<15) >> 16)
	}
}

func copyRows(to *image.Gray, from []byte, stride int) {
	for y := range to.Rect.Dy() {
		copy(to.Pix[y*to.Stride:][:to.Stride], from[y*stride:])
	}
}
