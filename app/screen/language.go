package screen

import (
	"strings"

	"fyne.io/fyne/v2"

	"passdesk/app/desk"
	"passdesk/app/settings"
)

// speak changes the language of everything that is seen: all of it is made
// anew and shows the same State. What a person has begun in the settings goes
// on: where they are on the page, what they have typed, and the focus on the
// language that they have just chosen.
func (s *Screen) speak(words *Words, st desk.State) {
	if words == s.words {
		return
	}
	s.words = words
	s.dismiss()
	before, focused := s.settings, s.focused()
	s.unfocus()
	s.build()
	s.settings.form = before.form
	s.Show(st)
	s.root.Refresh()
	if before.root.Visible() && s.settings.root.Visible() {
		s.settings.resume(before)
	}
	for tag, t := range before.languages {
		if focused == fyne.Focusable(t) {
			s.window.Canvas().Focus(s.settings.languages[tag])
		}
	}
}

// focused gives what has the focus, nil for nothing.
func (s *Screen) focused() fyne.Focusable {
	if s.window == nil {
		return nil
	}
	return s.window.Canvas().Focused()
}

// resume goes on from where the same view was in another language.
func (v *settingsView) resume(before *settingsView) {
	v.list.issuers.resume(before.list.issuers)
	v.root.Refresh()
	v.scroll.ScrollToOffset(before.scroll.Offset)
}

// resume opens the form as it was filled in.
func (i *issuerSection) resume(before *issuerSection) {
	if !before.form.root.Visible() {
		return
	}
	i.turn(true)
	f, was := i.form, before.form
	f.name.SetText(was.name.Text)
	f.iss.SetText(was.iss.Text)
	f.keys, f.lists, f.sent = was.keys, was.lists, was.sent
	f.nameFiles()
}

// languageSection offers each language by its own name, below a title in all
// of them: who looks for it cannot read the present one.
func (s *Screen) languageSection(v *settingsView) fyne.CanvasObject {
	v.languages = map[string]*tick{}
	box := newEven(4)
	var titles []string
	for _, words := range s.words.every() {
		tag := words.tag.String()
		titles = append(titles, words.say("settings.language"))
		v.languages[tag] = newChoice(words.say("language.name"), s.listener(), func() {
			v.alter(func(set *settings.Settings) { set.Language = tag })
		})
		box.Add(v.languages[tag])
	}
	return newSection(strings.Join(titles, " · "), box)
}
