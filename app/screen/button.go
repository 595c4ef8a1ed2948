package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// button is pressed by a click, and by Enter when it has the focus. Every
// other key goes to the desk: Space and Esc mean the same wherever the focus
// is, which Fyne's own button does not allow.
type button struct {
	widget.BaseWidget
	face    *fyne.Container
	keys    *text // nil without a short cut
	press   func()
	onKey   func(*fyne.KeyEvent)
	hovered bool
	focused bool
}

// face says what a button shows.
type face struct {
	icon, label, keys string // a drawing, a text, its short cut; the last may be empty
}

func newButton(f face, onKey func(*fyne.KeyEvent), press func()) *button {
	b := &button{press: press, onKey: onKey}
	b.face = newRow(9, -1,
		newDrawing(f.icon, 20, theme.ColorNameForeground, theme.ColorNameButton),
		newText(f.label, style{oneLine: true, bold: true}),
	)
	if f.keys != "" {
		b.keys = newText(f.keys, style{oneLine: true, colour: Muted, size: SizeSmall})
		b.face.Add(b.keys)
	}
	b.ExtendBaseWidget(b)
	return b
}

// Tapped implements fyne.Tappable.
func (b *button) Tapped(*fyne.PointEvent) {
	if b.press != nil {
		b.press()
	}
}

// TypedKey implements fyne.Focusable.
func (b *button) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter {
		b.Tapped(nil)
		return
	}
	b.onKey(e)
}

// TypedRune implements fyne.Focusable; a button takes no text.
func (b *button) TypedRune(rune) {}

// FocusGained implements fyne.Focusable.
func (b *button) FocusGained() { b.focused = true; b.Refresh() }

// FocusLost implements fyne.Focusable.
func (b *button) FocusLost() { b.focused = false; b.Refresh() }

// MouseIn implements desktop.Hoverable.
func (b *button) MouseIn(*desktop.MouseEvent) { b.hovered = true; b.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (b *button) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (b *button) MouseOut() { b.hovered = false; b.Refresh() }

// Cursor implements desktop.Cursorable.
func (b *button) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (b *button) CreateRenderer() fyne.WidgetRenderer {
	r := &buttonRenderer{button: b, back: &canvas.Rectangle{CornerRadius: 8}, veil: &canvas.Rectangle{CornerRadius: 8}}
	r.paint()
	return r
}

// fit leaves the short cut's name out where there is no room for it.
func (r *buttonRenderer) fit(width float32) {
	if r.button.keys == nil {
		return
	}
	r.button.keys.Show()
	if r.button.face.MinSize().Width+8 > width {
		r.button.keys.Hide()
	}
}

type buttonRenderer struct {
	button     *button
	back, veil *canvas.Rectangle
}

func (r *buttonRenderer) paint() {
	b := r.button
	r.back.FillColor = theme.ColorForWidget(theme.ColorNameButton, b)
	r.back.StrokeWidth = 0
	if b.focused {
		r.back.StrokeColor, r.back.StrokeWidth = theme.ColorForWidget(theme.ColorNamePrimary, b), 2
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
