package screen

import (
	"fyne.io/fyne/v2"

	"passdesk/app/settings"
)

// pinSettings is whether the desk has a PIN, and how it gets another.
type pinSettings struct {
	stands *text
	remove *button
}

// pinSection sets the manager's PIN, and says what it is good for.
func (s *Screen) pinSection(v *settingsView) fyne.CanvasObject {
	w, p := s.words, &v.pin
	p.stands = newText("", style{bold: true})
	typed := newPINField(s.listener(), s.setPIN)
	typed.SetPlaceHolder(w.say("pin.digits"))
	set := s.button(face{icon: "lock", label: w.say("pin.set")}, typed.hand)
	p.remove = s.button(face{icon: "less", label: w.say("pin.remove")}, func() { s.setPIN("") })
	return newSection(w.say("pin.title"),
		p.stands,
		newText(w.say("pin.about"), style{size: SizeSmall, colour: Muted}),
		newLabelled(w.say("pin.new"), typed),
		newLines(10, 150, set, p.remove),
	)
}

func (s *Screen) setPIN(typed string) {
	if s.do.SetPIN != nil && (typed != "" || s.state.Setup.Set.PIN != "") {
		s.do.SetPIN(typed, s.settings.form.current())
	}
}

// put shows what is in force, and tells whether the buttons moved.
func (p *pinSettings) put(w *Words, set settings.Settings) bool {
	stands := "pin.off"
	if set.PIN != "" {
		stands = "pin.on"
	}
	p.stands.set(w.say(stands))
	moved := p.remove.Hidden != (set.PIN == "")
	p.remove.Hidden = set.PIN == ""
	return moved
}
