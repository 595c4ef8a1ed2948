package main

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/draw"

	"passdesk/app/intake"
	"passdesk/camera/qr"
)

// The contact sheet: pictures in rows of columns, each in a cell of this size
// in pixels, with what was read outlined.
const (
	columns    = 4
	cellWidth  = 320
	cellHeight = 240
	cellGap    = 8
	outline    = 2
)

var (
	sheetGround = color.RGBA{0x22, 0x26, 0x2b, 0xff}
	readColour  = color.RGBA{0x2e, 0xcc, 0x71, 0xff}
	missColour  = color.RGBA{0xe7, 0x4c, 0x3c, 0xff}
)

// sheet is a contact sheet that is being filled.
type sheet struct {
	image *image.RGBA
	next  int
}

func newSheet(pictures int) *sheet {
	rows := (pictures + columns - 1) / columns
	size := image.Rect(0, 0, columns*(cellWidth+cellGap)+cellGap, rows*(cellHeight+cellGap)+cellGap)
	s := &sheet{image: image.NewRGBA(size)}
	draw.Draw(s.image, size, image.NewUniform(sheetGround), image.Point{}, draw.Src)
	return s
}

// add draws the next picture, outlined in green where a code was read, and
// framed in red when none was.
func (s *sheet) add(p intake.Picture) {
	x, y := s.next%columns, s.next/columns
	s.next++
	cell := image.Rect(0, 0, cellWidth, cellHeight).Add(image.Pt(cellGap+x*(cellWidth+cellGap), cellGap+y*(cellHeight+cellGap)))
	bounds := p.Image.Bounds()
	scale := min(cellWidth/float64(bounds.Dx()), cellHeight/float64(bounds.Dy()))
	at := image.Rect(0, 0, int(float64(bounds.Dx())*scale), int(float64(bounds.Dy())*scale)).Add(cell.Min)
	draw.ApproxBiLinear.Scale(s.image, at, p.Image, bounds, draw.Src, nil)
	for _, code := range p.Codes {
		for i, from := range code.Corners {
			s.line(at.Min, scale, from, code.Corners[(i+1)%4])
		}
	}
	if len(p.Codes) == 0 {
		s.frame(at)
	}
}

func (s *sheet) line(origin image.Point, scale float64, from, to qr.Point) {
	length := math.Hypot(to.X-from.X, to.Y-from.Y) * scale
	for t := 0.0; t <= length; t++ {
		x := from.X + (to.X-from.X)*t/max(length, 1)
		y := from.Y + (to.Y-from.Y)*t/max(length, 1)
		s.dot(origin.Add(image.Pt(int(x*scale), int(y*scale))), readColour)
	}
}

func (s *sheet) frame(r image.Rectangle) {
	for x := r.Min.X; x < r.Max.X; x++ {
		s.dot(image.Pt(x, r.Min.Y), missColour)
		s.dot(image.Pt(x, r.Max.Y-outline), missColour)
	}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		s.dot(image.Pt(r.Min.X, y), missColour)
		s.dot(image.Pt(r.Max.X-outline, y), missColour)
	}
}

func (s *sheet) dot(p image.Point, c color.RGBA) {
	for dy := range outline {
		for dx := range outline {
			s.image.SetRGBA(p.X+dx, p.Y+dy, c)
		}
	}
}
