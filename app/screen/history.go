package screen

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"passdesk/app/desk"
	"passdesk/app/scanlog"
	"passdesk/app/scanlog/chart"
	"passdesk/app/scanlog/stats"
	"passdesk/verify/reason"
)

// periods are the days that can be looked at, up to today.
func periods() []int { return []int{1, 7, 31, 366} }

// historyView shows counts of some days: figures, charts, reasons, and the
// export of them.
type historyView struct {
	words *Words
	shown desk.History
	fresh bool // something was shown

	choices               map[int]*tick
	desks                 *historyDesks
	total, admitted, peak *figure
	average, against      *figure
	hours, days, outcomes *chartView
	byDay                 *panel
	period                *text
	reasons               *fyne.Container
	export                *exportForm
	body                  *fyne.Container
	scroll                *container.Scroll
	notice                *notice
	head, foot, root      *fyne.Container
}

// newHistory makes the view of counts.
func (s *Screen) newHistory() *historyView {
	w := s.words
	v := &historyView{
		words: w, choices: map[int]*tick{},
		total: newFigure(w.say("history.total")), admitted: newFigure(w.say("history.admitted")),
		peak: newFigure(""), average: newFigure(w.say("history.average")), against: newFigure(""),
		hours: newChartView(250), days: newChartView(230), outcomes: newChartView(210),
		reasons: newColumn(3),
	}
	v.export, v.desks = s.newExportForm(), s.newHistoryDesks()
	back := s.button(face{icon: "back", label: w.say("button.back"), keys: "Esc"}, s.turnToDesk)
	title := newText(w.say("history.title"), style{oneLine: true, bold: true, size: theme.SizeNameHeadingText})
	var choices []fyne.CanvasObject
	for _, n := range periods() {
		t := newChoice(w.say(periodID(n)), s.listener(), func() { s.act(desk.ChooseDays{Days: n}) })
		v.choices[n] = t
		choices = append(choices, t)
	}
	v.period = newText("", style{clip: true, colour: Muted})
	v.head = newColumn(6, newRow(18, 2, back, title, v.period), newLines(4, 100, choices...), v.desks.box)
	figures := newLines(8, 150, v.total.root, v.admitted.root, v.peak.root, v.average.root, v.against.root)
	v.byDay = titled(w.say("history.by-day"), v.days)
	charts := newColumn(gap, titled(w.say("history.by-hour"), v.hours), v.byDay, titled(w.say("history.by-outcome"), v.outcomes), newLegend(w))
	side := newColumn(gap, newSection(w.say("history.reasons"), v.reasons), v.export.root)
	v.body = newInset(3, 3, newColumn(gap, figures, &fyne.Container{Layout: &columns{gap: gap, least: 900, share: 0.64}, Objects: []fyne.CanvasObject{charts, side}}))
	v.scroll = container.NewVScroll(v.body)
	v.notice = newNotice(w, ground{fill: theme.ColorNameBackground}, style{clip: true, bold: true, size: SizeSmall})
	v.foot = newRow(8, 2,
		newDrawing("shield", 18, AdmitInk, Panel),
		newText(w.say("log.privacy"), style{oneLine: true, colour: Muted, size: SizeSmall}),
		newInset(10, 0, v.notice.root),
	)
	v.root = newPile(gap, 1, v.head, &fyne.Container{Layout: &scrolled{v.body}, Objects: []fyne.CanvasObject{v.scroll}}, v.foot)
	v.root.Hide()
	return v
}

func periodID(days int) string { return "history.days-" + strconv.Itoa(days) }

// show draws what differs.
func (v *historyView) show(st desk.State) {
	if !v.root.Visible() {
		v.fresh = false
		return
	}
	if v.notice.show(st) {
		v.foot.Refresh()
	}
	wanted := max(1, st.History.Days)
	for n, t := range v.choices {
		t.set(n == wanted)
	}
	if v.export.show(st) {
		v.root.Refresh()
	}
	if v.desks.show(st) {
		v.fresh = false
	}
	if v.fresh && sameHistory(v.shown, st.History) {
		return
	}
	v.shown, v.fresh = st.History, true
	v.draw(v.desks.of(st.History))
	v.root.Refresh()
}

// sameHistory holds two histories against each other. Counts are shared
// between States and never written to.
func sameHistory(a, b desk.History) bool {
	same := len(a.Hourly) == len(b.Hourly) && (len(a.Hourly) == 0 || &a.Hourly[0] == &b.Hourly[0])
	return same && a.From == b.From && a.To == b.To && a.Days == b.Days
}

func (v *historyView) draw(h desk.History) {
	w := v.words
	split := stats.SplitOf(h.Hourly)
	v.total.set(strconv.Itoa(split.Total()))
	v.admitted.set(strconv.Itoa(stats.Admitted(h.Hourly)))
	v.drawPeak(h)
	v.average.set("–")
	if took := stats.Average(h.Hourly); took > 0 {
		v.average.set(w.say("log.ms", values{"N": took.Round(time.Millisecond).Milliseconds()}))
	}
	v.drawAgainst(h, split.Total())
	v.drawCharts(h, split)
	v.drawReasons(h)
}

func (v *historyView) drawPeak(h desk.History) {
	peak := stats.PeakOf(h.Hourly)
	label := v.words.say("history.peak-none")
	v.peak.set("–")
	if peak.N > 0 {
		v.peak.set(strconv.Itoa(peak.N))
		label = v.words.say("history.peak", values{"Hour": fmt.Sprintf("%02d:00", peak.Hour)})
		if h.Days > 1 {
			label = v.words.say("history.peak-day", values{"Hour": fmt.Sprintf("%02d:00", peak.Hour), "Day": v.words.dayOf(peak.Day)})
		}
	}
	v.peak.label.set(label)
}

func (v *historyView) drawAgainst(h desk.History, total int) {
	before := stats.SplitOf(h.Before).Total()
	v.against.set("–")
	if percent, ok := stats.Change(total, before); ok {
		sign := map[bool]string{true: "−", false: "+"}[percent < 0]
		v.against.set(fmt.Sprintf("%s%d %%", sign, max(percent, -percent)))
	}
	v.against.label.set(v.words.say("history.against", values{"N": strconv.Itoa(before)}))
}

// drawCharts draws with figures alone: the words are beside the charts, in
// whatever script they are.
func (v *historyView) drawCharts(h desk.History, split stats.Split) {
	w := v.words
	none := chart.Words{Names: func(reason.Outcome) string { return "" }}
	v.period.set("")
	switch {
	case h.From == "":
	case h.From == h.To:
		v.period.set(w.dayOf(h.To))
	default:
		v.period.set(w.say("history.period", values{"From": w.dayOf(h.From), "To": w.dayOf(h.To)}))
	}
	v.hours.set(chart.PerHour(h.Hourly, none, v.hours.colourOf))
	days := stats.Days(h.Hourly, h.From, h.To)
	v.days.set(chart.PerDay(days, none, v.days.colourOf))
	v.outcomes.set(chart.PerOutcome(split, none, v.outcomes.colourOf))
	v.byDay.Hidden = len(days) < 2
}

// titled sets a chart on a ground of its own, below its title.
func titled(title string, v *chartView) *panel {
	return newPanel(ground{fill: Panel, edge: Edge, radius: 12, bare: true, padX: 10, padY: 10},
		newColumn(2, newText(title, style{oneLine: true, bold: true}), v))
}

// newLegend names the colours of the charts.
func newLegend(w *Words) fyne.CanvasObject {
	var names []fyne.CanvasObject
	for _, o := range stats.Outcomes() {
		swatch := newSized(14, 14, newPanel(ground{fill: colourName(o), edge: Muted, radius: 3}, &fyne.Container{}))
		names = append(names, newRow(7, 1, swatch, newText(w.named("outcome", string(o)), style{clip: true, size: SizeSmall})))
	}
	return newLines(10, 120, names...)
}

// mostReasons is how many reasons are listed.
const mostReasons = 10

// drawReasons lists why cards were not simply accepted, and tallies, the most
// frequent first.
func (v *historyView) drawReasons(h desk.History) {
	v.reasons.RemoveAll()
	shares := stats.By(h.Hourly, func(c scanlog.Count) string { return string(c.Reason) })
	shares = slices.DeleteFunc(shares, func(s stats.Share) bool { return s.Of == "" || s.N <= 0 })
	for _, s := range shares[:min(len(shares), mostReasons)] {
		n := newText(strconv.Itoa(s.N), style{oneLine: true, bold: true, wide: 52})
		v.reasons.Add(newRow(8, 1, n, newText(v.words.reasonWords(reason.Reason(s.Of)), style{lines: 2, shrink: 0.8})))
	}
	if len(shares) == 0 {
		v.reasons.Add(newText(v.words.say("history.no-reasons"), style{colour: Muted}))
	}
}

// figure is a number in large type with what it is.
type figure struct {
	number, label *text
	root          *panel
}

func newFigure(label string) *figure {
	f := &figure{
		number: newText("–", style{oneLine: true, bold: true, size: theme.SizeNameHeadingText}),
		label:  newText(label, style{lines: 2, shrink: 0.8, colour: Muted, size: SizeSmall}),
	}
	f.root = newPanel(ground{fill: Panel, edge: Edge, radius: 12, padX: 14, padY: 10}, newColumn(2, f.number, f.label))
	return f
}

func (f *figure) set(number string) { f.number.set(number) }
