package screen

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// newWarm has the window painted from the start with all that the first
// result needs: without a graphics card Mesa compiles each kind of thing when
// it is first seen, and the first visitor of the day would wait for it for a
// quarter of a second. A rounded rectangle is a kind, a line, and a texture by
// how it is scaled and whether its sides are powers of two. All of it is a dot
// in the colour of the stage that it lies on.
func newWarm() fyne.CanvasObject {
	colour := theme.Color(Stage)
	box := &fyne.Container{Objects: []fyne.CanvasObject{
		&canvas.Line{StrokeColor: colour, StrokeWidth: 1, Position2: fyne.NewPos(2, 2)},
		&canvas.Rectangle{FillColor: colour, CornerRadius: 1},
	}}
	for _, scale := range []canvas.ImageScale{canvas.ImageScaleFastest, canvas.ImageScalePixels} {
		for _, size := range []image.Point{{2, 2}, {2, 3}, {3, 2}, {3, 3}} {
			texture := image.NewRGBA(image.Rectangle{Max: size})
			for i := range size.X * size.Y {
				texture.Set(i%size.X, i/size.X, colour)
			}
			box.Objects = append(box.Objects, &canvas.Raster{Generator: func(int, int) image.Image { return texture }, ScaleMode: scale})
		}
	}
	for _, o := range box.Objects {
		place(o, fyne.NewPos(16, 16), fyne.NewSize(2, 2))
	}
	return box
}

func place(o fyne.CanvasObject, at fyne.Position, size fyne.Size) {
	o.Move(at)
	o.Resize(size)
}
