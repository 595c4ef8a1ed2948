package screen

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"passdesk/app/folder"
)

// chooserLine is a line of the chooser: its path, or what narrows the list or
// names the file. The keys that move in the list do so from here too.
type chooserLine struct {
	typedLine
	chooser *chooser
	enter   func()
	leads   bool // the one that has the focus from the start
}

func newChooserLine(c *chooser, enter func()) *chooserLine {
	l := &chooserLine{chooser: c, enter: enter}
	l.keys = c.screen.keys
	l.ExtendBaseWidget(l)
	return l
}

// TypedKey implements fyne.Focusable.
func (l *chooserLine) TypedKey(e *fyne.KeyEvent) {
	hand := func(inText bool) {
		l.keys.press(e, command{do: func() { l.chooser.screen.Key(e) }, inText: inText})
	}
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		l.keys.press(e, command{do: l.enter, inText: true})
	case fyne.KeyEscape, fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown, lockKey:
		hand(false)
	case fyne.KeySpace:
		if !l.marks() {
			l.typedLine.TypedKey(e)
			return
		}
		hand(true)
	case fyne.KeyBackspace, fyne.KeyHome, fyne.KeyEnd:
		if !l.leads || l.Text != "" {
			l.typedLine.TypedKey(e)
			return
		}
		hand(e.Name == fyne.KeyBackspace)
	default:
		l.typedLine.TypedKey(e)
	}
}

// marks tells whether Space marks a file here, which then is no letter.
func (l *chooserLine) marks() bool { return l.leads && l.chooser.wanted.several }

// TypedRune implements fyne.Focusable.
func (l *chooserLine) TypedRune(r rune) {
	if r == ' ' && l.marks() {
		l.keys.typed(r)
		return
	}
	l.typedLine.TypedRune(r)
}

// TypedShortcut implements fyne.Shortcutable.
func (l *chooserLine) TypedShortcut(s fyne.Shortcut) {
	custom, ok := s.(*desktop.CustomShortcut)
	if ok && custom.Modifier == fyne.KeyModifierShortcutDefault && (custom.KeyName == fyne.KeyReturn || custom.KeyName == fyne.KeyEnter) {
		l.keys.shortcut(l.chooser.accept)
		return
	}
	if !l.chooser.screen.typedShortcut(s) {
		l.typedLine.TypedShortcut(s)
	}
}

// FocusLost implements fyne.Focusable: a path that nobody went to is none.
func (l *chooserLine) FocusLost() {
	l.typedLine.FocusLost()
	if c := l.chooser; !l.leads && !c.waits && l.Text != c.listing.Path {
		l.SetText(c.listing.Path)
	}
}

// key takes a key that stands alone while the chooser is open.
func (c *chooser) key(name fyne.KeyName) {
	switch name {
	case fyne.KeyEscape:
		if !c.unask() {
			c.close()
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		c.confirm()
	case fyne.KeyBackspace:
		c.up()
	case fyne.KeySpace:
		c.mark(c.at)
	case lockKey:
		c.screen.lock()
	default:
		c.move(name)
	}
}

// confirm does what Enter does: it opens the folder or the file that is stood
// on, or those that are marked, or saves.
func (c *chooser) confirm() {
	if c.saving != "" || c.waits {
		return
	}
	if c.at >= 0 && !c.rows[c.at].isFile() {
		c.follow(c.rows[c.at])
		return
	}
	if c.wanted.saves() {
		c.save()
		return
	}
	c.finish(c.picked()...)
}

// picked gives the paths of the files that are marked, in the order of the
// list, or else of the one that is stood on.
func (c *chooser) picked() (paths []string) {
	for _, e := range c.listing.Entries {
		if c.marked[e.Name] && !e.Folder {
			paths = append(paths, filepath.Join(c.listing.Path, e.Name))
		}
	}
	if paths == nil && c.at >= 0 {
		paths = []string{filepath.Join(c.listing.Path, c.rows[c.at].name)}
	}
	return paths
}

// accept does what the button says, which for a folder is to take the one on
// view.
func (c *chooser) accept() {
	if c.wanted.folder {
		if !c.waits && c.listing.Trouble == "" {
			c.finish(c.listing.Path)
		}
		return
	}
	c.confirm()
}

// save looks whether there is such a file already.
func (c *chooser) save() {
	name := strings.TrimSpace(c.typed.Text)
	if name == "" {
		c.said.set(c.words.say("chooser.unnamed"))
		return
	}
	c.ask(toSave, c.listing.Path, name)
}

// goTo goes to what was typed as a path.
func (c *chooser) goTo() {
	if name := strings.TrimSpace(c.path.Text); name != "" {
		c.unask()
		c.ask(toGo, c.listing.Path, name)
	}
}

// askOver asks before a file is written over.
func (c *chooser) askOver(l folder.Listing) {
	c.saving = l.Target
	c.asked.set(c.words.say("chooser.already-there", values{"Name": printable(filepath.Base(l.Target))}))
	c.question.Show()
	c.say()
	c.focus(c.keep)
}

// unask takes that question away, and tells whether there was one.
func (c *chooser) unask() bool {
	if c.saving == "" {
		return false
	}
	c.saving = ""
	c.question.Hide()
	c.say()
	c.focus(c.typed)
	return true
}
