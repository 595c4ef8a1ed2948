package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// rowList is Fyne's list, but for keys: Space and Esc belong to the desk.
type rowList struct {
	widget.List
	listens
	onKey func(*fyne.KeyEvent)
}

// TypedRune implements fyne.Focusable.
func (l *rowList) TypedRune(r rune) { l.keys.typed(r) }

// TypedKey implements fyne.Focusable.
func (l *rowList) TypedKey(e *fyne.KeyEvent) { l.typed(e, l.onKey) }
