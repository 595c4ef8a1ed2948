package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// tick is a box to tick or, round, one of several of which one is chosen. It
// shows what it was last set to: pressing it changes nothing by itself.
type tick struct {
	control
	round, on bool
	mark      *drawing
	label     *text
	row       *fyne.Container
}

func newTick(label string, told listener, press func()) *tick {
	t := &tick{mark: newDrawing("box", 22, Muted, Panel), label: newText(label, style{})}
	t.hear(told, press)
	t.space = true
	t.row = newRow(10, 1, t.mark, t.label)
	t.be(t)
	return t
}

// newChoice makes a tick of which one in its group is on.
func newChoice(label string, told listener, press func()) *tick {
	t := newTick(label, told, press)
	t.round = true
	t.draw()
	return t
}

func (t *tick) set(on bool) {
	if t.on != on {
		t.on = on
		t.draw()
	}
}

func (t *tick) draw() {
	name, ink := "box", Muted
	if t.round {
		name = "ring"
	}
	if t.on {
		name, ink = name+"-on", theme.ColorNamePrimary
	}
	t.mark.set(name, ink, Panel)
}

// Around the words of a tick.
const tickX, tickY = 6, 5

func (t *tick) heightFor(width float32) float32 {
	return heightFor(t.row, width-2*tickX) + 2*tickY
}

// CreateRenderer implements fyne.Widget.
func (t *tick) CreateRenderer() fyne.WidgetRenderer {
	r := &tickRenderer{tick: t, back: &canvas.Rectangle{CornerRadius: 8}}
	r.paint()
	return r
}

type tickRenderer struct {
	tick *tick
	back *canvas.Rectangle
}

func (r *tickRenderer) paint() {
	r.back.FillColor, r.back.StrokeWidth = nil, 0
	if r.tick.hovered {
		r.back.FillColor = theme.ColorForWidget(theme.ColorNameHover, r.tick)
	}
	if r.tick.focused {
		r.back.StrokeColor, r.back.StrokeWidth = theme.ColorForWidget(theme.ColorNamePrimary, r.tick), 2
	}
}

// Layout implements fyne.WidgetRenderer.
func (r *tickRenderer) Layout(size fyne.Size) {
	r.back.Resize(size)
	r.tick.row.Move(fyne.NewPos(tickX, tickY))
	r.tick.row.Resize(size.SubtractWidthHeight(2*tickX, 2*tickY))
}

// MinSize implements fyne.WidgetRenderer.
func (r *tickRenderer) MinSize() fyne.Size {
	return r.tick.row.MinSize().AddWidthHeight(2*tickX, 2*tickY)
}

// Refresh implements fyne.WidgetRenderer.
func (r *tickRenderer) Refresh() {
	r.paint()
	r.back.Refresh()
	r.tick.row.Refresh()
}

// Objects implements fyne.WidgetRenderer.
func (r *tickRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.tick.row}
}

// Destroy implements fyne.WidgetRenderer.
func (r *tickRenderer) Destroy() {}
