package screen

import (
	"image/color"

	"fyne.io/fyne/v2"
)

// slab is the rounded rectangle under a panel. A large one is put together of
// head, body and foot, so that painting it anew takes a few rows of pixels and
// hardly any memory: of the body it takes one row.
type slab struct {
	fill, edge color.Color // nil for none; without a fill nothing is painted
	radius     float32
	flat       bool // the lower corners are square
	bare       bool // lies on its own colour: of the body only the edge is painted
	covered    span // is not painted: something lies on it from side to side

	head, body, under, foot *plate
}

// span is from one height to another, 0 to 0 for none.
type span struct{ top, bottom float32 }

// leastSlab is the area from which on a slab is put together.
const leastSlab = 20_000

func newSlab() *slab {
	return &slab{head: newPlate(), body: newPlate(), under: newPlate(), foot: newPlate()}
}

// objects are what it is made of, in the order of painting.
func (s *slab) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.head.Raster, s.body.Raster, s.under.Raster, s.foot.Raster}
}

// Resize gives it a size and takes its look anew.
func (s *slab) Resize(size fyne.Size) {
	isWhole := size.Width*size.Height < leastSlab || size.Height < 3*s.radius+4 || size.Width < 3*s.radius
	inParts, hasSides := s.fill != nil && !isWhole, s.bare && s.edge != nil
	setVisible(s.head, s.fill != nil)
	setVisible(s.body, inParts && (!s.bare || hasSides))
	setVisible(s.under, inParts && (s.covered != span{} || hasSides))
	setVisible(s.foot, inParts)
	if s.fill == nil {
		return
	}
	look := plateLook{fill: s.fill, edge: s.edge, stroke: 1, upper: s.radius, lower: s.radius}
	if s.flat {
		look.lower = 0
	}
	if isWhole {
		s.lay(s.head, look, whole, fyne.Position{}, size)
		return
	}
	// Head and foot reach a little into the body, so that no scale opens a gap.
	end := fyne.NewSize(size.Width, s.radius+2)
	s.layBody(look, size.Width, s.radius, size.Height-s.radius)
	s.lay(s.head, look, head, fyne.Position{}, end)
	s.lay(s.foot, look, foot, fyne.NewPos(0, size.Height-end.Height), end)
}

// layBody lays what is between head and foot.
func (s *slab) layBody(look plateLook, width, from, to float32) {
	if s.bare {
		side, size := plateLook{fill: s.edge}, fyne.NewSize(look.stroke, to-from)
		s.lay(s.body, side, body, fyne.NewPos(0, from), size)
		s.lay(s.under, side, body, fyne.NewPos(width-look.stroke, from), size)
		return
	}
	if s.covered != (span{}) {
		below := min(max(s.covered.bottom, from), to)
		s.lay(s.under, look, body, fyne.NewPos(0, below), fyne.NewSize(width, to-below))
		to = max(from, min(s.covered.top, to))
	}
	s.lay(s.body, look, body, fyne.NewPos(0, from), fyne.NewSize(width, to-from))
}

func (s *slab) lay(p *plate, look plateLook, part platePart, at fyne.Position, size fyne.Size) {
	look.part = part
	place(p, at, size)
	p.set(look)
}

// setVisible does not lay anything out or paint anew what is as it is to be.
func setVisible(o fyne.CanvasObject, visible bool) {
	switch {
	case visible == o.Visible():
	case visible:
		o.Show()
	default:
		o.Hide()
	}
}
