package screen

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"passdesk/app/desk"
	"passdesk/app/scanlog"
	"passdesk/app/scanlog/report"
)

// small is below which counts are withheld, where that is wanted.
const small = 5

// exportForm lets a person choose what to export of the days on view, and as
// what, and tells how far it is.
type exportForm struct {
	screen *Screen
	what   report.What
	format report.Format
	least  bool

	whats   map[report.What]*tick
	formats map[report.Format]*tick
	small   *tick
	save    *button
	cancel  *button
	bar     *widget.ProgressBar
	far     *text
	shown   desk.Exporting
	root    *panel
}

func (s *Screen) newExportForm() *exportForm {
	w := s.words
	f := &exportForm{
		screen: s, what: report.Counts, format: report.CSV,
		whats: map[report.What]*tick{}, formats: map[report.Format]*tick{},
		bar: widget.NewProgressBar(), far: newText("", style{colour: Muted, size: SizeSmall}),
	}
	var whats, formats []fyne.CanvasObject
	for _, what := range report.Tables() {
		f.whats[what] = newChoice(w.say("export.what-"+string(what)), s.listener(), func() { f.choose(what, f.format) })
		whats = append(whats, f.whats[what])
	}
	for _, format := range report.Formats() {
		f.formats[format] = newChoice(w.say("export.format-"+string(format)), s.listener(), func() { f.choose(f.what, format) })
		formats = append(formats, f.formats[format])
	}
	f.small = newTick(w.say("export.small", values{"N": small}), s.listener(), func() {
		f.least = !f.least
		f.choose(f.what, f.format)
	})
	f.save = s.button(face{icon: "export", label: w.say("export.save"), keys: "Ctrl+E", primary: true}, s.chooseExport)
	f.cancel = s.button(face{icon: "stop", label: w.say("dialog.cancel")}, s.cancelExport)
	f.bar.Hide()
	f.cancel.Hide()
	f.root = newSection(w.say("export.title"),
		newLabelled(w.say("export.what"), newLines(2, 130, whats...)),
		newLabelled(w.say("export.format"), newLines(2, 180, formats...)),
		f.small,
		newText(w.say("export.hint"), style{size: SizeSmall, colour: Muted}),
		newLines(8, 150, f.save, f.cancel), f.bar, f.far,
	)
	f.choose(f.what, f.format)
	return f
}

// choose takes a choice. What cannot be written so gives way: there is no chart
// and no day sheet of the log, and small counts are not withheld from it.
func (f *exportForm) choose(what report.What, format report.Format) {
	onlyCounts := format == report.PNG || format == report.Sheet
	switch {
	case what == report.Log && f.what != report.Log && onlyCounts:
		format = report.CSV
	case what == report.Log && onlyCounts:
		what = report.Counts
	}
	if what == report.Log {
		f.least = false
	}
	f.what, f.format = what, format
	for w, t := range f.whats {
		t.set(w == what)
	}
	for k, t := range f.formats {
		t.set(k == format)
	}
	f.small.set(f.least)
}

// export is what was chosen, of the days on view.
func (f *exportForm) export(h desk.History) report.Export {
	e := report.Export{What: f.what, Format: f.format, Query: scanlog.Query{From: h.From, To: h.To}}
	if f.least {
		e.Least = small
	}
	if f.format == report.Sheet {
		e.Query.From = max(e.Query.From, daysBefore(h.To, 30))
	}
	return e
}

// daysBefore gives a day some days before another one.
func daysBefore(day string, n int) string {
	d, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return d.AddDate(0, 0, -n).Format(time.DateOnly)
}

// show tells how far the export is, and whether that differs.
func (f *exportForm) show(st desk.State) bool {
	e := st.Export
	if e == f.shown {
		return false
	}
	f.shown = e
	f.save.Hidden, f.cancel.Hidden, f.bar.Hidden = e.Busy, !e.Busy, !e.Busy || e.All == 0
	f.far.set("")
	if e.All > 0 {
		f.bar.SetValue(float64(e.Done) / float64(e.All))
		f.far.set(f.screen.words.say("export.far", values{"Done": e.Done, "All": e.All}))
	}
	return true
}

func (s *Screen) cancelExport() {
	if s.do.CancelExport != nil {
		s.do.CancelExport()
	}
}

// exportHere gives the export that is meant where the person is: of the days
// on view, or of the log as it is filtered.
func (s *Screen) exportHere() (e report.Export, file string) {
	if s.state.View == desk.LogView {
		e = report.Export{What: report.Log, Format: report.CSV, Query: s.state.Log.Query}
	} else {
		e = s.history.export.export(s.state.History)
		e.Query.Desk = s.history.desks.chosen
	}
	day := s.state.Today.Day
	if e.Query.To != "" {
		day = e.Query.To
	}
	return e, "passdesk-" + string(e.What) + "-" + day + e.Format.Ending()
}

// formatOf goes by the ending that a person gave the file of a log.
func formatOf(path string) report.Format {
	for _, f := range []report.Format{report.XLSX, report.JSON} {
		if strings.HasSuffix(strings.ToLower(path), f.Ending()) {
			return f
		}
	}
	return report.CSV
}
