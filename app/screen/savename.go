package screen

import (
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// saveName stands in for the line in Fyne's dialog for saving that takes the
// file's name. Fyne's own swallows Esc, and it has the focus from the start.
type saveName struct {
	typedLine
	onKey func(*fyne.KeyEvent)
}

// TypedKey implements fyne.Focusable.
func (n *saveName) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyEscape {
		n.keys.press(e, command{do: func() { n.onKey(e) }})
		return
	}
	n.typedLine.TypedKey(e)
}

// letEscape puts a saveName into the open dialog, and keeps it and the
// dialog's own line the same.
func letEscape(over fyne.Canvas, keys *keyboard, onKey func(*fyne.KeyEvent)) {
	around := aroundName(over.Overlays().Top())
	if around == nil {
		return // a dialog of the system
	}
	inner := around.Content.(*widget.Entry)
	n := &saveName{onKey: onKey}
	n.keys = keys
	n.ExtendBaseWidget(n)
	n.SetText(inner.Text)
	before := inner.OnChanged
	inner.OnChanged = func(s string) {
		before(s)
		if n.Text != s {
			n.SetText(s)
		}
	}
	n.OnChanged, n.OnSubmitted = inner.SetText, inner.OnSubmitted
	around.Content = n
	around.Refresh()
	over.Focus(n)
}

// aroundName finds what holds the line for the name in a dialog; nil if there
// is none. The type of what Fyne lays over a window cannot be named.
func aroundName(o fyne.CanvasObject) *container.Scroll {
	var inside []fyne.CanvasObject
	switch o := o.(type) {
	case nil:
	case *container.Scroll:
		if _, ok := o.Content.(*widget.Entry); ok {
			return o
		}
	case *fyne.Container:
		inside = o.Objects
	case *widget.PopUp:
		inside = []fyne.CanvasObject{o.Content}
	default:
		if v := reflect.Indirect(reflect.ValueOf(o)); v.Kind() == reflect.Struct {
			if content := v.FieldByName("Content"); content.IsValid() && content.CanInterface() {
				child, _ := content.Interface().(fyne.CanvasObject)
				inside = []fyne.CanvasObject{child}
			}
		}
	}
	for _, child := range inside {
		if found := aroundName(child); found != nil {
			return found
		}
	}
	return nil
}
