package screen

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

// TestTwiceAsLargeIsWholeInAllScenes draws every scene in every language with
// its text at 200 %, in a window as large as the screen of a small laptop.
func TestTwiceAsLargeIsWholeInAllScenes(t *testing.T) {
	for _, words := range english(t).every() {
		lang := words.tag.String()
		t.Run(lang, func(t *testing.T) {
			test.NewTempApp(t).Settings().SetTheme(NewTheme(Look{Scale: 2, Variant: Light}))
			w := test.NewTempWindow(t, nil)
			screen := New(english(t), Callbacks{})
			screen.Attach(w)
			w.Resize(fyne.NewSize(1366, 768))
			for _, s := range scenes() {
				if strings.HasSuffix(s.name, "-small") || strings.HasSuffix(s.name, "-narrow") {
					continue // the same State as another
				}
				screen.Show(spoken(lang, s.state))
				if strings.HasPrefix(s.name, "choose-") {
					s.act(screen)
				}
				for _, fault := range faults(screen.Content()) {
					t.Errorf("%s: %s", s.name, fault)
				}
				screen.dismiss()
			}
		})
	}
}

// box is where a text is seen.
type box struct {
	words       string
	left, right float32
	top, bottom float32
	layer       int
}

// faults lists the texts that are cut off, or lie on each other.
func faults(root fyne.CanvasObject) []string {
	m := seeing{}
	m.walk(root, fyne.NewPos(0, 0), area{right: root.Size().Width, bottom: root.Size().Height})
	for i, a := range m.boxes {
		for _, b := range m.boxes[i+1:] {
			if across, down := min(a.right, b.right)-max(a.left, b.left), min(a.bottom, b.bottom)-max(a.top, b.top); across > 2 && down > 4 {
				m.faults = append(m.faults, fmt.Sprintf("%q lies on %q by %.0f x %.0f", a.words, b.words, across, down))
			}
		}
	}
	return m.faults
}

// area is the room that what is around a text leaves it.
type area struct {
	left, top, right, bottom float32
	scrolls                  bool // what is above or below it is scrolled to
}

type seeing struct {
	faults []string
	boxes  []box
}

func (m *seeing) walk(o fyne.CanvasObject, at fyne.Position, room area) {
	if !o.Visible() {
		return
	}
	at = at.Add(o.Position())
	switch o := o.(type) {
	case *text:
		m.text(o, at, room)
		return
	case *container.Scroll:
		m.walk(o.Content, at.Subtract(o.Offset), area{
			left: room.left, right: fyne.Min(room.right, at.X+o.Size().Width),
			top: fyne.Max(room.top, at.Y), bottom: fyne.Min(room.bottom, at.Y+o.Size().Height), scrolls: true,
		})
		return
	case *fyne.Container:
		m.all(o.Objects, at, room)
	case fyne.Widget:
		m.all(test.WidgetRenderer(o).Objects(), at, room)
	}
}

func (m *seeing) all(objects []fyne.CanvasObject, at fyne.Position, room area) {
	for _, o := range objects {
		m.walk(o, at, room)
	}
}

func (m *seeing) text(t *text, at fyne.Position, room area) {
	for _, o := range test.WidgetRenderer(t).Objects() {
		l := o.(*canvas.Text)
		if strings.TrimSpace(l.Text) == "" {
			continue
		}
		x, size := at.X+l.Position().X, l.MinSize()
		middle := at.Y + l.Position().Y + size.Height/2
		b := box{words: t.words, left: x, right: x + size.Width, top: middle - size.Height*0.3, bottom: middle + size.Height*0.3}
		if room.scrolls {
			b.top, b.bottom = fyne.Max(b.top, room.top), fyne.Min(b.bottom, room.bottom)
		}
		if b.right > room.right+2 || b.left < room.left-2 || b.bottom > room.bottom+2 || b.top < room.top-2 {
			m.faults = append(m.faults, fmt.Sprintf("%q at %.0f-%.0f x %.0f-%.0f leaves its room %.0f-%.0f x %.0f-%.0f", t.words, b.left, b.right, b.top, b.bottom, room.left, room.right, room.top, room.bottom))
		}
		m.boxes = append(m.boxes, b)
	}
	if need := heightFor(t, t.Size().Width); need > t.Size().Height+1 {
		m.faults = append(m.faults, fmt.Sprintf("%q needs a height of %.0f and has %.0f", t.words, need, t.Size().Height))
	}
}
