package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"passdesk/app/scanlog"
)

// cells sets the columns of the log. A column of width 0 shares what is left
// by its weight; columns that a narrow window has no room for go.
type cells struct{}

// logColumn is one column of the log.
type logColumn struct {
	id     string // of its title
	width  float32
	weight float32
	from   float32 // the width of the list from which it is shown
}

func logColumns() []logColumn {
	return []logColumn{
		{id: "log.time", width: 104},
		{id: "log.outcome", width: 172},
		{id: "log.reason", weight: 3},
		{id: "log.issuer", weight: 3, from: 720},
		{id: "log.format", width: 150, from: 1080},
		{id: "log.by", width: 74, from: 560},
		{id: "log.took", width: 70, from: 900},
	}
}

const cellGap = 14

// Layout implements fyne.Layout.
func (cells) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left, weights := size.Width+cellGap, float32(0)
	columns := logColumns()
	for _, c := range columns {
		if size.Width >= c.from {
			left -= c.width + cellGap
			weights += c.weight
		}
	}
	x := float32(0)
	for i, c := range columns {
		o := objects[i]
		if size.Width < c.from {
			o.Hide()
			continue
		}
		o.Show()
		w := c.width
		if c.weight > 0 {
			w = left * c.weight / weights
		}
		h := heightFor(o, w)
		o.Move(fyne.NewPos(x, (size.Height-h)/2))
		o.Resize(fyne.NewSize(w, h))
		x += w + cellGap
	}
}

// MinSize implements fyne.Layout.
func (cells) MinSize(objects []fyne.CanvasObject) fyne.Size {
	h := float32(0)
	for _, o := range objects {
		h = fyne.Max(h, o.MinSize().Height)
	}
	return fyne.NewSize(320, h)
}

// logRow is one line of the log. There is nothing of a person in it.
type logRow struct {
	widget.BaseWidget
	words                                           *Words
	mark                                            *drawing
	time, outcome, reason, issuer, format, by, took *text
}

func newLogRow(words *Words) *logRow {
	plain := style{clip: true}
	quiet := style{clip: true, colour: Muted}
	r := &logRow{
		words: words, mark: newDrawing("unreadable", 22, Muted, Panel),
		time: newText("", style{clip: true, mono: true, size: SizeSmall}), outcome: newText("", style{clip: true, bold: true}),
		reason: newText("", plain), issuer: newText("", quiet), format: newText("", quiet),
		by: newText("", quiet), took: newText("", quiet),
	}
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer implements fyne.Widget.
func (r *logRow) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(newInset(16, 7, &fyne.Container{
		Layout: cells{},
		Objects: []fyne.CanvasObject{
			r.time, newRow(8, 1, r.mark, r.outcome), r.reason, r.issuer, r.format, r.by, r.took,
		},
	}))
}

// show fills the line; today's rows need no date.
func (r *logRow) show(e scanlog.Row, today string) {
	w := r.words
	l := lookOf(e.Outcome, e.Reason)
	r.mark.set(l.shape, inkOf(l.family), onInk(l.family))
	r.outcome.set(w.named("outcome", string(e.Outcome)))
	r.reason.set(w.reasonWords(e.Reason))
	if e.Kind != scanlog.Scan {
		r.mark.set("note", Muted, Panel)
		r.outcome.set(w.named("log", string(e.Kind)))
	}
	switch {
	case e.Outcome == scanlog.LeftCount: // counted out, or that taken back
		r.reason.set(w.named("outcome", string(e.Outcome)))
	case e.Kind == scanlog.Compared:
		r.reason.set(w.named("id", string(e.ID)))
	case e.Kind == scanlog.Change && e.Reason == "":
		r.reason.set(e.Policy) // the rules from then on
	}
	r.time.set(w.momentOf(e.Entry, today))
	r.issuer.set(e.Issuer)
	r.format.set(w.named("format", e.Format))
	r.by.set(w.named("by", string(e.By)))
	r.took.set("")
	if e.Took > 0 {
		r.took.set(w.say("log.ms", values{"N": e.Took.Milliseconds()}))
	}
}

// momentOf gives the time of day, and the date before it unless it is today.
func (w *Words) momentOf(e scanlog.Entry, today string) string {
	if e.Day() == today {
		return e.At.Format("15:04:05")
	}
	return w.say("log.moment", values{"Day": e.At.Day(), "Month": w.month(e.At), "Time": e.At.Format("15:04")})
}
