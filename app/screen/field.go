package screen

import (
	"strings"

	"fyne.io/fyne/v2"
)

// field is a line of text to fill in. It is handed on when Enter is pressed
// or the field is left, and only if it is another text then. What is typed
// into it is text and never a command, but for Esc and the short cuts.
type field struct {
	typedLine
	told    listener
	take    func(string)
	given   string // the text as it was last handed on, or shown from outside
	focused bool
}

func newField(told listener, take func(string)) *field {
	f := &field{told: told, take: take}
	f.keys = told.keys
	f.ExtendBaseWidget(f)
	return f
}

// show sets the text from outside, but never under the person's fingers.
func (f *field) show(s string) {
	if f.focused {
		return
	}
	f.given = s
	if f.Text != s {
		f.SetText(s)
	}
}

// text gives what stands in the field.
func (f *field) text() string { return strings.TrimSpace(f.Text) }

func (f *field) hand() {
	if s := f.text(); s != f.given {
		f.given = s
		f.take(s)
	}
}

// TypedKey implements fyne.Focusable.
func (f *field) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		f.keys.press(e, command{do: f.hand, inText: true})
	case fyne.KeyEscape, fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown:
		f.keys.press(e, command{do: func() { f.told.key(e) }})
	default:
		f.typedLine.TypedKey(e)
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (f *field) TypedShortcut(s fyne.Shortcut) {
	if f.told.shortcut == nil || !f.told.shortcut(s) {
		f.typedLine.TypedShortcut(s)
	}
}

// FocusGained implements fyne.Focusable.
func (f *field) FocusGained() {
	f.focused = true
	f.Entry.FocusGained()
	if f.told.focus != nil {
		f.told.focus(f)
	}
}

// FocusLost implements fyne.Focusable.
func (f *field) FocusLost() {
	f.focused = false
	f.Entry.FocusLost()
	f.hand()
}
