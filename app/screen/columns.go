package screen

import "fyne.io/fyne/v2"

// columns sets two objects side by side, or the second below the first where
// there is no room for that. Once it has been laid out it remembers its
// width, so that a scroller around it knows how much there is to scroll.
type columns struct {
	gap   float32
	least float32 // width from which they stand side by side
	share float32 // of the width for the first then; 0 for half
	width float32
}

func newColumns(gap, least float32, left, right fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &columns{gap: gap, least: least}, Objects: []fyne.CanvasObject{left, right}}
}

// each gives the widths of the two in a width for both, and whether they stand
// side by side.
func (l *columns) each(width float32) (widths [2]float32, beside bool) {
	if width < l.least {
		return [2]float32{width, width}, false
	}
	share := l.share
	if share == 0 {
		share = 0.5
	}
	first := (width - l.gap) * share
	return [2]float32{first, width - l.gap - first}, true
}

// Layout implements fyne.Layout.
func (l *columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	widths, beside := l.each(size.Width)
	at := fyne.NewPos(0, 0)
	for i, o := range objects {
		w := widths[i]
		h := heightFor(o, w)
		o.Move(at)
		o.Resize(fyne.NewSize(w, h))
		if beside {
			at.X += w + l.gap
		} else {
			at.Y += h + l.gap
		}
	}
}

// MinSize implements fyne.Layout, for the width of the last layout.
func (l *columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(320, l.heightOf(objects, fyne.Max(320, l.width)))
}

func (l *columns) heightOf(objects []fyne.CanvasObject, width float32) float32 {
	widths, beside := l.each(width)
	most, sum := float32(0), l.gap*float32(len(objects)-1)
	for i, o := range objects {
		h := heightFor(o, widths[i])
		most, sum = fyne.Max(most, h), sum+h
	}
	if beside {
		return most
	}
	return sum
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
	perLine := max(1, int((width+l.gap)/(l.least*textScale()+l.gap)))
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
		w := l.each(line, size.Width)
		h := highest(line, w)
		for i, o := range line {
			o.Move(fyne.NewPos(float32(i)*(w+l.gap), y))
			o.Resize(fyne.NewSize(w, h))
		}
		y += h + l.gap
	}
}

// each is how wide the objects of a line are.
func (l *lines) each(line []fyne.CanvasObject, width float32) float32 {
	return (width - l.gap*float32(len(line)-1)) / float32(max(1, len(line)))
}

// MinSize implements fyne.Layout.
func (l *lines) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(1, l.heightOf(objects, 1e6))
}

func (l *lines) heightOf(objects []fyne.CanvasObject, width float32) float32 {
	h := -l.gap
	for _, line := range l.split(objects, width) {
		h += highest(line, l.each(line, width)) + l.gap
	}
	return h
}

func highest(line []fyne.CanvasObject, width float32) float32 {
	h := float32(0)
	for _, o := range line {
		h = fyne.Max(h, heightFor(o, width))
	}
	return h
}
