package chart_test

import (
	"errors"
	"image"
	"image/color"
	"testing"

	"passdesk/app/scanlog"
	"passdesk/app/scanlog/chart"
	"passdesk/app/scanlog/stats"
	"passdesk/verify/reason"
)

func words() chart.Words {
	return chart.Words{Title: "By the hour", Under: "2021-10-17", Names: func(o reason.Outcome) string { return string(o) }}
}

func draw(t *testing.T, b chart.Bars, l chart.Look) image.Image {
	t.Helper()
	m, err := b.Image(l)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// area is how many pixels of a picture have a colour.
func area(m image.Image, c color.Color) int {
	n := 0
	want := color.NRGBAModel.Convert(c)
	for y := m.Bounds().Min.Y; y < m.Bounds().Max.Y; y++ {
		for x := m.Bounds().Min.X; x < m.Bounds().Max.X; x++ {
			if color.NRGBAModel.Convert(m.At(x, y)) == want {
				n++
			}
		}
	}
	return n
}

// highest is the first line of a picture that has a colour within some columns.
func highest(m image.Image, c color.Color, from, to int) int {
	want := color.NRGBAModel.Convert(c)
	for y := range m.Bounds().Dy() {
		for x := from; x < to; x++ {
			if color.NRGBAModel.Convert(m.At(x, y)) == want {
				return y
			}
		}
	}
	return m.Bounds().Dy()
}

func TestBarsAreAsHighAsTheirNumbers(t *testing.T) {
	hourly := []scanlog.Count{
		{Day: "2021-10-17", Hour: 9, Outcome: reason.Accepted, N: 100},
		{Day: "2021-10-17", Hour: 10, Outcome: reason.Accepted, N: 50},
		{Day: "2021-10-18", Hour: 10, Outcome: reason.Invalid, N: 25},
	}
	look := chart.Print(600, 300)
	look.NoLegend = true
	m := draw(t, chart.PerHour(hourly, words(), chart.InPrint), look)
	green, dark := chart.InPrint(reason.Accepted), chart.InPrint(reason.Invalid)
	foot := 0
	for y := range 300 {
		for x := range 300 {
			if color.NRGBAModel.Convert(m.At(x, y)) == green {
				foot = max(foot, y)
			}
		}
	}
	whole, half, stacked := foot-highest(m, green, 0, 320), foot-highest(m, green, 340, 600), foot-highest(m, dark, 340, 600)
	if off := whole - 2*half; off < -3 || off > 3 {
		t.Errorf("100 is %d pixels high and 50 is %d", whole, half)
	}
	if off := whole*3/4 - stacked; off < -3 || off > 3 {
		t.Errorf("100 is %d pixels high and 75 is %d", whole, stacked)
	}
}

// No two outcomes may share a colour: in one bar they would be one.
func TestEachOutcomeHasAColourOfItsOwn(t *testing.T) {
	seen := map[color.Color]reason.Outcome{}
	for _, o := range stats.Outcomes() {
		if other, taken := seen[chart.InPrint(o)]; taken {
			t.Errorf("%s and %s look alike", o, other)
		}
		seen[chart.InPrint(o)] = o
	}
	split := stats.Split{}
	for i, o := range stats.Outcomes() {
		split[o] = 10 + i
	}
	m := draw(t, chart.PerOutcome(split, words(), chart.InPrint), chart.Print(900, 300))
	for _, o := range stats.Outcomes() {
		if area(m, chart.InPrint(o)) < 200 {
			t.Errorf("%s is not in the chart", o)
		}
	}
}

// Who counts nobody by hand need not read of it.
func TestByHandIsDrawnOnlyWhereSomebodyWas(t *testing.T) {
	for n, want := range map[int]int{0: 5, 1: 6} {
		b := chart.PerOutcome(stats.Split{reason.Accepted: 3, scanlog.ByHandCount: n}, words(), chart.InPrint)
		if len(b.Labels) != want || len(b.Parts) != want {
			t.Errorf("%d by hand: %d bars of %d parts, want %d", n, len(b.Labels), len(b.Parts), want)
		}
	}
}

func TestDrawsWhateverThereIs(t *testing.T) {
	years := stats.Days([]scanlog.Count{{Day: "2021-02-03", Outcome: reason.Accepted, N: 1 << 40}}, "2021-01-01", "2023-12-31")
	for name, b := range map[string]chart.Bars{
		"nothing":      chart.PerHour(nil, words(), chart.InPrint),
		"no days":      chart.PerDay(nil, words(), chart.InPrint),
		"one":          chart.PerOutcome(stats.Split{reason.Accepted: 1}, words(), chart.InPrint),
		"three years":  chart.PerDay(years, words(), chart.InPrint),
		"other script": chart.PerOutcome(stats.Split{reason.Accepted: 1}, chart.Words{Title: "受付", Names: func(reason.Outcome) string { return "受付" }}, chart.InPrint),
	} {
		for _, size := range []image.Point{{80, 80}, {300, 120}, {1600, 900}} {
			if m := draw(t, b, chart.Print(size.X, size.Y)); m.Bounds().Size() != size {
				t.Errorf("%s is drawn as %v, want %v", name, m.Bounds().Size(), size)
			}
		}
	}
	for _, size := range []image.Point{{0, 0}, {79, 300}, {300, 8001}} {
		if _, err := chart.PerDay(nil, words(), chart.InPrint).PNG(chart.Print(size.X, size.Y)); !errors.Is(err, chart.ErrSize) {
			t.Errorf("%v: got %v, want ErrSize", size, err)
		}
	}
}

func BenchmarkPNG(b *testing.B) {
	var hourly []scanlog.Count
	for h := 8; h < 20; h++ {
		for _, o := range reason.Outcomes() {
			hourly = append(hourly, scanlog.Count{Hour: h, Outcome: o, N: h})
		}
	}
	for b.Loop() {
		if _, err := chart.PerHour(hourly, words(), chart.InPrint).PNG(chart.Print(1200, 480)); err != nil {
			b.Fatal(err)
		}
	}
}
