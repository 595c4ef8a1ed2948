package screen

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"passdesk/app/desk"
)

// pinField is a line into which a PIN is typed, unseen.
type pinField struct {
	typedLine
	told  listener
	enter func(string)
}

func newPINField(told listener, enter func(string)) *pinField {
	f := &pinField{told: told, enter: enter}
	f.keys, f.Password = told.keys, true
	f.ExtendBaseWidget(f)
	return f
}

// TypedKey implements fyne.Focusable.
func (f *pinField) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		f.keys.press(e, command{do: f.hand, inText: true})
	case fyne.KeyEscape:
		f.keys.press(e, command{do: func() { f.told.key(e) }})
	default:
		f.typedLine.TypedKey(e)
	}
}

// FocusGained implements fyne.Focusable.
func (f *pinField) FocusGained() {
	f.Entry.FocusGained()
	if f.told.focus != nil {
		f.told.focus(f)
	}
}

// hand hands on what was typed and leaves nothing of it.
func (f *pinField) hand() {
	typed := f.Text
	f.SetText("")
	f.enter(typed)
}

// gate asks for the manager's PIN before something is done.
type gate struct {
	words  *Words
	wanted func() // nil when nothing is asked
	passed int
	wrong  int // PINs that were wrong before
	field  *pinField
	said   *text
	root   *panel
}

func (s *Screen) newGate() *gate {
	w := s.words
	g := &gate{words: w, said: newText("", style{centre: true, bold: true})}
	g.field = newPINField(s.listener(), s.tryPIN)
	box := newColumn(14,
		newSized(72, 72, newDrawing("lock", 72, Muted, theme.ColorNameBackground)),
		newText(w.say("pin.title"), style{size: SizeName, lines: 1, shrink: 0.6, bold: true, centre: true}),
		newText(w.say("pin.hint"), style{centre: true, colour: Muted}),
		g.field,
		g.said,
		newLines(10, 150,
			s.button(face{icon: "back", label: w.say("dialog.cancel"), keys: "Esc"}, func() { s.refuse() }),
			s.button(face{icon: "lock", label: w.say("pin.enter"), keys: w.say("key.enter"), primary: true}, g.field.hand),
		),
	)
	g.root = newPanel(ground{fill: theme.ColorNameBackground}, newMiddle(440, box))
	g.root.Hide()
	return g
}

// permit does what only a manager may do: at a desk with a PIN once that was
// typed, at another one at once.
func (s *Screen) permit(do func()) {
	if s.state.Setup.Set.PIN == "" || s.do.TryPIN == nil {
		do()
		return
	}
	s.gate.wanted, s.gate.passed, s.gate.wrong = do, s.state.Gate.Passed, s.state.Gate.Wrong
	s.gate.said.set("")
	s.gate.field.SetText("")
	s.gate.root.Show()
	s.root.Refresh()
	if s.window != nil {
		s.window.Canvas().Focus(s.gate.field)
	}
}

func (s *Screen) tryPIN(typed string) {
	if typed != "" {
		s.do.TryPIN(typed)
	}
}

// refuse takes the question away, and tells whether there was one.
func (s *Screen) refuse() bool {
	if s.gate.wanted == nil {
		return false
	}
	s.gate.wanted = nil
	s.gate.field.SetText("")
	s.gate.root.Hide()
	if s.window != nil {
		s.window.Canvas().Unfocus()
	}
	s.root.Refresh()
	return true
}

// showGate does what was wanted once the PIN was right, and says when it was
// not.
func (s *Screen) showGate(st desk.State) {
	g := s.gate
	if g.wanted == nil {
		return
	}
	if st.Gate.Passed != g.passed {
		do := g.wanted
		s.refuse()
		do()
		return
	}
	before := g.said.words
	switch wait := int(math.Ceil(st.PINWait().Seconds())); {
	case st.Gate.Wrong > 0 && wait > 0:
		g.said.set(g.words.count("pin.wait", wait))
	case st.Gate.Wrong > g.wrong:
		g.said.set(g.words.say("pin.wrong"))
	default:
		g.said.set("")
	}
	if g.said.words != before {
		g.said.colour(RefuseInk)
		g.root.Refresh()
	}
}
