package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// listener hears from the controls what is not theirs alone.
type listener struct {
	keys     *keyboard                // hears of every key first
	key      func(*fyne.KeyEvent)     // a key that the control has no use for
	shortcut func(fyne.Shortcut) bool // tells whether it is one of the screen's
	focus    func(fyne.CanvasObject)  // the control has got the focus
}

// control is what everything that can be pressed has in common: it is pressed
// by a click, and by Enter when it has the focus. Every other key goes to the
// desk: Space and Esc mean the same wherever the focus is, which Fyne's own
// widgets do not allow.
type control struct {
	widget.BaseWidget
	listens
	self    fyne.Widget
	press   func()
	space   bool // pressed by Space too, as what is ticked is everywhere
	told    listener
	hovered bool
	focused bool
}

// be makes the control known to Fyne as the widget that embeds it.
func (c *control) be(self fyne.Widget) {
	c.self = self
	c.ExtendBaseWidget(self)
}

// Tapped implements fyne.Tappable.
func (c *control) Tapped(*fyne.PointEvent) {
	if c.press != nil {
		c.press()
	}
}

// hear lets the control hear from the keyboard, and be heard.
func (c *control) hear(told listener, press func()) {
	c.told, c.keys, c.press = told, told.keys, press
}

// TypedKey implements fyne.Focusable.
func (c *control) TypedKey(e *fyne.KeyEvent) {
	c.typed(e, c.take)
}

func (c *control) take(e *fyne.KeyEvent) {
	switch {
	case e.Name == fyne.KeyReturn, e.Name == fyne.KeyEnter, e.Name == fyne.KeySpace && c.space:
		c.Tapped(nil)
	default:
		c.told.key(e)
	}
}

// FocusGained implements fyne.Focusable.
func (c *control) FocusGained() {
	c.focused = true
	c.Refresh()
	if c.told.focus != nil {
		c.told.focus(c.self)
	}
}

// FocusLost implements fyne.Focusable.
func (c *control) FocusLost() { c.focused = false; c.Refresh() }

// MouseIn implements desktop.Hoverable.
func (c *control) MouseIn(*desktop.MouseEvent) { c.hovered = true; c.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (c *control) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (c *control) MouseOut() { c.hovered = false; c.Refresh() }

// Cursor implements desktop.Cursorable.
func (c *control) Cursor() desktop.Cursor { return desktop.PointerCursor }
