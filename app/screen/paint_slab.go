package screen

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// slab is the rounded rectangle under a panel. Whatever changes, Fyne (2.8.1)
// paints the whole window anew, and thus every panel with each picture of the
// camera. Without a graphics card a pixel costs 27 ns in a rounded rectangle,
// 17 ns in a plain one and 9 ns in a texture: three large panels cost more
// than the picture and all words together. So a large slab is round at its
// head and foot only, and in between a texture of a single pixel with two
// thin edges.
type slab struct {
	fill, edge color.Color // nil for none; without a fill nothing is painted
	radius     float32
	flat       bool // the lower corners are square

	head, foot, left, right *canvas.Rectangle
	body                    *canvas.Raster
	pixel                   *image.RGBA
}

// leastSlab is the area from which on a slab is put together.
const leastSlab = 20_000

func newSlab() *slab {
	s := &slab{
		head: &canvas.Rectangle{}, foot: &canvas.Rectangle{}, left: &canvas.Rectangle{}, right: &canvas.Rectangle{},
		pixel: image.NewRGBA(image.Rect(0, 0, 1, 1)),
	}
	s.body = &canvas.Raster{Generator: func(int, int) image.Image { return s.pixel }, ScaleMode: canvas.ImageScalePixels}
	return s
}

// objects are what it is made of, in the order of painting.
func (s *slab) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.head, s.foot, s.body, s.left, s.right}
}

// Resize gives it a size and takes its look anew.
func (s *slab) Resize(size fyne.Size) {
	if s.fill == nil {
		for _, o := range s.objects() {
			o.Hide()
		}
		return
	}
	s.head.Show()
	isWhole := size.Width*size.Height < leastSlab || size.Height < 3*s.radius || size.Width < 3*s.radius
	for _, o := range []fyne.CanvasObject{s.foot, s.body, s.left, s.right} {
		setVisible(o, !isWhole)
	}
	if s.edge == nil { // Fyne's painter in memory fails on a colour that is none
		s.left.Hide()
		s.right.Hide()
	}
	for _, r := range []*canvas.Rectangle{s.head, s.foot} {
		r.FillColor, r.StrokeColor, r.StrokeWidth = s.fill, s.edge, 0
		if s.edge != nil {
			r.StrokeWidth = 1
		}
	}
	lower := s.radius
	if s.flat {
		lower = 0
	}
	if isWhole {
		s.round(s.head, s.radius, lower)
		s.head.Resize(size)
		return
	}
	s.round(s.head, s.radius, 0)
	s.round(s.foot, 0, lower)
	s.assemble(size)
}

// assemble lays the parts of a large slab. Head and foot reach a little below
// the body, so that no scale opens a gap and their inner edges are not seen.
func (s *slab) assemble(size fyne.Size) {
	end := fyne.NewSize(size.Width, s.radius+2)
	between := fyne.NewSize(size.Width, size.Height-2*s.radius)
	place(s.head, fyne.NewPos(0, 0), end)
	place(s.foot, fyne.NewPos(0, size.Height-end.Height), end)
	place(s.body, fyne.NewPos(0, s.radius), between)
	s.pixel.Set(0, 0, s.fill)
	s.left.FillColor, s.right.FillColor = s.edge, s.edge
	place(s.left, fyne.NewPos(0, s.radius), fyne.NewSize(1, between.Height))
	place(s.right, fyne.NewPos(size.Width-1, s.radius), fyne.NewSize(1, between.Height))
}

func (s *slab) round(r *canvas.Rectangle, upper, lower float32) {
	r.TopLeftCornerRadius, r.TopRightCornerRadius = upper, upper
	r.BottomLeftCornerRadius, r.BottomRightCornerRadius = lower, lower
}

// Refresh paints it anew.
func (s *slab) Refresh() {
	for _, o := range s.objects() {
		o.Refresh()
	}
}

func place(o fyne.CanvasObject, at fyne.Position, size fyne.Size) {
	o.Move(at)
	o.Resize(size)
}

func setVisible(o fyne.CanvasObject, visible bool) {
	if visible {
		o.Show()
	} else {
		o.Hide()
	}
}
