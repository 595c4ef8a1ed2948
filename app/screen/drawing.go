package screen

import (
	"fmt"
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"passdesk/assets"
)

// drawing is one of Passdesk's own drawings in two colours of the theme: its
// ink, and what is cut out of it.
type drawing struct {
	widget.BaseWidget
	name string
	ink  fyne.ThemeColorName
	cut  fyne.ThemeColorName
	side float32
}

// newDrawing draws assets/icon/NAME.svg as a square of the given side.
func newDrawing(name string, side float32, ink, cut fyne.ThemeColorName) *drawing {
	d := &drawing{name: name, ink: ink, cut: cut, side: side}
	d.ExtendBaseWidget(d)
	return d
}

// set changes what is drawn, and does nothing when it is the same.
func (d *drawing) set(name string, ink, cut fyne.ThemeColorName) {
	if d.name == name && d.ink == ink && d.cut == cut {
		return
	}
	d.name, d.ink, d.cut = name, ink, cut
	d.Refresh()
}

// file names the drawing in the colours of the theme: Fyne keeps drawings by
// name.
func (d *drawing) file() string {
	return d.name + cssColour(theme.ColorForWidget(d.ink, d)) + cssColour(theme.ColorForWidget(d.cut, d)) + ".svg"
}

// resource is the drawing in the colours of the theme.
func (d *drawing) resource() fyne.Resource {
	ink := cssColour(theme.ColorForWidget(d.ink, d))
	cut := cssColour(theme.ColorForWidget(d.cut, d))
	source, err := assets.Icons.ReadFile("icon/" + d.name + ".svg")
	if err != nil {
		fyne.LogError("a drawing is missing from the program: "+d.name, err)
		return nil
	}
	coloured := strings.NewReplacer("currentColor", ink, "#ffffff", cut).Replace(string(source))
	return fyne.NewStaticResource(d.file(), []byte(coloured))
}

func cssColour(c color.Color) string {
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}

// CreateRenderer implements fyne.Widget.
func (d *drawing) CreateRenderer() fyne.WidgetRenderer {
	image := canvas.NewImageFromResource(d.resource())
	image.FillMode = canvas.ImageFillContain
	return &drawingRenderer{WidgetRenderer: widget.NewSimpleRenderer(image), drawing: d, image: image}
}

type drawingRenderer struct {
	fyne.WidgetRenderer
	drawing *drawing
	image   *canvas.Image
}

// MinSize implements fyne.WidgetRenderer.
func (r *drawingRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(r.drawing.side) }

// Refresh implements fyne.WidgetRenderer. What looks as before is not read
// again, which takes a millisecond.
func (r *drawingRenderer) Refresh() {
	if r.image.Resource != nil && r.image.Resource.Name() == r.drawing.file() {
		return
	}
	r.image.Resource = r.drawing.resource()
	r.image.Refresh()
}
