package screen

import (
	"fmt"
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"passdesk/app/scanlog"
	"passdesk/app/scanlog/chart"
	"passdesk/verify/reason"
)

// chartView shows a chart, drawn in the theme's colours and in the window's own
// pixels. It draws anew only when its bars, its size or the theme differ.
type chartView struct {
	widget.BaseWidget
	bars   chart.Bars
	height float32

	drawn image.Image
	as    string // how drawn was drawn
}

func newChartView(height float32) *chartView {
	v := &chartView{height: height}
	v.ExtendBaseWidget(v)
	return v
}

func (v *chartView) set(b chart.Bars) {
	v.bars, v.as = b, ""
	v.Refresh()
}

func (v *chartView) heightFor(float32) float32 { return v.height }

// draw gives the picture for so many pixels.
func (v *chartView) draw(width, height int) image.Image {
	look := chart.Look{
		Width: width, Height: height, Scale: 1,
		Ground: theme.ColorForWidget(Panel, v), Ink: theme.ColorForWidget(theme.ColorNameForeground, v), Line: theme.ColorForWidget(Edge, v), NoLegend: true,
	}
	if v.Size().Width > 0 {
		look.Scale = float64(width) / float64(v.Size().Width)
	}
	as := fmt.Sprint(look)
	if v.as == as && v.drawn != nil {
		return v.drawn
	}
	drawn, err := v.bars.Image(look)
	if err != nil { // there is no room for a chart
		drawn = image.NewUniform(look.Ground)
	}
	v.drawn, v.as = drawn, as
	return drawn
}

// colourOf gives an outcome's colour in a chart.
func (v *chartView) colourOf(o reason.Outcome) color.Color {
	return theme.ColorForWidget(colourName(o), v)
}

// colourName is the colour of an outcome where all stand side by side.
func colourName(o reason.Outcome) fyne.ThemeColorName {
	switch o {
	case reason.Invalid:
		return RefuseDeep
	case scanlog.ByHandCount:
		return theme.ColorNamePrimary
	}
	return families[o].band
}

// CreateRenderer implements fyne.Widget.
func (v *chartView) CreateRenderer() fyne.WidgetRenderer {
	raster := canvas.NewRaster(v.draw)
	raster.ScaleMode = canvas.ImageScaleFastest
	return &chartRenderer{v, raster}
}

type chartRenderer struct {
	view   *chartView
	raster *canvas.Raster
}

// Layout implements fyne.WidgetRenderer.
func (r *chartRenderer) Layout(size fyne.Size) { r.raster.Resize(size) }

// MinSize implements fyne.WidgetRenderer.
func (r *chartRenderer) MinSize() fyne.Size { return fyne.NewSize(200, r.view.height) }

// Refresh implements fyne.WidgetRenderer.
func (r *chartRenderer) Refresh() { r.raster.Refresh() }

// Objects implements fyne.WidgetRenderer.
func (r *chartRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.raster} }

// Destroy implements fyne.WidgetRenderer.
func (r *chartRenderer) Destroy() {}
