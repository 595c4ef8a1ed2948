package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"passdesk/app/desk"
)

// Attach puts the screen into a window: its content, keys, short cuts, the
// dropping of files, and its title from then on.
func (s *Screen) Attach(w fyne.Window) {
	s.window = w
	w.SetPadded(false)
	w.SetContent(s.root)
	w.Canvas().SetOnTypedKey(s.Key)
	for _, c := range s.shortcuts() {
		w.Canvas().AddShortcut(&desktop.CustomShortcut{KeyName: c.key, Modifier: fyne.KeyModifierShortcutDefault},
			func(fyne.Shortcut) { c.do() })
	}
	w.SetOnDropped(func(_ fyne.Position, files []fyne.URI) {
		for _, f := range files {
			s.openFile(f.Path())
		}
	})
	s.entitle(s.state)
}

type shortcut struct {
	key fyne.KeyName
	do  func()
}

func (s *Screen) shortcuts() []shortcut {
	return []shortcut{
		{fyne.KeyO, s.chooseFile},
		{fyne.KeyL, s.toggleLog},
		{fyne.KeyE, s.chooseExport},
	}
}

// Key takes a key that stands alone: Esc takes away what is on top, be it a
// dialog, the log or the result; Space holds the result or lets it go.
func (s *Screen) Key(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		switch {
		case s.dismiss():
		case s.state.View == desk.LogView:
			s.turnToDesk()
		default:
			s.act(desk.Clear{})
		}
	case fyne.KeySpace:
		s.act(desk.Hold{})
	}
}

func (s *Screen) toggleLog() {
	if s.state.View == desk.LogView {
		s.turnToDesk()
	} else {
		s.turnToLog()
	}
}

func (s *Screen) turnToLog()  { s.act(desk.Show{View: desk.LogView}) }
func (s *Screen) turnToDesk() { s.act(desk.Show{View: desk.ScanView}) }

func (s *Screen) act(a desk.Action) {
	if s.do.Act != nil {
		s.do.Act(a)
	}
}

func (s *Screen) openFile(path string) {
	if s.do.OpenFile != nil {
		s.do.OpenFile(path)
	}
}

func (s *Screen) older() {
	if s.do.OlderLog != nil {
		s.do.OlderLog()
	}
}
