package screen

import (
	"fyne.io/fyne/v2"

	"passdesk/app/desk"
	"passdesk/app/settings"
)

// access is how the desk is seen and heard.
type access struct {
	size   *text
	still  *tick
	speech map[settings.Speech]*tick
}

// accessSection lets text be larger, nothing move, and answers be spoken.
func (s *Screen) accessSection(v *settingsView) fyne.CanvasObject {
	w, a := s.words, &v.access
	a.size = newText("", style{oneLine: true, bold: true, centre: true, size: SizeLead, wide: 90})
	a.still = newTick(w.say("settings.still"), s.listener(), func() {
		v.alter(func(set *settings.Settings) { set.ReduceMotion = !set.ReduceMotion })
	})
	a.speech = map[settings.Speech]*tick{}
	all := []fyne.CanvasObject{
		newRow(10, -1,
			s.button(face{icon: "less", label: w.say("settings.smaller")}, func() { s.resizeText(-settings.TextStep) }),
			a.size,
			s.button(face{icon: "more", label: w.say("settings.larger")}, func() { s.resizeText(settings.TextStep) }),
		),
		newText(w.say("settings.size-hint"), style{size: SizeSmall, colour: Muted}),
		a.still,
		newText(w.say("settings.speech"), style{size: SizeSmall, bold: true, colour: Muted}),
	}
	for _, what := range []settings.Speech{settings.SpeechOff, settings.SpeechAnswer, settings.SpeechName} {
		a.speech[what] = newChoice(w.named("speech", string(what)), s.listener(), func() {
			v.alter(func(set *settings.Settings) { set.Speech = what })
		})
		all = append(all, a.speech[what])
	}
	return newSection(w.say("settings.access"), all...)
}

// put shows what is in force.
func (a *access) put(w *Words, set settings.Settings) {
	a.size.set(w.say("settings.percent", values{"N": set.TextSize}))
	a.still.set(set.ReduceMotion)
	for what, t := range a.speech {
		t.set(what == set.Speech)
	}
}

func (s *Screen) enlarge() { s.resizeText(settings.TextStep) }

// resizeText makes all text larger or smaller by so many percent of its usual
// size, 0 for the usual size itself.
func (s *Screen) resizeText(by int) {
	resize := func(set *settings.Settings) {
		size := min(settings.MostText, max(settings.LeastText, set.TextSize+by))
		if by == 0 {
			size = settings.LeastText
		}
		set.TextSize = size
	}
	if s.state.View == desk.SettingsView {
		s.settings.alter(resize)
		return
	}
	set := s.state.Setup.Set
	resize(&set)
	s.change(set)
}
