package screen

import "fyne.io/fyne/v2"

// The desk's measures, in Fyne's units.
const (
	gap        = 12  // between regions, and to the window's edge
	narrow     = 860 // below this width, the result goes below the camera
	leastSide  = 440 // the width of the result, at least
	mostSide   = 640 // and at most
	sideShare  = 0.45
	stageShare = 0.42 // of the height for the camera in a narrow window
)

// deskLayout sets the camera to the left and the result to the right of it, or
// below it in a narrow window.
type deskLayout struct{}

// Layout implements fyne.Layout; the objects are the camera, then the result.
func (deskLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	stage, side := objects[0], objects[1]
	if size.Width < narrow {
		h := size.Height * stageShare
		stage.Move(fyne.NewPos(0, 0))
		stage.Resize(fyne.NewSize(size.Width, h))
		side.Move(fyne.NewPos(0, h+gap))
		side.Resize(fyne.NewSize(size.Width, size.Height-h-gap))
		return
	}
	w := fyne.Min(mostSide, fyne.Max(leastSide, size.Width*sideShare))
	stage.Move(fyne.NewPos(0, 0))
	stage.Resize(fyne.NewSize(size.Width-w-gap, size.Height))
	side.Move(fyne.NewPos(size.Width-w, 0))
	side.Resize(fyne.NewSize(w, size.Height))
}

// MinSize implements fyne.Layout: small enough for half of a small laptop.
func (deskLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(440, 420) }

// stripLayout sets the strip's cells in one row, the first taking what is
// left; in a narrow window the first stands above the others.
type stripLayout struct{ gap, least float32 }

// Layout implements fyne.Layout.
func (l *stripLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	first, rest := objects[0], objects[1:]
	if l.isOneRow(objects, size.Width) {
		r := row{gap: l.gap}
		r.Layout(objects, size)
		return
	}
	h := heightFor(first, size.Width)
	first.Move(fyne.NewPos(0, 0))
	first.Resize(fyne.NewSize(size.Width, h))
	at, high := fyne.NewPos(0, h+l.gap/2), float32(0)
	for i, o := range rest {
		m := o.MinSize()
		if at.X > 0 && at.X+m.Width > size.Width {
			at, high = fyne.NewPos(0, at.Y+high+l.gap/2), 0
		}
		if at.X > 0 && i == len(rest)-1 {
			at.X = fyne.Max(at.X, size.Width-m.Width)
		}
		o.Move(at)
		o.Resize(m)
		at.X, high = at.X+m.Width+l.gap, fyne.Max(high, m.Height)
	}
}

func (l *stripLayout) isOneRow(objects []fyne.CanvasObject, width float32) bool {
	used := l.least
	for _, o := range objects[1:] {
		used += o.MinSize().Width + l.gap
	}
	return used <= width
}

// MinSize implements fyne.Layout.
func (l *stripLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	w := float32(0)
	for _, o := range objects[1:] {
		w = fyne.Max(w, o.MinSize().Width)
	}
	return fyne.NewSize(w, objects[0].MinSize().Height)
}

func (l *stripLayout) heightOf(objects []fyne.CanvasObject, width float32) float32 {
	if l.isOneRow(objects, width) {
		r := row{gap: l.gap}
		return r.heightOf(objects, width)
	}
	h := heightFor(objects[0], width)
	x, high := float32(0), float32(0)
	for _, o := range objects[1:] {
		m := o.MinSize()
		if x > 0 && x+m.Width > width {
			h, x, high = h+l.gap/2+high, 0, 0
		}
		x, high = x+m.Width+l.gap, fyne.Max(high, m.Height)
	}
	return h + l.gap/2 + high
}
