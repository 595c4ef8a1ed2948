package report

import (
	"fmt"
	"io"

	"passdesk/app/scanlog"
	"passdesk/app/scanlog/chart"
	"passdesk/app/scanlog/stats"
	"passdesk/verify/reason"
)

// nameOf names an outcome in English.
func nameOf(o reason.Outcome) string {
	switch o {
	case reason.Accepted:
		return "Accepted"
	case reason.NotAccepted:
		return "Not accepted"
	case reason.Invalid:
		return "Not valid"
	case reason.Unverified:
		return "Could not check"
	case reason.Unreadable:
		return "Not a pass"
	case scanlog.ByHandCount:
		return "By hand"
	default:
		return string(o)
	}
}

// writeChart draws the chart of a table as PNG.
func (j job) writeChart(w io.Writer) error {
	cells, err := j.counts()
	if j.What == Hours {
		cells, err = j.hours()
	}
	if err != nil {
		return err
	}
	png, err := j.drawing(cells).PNG(chart.Print(1200, 480))
	if err != nil {
		return err
	}
	_, err = w.Write(png)
	return err
}

func (j job) drawing(cells []Cell) chart.Bars {
	words := chart.Words{Under: j.period(cells), Names: nameOf}
	switch j.What {
	case Hours:
		words.Title = "Visits by the hour"
		return chart.PerHour(shown(cells), words, chart.InPrint)
	case Reasons:
		words.Title = "Visits by outcome"
		return chart.PerOutcome(stats.SplitOf(shown(cells)), words, chart.InPrint)
	}
	from, to := firstDay(cells), lastDay(cells)
	words.Title = "Visits by day"
	return chart.PerDay(stats.Days(shown(cells), from, to), words, chart.InPrint)
}

// period says which days the cells are of.
func (j job) period(cells []Cell) string {
	from, to := firstDay(cells), lastDay(cells)
	if from == to {
		return from
	}
	return fmt.Sprintf("%s to %s", from, to)
}
