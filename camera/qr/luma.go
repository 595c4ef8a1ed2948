package qr

import (
	"image"
	"image/color"
)

// maxPixels bounds the memory a picture can cost: 64 megapixels.
const maxPixels = 64 << 20

// brightness is a picture that has a grey picture of itself at hand, such as
// a camera frame whose Y plane was kept.
type brightness interface{ Luma() *image.Gray }

// load takes over the brightness of a picture, transparent parts as white
// paper. It reports false for a picture that is nil, empty, larger than
// maxPixels, or whose buffer is shorter than it claims.
func (p *plane) load(img image.Image) bool {
	if b, ok := img.(brightness); ok {
		if grey := b.Luma(); grey != nil {
			img = grey
		}
	}
	if isNil(img) {
		return false
	}
	r := img.Bounds()
	if w, h := r.Dx(), r.Dy(); w <= 0 || h <= 0 || w > maxPixels || h > maxPixels/w {
		return false
	}
	p.resize(r.Dx(), r.Dy())
	if !p.fill(img, r) {
		return false
	}
	p.padEdges()
	return true
}

// isNil also finds the nil pointers of the standard pictures, whose methods
// would panic.
func isNil(img image.Image) bool {
	switch m := img.(type) {
	case nil:
		return true
	case *image.Gray:
		return m == nil
	case *image.YCbCr:
		return m == nil
	case *image.RGBA:
		return m == nil
	case *image.NRGBA:
		return m == nil
	case *image.Paletted:
		return m == nil
	default:
		return false
	}
}

func (p *plane) fill(img image.Image, r image.Rectangle) bool {
	switch m := img.(type) {
	case *image.Gray:
		return p.each(pixels{m.Pix, m.Stride, 1}, copyRow)
	case *image.YCbCr:
		return p.each(pixels{m.Y, m.YStride, 1}, copyRow)
	case *image.RGBA:
		return p.each(pixels{m.Pix, m.Stride, 4}, greyOfRGBA)
	case *image.NRGBA:
		return p.each(pixels{m.Pix, m.Stride, 4}, greyOfNRGBA)
	case *image.Paletted:
		return p.each(pixels{m.Pix, m.Stride, 1}, greyOfPalette(m.Palette))
	}
	for y := range p.height {
		line := p.row(y)
		for x := range line {
			line[x] = greyOf(img.At(r.Min.X+x, r.Min.Y+y))
		}
	}
	return true
}

// pixels is the buffer of one of the standard pictures. It begins at the
// picture's upper left corner, also in a sub-image.
type pixels struct {
	pix    []byte
	stride int
	bytes  int // a pixel
}

// each converts row by row; false when the buffer is too short.
func (p *plane) each(src pixels, convert func(to, from []byte)) bool {
	used := p.width * src.bytes
	if src.stride < used && p.height > 1 {
		return false
	}
	if (len(src.pix)-used)/max(1, src.stride) < p.height-1 || len(src.pix) < used {
		return false
	}
	for y := range p.height {
		convert(p.row(y), src.pix[y*src.stride:][:used])
	}
	return true
}

func copyRow(to, from []byte) { copy(to, from) }

// The weights of red, green and blue in brightness (ITU-R BT.601), of 2^16.
const redShare, greenShare, blueShare = 19595, 38470, 7471

func weigh(r, g, b uint32) uint32 {
	return (redShare*r + greenShare*g + blueShare*b + 1<<15) >> 16
}

// greyOfRGBA takes colours already multiplied by their opacity.
func greyOfRGBA(to, from []byte) {
	for x := range to {
		c := from[4*x : 4*x+4 : 4*x+4]
		grey := weigh(uint32(c[0]), uint32(c[1]), uint32(c[2]))
		to[x] = byte(min(255, grey+255-uint32(c[3])))
	}
}

func greyOfNRGBA(to, from []byte) {
	for x := range to {
		c := from[4*x : 4*x+4 : 4*x+4]
		grey, opacity := weigh(uint32(c[0]), uint32(c[1]), uint32(c[2])), uint32(c[3])
		to[x] = byte((grey*opacity + 255*(255-opacity)) / 255)
	}
}

func greyOfPalette(palette color.Palette) func(to, from []byte) {
	var grey [256]byte
	for i, c := range palette[:min(256, len(palette))] {
		grey[i] = greyOf(c)
	}
	return func(to, from []byte) {
		for x, i := range from {
			to[x] = grey[i]
		}
	}
}

func greyOf(c color.Color) byte {
	if c == nil {
		return 255
	}
	r, g, b, a := c.RGBA()
	return byte(min(0xffff, weigh(r, g, b)+0xffff-a) >> 8)
}
