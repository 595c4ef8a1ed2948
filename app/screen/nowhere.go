package screen

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// listens is what everything that may have the focus has in common, lines of
// text apart: what its keys type is for scanners.
type listens struct{ keys *keyboard }

// KeyDown implements desktop.Keyable.
func (l listens) KeyDown(e *fyne.KeyEvent) { l.keys.down(e) }

// KeyUp implements desktop.Keyable.
func (l listens) KeyUp(e *fyne.KeyEvent) { l.keys.up(e) }

// AcceptsTab implements fyne.Tabbable: a scanner's Tab is not to move the
// focus.
func (listens) AcceptsTab() bool { return true }

// TypedRune implements fyne.Focusable.
func (l listens) TypedRune(r rune) { l.keys.typed(r) }

// typed takes a key that stands for something.
func (l listens) typed(e *fyne.KeyEvent, do func(*fyne.KeyEvent)) {
	switch e.Name {
	case fyne.KeyTab:
		l.keys.tab(e)
	case sectionKey:
		l.keys.section(e)
	default:
		l.keys.press(e, command{do: func() { do(e) }})
	}
}

// nowhere has the focus, unseen, when a key comes and nothing else has it:
// Fyne would let Tab move the focus without asking anybody.
type nowhere struct {
	widget.BaseWidget
	listens
	onKey func(*fyne.KeyEvent)
}

func newNowhere(keys *keyboard, onKey func(*fyne.KeyEvent)) *nowhere {
	n := &nowhere{listens: listens{keys}, onKey: onKey}
	n.ExtendBaseWidget(n)
	return n
}

// listen hears of a window's keys also where nothing has the focus.
func (n *nowhere) listen(c fyne.Canvas) {
	n.keys.listen(c)
	c.SetOnTypedKey(n.TypedKey)
	c.SetOnTypedRune(n.TypedRune)
	if d, ok := c.(desktop.Canvas); ok {
		d.SetOnKeyUp(n.keys.up)
		d.SetOnKeyDown(func(e *fyne.KeyEvent) {
			n.keys.down(e)
			if c.Overlays().Top() == nil { // the focus in a menu of Fyne's is its own
				c.Focus(n)
			}
		})
	}
}

// FocusGained implements fyne.Focusable.
func (n *nowhere) FocusGained() {}

// FocusLost implements fyne.Focusable.
func (n *nowhere) FocusLost() {}

// TypedKey implements fyne.Focusable.
func (n *nowhere) TypedKey(e *fyne.KeyEvent) { n.typed(e, n.onKey) }

// CreateRenderer implements fyne.Widget.
func (n *nowhere) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent)) // Fyne's painter in memory fails on no colour
}
