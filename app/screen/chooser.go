package screen

import (
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"passdesk/app/desk"
	"passdesk/app/folder"
)

// chooser lets a person choose a file or a folder, in place of the view. Its
// rows are those of State.Browsing; what is typed narrows them. It can be used
// with the keyboard alone, and a hand scanner is heard while it is open.
type chooser struct {
	screen *Screen
	words  *Words
	isOpen bool
	wanted choice
	over   desk.State     // when it was opened
	before fyne.Focusable // had the focus then, in the settings

	waits   bool   // for what was asked last
	aim     aim    // of what was asked last
	land    string // the name to stand on once the folder is there
	listing folder.Listing
	places  []folder.Place
	saving  string // the path about which is asked whether to write over it
	coming  int    // characters that a hand scanner has sent so far

	rows   []choiceRow
	at     int // the row that Enter takes, -1 for none
	marked map[string]bool

	title, said, none *text
	head, fields      *fyne.Container
	cancel, ok        *button
	path, typed       *chooserLine
	label             *text
	steps             *fyne.Container
	list              *rowList
	question          *panel
	asked             *text
	keep              *button
	root              *fyne.Container
}

// aim is what is to be done with a folder once it is there.
type aim int

const (
	toList aim = iota
	toGo       // to what was typed as a path, be it a folder or a file
	toSave     // under a name in it
)

func (s *Screen) newChooser() *chooser {
	w := s.words
	c := &chooser{screen: s, words: w, at: -1, list: &rowList{listens: listens{s.keys}, onKey: s.Key}}
	c.title = newText("", style{clip: true, bold: true, size: theme.SizeNameHeadingText})
	c.said, c.none = newText("", style{size: SizeSmall, colour: Muted}), newText("", style{bold: true, centre: true, size: SizeLead})
	c.cancel = s.button(face{icon: "back", label: w.say("dialog.cancel"), keys: "Esc"}, func() { c.close() })
	c.ok = s.button(face{icon: "done", label: w.say("dialog.open"), keys: w.say("key.enter"), primary: true}, c.accept)
	c.head = newRow(18, 1, c.cancel, c.title, c.ok)
	c.path, c.typed = newChooserLine(c, c.goTo), newChooserLine(c, c.confirm)
	c.typed.leads, c.typed.OnChanged = true, func(string) { c.narrow() }
	c.label = newText("", style{size: SizeSmall, bold: true, colour: Muted})
	c.fields = newColumns(14, 620, newLabelled(w.say("chooser.folder"), c.path), newColumn(3, c.label, c.typed))
	c.steps = newLines(8, 132)
	c.newList()
	c.asked = newText("", style{bold: true})
	c.keep = s.button(face{icon: "back", label: w.say("chooser.other-name"), keys: "Esc"}, func() { c.unask() })
	replace := s.button(face{icon: "done", label: w.say("chooser.replace")}, func() { c.finish(c.saving) })
	c.question = newPanel(ground{fill: AskTint, radius: 10, padX: 12, padY: 10}, newColumn(8, c.asked, newLines(8, 170, c.keep, replace)))
	c.question.Hide()
	body := newPanel(ground{fill: Panel, edge: Edge, radius: 12, bare: true, padX: 14, padY: 12},
		newPile(10, 2, c.fields, c.steps, newLayers(c.list, newMiddle(520, c.none)), c.question, c.said))
	c.root = newPile(gap, 1, c.head, body)
	c.root.Hide()
	return c
}

// open asks for something, in place of what is asked for already.
func (c *chooser) open(wanted choice) {
	s, w := c.screen, c.words
	if s.window == nil || s.state.Locked {
		return
	}
	c.close()
	c.isOpen, c.wanted, c.over = true, wanted, desk.State{View: s.state.View, Training: s.state.Training}
	if s.state.Result != nil {
		c.over.Now = s.state.Result.Shown
	}
	if c.before = nil; s.state.View == desk.SettingsView { // elsewhere Enter is for the visitor
		c.before = s.focused()
	}
	c.title.set(wanted.title)
	ok, label := "dialog.open", "chooser.narrow"
	switch {
	case wanted.saves():
		ok, label = "dialog.save", "dialog.enter-name"
	case wanted.folder:
		ok = "chooser.this-folder"
	}
	c.ok.label.set(w.say(ok))
	c.ok.keys.set(w.say("key.enter"))
	if wanted.folder {
		c.ok.keys.set("Ctrl+" + w.say("key.enter"))
	}
	c.label.set(w.say(label))
	c.typed.SetText(wanted.name)
	c.typed.CursorColumn = len([]rune(wanted.name))
	s.under.Hide()
	c.root.Show()
	c.ask(toList, s.folders[wanted.kind], "")
	s.root.Refresh()
	s.entitle(s.state)
	s.window.Canvas().Focus(c.typed)
}

// close takes the chooser away, and tells whether it was open. Nothing of a
// folder stays.
func (c *chooser) close() bool {
	if !c.isOpen {
		return false
	}
	s := c.screen
	c.isOpen, c.wanted, c.listing, c.places, c.waits, c.saving = false, choice{}, folder.Listing{}, nil, false, ""
	c.marked, c.land = nil, ""
	c.typed.SetText("")
	c.path.SetText("")
	c.asked.set("")
	c.question.Hide()
	c.steps.RemoveAll()
	c.arrange()
	c.root.Hide()
	s.under.Show()
	s.browse(folder.Query{})
	s.entitle(s.state)
	s.window.Canvas().Unfocus()
	if c.before != nil {
		s.window.Canvas().Focus(c.before)
	}
	c.before = nil
	s.root.Refresh()
	return true
}

// finish hands on what was chosen, and remembers where, until the program ends.
func (c *chooser) finish(paths ...string) {
	if len(paths) == 0 || paths[0] == "" {
		return
	}
	wanted, at := c.wanted, filepath.Dir(paths[0])
	if wanted.folder {
		at = paths[0]
	}
	c.screen.folders[wanted.kind] = at
	c.close()
	wanted.chosen(paths...)
}

// ask wants to see a folder; from and name are as in a folder.Query.
func (c *chooser) ask(to aim, from, name string) {
	s := c.screen
	s.asked++
	c.aim, c.waits = to, true
	s.browse(folder.Query{Serial: s.asked, From: from, Name: name, Endings: c.wanted.endings, Folders: c.wanted.folder})
	c.say()
}

func (s *Screen) browse(q folder.Query) {
	if s.do.Browse != nil {
		s.do.Browse(q)
	}
}

// show takes what has come. A new answer takes the chooser's place, which a
// queue is not to wait behind; those of a training come by themselves. So does
// another view.
func (c *chooser) show(st desk.State) {
	if !c.isOpen {
		return
	}
	isNew := st.Result != nil && st.Result.Shown.After(c.over.Now)
	if st.View != c.over.View || st.Training.On != c.over.Training.On || isNew && st.View == desk.ScanView && !st.Training.On {
		c.close()
		return
	}
	if c.coming != st.Incoming.Characters {
		c.coming = st.Incoming.Characters
		c.say()
	}
	if b := st.Browsing; !slices.Equal(b.Places, c.places) && len(b.Places) > 0 {
		c.places = b.Places
		c.showPlaces()
	}
	if l := st.Browsing.Listing; c.waits && l.Query.Serial == c.screen.asked && st.Browsing.Asked == c.screen.asked {
		c.waits = false
		c.take(l)
	}
}

// take goes on by what a folder holds.
func (c *chooser) take(l folder.Listing) {
	missing := l.Query.Name != "" && l.Is == folder.Nothing
	switch {
	case c.aim == toSave && missing && l.Trouble == "":
		c.finish(l.Target)
		return
	case c.aim == toSave && l.Is == folder.File:
		c.askOver(l)
		return
	case c.aim == toGo && l.Is == folder.File && !c.wanted.folder && !c.wanted.saves():
		c.finish(l.Target)
		return
	case c.aim == toGo && l.Is == folder.File && c.wanted.saves():
		c.typed.SetText(filepath.Base(l.Target))
	case c.aim == toGo && missing && l.Trouble == "":
		c.say()
		c.said.set(c.words.say("chooser.not-there", values{"Name": l.Query.Name}))
		c.root.Refresh()
		return
	}
	c.enter(l)
}

// enter shows a folder.
func (c *chooser) enter(l folder.Listing) {
	c.listing, c.marked = l, map[string]bool{}
	c.path.SetText(l.Path)
	if !c.wanted.saves() {
		c.typed.SetText("")
	}
	c.arrange()
	c.list.ScrollToTop()
	at := slices.IndexFunc(c.rows, func(r choiceRow) bool { return r.name == c.land && !r.up })
	if c.land = ""; at >= 0 {
		c.stand(at)
	}
	if c.aim != toList {
		c.focus(c.typed)
	}
}

// focus goes where a person goes on.
func (c *chooser) focus(o fyne.Focusable) {
	if w := c.screen.window; w != nil && c.isOpen {
		w.Canvas().Focus(o)
	}
}

// showPlaces makes a button for each place.
func (c *chooser) showPlaces() {
	c.steps.RemoveAll()
	for _, p := range c.places {
		name := p.Name
		if name == "" {
			name = c.words.named("place", p.ID)
		}
		c.steps.Add(c.screen.button(face{icon: "open", label: printable(name), clip: true}, func() {
			c.unask()
			c.ask(toList, p.Path, "")
			c.focus(c.typed)
		}))
	}
	c.root.Refresh()
}
