package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// newWarm has the window painted from the start with all that the first
// result needs: without a graphics card Mesa compiles each kind of thing when
// it is first seen, and the first visitor of the day would wait for it for a
// quarter of a second. It is a dot in the colour of the stage that it lies on.
func newWarm() fyne.CanvasObject {
	dot := &canvas.Rectangle{FillColor: theme.Color(Stage), CornerRadius: 1}
	line := &canvas.Line{StrokeColor: theme.Color(Stage), StrokeWidth: 1, Position2: fyne.NewPos(2, 2)}
	for _, o := range []fyne.CanvasObject{dot, line} {
		o.Move(fyne.NewPos(16, 16))
		o.Resize(fyne.NewSize(2, 2))
	}
	return &fyne.Container{Objects: []fyne.CanvasObject{dot, line}}
}
