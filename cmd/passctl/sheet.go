package main

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"

	"passdesk/app/intake"
	"passdesk/camera/qr"
)

// The contact sheet: pictures in rows of columns, each in a cell of this size
// in pixels with its name below it, and what was read outlined.
const (
	columns    = 4
	cellWidth  = 320
	cellHeight = 240 // of the picture
	nameHeight = 18
	cellGap    = 8
	acrossCell = cellWidth + cellGap // from one to the next
	downCell   = cellHeight + nameHeight + cellGap
	outline    = 2
	mostCells  = 600 // a sheet of 200 MB in memory
)

var (
	sheetGround = color.RGBA{0x22, 0x26, 0x2b, 0xff}
	nameColour  = color.RGBA{0xcf, 0xd6, 0xde, 0xff}
	readColour  = color.RGBA{0x2e, 0xcc, 0x71, 0xff}
	missColour  = color.RGBA{0xe7, 0x4c, 0x3c, 0xff}
	sightColour = color.RGBA{0xf3, 0x9c, 0x12, 0xff}
)

// sheet is a contact sheet that is being filled.
type sheet struct {
	image *image.RGBA
	next  int
}

// newSheet makes room for so many pictures, the first mostCells at most.
func newSheet(pictures int) *sheet {
	pictures = min(pictures, mostCells)
	rows := (pictures + columns - 1) / columns
	size := image.Rect(0, 0, columns*acrossCell+cellGap, rows*downCell+cellGap)
	s := &sheet{image: image.NewRGBA(size)}
	draw.Draw(s.image, size, image.NewUniform(sheetGround), image.Point{}, draw.Src)
	return s
}

// add draws the next picture and its name, with the codes that were read
// outlined in green. One without any is framed in red, and a code that was seen
// in it and not read is outlined in orange.
func (s *sheet) add(p intake.Picture, name string) {
	if s.next >= mostCells {
		return
	}
	x, y := s.next%columns, s.next/columns
	s.next++
	cell := image.Rect(0, 0, cellWidth, cellHeight).Add(image.Pt(cellGap+x*acrossCell, cellGap+y*downCell))
	bounds := p.Image.Bounds()
	scale := min(cellWidth/float64(bounds.Dx()), cellHeight/float64(bounds.Dy()))
	at := image.Rect(0, 0, int(float64(bounds.Dx())*scale), int(float64(bounds.Dy())*scale)).Add(cell.Min)
	draw.ApproxBiLinear.Scale(s.image, at, p.Image, bounds, draw.Src, nil)
	s.name(name, image.Pt(at.Min.X, at.Max.Y))
	for _, code := range p.Codes {
		s.polygon(marking{at, scale, readColour}, code.Corners[:])
	}
	if len(p.Codes) == 0 {
		s.frame(at)
		s.polygon(marking{at, scale, sightColour}, p.Unread)
	}
}

// name writes the end of a picture's path below it: with so much of it as fits,
// files of one name in several folders are told apart.
func (s *sheet) name(path string, below image.Point) {
	face := basicfont.Face7x13
	letters, most := []rune(path), cellWidth/face.Advance
	if len(letters) > most {
		letters = append([]rune("..."), letters[len(letters)-most+3:]...)
	}
	d := font.Drawer{Dst: s.image, Src: image.NewUniform(nameColour), Face: face, Dot: fixed.P(below.X, below.Y+face.Ascent+2)}
	d.DrawString(string(letters))
}

// marking is where on the sheet a picture lies, how much smaller it is, and
// what it is marked with.
type marking struct {
	at     image.Rectangle
	scale  float64
	colour color.RGBA
}

func (s *sheet) polygon(m marking, corners []qr.Point) {
	for i, from := range corners {
		s.line(m, from, corners[(i+1)%len(corners)])
	}
}

// line stays within the picture: a code may reach beyond it.
func (s *sheet) line(m marking, from, to qr.Point) {
	length := math.Hypot(to.X-from.X, to.Y-from.Y) * m.scale
	if !(length < 4*(cellWidth+cellHeight)) {
		return
	}
	for t := 0.0; t <= length; t++ {
		x := from.X + (to.X-from.X)*t/max(length, 1)
		y := from.Y + (to.Y-from.Y)*t/max(length, 1)
		if p := m.at.Min.Add(image.Pt(int(x*m.scale), int(y*m.scale))); p.In(m.at) {
			s.dot(p, m.colour)
		}
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
