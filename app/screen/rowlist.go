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

// rowTo gives the row of so many to which a key goes from another, and whether
// it is a key that does; page is how many rows are on view.
func rowTo(key fyne.KeyName, from, rows, page int) (to int, ok bool) {
	by, ok := map[fyne.KeyName]int{
		fyne.KeyUp: -1, fyne.KeyDown: 1, fyne.KeyPageUp: -page, fyne.KeyPageDown: page, fyne.KeyHome: -rows, fyne.KeyEnd: rows,
	}[key]
	return max(0, min(rows-1, from+by)), ok
}

// TypedRune implements fyne.Focusable.
func (l *rowList) TypedRune(r rune) { l.keys.typed(r) }

// TypedKey implements fyne.Focusable.
func (l *rowList) TypedKey(e *fyne.KeyEvent) { l.typed(e, l.onKey) }
