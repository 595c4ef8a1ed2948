package screen

import (
	"fyne.io/fyne/v2"

	"passdesk/app/settings"
	"passdesk/verify/reason"
)

// reception is how this desk receives a visitor: what can be turned on and
// off, and what it says is to be done now.
type reception struct {
	idStep, mask, kiosk, visitor *tick
	steps                        map[reason.Outcome]*field
}

// receptionSection turns on and off what a desk may do beyond an answer.
func (s *Screen) receptionSection(v *settingsView) fyne.CanvasObject {
	w, r := s.words, &v.reception
	turn := func(id string, of func(*settings.Settings) *bool) *tick {
		return newTick(w.say(id), s.listener(), func() {
			v.alter(func(set *settings.Settings) { *of(set) = !*of(set) })
		})
	}
	r.idStep = turn("settings.id-step", func(s *settings.Settings) *bool { return &s.IDStep })
	r.mask = turn("settings.mask", func(s *settings.Settings) *bool { return &s.MaskNames })
	r.kiosk = turn("settings.kiosk", func(s *settings.Settings) *bool { return &s.Kiosk })
	r.visitor = turn("settings.visitor", func(s *settings.Settings) *bool { return &s.VisitorWindow })
	return newSection(w.say("settings.reception"), r.idStep, r.mask, r.kiosk, r.visitor)
}

// stepsSection lets a manager say what is to be done at each answer.
func (s *Screen) stepsSection(v *settingsView) fyne.CanvasObject {
	w := s.words
	v.reception.steps = map[reason.Outcome]*field{}
	all := []fyne.CanvasObject{newText(w.say("settings.steps-hint"), style{size: SizeSmall, colour: Muted})}
	for _, o := range reason.Outcomes() {
		f := newField(s.listener(), func(text string) {
			v.alter(func(set *settings.Settings) { setStep(set, o, text) })
		})
		f.SetPlaceHolder(w.say("settings.steps-usual"))
		v.reception.steps[o] = f
		all = append(all, newLabelled(w.named("outcome", string(o)), f))
	}
	return newSection(w.say("next.title"), all...)
}

// setStep takes over the words of a step, as many as may be.
func setStep(set *settings.Settings, o reason.Outcome, text string) {
	if runes := []rune(text); len(runes) > settings.MaxNextStep {
		text = string(runes[:settings.MaxNextStep])
	}
	*set.NextSteps.Of(string(o)) = text
}

// put shows what is in force.
func (r *reception) put(set settings.Settings) {
	r.idStep.set(set.IDStep)
	r.mask.set(set.MaskNames)
	r.kiosk.set(set.Kiosk)
	r.visitor.set(set.VisitorWindow)
	for o, f := range r.steps {
		f.show(*set.NextSteps.Of(string(o)))
	}
}

// fill takes what stands in the fields.
func (r *reception) fill(set *settings.Settings) {
	for o, f := range r.steps {
		setStep(set, o, f.text())
	}
}
