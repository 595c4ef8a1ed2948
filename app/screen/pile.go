package screen

import "fyne.io/fyne/v2"

// pile stacks objects and gives the one at index grow the height that the
// others leave.
type pile struct {
	gap  float32
	grow int
}

func newPile(gap float32, grow int, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &pile{gap, grow}, Objects: objects}
}

// Layout implements fyne.Layout.
func (l *pile) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left := size.Height
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		if i != l.grow {
			left -= heightFor(o, size.Width)
		}
		if i > 0 {
			left -= l.gap
		}
	}
	y := float32(0)
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		h := fyne.Max(0, left)
		if i != l.grow {
			h = heightFor(o, size.Width)
		}
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, h))
		y += h + l.gap
	}
}

// MinSize implements fyne.Layout.
func (l *pile) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		if o.Visible() {
			m := o.MinSize()
			size = fyne.NewSize(fyne.Max(size.Width, m.Width), size.Height+m.Height)
		}
	}
	return size
}

// inset leaves room around its one object.
type inset struct{ x, y float32 }

func newInset(x, y float32, o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &inset{x, y}, Objects: []fyne.CanvasObject{o}}
}

// Layout implements fyne.Layout.
func (l *inset) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(l.x, l.y))
	objects[0].Resize(size.SubtractWidthHeight(2*l.x, 2*l.y))
}

// MinSize implements fyne.Layout.
func (l *inset) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(2*l.x, 2*l.y)
}

func (l *inset) heightOf(objects []fyne.CanvasObject, width float32) float32 {
	return heightFor(objects[0], width-2*l.x) + 2*l.y
}

// middle sets its one object in the middle, at most as wide as width.
type middle struct{ width float32 }

func newMiddle(width float32, o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &middle{width}, Objects: []fyne.CanvasObject{o}}
}

// Layout implements fyne.Layout.
func (l *middle) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w := fyne.Min(l.width*textScale(), size.Width)
	h := heightFor(objects[0], w)
	objects[0].Resize(fyne.NewSize(w, h))
	objects[0].Move(fyne.NewPos((size.Width-w)/2, fyne.Max(0, (size.Height-h)/2)))
}

// MinSize implements fyne.Layout.
func (l *middle) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func (l *middle) heightOf(objects []fyne.CanvasObject, width float32) float32 {
	return heightFor(objects[0], fyne.Min(l.width*textScale(), width))
}

// scrolled gives a scroller the room, once its content knows its width. Content
// that is less high than the room has all of it.
type scrolled struct{ content fyne.CanvasObject }

// Layout implements fyne.Layout. A scroller looks at its content when it gets
// another size, and is told to where it does not.
func (l *scrolled) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	before := l.content.Size()
	l.content.Resize(fyne.NewSize(size.Width, fyne.Max(size.Height, heightFor(l.content, size.Width))))
	if objects[0].Size() != size {
		objects[0].Resize(size)
	} else if l.content.Size() != before {
		objects[0].Refresh()
	}
}

// MinSize implements fyne.Layout.
func (l *scrolled) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, 1) }

// layers lays objects over each other, each as large as the whole.
type layers struct{}

func newLayers(objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: layers{}, Objects: objects}
}

// Layout implements fyne.Layout.
func (layers) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}

// MinSize implements fyne.Layout: what lies here takes the room it is given.
func (layers) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, 1) }

// even sets objects side by side, all equally wide.
type even struct{ gap float32 }

func newEven(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &even{gap}, Objects: objects}
}

// Layout implements fyne.Layout.
func (l *even) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w := (size.Width - l.gap*float32(len(objects)-1)) / float32(len(objects))
	for i, o := range objects {
		o.Move(fyne.NewPos(float32(i)*(w+l.gap), 0))
		o.Resize(fyne.NewSize(w, size.Height))
	}
}

// MinSize implements fyne.Layout.
func (l *even) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}

// centred sets its one object in the middle, as small as it may be.
type centred struct{}

func newCentred(o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: centred{}, Objects: []fyne.CanvasObject{o}}
}

// Layout implements fyne.Layout.
func (centred) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	m := objects[0].MinSize()
	objects[0].Resize(m)
	objects[0].Move(fyne.NewPos((size.Width-m.Width)/2, (size.Height-m.Height)/2))
}

// MinSize implements fyne.Layout.
func (centred) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }
