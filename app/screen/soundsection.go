package screen

import (
	"fyne.io/fyne/v2"

	"passdesk/app/settings"
	"passdesk/verify/reason"
)

// soundSection turns the sounds on and off, and lets each be heard: whoever
// works here is to know them before a queue stands there.
func (s *Screen) soundSection(v *settingsView) fyne.CanvasObject {
	w := s.words
	v.sound = newTick(w.say("settings.sound-on"), s.listener(), func() {
		v.alter(func(set *settings.Settings) { set.Sound = !set.Sound })
	})
	var each []fyne.CanvasObject
	for _, o := range reason.Outcomes() {
		each = append(each, s.button(face{icon: string(o), label: w.named("outcome", string(o))}, func() { s.hear(o) }))
	}
	return newSection(w.say("settings.sound"),
		v.sound,
		newText(w.say("settings.sound-hint"), style{size: SizeSmall, colour: Muted}),
		newLines(8, 150, each...),
	)
}

func (s *Screen) hear(o reason.Outcome) {
	if s.do.Hear != nil {
		s.do.Hear(o)
	}
}
