// Package screen draws a desk.State with Fyne; starts no goroutine and
// decides nothing.
//
// Show is the only way in and Callbacks the only way out. Show redraws only
// what differs, so that a new picture costs a picture. What is said about a
// card, with which colour and shape, stands in one table (reasons), and every
// word in assets/translations. A result's widgets are made for it and dropped
// with it: nothing about a holder stays behind.
//
// Two libraries that Fyne itself draws with say where a Chinese line may break
// (go-text) and in which order Arabic and Latin stand (x/text).
//
// It promises not to read a clock, a file or the network: what lies in a folder
// is the State's, and so is the time.
package screen

import (
	"time"

	"fyne.io/fyne/v2"

	"passdesk/app/desk"
	"passdesk/app/folder"
	"passdesk/app/scanlog/report"
	"passdesk/app/settings"
	"passdesk/camera/handheld"
	"passdesk/verify/reason"
)

// Callbacks are what a person can make happen. Those that are nil are
// ignored. All are called on Fyne's goroutine and must not wait.
type Callbacks struct {
	Act             func(desk.Action)
	OpenFiles       func(paths ...string)              // picture or card files were chosen or dropped
	Paste           func(text string)                  // what is in the clipboard is wanted; this is its text
	Export          func(path string, e report.Export) // write an export there
	CancelExport    func()                             // give up the one under way
	ImportDirectory func(snapshot, signature string)   // paths of the signed list
	UpdateDirectory func()                             // fetch the signed list over the network now
	AddIssuer       func(desk.NewIssuer)               // trust an issuer that is not in the signed list
	RemoveIssuer    func(iss string)                   // take away one that was added here
	Change          func(settings.Settings)            // a setting was changed: all of them, as they are to be
	TryPIN          func(pin string)                   // a person wants to show to be a manager
	SetPIN          func(string, settings.Settings)    // another PIN, "" for none, with settings as they are to be
	Speak           func(words, lang string)           // an answer is to be heard in words; lang is a BCP 47 tag
	Browse          func(folder.Query)                 // what lies in a folder is wanted; with the zero Query not any more
	OlderLog        func()                             // the next page of the log is wanted
	KeepPassword    func(address, password string)     // of the log's server
	Copy            func(text string)                  // put it on the system's clipboard
	Hear            func(reason.Outcome)               // the sound of an answer is wanted

	// Clock is asked when a key comes, which tells a hand scanner's keys from a
	// person's; without it none is listened to. What one reads is Scanned, and
	// before that it tells how much has come.
	Clock    func() time.Time
	Scanned  func(handheld.Code)
	Scanning func(handheld.Progress)
}

// Screen is the whole content of the window. It is used on Fyne's goroutine
// only.
type Screen struct {
	words  *Words
	lang   string // the setting that the words were chosen by, "" for none yet
	do     Callbacks
	window fyne.Window // nil until Attach
	state  desk.State
	title  string
	said   spokenAnswer
	gate   *gate
	keys   *keyboard

	chooser *chooser
	folders map[string]string // where something was last chosen, by what; for this run
	asked   int               // how many folders were asked for
	under   *fyne.Container   // the views, which the chooser takes the place of

	training *training
	strip    *strip
	clock    *clockWarning
	inside   *insideBar
	preview  *preview
	side     *side
	log      *logView
	settings *settingsView
	history  *historyView
	dock     dock
	tallies  *tallies
	locked   *locked
	edge     *panel // all that is seen at work, the band of the training apart
	filled   bool   // the window was asked to fill the screen
	desk     *fyne.Container
	root     *fyne.Container
	nowhere  *nowhere
}

// New makes a screen that shows nothing yet. The program must already have a
// theme of NewTheme: no other knows the screen's colours.
func New(words *Words, do Callbacks) *Screen {
	s := &Screen{words: words, do: do, root: newLayers(), folders: map[string]string{}}
	s.keys = &keyboard{clock: do.Clock, heard: do.Scanned, came: do.Scanning}
	s.keys.letGo, s.keys.jump = s.letGo, s.nextSection
	s.nowhere = newNowhere(s.keys, s.Key)
	s.build()
	return s
}

// build makes everything that is seen, in the language of the words.
func (s *Screen) build() {
	words := s.words
	teach(words)
	s.strip, s.preview = newStrip(words), newPreview(words)
	s.side = newSide(words, s.listButtons(), newShelf(s.joinButton, s.answers(), s.unfocus))
	s.log = s.newLogView(logButtons{
		back:   s.button(face{icon: "back", label: words.say("button.back"), keys: "Esc"}, s.turnToDesk),
		export: s.button(face{icon: "export", label: words.say("button.export"), keys: "Ctrl+E"}, s.chooseExport),
		older:  s.button(face{icon: "clock", label: words.say("button.older")}, s.older),
	})
	s.history = s.newHistory()
	s.settings, s.clock, s.inside = s.newSettings(), s.newClockWarning(), s.newInsideBar()
	s.dock, s.tallies, s.locked, s.gate = s.newDock(), s.newTallies(), s.newLocked(), s.newGate()
	left := newPile(gap, 0, s.preview.root, newColumn(8, s.tallies.root, s.dock.root))
	s.desk = &fyne.Container{Layout: deskLayout{}, Objects: []fyne.CanvasObject{left, s.side.root}}
	s.under, s.chooser = newLayers(s.desk, s.log.root, s.settings.root, s.history.root), s.newChooser()
	views := newPile(gap, 3, s.strip.root, s.inside.root, s.clock.root, newLayers(s.under, s.chooser.root))
	inner := newPanel(ground{padX: gap - ring, padY: gap - ring}, views)
	s.edge = newPanel(ground{padX: ring, padY: ring}, inner)
	stop := s.button(face{icon: "stop", label: words.say("training.stop"), keys: "Ctrl+T"}, s.toggleTraining)
	s.training = newTraining(words, stop, s.edge, inner)
	s.root.Objects = []fyne.CanvasObject{newPile(0, 1, s.training.band, newLayers(s.edge, s.locked.root, s.gate.root), s.nowhere)}
}

func (s *Screen) listener() listener {
	return listener{keys: s.keys, key: s.Key, shortcut: s.typedShortcut, focus: s.reveal}
}

func (s *Screen) button(f face, press func()) *button { return newButton(f, s.listener(), press) }

// listButtons makes the two buttons that get a fresh list of issuers.
func (s *Screen) listButtons() listButtons {
	return listButtons{
		update:     s.button(face{icon: "update", label: s.words.say("button.update")}, s.updateList),
		importList: s.button(face{icon: "import", label: s.words.say("button.import")}, s.chooseList),
	}
}

// joinButton makes the button that adds the next card of the same person, or
// gives that up.
func (s *Screen) joinButton(icon, label string) *button {
	return s.button(face{icon: icon, label: label, keys: "Ctrl+P"}, s.joinNext)
}

// dock is the buttons below the camera.
type dock struct {
	training, settings *button
	root               *fyne.Container
}

func (s *Screen) newDock() dock {
	w := s.words
	d := dock{
		training: s.button(face{icon: "training", label: w.say("button.training"), keys: "Ctrl+T"}, s.toggleTraining),
		settings: s.button(face{icon: "settings", label: w.say("button.settings"), keys: "Ctrl+,"}, s.toggleSettings),
	}
	d.root = newLines(8, 168,
		s.button(face{icon: "open", label: w.say("button.open"), keys: "Ctrl+O"}, s.chooseFile),
		s.button(face{icon: "log", label: w.say("button.log"), keys: "Ctrl+L"}, s.turnToLog),
		s.button(face{icon: "export", label: w.say("button.history"), keys: "Ctrl+E"}, s.turnToHistory),
		d.training,
		d.settings,
		s.button(face{icon: "lock", label: w.say("button.lock"), keys: string(lockKey)}, s.lock),
	)
	return d
}

// Content is what the window holds.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Show draws a State. It is the only way in.
func (s *Screen) Show(st desk.State) {
	if lang := st.Setup.Set.Language; lang != s.lang {
		s.lang = lang
		s.speak(s.words.in(lang), st)
	}
	s.state = st
	s.fill(st)
	moved := s.showLock(st)
	moved = s.strip.show(st) || moved
	moved = s.clock.show(st) || moved
	moved = s.inside.show(st) || moved
	if s.training.show(st) {
		s.dock.training.Hidden, s.dock.settings.Hidden = st.Training.On, st.Training.On
		moved = true
	}
	moved = s.turn(st.View) || moved
	s.side.show(st)
	s.tallies.show(st)
	s.log.show(st)
	s.showCamera(st)
	s.settings.show(st)
	s.history.show(st)
	s.chooser.show(st)
	if moved {
		s.root.Refresh()
	}
	s.entitle(st)
	s.sayAnswer(st)
	s.showGate(st)
}

// showCamera draws the picture where it is seen and nowhere else. What is not
// seen keeps no picture.
func (s *Screen) showCamera(st desk.State) {
	none := desk.State{Camera: st.Camera, Setup: st.Setup, Now: st.Now}
	inDesk, inSettings := none, none
	switch st.View {
	case desk.SettingsView:
		inSettings.Picture = st.Picture
	case desk.LogView, desk.HistoryView:
	default:
		inDesk = st
	}
	s.preview.show(inDesk)
	s.settings.camera.preview.show(inSettings)
}

// turn opens a view, and tells whether it is another one. What had the focus
// loses it: it is out of sight.
func (s *Screen) turn(view desk.View) bool {
	inLog, inSettings, inHistory := view == desk.LogView, view == desk.SettingsView, view == desk.HistoryView
	if s.log.root.Visible() == inLog && s.settings.root.Visible() == inSettings && s.history.root.Visible() == inHistory {
		return false
	}
	s.unfocus()
	s.log.root.Hidden, s.settings.root.Hidden, s.history.root.Hidden = !inLog, !inSettings, !inHistory
	s.desk.Hidden = inLog || inSettings || inHistory
	if inSettings {
		s.settings.enter(s.state)
		if s.state.Setup.First && s.window != nil {
			s.window.Canvas().Focus(s.settings.start)
		}
	}
	return true
}

// unfocus takes the focus from whatever has it.
func (s *Screen) unfocus() {
	if s.window != nil {
		s.window.Canvas().Unfocus()
	}
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
// desk. A holder's name is never in it, and training is always said first.
func (s *Screen) Title(st desk.State) string {
	if st.Training.On {
		return s.words.say("title.training", values{"Title": s.plainTitle(st)})
	}
	return s.plainTitle(st)
}

func (s *Screen) plainTitle(st desk.State) string {
	switch {
	case st.Locked:
		return s.words.say("title.desk", values{"Desk": s.words.say("lock.title")})
	case s.chooser.isOpen:
		return s.words.say("title.result", values{"Word": s.chooser.wanted.title})
	case st.View == desk.SettingsView && st.Setup.First:
		return s.words.say("title.desk", values{"Desk": s.words.say("setup.title")})
	case st.View == desk.SettingsView:
		return s.words.say("title.desk", values{"Desk": s.words.say("settings.title")})
	case st.View == desk.HistoryView:
		return s.words.say("title.desk", values{"Desk": s.words.say("history.title")})
	case st.Result != nil:
		return s.words.say("title.result", values{"Word": s.words.say(answerLook(st.Result).headline)})
	case placeOf(st.About) != "":
		return s.words.say("title.desk", values{"Desk": placeOf(st.About)})
	}
	return s.words.say("app.name")
}
