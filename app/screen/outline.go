package screen

import (
	"image"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"passdesk/app/desk"
)

// outline draws the edges of the codes that were read over the camera's
// picture: whoever holds one up sees that it was found.
type outline struct {
	shown    []desk.Outline
	picture  image.Point // its size in pixels
	mirrored bool
	root     *fyne.Container
}

func newOutline() *outline {
	o := &outline{}
	o.root = &fyne.Container{Layout: o}
	return o
}

// mark outlines codes in the picture on view.
func (v *viewfinder) mark(found []desk.Outline) {
	if v.picture == nil {
		found = nil
	}
	o := v.outline
	if slices.Equal(found, o.shown) && v.size() == o.picture && v.mirrored == o.mirrored {
		return
	}
	o.shown, o.picture, o.mirrored = found, v.size(), v.mirrored
	o.root.Objects = nil
	for range 4 * len(found) {
		o.root.Objects = append(o.root.Objects, &canvas.Line{StrokeColor: theme.Color(Found), StrokeWidth: 4})
	}
	o.root.Refresh()
}

// Layout implements fyne.Layout: four lines a code, where the picture that
// fills size has it.
func (o *outline) Layout(lines []fyne.CanvasObject, size fyne.Size) {
	if o.picture.X == 0 || o.picture.Y == 0 {
		return
	}
	at := func(p image.Point) fyne.Position {
		x, y := float32(p.X)/float32(o.picture.X), float32(p.Y)/float32(o.picture.Y)
		if o.mirrored {
			x = 1 - x
		}
		return fyne.NewPos(x*size.Width, y*size.Height)
	}
	for i, l := range lines {
		corners, side := o.shown[i/4], i%4
		line := l.(*canvas.Line)
		line.Position1, line.Position2 = at(corners[side]), at(corners[(side+1)%4])
	}
}

// MinSize implements fyne.Layout.
func (o *outline) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, 1) }
