package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// typedLine is a line of text that is typed by a person and not by a scanner.
type typedLine struct {
	widget.Entry
	keys *keyboard
}

// KeyDown implements desktop.Keyable.
func (l *typedLine) KeyDown(e *fyne.KeyEvent) {
	l.keys.down(e)
	l.Entry.KeyDown(e)
}

// KeyUp implements desktop.Keyable.
func (l *typedLine) KeyUp(e *fyne.KeyEvent) {
	l.keys.up(e)
	l.Entry.KeyUp(e)
}

// AcceptsTab implements fyne.Tabbable: a scanner's Tab is not to move the
// focus.
func (l *typedLine) AcceptsTab() bool { return true }

// TypedRune implements fyne.Focusable.
func (l *typedLine) TypedRune(r rune) {
	if l.keys.typed(r) {
		l.Entry.TypedRune(r)
	}
}

// TypedKey implements fyne.Focusable.
func (l *typedLine) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyTab:
		l.keys.tab(e)
	case sectionKey:
		l.keys.section(e)
	case fyne.KeyReturn, fyne.KeyEnter:
		l.keys.press(e, command{do: func() { l.Entry.TypedKey(e) }, inText: true})
	default:
		if l.keys.edit(e, l.before) {
			l.Entry.TypedKey(e)
		}
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (l *typedLine) TypedShortcut(s fyne.Shortcut) {
	l.keys.shortcut(func() { l.Entry.TypedShortcut(s) })
}

// before keeps the line as it is.
func (l *typedLine) before() (undo func()) {
	text, row, column := l.Text, l.CursorRow, l.CursorColumn
	return func() {
		l.SetText(text)
		l.CursorRow, l.CursorColumn = row, column
		l.Refresh()
	}
}
