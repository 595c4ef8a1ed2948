package screen

import (
	"fyne.io/fyne/v2/theme"

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
	level        *shrinking
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
		words: w, mark: newDrawing("pass", 24, AdmitInk, Panel), level: newShrinking(AdmitInk, Edge),
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
	b.level.colour(ink)
	b.level.set(min(1, float32(f.inside.All)/float32(max(1, f.most))))
	b.root.Refresh()
	return true
}

// leave counts somebody out, where it is counted who is inside.
func (s *Screen) leave() {
	if s.state.Room() != desk.NoLimit && s.state.View != desk.SettingsView {
		s.act(desk.Leave{})
	}
}
