package report

import (
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"slices"
	"strings"
	"time"

	"passdesk/app/scanlog"
	"passdesk/app/scanlog/chart"
	"passdesk/app/scanlog/stats"
	"passdesk/verify/reason"
)

// About is what a day sheet says of the desk that makes it. What is zero is
// left out.
type About struct {
	Site     string
	Language string   // BCP 47, of day sheets and charts; English if empty
	Rules    []string // titles of the rule packs in force
	// Issued and Checked are those of the list of trusted issuers.
	Issued, Checked time.Time
	Made            time.Time // now, with the desk's zone
	Fonts           fs.FS     // the computer's files, for letters that charts lack; nil for none
}

// mostSheets is how many days are written into one file of sheets.
const mostSheets = 31

//go:embed sheet.html
var sheetHTML string

// page is what the sheet of a day says.
type page struct {
	About
	words
	Day, Weekday    string
	Before          string // the same day of the week before
	Small           int    // counts below it are withheld, 0 if none
	Total, Admitted int
	Past            int    // total of the week before
	Against         string // how this day stands to that one
	Average         time.Duration
	Peak            stats.Peak
	Outcomes        []line
	Reasons         []Cell
	Policies, Desks []stats.Share
	Seals           []scanlog.Seal
	Jumps, Changes  []scanlog.Row
	ByHour          template.URL
	ByOutcome       template.URL
}

// line is one outcome of a day.
type line struct {
	Name   string
	Colour template.CSS
	Cell
}

func (e Export) checkDays() error {
	from, err1 := time.Parse(time.DateOnly, e.Query.From)
	to, err2 := time.Parse(time.DateOnly, e.Query.To)
	if err1 != nil || err2 != nil || to.Before(from) || to.Sub(from) >= mostSheets*24*time.Hour {
		return ErrDays
	}
	return nil
}

// writeSheet writes a page for each day.
func (j job) writeSheet(w io.Writer) error {
	said, err := wordsIn(j.About.Language)
	if err != nil {
		return err
	}
	var pages []page
	for _, d := range stats.Days(nil, j.Query.From, j.Query.To) {
		p, err := j.page(d.Day, said)
		if err != nil {
			return err
		}
		pages = append(pages, p)
		j.told(len(pages), mostSheets)
	}
	return sheetTemplate().Execute(w, pages)
}

func sheetTemplate() *template.Template {
	return template.Must(template.New("sheet").Funcs(template.FuncMap{
		"moment": func(t time.Time) string { return t.Format("2006-01-02 15:04") },
		"clock":  func(t time.Time) string { return t.Format("15:04:05") },
		"millis": millis,
		"spaced": spaced,
	}).Parse(sheetHTML))
}

// Say gives a text of the sheet, see words.say.
func (p page) Say(id string, gaps ...any) string { return p.say("sheet."+id, gaps...) }

// Named names an outcome.
func (p page) Named(o reason.Outcome) string { return p.outcome(o) }

// Lang is the language of the sheet.
func (p page) Lang() string { return p.lang }

// Age says how many whole days lie between a moment and when the sheet was
// made.
func (p page) Age(from time.Time) string {
	switch n := int(p.Made.Sub(from) / (24 * time.Hour)); n {
	case 0, 1:
		return p.Say(fmt.Sprintf("age-%d", n))
	default:
		return p.Say("age", "N", n)
	}
}

// spaced sets a seal in groups that can be read out.
func spaced(s scanlog.Seal) string {
	number, hash, _ := strings.Cut(s.String(), "-")
	var groups []string
	for group := range slices.Chunk([]byte(hash), 8) {
		groups = append(groups, string(group))
	}
	return number + "-" + strings.Join(groups, " ")
}

// page gathers what the sheet of a day says.
func (j job) page(day string, said words) (page, error) {
	j.Query.From, j.Query.To = day, day
	j.What = Hours
	p := page{About: j.About, words: said, Day: day, Before: stats.WeekBefore(day), Small: j.Least}
	if when, err := time.Parse(time.DateOnly, day); err == nil {
		p.Weekday = said.say(fmt.Sprintf("sheet.weekday-%d", int(when.Weekday())))
	}
	cells, err := j.counts()
	if err != nil {
		return p, err
	}
	counts := shown(cells)
	p.count(cells)
	if p.Reasons, err = j.reasons(); err != nil {
		return p, err
	}
	p.Reasons = slices.DeleteFunc(p.Reasons, func(c Cell) bool { return c.Reason == "" })
	if err := j.draw(&p, counts); err != nil {
		return p, err
	}
	if err := j.compare(&p); err != nil {
		return p, err
	}
	return p, j.prove(&p)
}

// count fills in the figures. Totals are of what is shown.
func (p *page) count(cells []Cell) {
	counts := shown(cells)
	p.Total, p.Average = stats.SplitOf(counts).Total(), stats.Average(counts)
	if p.Small <= 1 { // else it would tell how many of the accepted were not compared
		p.Admitted = stats.Admitted(counts)
	}
	for _, c := range sums(cells, func(c scanlog.Count) scanlog.Count { return scanlog.Count{Outcome: c.Outcome} }) {
		p.Outcomes = append(p.Outcomes, line{p.outcome(c.Outcome), template.CSS("#" + hex(chart.InPrint(c.Outcome))), c})
	}
	slices.SortStableFunc(p.Outcomes, func(a, b line) int {
		return slices.Index(stats.Outcomes(), a.Outcome) - slices.Index(stats.Outcomes(), b.Outcome)
	})
	p.Policies = stats.By(counts, func(c scanlog.Count) string { return c.Policy })
	p.Desks = stats.By(counts, func(c scanlog.Count) string { return c.Desk })
}

// draw fills in the charts.
func (j job) draw(p *page, counts []scanlog.Count) error {
	hours, err := j.hours()
	if err != nil {
		return err
	}
	p.Peak = stats.PeakOf(shown(hours))
	// A chart has no letters for some languages: its title then stands above it,
	// and the table below tells the colours.
	drawn := chart.Words{Names: func(reason.Outcome) string { return "" }}
	look := chart.Print(960, 300)
	if look.NoLegend = p.lang == "zh-Hant"; !look.NoLegend {
		drawn = chart.Words{Title: p.Say("by-hour"), Names: p.outcome}
	}
	if p.ByHour, err = dataURL(chart.PerHour(shown(hours), drawn, chart.InPrint), look); err != nil {
		return err
	}
	if drawn.Title != "" {
		drawn.Title = p.Say("by-outcome")
	}
	look = chart.Print(960, 260)
	look.NoLegend = true
	p.ByOutcome, err = dataURL(chart.PerOutcome(stats.SplitOf(counts), drawn, chart.InPrint), look)
	return err
}

// dataURL draws a chart to stand in the page itself.
func dataURL(b chart.Bars, l chart.Look) (template.URL, error) {
	png, err := b.PNG(l)
	return template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(png)), err
}

// compare fills in the same day of the week before.
func (j job) compare(p *page) error {
	j.Query.From, j.Query.To = p.Before, p.Before
	cells, err := j.counts()
	p.Past = stats.SplitOf(shown(cells)).Total()
	if percent, ok := stats.Change(p.Total, p.Past); ok {
		p.Against = signed(percent) + " %"
	}
	return err
}

// prove fills in what speaks for the log and against it: seals, clock jumps,
// changes of the settings.
func (j job) prove(p *page) error {
	for _, of := range []struct {
		kind scanlog.Kind
		rows *[]scanlog.Row
	}{{scanlog.ClockJump, &p.Jumps}, {scanlog.Change, &p.Changes}} {
		rows, err := j.store.Entries(scanlog.Query{From: p.Day, To: p.Day, Desk: j.Query.Desk, Kind: of.kind, Limit: 200})
		if err != nil {
			return err
		}
		slices.Reverse(rows)
		*of.rows = rows
	}
	for _, d := range p.Desks {
		seal, ok, err := scanlog.SealOf(j.store, d.Of, p.Day)
		if err != nil {
			return err
		}
		if ok {
			p.Seals = append(p.Seals, seal)
		}
	}
	return nil
}
