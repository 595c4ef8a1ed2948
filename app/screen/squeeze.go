package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// textScale tells how many times as large as usual the text is: what is
// measured by its text grows with it.
func textScale() float32 { return theme.Size(SizeBody) / sizes[SizeBody] }

// leastShare is how small what is squeezed may become: text of twice the size
// is then as large as it would be without.
const leastShare = 0.5

// squeezes tells whether an object can be narrower than it wants to be, by
// setting its words smaller.
func squeezes(o fyne.CanvasObject) bool {
	switch o := o.(type) {
	case *button:
		return true
	case *text:
		return o.style.oneLine && !o.style.clip
	case *fyne.Container:
		_, isRow := o.Layout.(*row)
		return isRow
	}
	return false
}

// squeeze takes what is too much from the widths of those objects that can be
// narrower, from each the same share.
func squeeze(objects []fyne.CanvasObject, widths []float32, tooMuch float32) {
	all := float32(0)
	for i, o := range objects {
		if o.Visible() && squeezes(o) {
			all += widths[i]
		}
	}
	if all <= 0 || tooMuch <= 0 {
		return
	}
	share := fyne.Max(leastShare, 1-tooMuch/all)
	for i, o := range objects {
		if o.Visible() && squeezes(o) {
			widths[i] *= share
		}
	}
}

// squeezed gives the size at which one line of words fits a width.
func (t *text) squeezed(most, width float32) float32 {
	natural := widthOf(t.words, most, t.textStyle())
	if width <= 1 || natural <= width {
		return most
	}
	size := most * width / natural
	for size > most*leastShare && widthOf(t.words, size, t.textStyle()) > width {
		size -= 0.25 // letters are as wide as whole pixels
	}
	return fyne.Max(most*leastShare, size)
}

// shedding sets words in the middle with a drawing, which is left out where
// there is no room for both.
type shedding struct {
	middle
	drawn fyne.CanvasObject
}

func newShedding(width float32, drawn, o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &shedding{middle{width}, drawn}, Objects: []fyne.CanvasObject{o}}
}

// Layout implements fyne.Layout.
func (l *shedding) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.drawn.Show()
	if l.heightOf(objects, size.Width) > size.Height {
		l.drawn.Hide()
	}
	l.middle.Layout(objects, size)
}
