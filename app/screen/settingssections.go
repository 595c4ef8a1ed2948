package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"passdesk/app/settings"
)

// newSection sets what belongs together on a panel below its title.
func newSection(title string, objects ...fyne.CanvasObject) *panel {
	head := newText(title, style{bold: true, size: theme.SizeNameSubHeadingText})
	all := append([]fyne.CanvasObject{head}, objects...)
	return newPanel(ground{fill: Panel, edge: Edge, radius: 12, bare: true, padX: 18, padY: 14}, newColumn(8, all...))
}

// newLabelled sets a label above a control.
func newLabelled(label string, o fyne.CanvasObject) fyne.CanvasObject {
	return newColumn(3, newText(label, style{size: SizeSmall, bold: true, colour: Muted}), o)
}

// names are what this desk is called.
type names struct{ site, desk *field }

func (s *Screen) nameSection(v *settingsView) fyne.CanvasObject {
	w := s.words
	v.names.site = newField(s.listener(), func(text string) {
		v.alter(func(set *settings.Settings) { set.Site = text })
	})
	v.names.desk = newField(s.listener(), func(text string) {
		v.alter(func(set *settings.Settings) { set.Desk = orElse(text, set.Desk) })
	})
	v.names.site.SetPlaceHolder(w.say("settings.site-example"))
	v.names.desk.SetPlaceHolder(w.say("settings.desk-example"))
	return newSection(w.say("settings.names"),
		newColumns(14, 360, newLabelled(w.say("settings.site"), v.names.site), newLabelled(w.say("settings.desk"), v.names.desk)),
		newText(w.say("settings.names-hint"), style{size: SizeSmall, colour: Muted}),
	)
}

// fill takes what stands in the fields. A desk keeps its name when it is
// given none: the log is kept by it.
func (n names) fill(set *settings.Settings) {
	set.Site = n.site.text()
	set.Desk = orElse(n.desk.text(), set.Desk)
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// How long a result may stay, and by how much a press changes that, in
// seconds.
const shortest, longest, step = 5, 120, 5

func (s *Screen) staySection(v *settingsView) fyne.CanvasObject {
	w := s.words
	by := func(seconds int) func() {
		return func() {
			v.alter(func(set *settings.Settings) {
				set.ResultSeconds = min(longest, max(shortest, set.ResultSeconds+seconds))
			})
		}
	}
	v.stay = newText("", style{oneLine: true, bold: true, centre: true, size: SizeLead, wide: 130})
	return newSection(w.say("settings.stay"),
		newRow(10, -1,
			s.button(face{icon: "less", label: w.say("settings.shorter")}, by(-step)),
			v.stay,
			s.button(face{icon: "more", label: w.say("settings.longer")}, by(step)),
		),
		newText(w.say("settings.stay-hint"), style{size: SizeSmall, colour: Muted}),
	)
}

func (s *Screen) themeSection(v *settingsView) fyne.CanvasObject {
	v.themes = map[settings.Theme]*tick{}
	box := newEven(4)
	for _, name := range []settings.Theme{settings.ThemeSystem, settings.ThemeLight, settings.ThemeDark} {
		v.themes[name] = newChoice(s.words.named("theme", string(name)), s.listener(), func() {
			v.alter(func(set *settings.Settings) { set.Theme = name })
		})
		box.Add(v.themes[name])
	}
	return newSection(s.words.say("settings.theme"), box)
}
