package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// button is a control with a drawing, a label and the name of its short cut.
type button struct {
	control
	primary bool
	face    *fyne.Container
	icon    *drawing
	keys    *text // nil without a short cut
}

// face says what a button shows.
type face struct {
	icon, label, keys string // a drawing, a text, its short cut; the last may be empty
	primary           bool   // the one that leads on
}

func newButton(f face, told listener, press func()) *button {
	b := &button{primary: f.primary}
	b.hear(told, press)
	ink, ground, quiet := theme.ColorNameForeground, theme.ColorNameButton, Muted
	if f.primary {
		ink, ground, quiet = theme.ColorNameForegroundOnPrimary, theme.ColorNamePrimary, theme.ColorNameForegroundOnPrimary
	}
	b.icon = newDrawing(f.icon, 20, ink, ground)
	b.face = newRow(9, -1, b.icon, newText(f.label, style{oneLine: true, bold: true, colour: ink}))
	if f.keys != "" {
		b.keys = newText(f.keys, style{oneLine: true, colour: quiet, size: SizeSmall})
		b.face.Add(b.keys)
	}
	b.be(b)
	return b
}

// CreateRenderer implements fyne.Widget.
func (b *button) CreateRenderer() fyne.WidgetRenderer {
	r := &buttonRenderer{button: b, back: &canvas.Rectangle{CornerRadius: 8}, veil: &canvas.Rectangle{CornerRadius: 8}}
	r.paint()
	return r
}

type buttonRenderer struct {
	button     *button
	back, veil *canvas.Rectangle
}

// fit leaves the short cut's name out where there is no room for it, and then
// the drawing.
func (r *buttonRenderer) fit(width float32) {
	b := r.button
	if b.keys != nil {
		b.keys.Show()
	}
	b.icon.Show()
	if b.keys != nil && b.face.MinSize().Width+8 > width {
		b.keys.Hide()
	}
	if b.face.MinSize().Width+8 > width {
		b.icon.Hide()
	}
}

func (r *buttonRenderer) paint() {
	b := r.button
	ground, ring := theme.ColorNameButton, theme.ColorNamePrimary
	if b.primary {
		ground, ring = theme.ColorNamePrimary, theme.ColorNameForeground
	}
	r.back.FillColor = theme.ColorForWidget(ground, b)
	r.back.StrokeWidth = 0
	if b.focused {
		r.back.StrokeColor, r.back.StrokeWidth = theme.ColorForWidget(ring, b), 2
	}
	r.veil.FillColor = theme.ColorForWidget(theme.ColorNameHover, b)
	r.veil.Hidden = !b.hovered
}

// Layout implements fyne.WidgetRenderer.
func (r *buttonRenderer) Layout(size fyne.Size) {
	r.back.Resize(size)
	r.veil.Resize(size)
	r.fit(size.Width)
	inner := r.button.face.MinSize()
	r.button.face.Resize(inner)
	r.button.face.Move(fyne.NewPos((size.Width-inner.Width)/2, (size.Height-inner.Height)/2))
}

// MinSize implements fyne.WidgetRenderer.
func (r *buttonRenderer) MinSize() fyne.Size {
	return r.button.face.MinSize().AddWidthHeight(30, 20)
}

// Refresh implements fyne.WidgetRenderer.
func (r *buttonRenderer) Refresh() {
	r.paint()
	r.back.Refresh()
	r.veil.Refresh()
	r.button.face.Refresh()
}

// Objects implements fyne.WidgetRenderer.
func (r *buttonRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.button.face, r.veil}
}

// Destroy implements fyne.WidgetRenderer.
func (r *buttonRenderer) Destroy() {}
