package report

import (
	"io"

	"passdesk/app/scanlog/chart"
	"passdesk/app/scanlog/stats"
)

// writeChart draws the chart of a table as PNG.
func (j job) writeChart(w io.Writer) error {
	cells, err := j.counts()
	if j.What == Hours {
		cells, err = j.hours()
	}
	if err != nil {
		return err
	}
	said, err := wordsIn(j.About.Language)
	if err != nil {
		return err
	}
	look := chart.Print(1200, 480)
	if said, look.Face, err = said.inChart(j.About.Fonts); err != nil {
		return err
	}
	png, err := j.drawing(cells, said).PNG(look)
	if err != nil {
		return err
	}
	_, err = w.Write(png)
	return err
}

func (j job) drawing(cells []Cell, said words) chart.Bars {
	words := chart.Words{Under: said.period(cells), Names: said.outcome}
	switch j.What {
	case Hours:
		words.Title = said.say("chart.by-hour")
		return chart.PerHour(shown(cells), words, chart.InPrint)
	case Reasons:
		words.Title = said.say("chart.by-outcome")
		return chart.PerOutcome(stats.SplitOf(shown(cells)), words, chart.InPrint)
	}
	from, to := firstDay(cells), lastDay(cells)
	words.Title = said.say("chart.by-day")
	return chart.PerDay(stats.Days(shown(cells), from, to), words, chart.InPrint)
}

// period says which days the cells are of.
func (w words) period(cells []Cell) string {
	from, to := firstDay(cells), lastDay(cells)
	if from == to {
		return from
	}
	return w.say("chart.period", "From", from, "To", to)
}
