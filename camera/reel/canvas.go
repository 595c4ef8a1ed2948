package reel

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"passdesk/camera/symbol"
)

// canvas is what a thing is drawn on before it is held up. Its measure is
// that of a picture 720 pixels high, its origin the middle of the thing.
type canvas struct {
	img   *image.RGBA // premultiplied
	box   box
	unit  float64 // pixels of img in one measure
	fonts fonts
}

func newCanvas(b box, unit float64, f fonts) *canvas {
	size := image.Rect(0, 0, int(math.Ceil((b.x1-b.x0)*unit)), int(math.Ceil((b.y1-b.y0)*unit)))
	return &canvas{image.NewRGBA(size), b, unit, f}
}

// pixels gives the pixels that a box touches.
func (c *canvas) pixels(b box) image.Rectangle {
	return image.Rect(
		int(math.Floor((b.x0-c.box.x0)*c.unit)), int(math.Floor((b.y0-c.box.y0)*c.unit)),
		int(math.Ceil((b.x1-c.box.x0)*c.unit)), int(math.Ceil((b.y1-c.box.y0)*c.unit)),
	).Intersect(c.img.Rect)
}

// paint lays ink on all pixels in the box; of says which, given the place.
func (c *canvas) paint(b box, of func(x, y float64) ink) {
	r := c.pixels(b)
	for py := r.Min.Y; py < r.Max.Y; py++ {
		y := c.box.y0 + (float64(py)+0.5)/c.unit
		row := c.img.Pix[c.img.PixOffset(r.Min.X, py):c.img.PixOffset(r.Max.X, py)]
		for i := 0; i < len(row); i += 4 {
			x := c.box.x0 + (float64(r.Min.X+i/4)+0.5)/c.unit
			if p := of(x, y); p.a > 0 {
				lay(row[i:i+4:i+4], p)
			}
		}
	}
}

// lay puts ink over one premultiplied pixel.
func lay(pixel []byte, p ink) {
	a, through := p.a*255, 1-p.a
	pixel[0] = byte(min(p.r, 1)*a + float64(pixel[0])*through + 0.5)
	pixel[1] = byte(min(p.g, 1)*a + float64(pixel[1])*through + 0.5)
	pixel[2] = byte(min(p.b, 1)*a + float64(pixel[2])*through + 0.5)
	pixel[3] = byte(a + float64(pixel[3])*through + 0.5)
}

// fill paints a shape, with smooth edges.
func (c *canvas) fill(b box, s shape, of func(x, y, d float64) ink) {
	c.paint(b.grown(1), func(x, y float64) ink {
		d := s(x, y)
		covered := 0.5 - d*c.unit
		if covered <= 0 {
			return ink{}
		}
		return of(x, y, d).faded(min(covered, 1))
	})
}

// flat paints a box with round corners in one ink.
func (c *canvas) flat(b box, radius float64, i ink) {
	c.fill(b, b.rounded(radius), func(_, _, _ float64) ink { return i })
}

// shadow darkens what lies around a shape, softly over that width.
func (c *canvas) shadow(b box, s shape, width, strength float64) {
	c.paint(b.grown(width), func(x, y float64) ink {
		return ink{a: strength * (1 - smooth(-width, width, s(x, y)))}
	})
}

// code draws a QR code so that it fills a box with its quiet zone. The edges
// of its modules are put on the nearest pixels, to be sharp.
func (c *canvas) code(code symbol.Code, b box) {
	r := c.pixels(b)
	const quiet = 4
	module := float64(min(r.Dx(), r.Dy())) / float64(code.Size+2*quiet)
	edge := func(i int) int { return int(float64(i+quiet)*module + 0.5) }
	for y := range code.Size {
		for x := range code.Size {
			if code.Dark(x, y) {
				dark := image.Rect(edge(x), edge(y), edge(x+1), edge(y+1)).Add(r.Min)
				draw.Draw(c.img, dark, image.NewUniform(color.RGBA{22, 23, 26, 255}), image.Point{}, draw.Src)
			}
		}
	}
}

// fonts are those of the things held up.
type fonts struct{ regular, bold *opentype.Font }

func loadFonts() (fonts, error) {
	regular, err := opentype.Parse(goregular.TTF)
	if err != nil {
		return fonts{}, err
	}
	bold, err := opentype.Parse(gobold.TTF)
	return fonts{regular, bold}, err
}

// label is a line of text; x is its left end, its middle, or its right end.
type label struct {
	text  string
	x, y  float64 // y of the base line
	size  float64
	font  *opentype.Font
	ink   ink
	align float64 // 0, middle or end: which part of it lies left of x
}

const (
	middle = 0.5
	end    = 1.0
)

// write draws a line of text.
func (c *canvas) write(l label) error {
	face, err := opentype.NewFace(l.font, &opentype.FaceOptions{Size: l.size * c.unit, DPI: 72})
	if err != nil {
		return err
	}
	defer face.Close()
	colour := color.NRGBA{byte(l.ink.r * 255), byte(l.ink.g * 255), byte(l.ink.b * 255), byte(l.ink.a * 255)}
	d := font.Drawer{Dst: c.img, Src: image.NewUniform(colour), Face: face}
	x := fixed.Int26_6((l.x - c.box.x0) * c.unit * 64)
	x -= fixed.Int26_6(float64(d.MeasureString(l.text)) * l.align)
	d.Dot = fixed.Point26_6{X: x, Y: fixed.Int26_6((l.y - c.box.y0) * c.unit * 64)}
	d.DrawString(l.text)
	return nil
}
