package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"passdesk/app/desk"
	"passdesk/app/settings"
)

// Attach puts the screen into a window: its content, keys, short cuts, the
// dropping of files, and its title from then on.
func (s *Screen) Attach(w fyne.Window) {
	s.window = w
	w.SetPadded(false)
	w.SetContent(s.root)
	s.nowhere.listen(w.Canvas())
	for _, c := range s.shortcuts() {
		w.Canvas().AddShortcut(&desktop.CustomShortcut{KeyName: c.key, Modifier: fyne.KeyModifierShortcutDefault},
			func(fyne.Shortcut) { s.keys.shortcut(c.do) })
	}
	w.Canvas().AddShortcut(&fyne.ShortcutCopy{}, func(fyne.Shortcut) { s.keys.shortcut(s.copyEntry) })
	w.Canvas().AddShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyEqual, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift},
		func(fyne.Shortcut) { s.keys.shortcut(s.atWork(s.enlarge)) }) // a + on most keyboards
	w.Canvas().AddShortcut(&fyne.ShortcutPaste{}, func(c fyne.Shortcut) {
		clipboard := c.(*fyne.ShortcutPaste).Clipboard
		s.keys.shortcut(func() { s.paste(clipboard) })
	})
	w.SetOnDropped(func(_ fyne.Position, files []fyne.URI) { s.dropped(files) })
	s.entitle(s.state)
}

type shortcut struct {
	key fyne.KeyName
	do  func()
}

func (s *Screen) shortcuts() []shortcut {
	all := []shortcut{
		{fyne.KeyO, s.chooseFile},
		{fyne.KeyL, s.toggleLog},
		{fyne.KeyE, s.exportOrHistory},
		{fyne.KeyT, s.toggleTraining},
		{fyne.KeyComma, s.toggleSettings},
		{fyne.KeyP, s.joinNext},
		{fyne.KeyF, s.searchLog},
		{fyne.KeyD, s.leave},
		{fyne.KeyPlus, s.enlarge},
		{fyne.KeyEqual, s.enlarge}, // a + whose Shift was forgotten
		{fyne.KeyMinus, func() { s.resizeText(-settings.TextStep) }},
		{fyne.Key0, func() { s.resizeText(0) }},
	}
	for i := range all {
		all[i].do = s.atWork(all[i].do)
	}
	return all
}

// atWork gives what is to be done unless the desk is locked.
func (s *Screen) atWork(do func()) func() {
	return func() {
		if !s.state.Locked {
			do()
		}
	}
}

// typedShortcut does what a short cut stands for, and tells whether it is one
// of the screen's: a text that has the focus gets all of them first.
func (s *Screen) typedShortcut(typed fyne.Shortcut) bool {
	custom, ok := typed.(*desktop.CustomShortcut)
	if !ok || custom.Modifier != fyne.KeyModifierShortcutDefault {
		return false
	}
	for _, c := range s.shortcuts() {
		if c.key == custom.KeyName {
			s.keys.shortcut(c.do)
			return true
		}
	}
	return false
}

// Key takes a key that stands alone: Esc takes away what is on top, be it
// the chooser, a view or the result; Space holds the result or lets it go; Enter
// and X answer what is asked about the photo ID; arrows and their like scroll.
// A desk that is being set up is not left by Esc.
func (s *Screen) Key(e *fyne.KeyEvent) {
	if s.gate.wanted != nil {
		if e.Name == fyne.KeyEscape {
			s.refuse()
		}
		return
	}
	if s.state.Locked {
		s.keyOfLocked(e.Name)
		return
	}
	if s.chooser.isOpen {
		s.chooser.key(e.Name)
		return
	}
	switch e.Name {
	case fyne.KeyEscape:
		s.escape()
	case fyne.KeySpace:
		s.act(desk.Hold{})
	case fyne.KeyReturn, fyne.KeyEnter:
		s.compare(true)
	case fyne.KeyX:
		s.compare(false)
	case lockKey:
		s.lock()
	case kioskKey:
		s.toggleKiosk()
	case revealKey:
		s.revealHeld()
	default:
		if !s.tallyKey(e.Name) {
			s.scroll(e.Name)
		}
	}
}

func (s *Screen) escape() {
	switch {
	case s.isSettingUp() || s.state.View == desk.LogView && s.log.leave():
	case s.state.View == desk.LogView, s.state.View == desk.SettingsView, s.state.View == desk.HistoryView:
		s.turnToDesk()
	default:
		s.act(desk.Clear{})
	}
}

// isSettingUp tells whether the settings are those of a new desk, which
// nothing but the buttons on them leave.
func (s *Screen) isSettingUp() bool {
	return s.state.View == desk.SettingsView && s.state.Setup.First
}

func (s *Screen) toggleLog() {
	if s.state.View == desk.LogView {
		s.turnToDesk()
	} else {
		s.turnToLog()
	}
}

// searchLog opens the log, and its line to search by.
func (s *Screen) searchLog() {
	switch {
	case s.state.View == desk.SettingsView:
	case s.state.View != desk.LogView:
		s.turnToLog()
	case s.window != nil:
		s.window.Canvas().Focus(s.log.filter.search)
	}
}

// toggleSettings opens and leaves the settings; there are none in training.
func (s *Screen) toggleSettings() {
	switch {
	case s.state.Training.On:
	case s.state.View == desk.SettingsView:
		s.turnToDesk()
	default:
		s.permit(func() { s.turnTo(desk.SettingsView) })
	}
}

// exportOrHistory opens the counts, and where something can be exported asks
// where to.
func (s *Screen) exportOrHistory() {
	switch s.state.View {
	case desk.LogView, desk.HistoryView:
		s.chooseExport()
	case desk.SettingsView:
	default:
		s.turnToHistory()
	}
}

func (s *Screen) turnToHistory() { s.turnTo(desk.HistoryView) }

func (s *Screen) turnToLog()  { s.turnTo(desk.LogView) }
func (s *Screen) turnToDesk() { s.turnTo(desk.ScanView) }

// turnTo opens a view. Whoever leaves the settings hands them on with
// everything that was typed.
func (s *Screen) turnTo(view desk.View) {
	if s.isSettingUp() {
		return
	}
	if s.state.View == desk.SettingsView {
		s.settings.handAll()
	}
	s.act(desk.Show{View: view})
}

// start ends the setting up of a new desk.
func (s *Screen) start() {
	s.settings.handAll()
	s.act(desk.Show{View: desk.ScanView})
}

func (s *Screen) toggleTraining() { s.act(desk.Train{On: !s.state.Training.On}) }

// joinNext adds the next card to the open result, if there is one in view that
// names somebody.
func (s *Screen) joinNext() {
	if r := s.state.Result; r != nil && r.CanBeJoined() && s.state.View == desk.ScanView {
		s.act(desk.JoinNext{})
	}
}

func (s *Screen) act(a desk.Action) {
	if s.do.Act != nil {
		s.do.Act(a)
	}
}

func (s *Screen) older() {
	if s.do.OlderLog != nil {
		s.do.OlderLog()
	}
}

func (s *Screen) updateList() {
	if s.do.UpdateDirectory != nil {
		s.do.UpdateDirectory()
	}
}

// reveal scrolls what has got the focus into view.
func (s *Screen) reveal(o fyne.CanvasObject) {
	page := s.page()
	if s.log.root.Visible() {
		page = s.log.filter.scroll
	}
	if page != nil {
		reveal(page, o)
	}
}
