// Package screen draws a desk.State with Fyne; starts no goroutine and
// decides nothing.
//
// Show is the only way in and Callbacks the only way out. Show redraws only
// what differs, so that a new picture costs a picture. What is said about a
// card, with which colour and shape, stands in one table (reasons), and every
// word in assets/translations. A result's widgets are made for it and dropped
// with it: nothing about a holder stays behind.
//
// It promises not to read a clock, a file or the network: the two file
// dialogs hand on a path, and the time is the State's.
package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"

	"passdesk/app/desk"
	"passdesk/app/settings"
)

// Callbacks are what a person can make happen. Those that are nil are
// ignored. All are called on Fyne's goroutine and must not wait.
type Callbacks struct {
	Act             func(desk.Action)
	OpenFile        func(path string)                // a picture or card file was chosen or dropped
	Export          func(path string)                // write the daily counts there as CSV
	ImportDirectory func(snapshot, signature string) // paths of the signed list
	UpdateDirectory func()                           // fetch the signed list over the network now
	Change          func(settings.Settings)          // a setting was changed: all of them, as they are to be
	OlderLog        func()                           // the next page of the log is wanted
}

// Screen is the whole content of the window. It is used on Fyne's goroutine
// only.
type Screen struct {
	words  *Words
	do     Callbacks
	window fyne.Window // nil until Attach
	state  desk.State
	title  string
	asking *dialog.FileDialog // nil unless one is open

	strip   *strip
	preview *preview
	side    *side
	log     *logView
	desk    *fyne.Container
	frame   *fyne.Container
	root    *fyne.Container
}

// New makes a screen that shows nothing yet. The program must already have a
// theme of NewTheme: no other knows the screen's colours.
func New(words *Words, do Callbacks) *Screen {
	s := &Screen{words: words, do: do, strip: newStrip(words), preview: newPreview(words)}
	s.side = newSide(words, s.button(face{icon: "import", label: words.say("idle.import")}, s.chooseList))
	s.log = newLogView(words, logButtons{
		back:   s.button(face{icon: "back", label: words.say("button.back"), keys: "Esc"}, s.turnToDesk),
		export: s.button(face{icon: "export", label: words.say("button.export"), keys: "Ctrl+E"}, s.chooseExport),
		older:  s.button(face{icon: "clock", label: words.say("button.older")}, s.older),
	}, s.Key)
	left := newPile(gap, 0, s.preview.root, s.newDock())
	s.desk = &fyne.Container{Layout: deskLayout{}, Objects: []fyne.CanvasObject{left, s.side.root}}
	s.frame = newPile(gap, 1, s.strip.root, newLayers(s.desk, s.log.root))
	s.root = newInset(gap, gap, s.frame)
	return s
}

func (s *Screen) button(f face, press func()) *button { return newButton(f, s.Key, press) }

// newDock makes the buttons below the camera.
func (s *Screen) newDock() fyne.CanvasObject {
	w := s.words
	return newEven(8,
		s.button(face{icon: "open", label: w.say("button.open"), keys: "Ctrl+O"}, s.chooseFile),
		s.button(face{icon: "log", label: w.say("button.log"), keys: "Ctrl+L"}, s.turnToLog),
		s.button(face{icon: "export", label: w.say("button.export"), keys: "Ctrl+E"}, s.chooseExport),
	)
}

// Content is what the window holds.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Show draws a State. It is the only way in.
func (s *Screen) Show(st desk.State) {
	s.state = st
	moved := s.strip.show(st)
	s.preview.show(st)
	s.side.show(st)
	s.log.show(st)
	inLog := st.View == desk.LogView
	if s.log.root.Visible() != inLog {
		s.log.root.Hidden, s.desk.Hidden = !inLog, inLog
		moved = true
	}
	if moved {
		s.root.Refresh()
	}
	s.entitle(st)
}

// entitle names the window after what it shows, for those who hear it rather
// than see it.
func (s *Screen) entitle(st desk.State) {
	if title := s.Title(st); s.window != nil && title != s.title {
		s.title = title
		s.window.SetTitle(title)
	}
}

// Title gives the window's title: the answer while there is one, else the
// desk. A holder's name is never in it.
func (s *Screen) Title(st desk.State) string {
	if st.Result == nil {
		if place := placeOf(st.About); place != "" {
			return s.words.say("title.desk", values{"Desk": place})
		}
		return s.words.say("app.name")
	}
	d := st.Result.Decision
	word := s.words.say(lookOf(d.Outcome, d.Reason).headline)
	return s.words.say("title.result", values{"Word": word})
}
