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
	setVisible(s.head, s.fill != nil)
	setVisible(s.body, s.fill != nil && !isWhole)
	setVisible(s.under, s.fill != nil && !isWhole && s.covered != span{})
	setVisible(s.foot, s.fill != nil && !isWhole)
	if s.fill == nil {
		return
	}
	look := plateLook{fill: s.fill, edge: s.edge, stroke: 1, upper: s.radius, lower: s.radius}
	if s.flat {
		look.lower = 0
	}
	if isWhole {
		s.lay(s.head, look, whole, 0, size)
		return
	}
	// Head and foot reach a little into the body, so that no scale opens a gap.
	end := fyne.NewSize(size.Width, s.radius+2)
	from, to := s.radius, size.Height-s.radius
	if s.covered != (span{}) {
		below := min(max(s.covered.bottom, from), to)
		s.lay(s.under, look, body, below, fyne.NewSize(size.Width, to-below))
		to = max(from, min(s.covered.top, to))
	}
	s.lay(s.body, look, body, from, fyne.NewSize(size.Width, to-from))
	s.lay(s.head, look, head, 0, end)
	s.lay(s.foot, look, foot, size.Height-end.Height, end)
}

func (s *slab) lay(p *plate, look plateLook, part platePart, y float32, size fyne.Size) {
	look.part = part
	place(p, fyne.NewPos(0, y), size)
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
