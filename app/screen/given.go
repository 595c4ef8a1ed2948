package screen

import (
	"fyne.io/fyne/v2"

	"passdesk/app/desk"
)

// takesCards tells whether there is a place to show an answer.
func (s *Screen) takesCards() bool { return s.state.View != desk.SettingsView && !s.state.Locked }

// openFiles opens cards where an answer can be shown.
func (s *Screen) openFiles(paths ...string) {
	if s.do.OpenFiles != nil && s.takesCards() {
		s.do.OpenFiles(paths...)
	}
}

// dropped opens what was dropped on the window. What is no file, such as an
// address on the net, is left.
func (s *Screen) dropped(files []fyne.URI) {
	var paths []string
	for _, f := range files {
		if f.Scheme() == "file" {
			paths = append(paths, f.Path())
		}
	}
	if len(paths) > 0 {
		s.openFiles(paths...)
	}
}

// paste reads what is in the clipboard as if it had been held up.
func (s *Screen) paste(c fyne.Clipboard) {
	if s.do.Paste != nil && s.takesCards() {
		s.do.Paste(c.Content())
	}
}
