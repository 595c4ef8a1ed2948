package screen

import (
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestAPlateHasRoundCornersAndAnEdgeWithin(t *testing.T) {
	test.NewTempApp(t)
	fill, edge, none := color.RGBA{200, 10, 10, 255}, color.RGBA{0, 0, 250, 255}, color.RGBA{}
	for _, c := range []struct {
		name       string
		look       plateLook
		x, y       int // of 40x20 pixels
		want       color.RGBA
		lookHeight int // 0 for all of it
	}{
		{name: "a corner shows what is below", look: plateLook{upper: 8, lower: 8}, want: none},
		{name: "a lower corner too", look: plateLook{upper: 8, lower: 8}, x: 39, y: 19, want: none},
		{name: "a square one does not", look: plateLook{upper: 8}, x: 39, y: 19, want: fill},
		{name: "the middle is filled", look: plateLook{upper: 8, lower: 8}, x: 20, y: 10, want: fill},
		{name: "a side between the corners is", look: plateLook{upper: 8, lower: 8}, y: 10, want: fill},
		{name: "an edge runs along the side", look: plateLook{edge: edge, stroke: 2, upper: 8, lower: 8}, x: 1, y: 10, want: edge},
		{name: "and ends there", look: plateLook{edge: edge, stroke: 2, upper: 8, lower: 8}, x: 2, y: 10, want: fill},
		{name: "and along the top", look: plateLook{edge: edge, stroke: 1, upper: 8, lower: 8}, x: 20, want: edge},
		{name: "a head goes on below", look: plateLook{edge: edge, stroke: 1, upper: 8, part: head}, x: 20, y: 19, want: fill},
		{name: "a foot goes on above", look: plateLook{edge: edge, stroke: 1, lower: 8, part: foot}, x: 20, want: fill},
		{name: "and has its corners", look: plateLook{edge: edge, stroke: 1, lower: 8, part: foot}, y: 19, want: none},
		{name: "a body is a row", look: plateLook{edge: edge, stroke: 1, part: body}, x: 39, want: edge, lookHeight: 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPlate()
			p.Resize(fyne.NewSize(40, 20))
			c.look.fill = fill
			p.set(c.look)
			m := p.paint(40, 20)
			if want := image.Rect(0, 0, 40, 20-(20-c.lookHeight)*min(1, c.lookHeight)); m.Bounds() != want {
				t.Errorf("it is painted as %v, want %v", m.Bounds(), want)
			}
			if got := m.At(c.x, c.y); got != c.want {
				t.Errorf("at %d,%d is %v, want %v", c.x, c.y, got, c.want)
			}
		})
	}
}

func TestAPlateKeepsItsShapeAtAnyScale(t *testing.T) {
	test.NewTempApp(t)
	p := newPlate()
	p.Resize(fyne.NewSize(40, 20))
	p.set(plateLook{fill: color.White, upper: 8, lower: 8})
	for _, scale := range []int{1, 2, 3} {
		m := p.paint(40*scale, 20*scale)
		for y := range 20 * scale {
			for x := range 40 * scale {
				a, b := m.At(x, y), m.At(40*scale-1-x, 20*scale-1-y)
				if a != b {
					t.Fatalf("at scale %d the pixel %d,%d is %v and its opposite %v", scale, x, y, a, b)
				}
			}
		}
		if m.At(1*scale, 1*scale) == color.White || m.At(3*scale, 3*scale) != (color.RGBA{255, 255, 255, 255}) {
			t.Errorf("at scale %d the corner is not round", scale)
		}
	}
	for _, size := range []image.Point{{}, {0, 5}, {1, 1}, {3, 2}, {5000, 1}} {
		p.paint(size.X, size.Y)
	}
}

func TestAMemoForgetsOtherWordsAndWidths(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(NewTheme(Look{}))
	x := newText("Fully vaccinated with two doses", style{})
	narrow, wide := x.heightFor(90), x.heightFor(900)
	if narrow <= wide {
		t.Fatalf("%v high at 90, %v at 900", narrow, wide)
	}
	for range 3 {
		for width := float32(91); width < 96; width++ {
			x.heightFor(width)
		}
		if a, b := x.heightFor(90), x.heightFor(900); a != narrow || b != wide {
			t.Fatalf("asked again it is %v and %v high, was %v and %v", a, b, narrow, wide)
		}
	}
	x.set("Once")
	if lines := x.broken(90).lines; len(lines) != 1 || lines[0] != "Once" {
		t.Errorf("it is set as %q", lines)
	}
	width, height := x.natural()
	if w, h := newText("Once", style{}).natural(); width != w || height != h {
		t.Error("it is as large as the words before")
	}
}
