package screen

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// button is a control with a drawing, a label and the name of its short cut.
type button struct {
	control
	primary bool
	isDull  bool // has nothing to do now
	face    *fyne.Container
	icon    *drawing
	label   *text
	keys    *text     // nil without a short cut
	among   []*button // those beside it that look alike, see lookAlike
}

// lookAlike lets buttons in a row, all equally wide and small, look alike: they name
// their short cuts whatever the room, and have drawings all or none.
func lookAlike(buttons []*button) {
	for _, b := range buttons {
		b.among = buttons
		b.icon.side = 16
		b.face.Layout.(*row).gap = smallGap
	}
}

// whole is how wide the face would be with all that it has.
func (b *button) whole() float32 {
	return b.icon.side + smallGap + b.label.MinSize().Width + smallGap + b.keys.MinSize().Width
}

// face says what a button shows.
type face struct {
	icon, label, keys string // a drawing, a text, its short cut; the last may be empty
	primary           bool   // the one that leads on
	clip              bool   // the label may end in "…" where there is no room for it
}

// faceGap is between what a button shows, and smallGap where room is scarce.
const faceGap, smallGap = 9, 5

// leastLabel is how much smaller a label may be set before a drawing gives way
// to it.
const leastLabel = 0.9

func newButton(f face, told listener, press func()) *button {
	b := &button{primary: f.primary}
	b.hear(told, press)
	b.icon = newDrawing(f.icon, 20, theme.ColorNameForeground, theme.ColorNameButton)
	b.label = newText(f.label, style{oneLine: !f.clip, clip: f.clip, bold: true})
	b.face = newRow(faceGap, -1, b.icon, b.label)
	if f.clip {
		b.face = newRow(9, 1, b.icon, b.label)
	}
	if f.keys != "" {
		b.keys = newText(f.keys, style{oneLine: true, size: SizeSmall})
		b.face.Add(b.keys)
	}
	b.be(b)
	return b
}

// ink colours what the button shows for its ground.
func (b *button) ink(ground fyne.ThemeColorName) {
	ink, quiet := theme.ColorNameForeground, Muted
	switch ground {
	case theme.ColorNamePrimary:
		ink, quiet = theme.ColorNameForegroundOnPrimary, theme.ColorNameForegroundOnPrimary
	case theme.ColorNameDisabledButton:
		ink = Muted
	}
	b.icon.set(b.icon.name, ink, ground)
	b.label.colour(ink)
	if b.keys != nil {
		b.keys.colour(quiet)
	}
}

// dull lets a button do nothing while there is nothing to do for it.
func (b *button) dull(isDull bool) {
	if b.isDull != isDull {
		b.isDull = isDull
		b.Refresh()
	}
}

// Tapped implements fyne.Tappable.
func (b *button) Tapped(e *fyne.PointEvent) {
	if !b.isDull {
		b.control.Tapped(e)
	}
}

// CreateRenderer implements fyne.Widget.
func (b *button) CreateRenderer() fyne.WidgetRenderer {
	r := &buttonRenderer{button: b, back: newPlate(), veil: &canvas.Rectangle{CornerRadius: 8}}
	r.paint()
	return r
}

type buttonRenderer struct {
	button *button
	back   *plate
	veil   *canvas.Rectangle
}

// fit leaves the short cut's name out where there is no room for it, and then
// the drawing; of buttons that look alike, the drawing only.
func (r *buttonRenderer) fit(width float32) {
	b := r.button
	if b.among != nil {
		b.keys.Show()
		b.icon.Hidden = slices.ContainsFunc(b.among, func(o *button) bool { return o.whole()*leastLabel+8 > width })
		return
	}
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
	if b.isDull {
		ground = theme.ColorNameDisabledButton
	}
	b.ink(ground)
	look := plateLook{fill: theme.ColorForWidget(ground, b), upper: 8, lower: 8}
	if b.focused {
		look.edge, look.stroke = theme.ColorForWidget(ring, b), 2
	}
	r.back.set(look)
	r.veil.FillColor = theme.ColorForWidget(theme.ColorNameHover, b)
	r.veil.Hidden = !b.hovered || b.isDull
}

// Layout implements fyne.WidgetRenderer.
func (r *buttonRenderer) Layout(size fyne.Size) {
	r.back.Resize(size)
	r.veil.Resize(size)
	r.fit(size.Width)
	inner := r.button.face.MinSize()
	if r.button.label.style.clip {
		inner.Width = size.Width - 24
	}
	inner.Width = fyne.Min(inner.Width, size.Width-8)
	r.button.face.Resize(inner)
	r.button.face.Move(fyne.NewPos((size.Width-inner.Width)/2, (size.Height-inner.Height)/2))
}

// MinSize implements fyne.WidgetRenderer: room for all, also for what is left
// out where there was less.
func (r *buttonRenderer) MinSize() fyne.Size {
	b := r.button
	least := b.face.MinSize()
	if b.keys != nil && b.keys.Hidden {
		least.Width += b.keys.MinSize().Width + faceGap
	}
	if b.icon.Hidden {
		least.Width += b.icon.MinSize().Width + faceGap
	}
	return least.AddWidthHeight(30, 20)
}

// Refresh implements fyne.WidgetRenderer.
func (r *buttonRenderer) Refresh() {
	r.paint()
	r.veil.Refresh()
	r.button.face.Refresh()
}

// Objects implements fyne.WidgetRenderer.
func (r *buttonRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back.Raster, r.button.face, r.veil}
}

// Destroy implements fyne.WidgetRenderer.
func (r *buttonRenderer) Destroy() {}
