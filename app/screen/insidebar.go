package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"passdesk/app/desk"
)

// insideBar says how many people are inside and how many may be, in every view
// of a desk that has a limit. It warns before it is full, in words, colour and
// shape.
type insideBar struct {
	words *Words
	shown insideFacts
	root  *panel

	mark         *drawing
	count, hint  *text
	level        *level
	left, unleft *button
}

// insideFacts is all that the bar shows, to tell whether it differs.
type insideFacts struct {
	inside desk.Inside
	most   int
	room   desk.Room
	undo   bool
	server bool
}

func (s *Screen) newInsideBar() *insideBar {
	w := s.words
	b := &insideBar{
		words: w, mark: newDrawing("pass", 24, AdmitInk, Panel), level: newLevel(),
		count: newText("", style{lines: 1, shrink: 0.8, bold: true, size: SizeLead}),
		hint:  newText("", style{lines: 1, shrink: 0.8, colour: Muted, size: SizeSmall}),
	}
	b.left = s.button(face{icon: "less", label: w.say("inside.left"), keys: "Ctrl+D"}, s.leave)
	b.unleft = s.button(face{icon: "back", label: w.say("inside.unleft")}, func() { s.act(desk.Unleave{}) })
	b.unleft.Hide()
	said := newColumn(3, b.count, b.level, b.hint)
	b.root = newPanel(ground{fill: Panel, edge: Edge, radius: 12, padX: 14, padY: 7}, newRow(12, 1, b.mark, said, b.unleft, b.left))
	b.root.Hide()
	return b
}

// show draws what differs, and tells whether anything did.
func (b *insideBar) show(st desk.State) bool {
	set := st.Setup.Set
	f := insideFacts{inside: st.Inside, most: set.Capacity, room: st.Room(), undo: st.CanUnleave(), server: set.Log != ""}
	if f == b.shown {
		return false
	}
	b.shown = f
	b.root.Hidden = f.room == desk.NoLimit
	b.unleft.Hidden = !f.undo
	w, n := b.words, values{"Now": f.inside.All, "Most": f.most, "Here": f.inside.Here}
	icon, ink, id := "pass", AdmitInk, "inside.enough"
	switch {
	case !f.inside.Known:
		icon, ink, id = "clock", Muted, "inside.counting"
	case f.room == desk.Nearly:
		icon, ink, id = "warning", AskInk, "inside.nearly"
	case f.room == desk.Full:
		icon, ink, id = "stop", RefuseInk, "inside.full"
	}
	b.mark.set(icon, ink, Panel)
	b.count.set(w.say(id, n))
	b.count.colour(ink)
	if ink == AdmitInk {
		b.count.colour(theme.ColorNameForeground)
	}
	hint := "inside.hint"
	switch {
	case f.inside.Alone:
		hint = "inside.alone"
	case f.server:
		hint = "inside.hint-site"
	}
	b.hint.set(w.say(hint, n))
	b.level.set(float32(f.inside.All)/float32(max(1, f.most)), ink)
	b.root.Refresh()
	return true
}

// leave counts somebody out, where it is counted who is inside.
func (s *Screen) leave() {
	if s.state.Room() != desk.NoLimit && s.state.View != desk.SettingsView {
		s.act(desk.Leave{})
	}
}

// level is a bar that is filled so far.
type level struct {
	widget.BaseWidget
	part float32
	ink  fyne.ThemeColorName
}

func newLevel() *level {
	l := &level{ink: AdmitInk}
	l.ExtendBaseWidget(l)
	return l
}

func (l *level) set(part float32, ink fyne.ThemeColorName) {
	l.part, l.ink = fyne.Min(1, part), ink
	l.Refresh()
}

func (l *level) heightFor(float32) float32 { return 6 }

// CreateRenderer implements fyne.Widget.
func (l *level) CreateRenderer() fyne.WidgetRenderer {
	r := &levelRenderer{level: l, back: &canvas.Rectangle{CornerRadius: 3}, front: &canvas.Rectangle{CornerRadius: 3}}
	r.Refresh()
	return r
}

type levelRenderer struct {
	level       *level
	back, front *canvas.Rectangle
}

// Layout implements fyne.WidgetRenderer.
func (r *levelRenderer) Layout(size fyne.Size) {
	r.back.Resize(size)
	r.front.Resize(fyne.NewSize(size.Width*r.level.part, size.Height))
}

// MinSize implements fyne.WidgetRenderer.
func (r *levelRenderer) MinSize() fyne.Size { return fyne.NewSize(40, 6) }

// Refresh implements fyne.WidgetRenderer.
func (r *levelRenderer) Refresh() {
	r.back.FillColor = theme.ColorForWidget(Edge, r.level)
	r.front.FillColor = theme.ColorForWidget(r.level.ink, r.level)
	r.Layout(r.level.Size())
	r.back.Refresh()
	r.front.Refresh()
}

// Objects implements fyne.WidgetRenderer.
func (r *levelRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.back, r.front} }

// Destroy implements fyne.WidgetRenderer.
func (r *levelRenderer) Destroy() {}
