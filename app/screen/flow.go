package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Fyne asks a widget for its smallest size before it knows how wide the
// widget will be, so text that wraps cannot answer. Everything that flows
// down the window therefore answers a second question: how high, when this
// wide? The layouts here ask it, and one pass is enough.

// flowing is an object whose height follows from its width.
type flowing interface {
	heightFor(width float32) float32
}

// flow is a layout whose height follows from its width.
type flow interface {
	fyne.Layout
	heightOf(objects []fyne.CanvasObject, width float32) float32
}

// heightFor gives the height an object wants at a width; none when hidden.
func heightFor(o fyne.CanvasObject, width float32) float32 {
	if !o.Visible() {
		return 0
	}
	if f, ok := o.(flowing); ok {
		return f.heightFor(width)
	}
	if c, ok := o.(*fyne.Container); ok {
		if f, ok := c.Layout.(flow); ok {
			return f.heightOf(c.Objects, width)
		}
	}
	return o.MinSize().Height
}

// lay lays out a container in which something is new. Refreshing it would have
// everything in it made once more.
func lay(c *fyne.Container) {
	arrange(c)
	canvas.Refresh(c)
}

func arrange(c *fyne.Container) {
	if c.Layout != nil {
		c.Layout.Layout(c.Objects, c.Size())
	}
	for _, o := range c.Objects {
		if inner, ok := o.(*fyne.Container); ok {
			arrange(inner)
		}
	}
}

// column stacks objects, each as high as its width asks for. Once it has been
// laid out it remembers its width, so that a scroller around it knows how
// much there is to scroll.
type column struct {
	gap   float32
	width float32
}

func newColumn(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &column{gap: gap}, Objects: objects}
}

// Layout implements fyne.Layout.
func (l *column) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		h := heightFor(o, size.Width)
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, h))
		y += h + l.gap
	}
}

// MinSize implements fyne.Layout, for the width of the last layout.
func (l *column) MinSize(objects []fyne.CanvasObject) fyne.Size {
	w := float32(0)
	for _, o := range objects {
		if o.Visible() {
			w = fyne.Max(w, o.MinSize().Width)
		}
	}
	return fyne.NewSize(w, l.heightOf(objects, fyne.Max(w, l.width)))
}

func (l *column) heightOf(objects []fyne.CanvasObject, width float32) float32 {
	h, n := float32(0), 0
	for _, o := range objects {
		if o.Visible() {
			h += heightFor(o, width)
			n++
		}
	}
	return h + l.gap*float32(max(n-1, 0))
}

// row sets objects side by side. Each is as wide as it must be, except the
// one at index grow, which takes what is left; -1 for none. All are centred
// upon each other, or aligned at their tops.
type row struct {
	gap  float32
	grow int
	top  bool
}

func newRow(gap float32, grow int, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &row{gap: gap, grow: grow}, Objects: objects}
}

func newTopRow(gap float32, grow int, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &row{gap: gap, grow: grow, top: true}, Objects: objects}
}

// Layout implements fyne.Layout.
func (l *row) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x := float32(0)
	for i, w := range l.widths(objects, size.Width) {
		o := objects[i]
		if !o.Visible() {
			continue
		}
		h, y := heightFor(o, w), float32(0)
		if !l.top {
			y = (size.Height - h) / 2
		}
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
		x += w + l.gap
	}
}

// widths shares the width out.
func (l *row) widths(objects []fyne.CanvasObject, width float32) []float32 {
	widths := make([]float32, len(objects))
	used, n := float32(0), 0
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		n++
		if i != l.grow {
			widths[i] = o.MinSize().Width
			used += widths[i]
		}
	}
	gaps := l.gap * float32(max(n-1, 0))
	squeeze(objects, widths, used+gaps-width)
	if l.grow >= 0 && l.grow < len(objects) {
		widths[l.grow] = fyne.Max(0, width-used-gaps)
	}
	return widths
}

// MinSize implements fyne.Layout.
func (l *row) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	n := 0
	for _, o := range objects {
		if o.Visible() {
			m := o.MinSize()
			size = fyne.NewSize(size.Width+m.Width, fyne.Max(size.Height, m.Height))
			n++
		}
	}
	return size.AddWidthHeight(l.gap*float32(max(n-1, 0)), 0)
}

func (l *row) heightOf(objects []fyne.CanvasObject, width float32) float32 {
	h := float32(0)
	for i, w := range l.widths(objects, width) {
		h = fyne.Max(h, heightFor(objects[i], w))
	}
	return h
}

// sized keeps its one object at a size, in the middle of the room it gets.
type sized struct{ size fyne.Size }

func newSized(width, height float32, o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &sized{fyne.NewSize(width, height)}, Objects: []fyne.CanvasObject{o}}
}

// Layout implements fyne.Layout.
func (l *sized) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(l.size)
	objects[0].Move(fyne.NewPos((size.Width-l.size.Width)/2, (size.Height-l.size.Height)/2))
}

// MinSize implements fyne.Layout.
func (l *sized) MinSize([]fyne.CanvasObject) fyne.Size { return l.size }
