package screen

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"passdesk/app/desk"
)

func TestACodeIsOutlinedWhereThePictureHasIt(t *testing.T) {
	st := changed(atRest(), func(st *desk.State) { // a picture of 640x360
		st.Found = []desk.Outline{{{64, 36}, {320, 36}, {320, 180}, {64, 180}}}
	})
	corners := func(s *Screen) (all []fyne.Position) {
		for _, o := range s.preview.finder.outline.root.Objects {
			all = append(all, o.(*canvas.Line).Position1)
		}
		return all
	}
	for _, c := range []struct {
		mirror      bool
		left, right float32 // as shares of the picture's width
	}{{false, 0.1, 0.5}, {true, 0.9, 0.5}} {
		st.Setup.Set.Mirror = c.mirror
		screen, _, _ := listening(t, st)
		size := screen.preview.finder.raster.Size()
		want := []fyne.Position{
			{X: c.left * size.Width, Y: 0.1 * size.Height}, {X: c.right * size.Width, Y: 0.1 * size.Height},
			{X: c.right * size.Width, Y: 0.5 * size.Height}, {X: c.left * size.Width, Y: 0.5 * size.Height},
		}
		near := func(a, b fyne.Position) bool { d := a.Subtract(b); return d.X*d.X+d.Y*d.Y < 1 }
		if got := corners(screen); !slices.EqualFunc(got, want, near) {
			t.Errorf("mirrored %t: corners at %v, want %v", c.mirror, got, want)
		}
		st.Found = st.Found[:0:0]
		if screen.Show(st); len(corners(screen)) > 0 {
			t.Error("the outline stays without a code")
		}
		st.Found = []desk.Outline{{{64, 36}, {320, 36}, {320, 180}, {64, 180}}}
	}
}
