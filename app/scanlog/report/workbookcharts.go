package report

import (
	"fmt"
	"image/color"
	"time"

	"github.com/xuri/excelize/v2"

	"passdesk/app/scanlog"
	"passdesk/app/scanlog/chart"
	"passdesk/app/scanlog/stats"
)

// putCharts draws the days and the hours, and writes beside each what it
// draws.
func (b *workbook) putCharts(counts, hours []Cell) error {
	if _, err := b.file.NewSheet(chartsSheet); err != nil {
		return err
	}
	perDay := pivot{title: "Visits a day", corner: "day"}
	for _, d := range stats.Days(shown(counts), firstDay(counts), lastDay(counts)) {
		perDay.add(date(d.Day), d.Split)
	}
	perHour := pivot{title: "Visits by the hour of the day", corner: "hour"}
	clock := stats.Clock(shown(hours))
	first, last := stats.Open(clock)
	for h := first; h <= last; h++ {
		perHour.add(int64(h), clock[h])
	}
	row, err := b.putPivot(perHour, 1)
	if err != nil {
		return err
	}
	_, err = b.putPivot(perDay, max(row+2, 24))
	return err
}

// firstDay and lastDay are those of counts in the order of a Store.
func firstDay(cells []Cell) string {
	if len(cells) == 0 {
		return ""
	}
	return cells[0].Day
}

func lastDay(cells []Cell) string {
	if len(cells) == 0 {
		return ""
	}
	return cells[len(cells)-1].Day
}

// pivot is a table of outcomes with a chart of it.
type pivot struct {
	title, corner string
	labels        []any
	splits        []stats.Split
}

func (p *pivot) add(label any, split stats.Split) {
	p.labels, p.splits = append(p.labels, label), append(p.splits, split)
}

// putPivot writes a table from a row on, its chart beside it, and gives the
// row after it.
func (b *workbook) putPivot(p pivot, row int) (int, error) {
	outcomes := stats.Outcomes()
	heading := []any{p.corner}
	for _, o := range outcomes {
		heading = append(heading, string(o))
	}
	if err := b.setRow(row, heading, b.heading); err != nil {
		return 0, err
	}
	for i, split := range p.splits {
		at := row + 1 + i
		line := []any{nil}
		for _, o := range outcomes {
			line = append(line, split[o])
		}
		if err := b.setRow(at, line, b.number); err != nil {
			return 0, err
		}
		if err := b.setLabel(at, p.labels[i]); err != nil {
			return 0, err
		}
	}
	end := row + len(p.splits)
	if len(p.splits) == 0 {
		return end + 1, nil
	}
	return end + 1, b.file.AddChart(chartsSheet, fmt.Sprintf("I%d", row), p.chart(row, end))
}

func (b *workbook) setRow(row int, line []any, style int) error {
	from, to := fmt.Sprintf("A%d", row), fmt.Sprintf("G%d", row)
	if err := b.file.SetSheetRow(chartsSheet, from, &line); err != nil {
		return err
	}
	return b.file.SetCellStyle(chartsSheet, from, to, style)
}

func (b *workbook) setLabel(row int, label any) error {
	at := fmt.Sprintf("A%d", row)
	day, isDay := label.(date)
	if !isDay {
		return b.file.SetCellValue(chartsSheet, at, label)
	}
	when, err := time.Parse(time.DateOnly, string(day))
	if err != nil {
		return err
	}
	if err := b.file.SetCellValue(chartsSheet, at, when); err != nil {
		return err
	}
	return b.file.SetCellStyle(chartsSheet, at, at, b.date)
}

// chart is a chart of the table from row to end.
func (p pivot) chart(row, end int) *excelize.Chart {
	c := &excelize.Chart{
		Type: excelize.ColStacked, Legend: excelize.ChartLegend{Position: "bottom"},
		Title:     excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: p.title}}},
		Dimension: excelize.ChartDimension{Width: 760, Height: 400},
	}
	for i, o := range stats.Outcomes() {
		if o == scanlog.ByHandCount && p.none(i) {
			continue
		}
		letter := string(rune('B' + i))
		c.Series = append(c.Series, excelize.ChartSeries{
			Name:       fmt.Sprintf("%s!$%s$%d", chartsSheet, letter, row),
			Categories: fmt.Sprintf("%s!$A$%d:$A$%d", chartsSheet, row+1, end),
			Values:     fmt.Sprintf("%s!$%s$%d:$%s$%d", chartsSheet, letter, row+1, letter, end),
			Fill:       excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{hex(chart.InPrint(o))}},
		})
	}
	return c
}

// none tells whether no visit fell as the outcome of that place.
func (p pivot) none(outcome int) bool {
	for _, s := range p.splits {
		if s[stats.Outcomes()[outcome]] > 0 {
			return false
		}
	}
	return true
}

// hex gives a colour as RRGGBB.
func hex(c color.Color) string {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	return fmt.Sprintf("%02X%02X%02X", n.R, n.G, n.B)
}
