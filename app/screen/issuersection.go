package screen

import (
	"slices"

	"fyne.io/fyne/v2"

	"passdesk/app/desk"
)

// issuerSection lists the issuers that were added at this desk, takes them
// away again, and has the form for another one.
type issuerSection struct {
	screen *Screen
	shown  []desk.Added
	asking string // the iss of the one that is about to be removed
	rows   *fyne.Container
	open   *button
	form   *issuerForm
	root   *fyne.Container
}

func newIssuerSection(s *Screen) *issuerSection {
	w := s.words
	i := &issuerSection{screen: s, rows: newColumn(10)}
	i.form = newIssuerForm(s, i.close)
	i.open = s.button(face{icon: "more", label: w.say("issuers.add")}, func() { i.turn(true) })
	i.root = newColumn(8,
		newText(w.say("issuers.title"), style{bold: true}),
		newText(w.say("issuers.lead"), style{size: SizeSmall, colour: Muted}),
		i.rows, newRow(8, -1, i.open), i.form.root,
	)
	i.rows.Hide()
	return i
}

// enter begins without a form, and with no question open.
func (i *issuerSection) enter() {
	i.turn(false)
	i.ask("")
}

func (i *issuerSection) close() { i.turn(false) }

// turn opens the form, or closes it and forgets what was filled in.
func (i *issuerSection) turn(open bool) {
	i.open.Hidden, i.form.root.Hidden = open, !open
	if !open {
		i.form.clear()
	}
	i.relaid()
}

// relaid lets the whole view follow a section of another height.
func (i *issuerSection) relaid() {
	if v := i.screen.settings; v != nil {
		v.root.Refresh()
	}
}

// show draws what differs, and tells whether anything moved. The form closes
// once its issuer is there.
func (i *issuerSection) show(st desk.State) bool {
	if slices.Equal(st.Setup.Added, i.shown) {
		return false
	}
	i.shown = slices.Clone(st.Setup.Added)
	i.draw()
	if i.form.sent != "" && slices.ContainsFunc(i.shown, func(a desk.Added) bool { return a.ISS == i.form.sent }) {
		i.turn(false)
	}
	return true
}

// ask opens the question whether to remove an issuer; "" closes it.
func (i *issuerSection) ask(iss string) {
	if i.asking != iss {
		i.asking = iss
		i.draw()
		i.relaid()
	}
}

func (i *issuerSection) draw() {
	i.rows.RemoveAll()
	for _, a := range i.shown {
		if a.ISS == i.asking {
			i.rows.Add(i.question(a))
		} else {
			i.rows.Add(i.row(a))
		}
	}
	i.rows.Hidden = len(i.shown) == 0
}

// row tells of one issuer who it is and what of it is used.
func (i *issuerSection) row(a desk.Added) fyne.CanvasObject {
	w := i.screen.words
	icon, ink := "shield", NeutralInk
	state := w.say("issuers.added", values{"N": a.Keys, "Date": w.day(a.At.In(i.screen.state.Now.Location()))})
	about := newColumn(1, newText(a.Name, style{bold: true}), newText(a.ISS, style{size: SizeSmall, colour: Muted}))
	switch {
	case a.Why != "":
		icon, ink = "warning", AskInk
		about.Add(newText(w.say("issuers.not-counting", values{"Why": a.Why}), style{size: SizeSmall, colour: AskInk}))
	case a.Unused != "":
		about.Add(newText(state, style{size: SizeSmall, colour: Muted}))
		about.Add(newText(w.say("issuers.unused", values{"Why": a.Unused}), style{size: SizeSmall, colour: AskInk}))
	default:
		about.Add(newText(state, style{size: SizeSmall, colour: Muted}))
	}
	remove := i.screen.button(face{icon: "less", label: w.say("issuers.remove")}, func() { i.ask(a.ISS) })
	return newRow(10, 1, newDrawing(icon, 22, ink, Panel), about, remove)
}

// question asks once before an issuer is removed.
func (i *issuerSection) question(a desk.Added) fyne.CanvasObject {
	w := i.screen.words
	keep := i.screen.button(face{icon: "back", label: w.say("issuers.keep")}, func() { i.ask("") })
	remove := i.screen.button(face{icon: "less", label: w.say("issuers.remove"), primary: true}, func() {
		i.ask("")
		if i.screen.do.RemoveIssuer != nil {
			i.screen.do.RemoveIssuer(a.ISS)
		}
	})
	return newPanel(ground{fill: AskTint, radius: 10, padX: 12, padY: 10}, newColumn(8,
		newText(w.say("issuers.ask", values{"Name": a.Name}), style{bold: true}),
		newRow(8, -1, keep, remove),
	))
}
