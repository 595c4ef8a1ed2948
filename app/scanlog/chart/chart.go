// Package chart draws counts as bars, one bar an hour, a day or an outcome.
//
// The bars are drawn by go-analyze/charts: pure Go, kept up, under the MIT
// licence. It has no faces for scripts other than Latin, Greek and Cyrillic:
// words in others need a Face, or belong beside a chart and not in it.
//
// It counts nothing and knows no log. Colours are never alone: a bar has its
// number above it, and each colour its name.
package chart

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"math"
	"strconv"

	"github.com/go-analyze/charts"
)

// Bars is a chart of stacked bars. Every part has a value for every label.
type Bars struct {
	Title  string
	Under  string   // what of, behind the title
	Labels []string // below each bar
	Parts  []Part   // from the foot of the bars upwards
	Above  []string // over each bar; its sum where nil
}

// Part is one colour's share of all bars.
type Part struct {
	Name   string
	Colour color.Color
	Values []int
}

// Look is how a chart is drawn.
type Look struct {
	Width, Height     int // pixels
	Scale             float64
	Ground, Ink, Line color.Color
	Face              Face
	NoLegend          bool // the parts are named beside the chart, or below each bar
}

// Print is the look on paper and in files.
func Print(width, height int) Look {
	return Look{
		Width: width, Height: height, Scale: 1,
		Ground: color.White, Ink: color.NRGBA{0x17, 0x20, 0x2b, 0xff}, Line: color.NRGBA{0xd8, 0xde, 0xe6, 0xff},
	}
}

// The most and the least pixels of a chart, each way. Below the least the
// library draws over the edge.
const (
	mostPixels  = 8000
	leastPixels = 80
)

// ErrSize says that a chart cannot be drawn so small or so large.
var ErrSize = errors.New("a chart is 80 to 8000 pixels wide and high")

// PNG draws the chart as a PNG file.
func (b Bars) PNG(l Look) ([]byte, error) {
	if min(l.Width, l.Height) < leastPixels || max(l.Width, l.Height) > mostPixels {
		return nil, ErrSize
	}
	if b.Sum() == 0 {
		return b.emptyPNG(l)
	}
	p := charts.NewPainter(charts.PainterOptions{
		OutputFormat: charts.ChartOutputPNG, Width: l.Width, Height: l.Height,
		Font: l.Face.font().Font, Theme: b.theme(l),
	})
	if err := p.BarChart(b.options(l)); err != nil {
		return nil, err
	}
	return p.Bytes()
}

// Image draws the chart as a picture.
func (b Bars) Image(l Look) (image.Image, error) {
	data, err := b.PNG(l)
	if err != nil {
		return nil, err
	}
	return png.Decode(bytes.NewReader(data))
}

// Sum is that of all bars.
func (b Bars) Sum() int {
	n := 0
	for i := range b.Labels {
		n += b.sum(i)
	}
	return n
}

// sum is that of one bar.
func (b Bars) sum(bar int) int {
	n := 0
	for _, p := range b.Parts {
		n += p.Values[bar]
	}
	return n
}

// emptyPNG draws the words alone: bars of nothing have no scale.
func (b Bars) emptyPNG(l Look) ([]byte, error) {
	p := charts.NewPainter(charts.PainterOptions{
		OutputFormat: charts.ChartOutputPNG, Width: l.Width, Height: l.Height, Font: l.Face.font().Font,
	})
	p.FilledRect(0, 0, l.Width, l.Height, shade(l.Ground), shade(l.Ground), 0)
	size := 13 * l.scale()
	style := l.words(size)
	p.Text(b.heading(), int(2*size), int(2*size), 0, style)
	return p.Bytes()
}

// words is how words are set that are so large.
func (l Look) words(size float64) charts.FontStyle {
	style := l.Face.font()
	style.FontSize, style.FontColor = size, shade(l.Ink)
	return style
}

func (l Look) scale() float64 {
	if l.Scale <= 0 {
		return 1
	}
	return l.Scale
}

func (b Bars) theme(l Look) charts.ColorPalette {
	ink, line := shade(l.Ink), shade(l.Line)
	var colours []charts.Color
	for _, p := range b.Parts {
		colours = append(colours, shade(p.Colour))
	}
	colours = append(colours, shade(color.Transparent))
	return charts.MakeTheme(charts.ThemeOption{
		TextColor: ink, AxisStrokeColor: line, AxisSplitLineColor: line,
		BackgroundColor: shade(l.Ground), SeriesColors: colours,
	})
}

func (b Bars) options(l Look) charts.BarChartOption {
	size, pad := 11*l.scale(), int(14*l.scale())
	words, title := l.words(size), l.words(13*l.scale())
	o := charts.NewBarChartOptionWithData(b.values())
	o.Theme = b.theme(l)
	o.Padding = charts.NewBox(pad, pad, pad, pad)
	o.StackSeries = charts.Ptr(true)
	o.CategoryAxis = charts.CategoryAxisOption{Labels: b.sparse(l), LabelCount: len(b.Labels), LabelFontStyle: words}
	top, lines := scale(b.highest())
	o.ValueAxis = []charts.ValueAxisOption{{
		LabelFontStyle: words, Min: charts.Ptr(0.0), Max: charts.Ptr(float64(top)), LabelCount: lines + 1,
		RangeValuePaddingScale: charts.Ptr(0.0), PreferNiceIntervals: charts.Ptr(false), ValueFormatter: wholeNumber,
	}}
	o.Title = charts.TitleOption{Text: b.heading(), FontStyle: title, Offset: charts.OffsetLeft}
	o.Legend = charts.LegendOption{Show: charts.Ptr(!l.NoLegend), FontStyle: words, Offset: charts.OffsetStr{Left: charts.PositionRight, Top: charts.PositionTop}}
	for _, p := range b.Parts {
		o.Legend.SeriesNames = append(o.Legend.SeriesNames, p.Name)
	}
	if b.isRoomy(l) {
		top := &o.SeriesList[len(o.SeriesList)-1]
		top.Label = charts.SeriesLabel{Show: charts.Ptr(true), FontStyle: words, LabelFormatter: b.above}
	}
	return o
}

// heading is the one line above the chart.
func (b Bars) heading() string {
	if b.Under == "" {
		return b.Title
	}
	return b.Title + " · " + b.Under
}

// isRoomy tells whether there is room for a number above each bar.
func (b Bars) isRoomy(l Look) bool {
	return float64(l.Width) >= 34*l.scale()*float64(len(b.Labels))
}

// grain is the height of what lies on top of a bar: far less than a pixel. The
// library tells the one who writes a label no more of its bar than its height,
// so that says which bar it is. The first has none, which keeps the axis at 0.
const grain = 1e-7

// values gives the parts as the library takes them, and the grains.
func (b Bars) values() [][]float64 {
	all := make([][]float64, len(b.Parts)+1)
	for i, p := range b.Parts {
		for _, n := range p.Values {
			all[i] = append(all[i], float64(n))
		}
	}
	for bar := range b.Labels {
		all[len(b.Parts)] = append(all[len(b.Parts)], grain*float64(bar))
	}
	return all
}

// above gives what stands over a bar: its number, or nothing over no bar.
func (b Bars) above(_ int, _ string, grains float64) (string, *charts.LabelStyle) {
	bar := int(math.Round(grains / grain))
	switch {
	case b.Above != nil:
		return b.Above[bar], nil
	case b.sum(bar) > 0:
		return strconv.Itoa(b.sum(bar)), nil
	}
	return "", nil
}

// sparse gives the labels with those left out that have no room.
func (b Bars) sparse(l Look) []string {
	const room = 64 // pixels, for a date
	every := 1
	if most := int(float64(l.Width) / (room * l.scale())); len(b.Labels) > most {
		every = (len(b.Labels) + most - 1) / most
	}
	labels := make([]string, len(b.Labels))
	for i := 0; i < len(labels); i += every {
		labels[i] = b.Labels[i]
	}
	return labels
}

// highest is the sum of the highest bar.
func (b Bars) highest() int {
	most := 0
	for i := range b.Labels {
		most = max(most, b.sum(i))
	}
	return most
}

// scale gives the end of an axis for bars up to n with some air above them,
// and how many lines of whole and round numbers it has.
func scale(n int) (top, lines int) {
	air := n + n/12
	for step := 1; ; step *= 10 {
		for _, s := range []int{step, 2 * step, 5 * step} {
			if lines := air/s + 1; lines <= 6 {
				return lines * s, lines
			}
		}
	}
}

func wholeNumber(v float64) string { return strconv.Itoa(int(math.Round(v))) }

// shade gives a colour as the library has it.
func shade(c color.Color) charts.Color {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	return charts.Color{R: n.R, G: n.G, B: n.B, A: n.A}
}
