package chart

import (
	"fmt"
	"image/color"
	"slices"
	"time"

	"passdesk/app/scanlog"
	"passdesk/app/scanlog/stats"
	"passdesk/verify/reason"
)

// Colours are those of the outcomes.
type Colours func(reason.Outcome) color.Color

// Names are those of the outcomes.
type Names func(reason.Outcome) string

// Words are what a chart says, in some language.
type Words struct {
	Title, Under string
	Names        Names
}

// InPrint gives the outcomes' colours as the screen has them by light, but for
// a card that is not valid: it is a darker red, since in one bar it lies on
// those that are not accepted.
func InPrint(o reason.Outcome) color.Color {
	switch o {
	case reason.Accepted:
		return color.NRGBA{0x14, 0x71, 0x3d, 0xff}
	case reason.NotAccepted:
		return color.NRGBA{0xb3, 0x26, 0x1e, 0xff}
	case reason.Invalid:
		return color.NRGBA{0x5f, 0x10, 0x0c, 0xff}
	case reason.Unverified:
		return color.NRGBA{0xf4, 0xa1, 0x1f, 0xff}
	case scanlog.ByHandCount:
		return color.NRGBA{0x1d, 0x5f, 0x80, 0xff}
	default:
		return color.NRGBA{0x55, 0x61, 0x6f, 0xff}
	}
}

// PerHour draws hourly counts: the hours of the clock in which there was a visit, with those
// between.
func PerHour(hourly []scanlog.Count, w Words, c Colours) Bars {
	clock := stats.Clock(hourly)
	first, last := stats.Open(clock)
	var labels []string
	for h := first; h <= last; h++ {
		labels = append(labels, fmt.Sprintf("%02d", h))
	}
	return bars(labels, clock[first:last+1], w, c)
}

// PerDay draws days. The year is not said: it belongs into the title.
func PerDay(days []stats.Day, w Words, c Colours) Bars {
	var labels []string
	var splits []stats.Split
	for _, d := range days {
		labels, splits = append(labels, shortDay(d.Day)), append(splits, d.Split)
	}
	return bars(labels, splits, w, c)
}

// shortDay gives a date as month and day, which sorts and needs no words.
func shortDay(day string) string {
	d, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return d.Format("01-02")
}

// PerOutcome draws one bar an outcome.
func PerOutcome(split stats.Split, w Words, c Colours) Bars {
	var labels []string
	var splits []stats.Split
	for _, o := range stats.Outcomes() {
		if o != scanlog.ByHandCount || split[o] > 0 {
			labels, splits = append(labels, w.Names(o)), append(splits, stats.Split{o: split[o]})
		}
	}
	return bars(labels, splits, w, c)
}

// bars stacks the outcomes in their order.
func bars(labels []string, splits []stats.Split, w Words, c Colours) Bars {
	b := Bars{Title: w.Title, Under: w.Under, Labels: labels}
	for _, o := range stats.Outcomes() {
		if o == scanlog.ByHandCount && none(splits, o) {
			continue // most places count nobody by hand
		}
		part := Part{Name: w.Names(o), Colour: c(o)}
		for _, s := range splits {
			part.Values = append(part.Values, s[o])
		}
		b.Parts = append(b.Parts, part)
	}
	return b
}

// none tells whether no visit fell so.
func none(splits []stats.Split, o reason.Outcome) bool {
	return !slices.ContainsFunc(splits, func(s stats.Split) bool { return s[o] > 0 })
}
