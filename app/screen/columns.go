package screen

import "fyne.io/fyne/v2"

// columns sets two objects side by side, or the second below the first where
// there is no room for that. Once it has been laid out it remembers its
// width, so that a scroller around it knows how much there is to scroll.
type columns struct {
	gap   float32
	least float32 // width from which they stand side by side
	width float32
}

func newColumns(gap, least float32, left, right fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &columns{gap: gap, least: least}, Objects: []fyne.CanvasObject{left, right}}
}

// each gives the width of one object in a width for both.
func (l *columns) each(width float32) float32 {
	if width < l.least {
		return width
	}
	return (width - l.gap) / 2
}

// Layout implements fyne.Layout.
func (l *columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	w := l.each(size.Width)
	at := fyne.NewPos(0, 0)
	for _, o := range objects {
		h := heightFor(o, w)
		o.Move(at)
		o.Resize(fyne.NewSize(w, h))
		if w == size.Width {
			at.Y += h + l.gap
		} else {
			at.X += w + l.gap
		}
	}
}

// MinSize implements fyne.Layout, for the width of the last layout.
func (l *columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(320, l.heightOf(objects, fyne.Max(320, l.width)))
}

func (l *columns) heightOf(objects []fyne.CanvasObject, width float32) float32 {
	w := l.each(width)
	most, sum := float32(0), l.gap*float32(len(objects)-1)
	for _, o := range objects {
		h := heightFor(o, w)
		most, sum = fyne.Max(most, h), sum+h
	}
	if w == width {
		return sum
	}
	return most
}

// lines sets objects side by side, all equally wide, in one line or in as few
// as it takes for none to be narrower than least.
type lines struct{ gap, least float32 }

func newLines(gap, least float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &lines{gap, least}, Objects: objects}
}

// split deals the visible objects out to lines.
func (l *lines) split(objects []fyne.CanvasObject, width float32) [][]fyne.CanvasObject {
	var seen []fyne.CanvasObject
	for _, o := range objects {
		if o.Visible() {
			seen = append(seen, o)
		}
	}
	perLine := max(1, int((width+l.gap)/(l.least+l.gap)))
	count := max(1, (len(seen)+perLine-1)/perLine)
	var all [][]fyne.CanvasObject
	for ; count > 0; count-- {
		n := (len(seen) + count - 1) / count
		all = append(all, seen[:n])
		seen = seen[n:]
	}
	return all
}

// Layout implements fyne.Layout.
func (l *lines) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, line := range l.split(objects, size.Width) {
		w := (size.Width - l.gap*float32(len(line)-1)) / float32(max(1, len(line)))
		h := highest(line)
		for i, o := range line {
			o.Move(fyne.NewPos(float32(i)*(w+l.gap), y))
			o.Resize(fyne.NewSize(w, h))
		}
		y += h + l.gap
	}
}

// MinSize implements fyne.Layout.
func (l *lines) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(1, l.heightOf(objects, 1e6))
}

func (l *lines) heightOf(objects []fyne.CanvasObject, width float32) float32 {
	h := -l.gap
	for _, line := range l.split(objects, width) {
		h += highest(line) + l.gap
	}
	return h
}

func highest(line []fyne.CanvasObject) float32 {
	h := float32(0)
	for _, o := range line {
		h = fyne.Max(h, o.MinSize().Height)
	}
	return h
}
