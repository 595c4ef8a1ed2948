package screen

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"passdesk/app/desk"
	"passdesk/app/scanlog"
	"passdesk/verify/reason"
)

// logView shows the scan log, newest first, with the day in one bar.
type logView struct {
	words  *Words
	shown  desk.Log
	day    desk.Today
	chosen int64 // key of the row whose detail is shown, 0 for none

	filter  *logFilter
	detail  *logDetail
	list    *rowList
	empty   *fyne.Container
	emblem  *fyne.Container
	none    *text // why there is nothing, and what that means
	hint    *text
	older   *fyne.Container
	bar     *shareBar
	total   *text
	notice  *notice
	privacy *text
	foot    *fyne.Container
	root    *fyne.Container
}

// logButtons are the log's ways out.
type logButtons struct{ back, export, older *button }

func (s *Screen) newLogView(b logButtons) *logView {
	words, told := s.words, s.listener()
	v := &logView{words: words, bar: newShareBar(), list: &rowList{listens: listens{told.keys}, onKey: told.key}}
	v.filter, v.detail = s.newLogFilter(), s.newLogDetail()
	v.list.Length = func() int { return len(v.shown.Rows) }
	v.list.CreateItem = func() fyne.CanvasObject { return newLogRow(words) }
	v.list.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) {
		o.(*logRow).show(v.shown.Rows[i], v.day.Day)
	}
	v.list.OnSelected = v.choose
	v.list.ExtendBaseWidget(v.list)

	v.total = newText("", style{oneLine: true, colour: Muted})
	title := newText(words.say("log.title"), style{clip: true, bold: true, size: theme.SizeNameHeadingText})
	head := newColumn(4, newRow(18, 1, b.back, title, b.export), newRow(12, 1, v.total, v.bar))
	v.older = newCentred(b.older)
	v.older.Hide()
	v.none = newText("", style{size: SizeLead, bold: true, centre: true})
	v.hint = newText("", style{colour: Muted, centre: true})
	v.emblem = newSized(64, 64, newDrawing("log", 64, Muted, Panel))
	v.empty = newShedding(460, v.emblem, newColumn(10, v.emblem, v.none, v.hint))
	table := newPanel(
		ground{fill: Panel, edge: Edge, radius: 12, bare: true, padX: 1, padY: 8},
		newPile(4, 1, v.columnTitles(), newLayers(v.list, v.empty), v.older),
	)
	v.notice = newNotice(words, ground{fill: theme.ColorNameBackground}, style{clip: true, bold: true, size: SizeSmall})
	v.privacy = newText(words.say("log.privacy"), style{oneLine: true, colour: Muted, size: SizeSmall})
	v.foot = newRow(8, 2,
		newDrawing("shield", 18, AdmitInk, Panel),
		v.privacy,
		newInset(10, 0, v.notice.root),
	)
	body := &fyne.Container{Layout: aside{gap: gap, width: 340, least: 900}, Objects: []fyne.CanvasObject{table, v.detail.root}}
	v.root = newPile(gap, 2, head, v.filter.root, body, v.foot)
	v.root.Hide()
	return v
}

func (v *logView) columnTitles() fyne.CanvasObject {
	var titles []fyne.CanvasObject
	for _, c := range logColumns() {
		titles = append(titles, newText(v.words.say(c.id), style{clip: true, bold: true, colour: Muted, size: SizeSmall}))
	}
	return newInset(16, 6, &fyne.Container{Layout: cells{}, Objects: titles})
}

// show draws what differs. Rows are shared between States and never written
// to, so the same slice holds the same rows. Out of sight only initials whose
// time is over are taken away: a visitor does not wait for a row of the log.
func (v *logView) show(st desk.State) {
	v.showInitials(st)
	if !v.root.Visible() {
		return
	}
	if v.notice.show(st) {
		v.foot.Refresh()
	}
	moved := v.filter.show(st)
	v.sayPrivacy(st)
	if sameRows(v.shown, st.Log) && v.shown.Read == st.Log.Read && v.day.Day == st.Today.Day && v.day.Total() == st.Today.Total() {
		if moved {
			v.root.Refresh()
		}
		return
	}
	v.shown, v.day = st.Log, st.Today
	v.empty.Hidden = len(st.Log.Rows) > 0
	v.sayWhyEmpty()
	v.older.Hidden = !st.Log.More
	v.total.set(v.words.count("log.today", st.Today.Total()))
	v.bar.set(st.Today.Counts)
	v.follow()
	v.root.Refresh()
	v.list.Refresh()
}

// showInitials shows the initials of the chosen row as long as there are any.
func (v *logView) showInitials(st desk.State) {
	v.shown.Initials = st.Log.Initials
	if v.chosen != 0 && v.at() >= 0 && v.detail.kept != v.shown.Initials[v.chosen] {
		v.follow()
		v.detail.root.Refresh()
	}
}

// sayPrivacy says what the log never holds, and where a site keeps initials
// beside it.
func (v *logView) sayPrivacy(st desk.State) {
	said := v.words.say("log.privacy")
	if hours := st.Setup.Set.InitialsHours; hours > 0 {
		said = v.words.count("log.privacy-initials", hours)
	}
	if v.privacy.words != said {
		v.privacy.set(said)
		v.foot.Refresh()
	}
}

// sayWhyEmpty says why there are no rows.
func (v *logView) sayWhyEmpty() {
	none, hint := "log.empty", v.words.say("log.empty-hint")
	filtered := v.shown.Query != (scanlog.Query{})
	v.emblem.Hidden = filtered // the choices above need the room
	switch {
	case filtered && v.shown.Read:
		none, hint = "log.no-match", v.words.say("log.no-match-hint")
	case filtered:
		none, hint = "log.reading", ""
	}
	v.none.set(v.words.say(none))
	v.hint.set(hint)
}

// at finds the chosen row, -1 if it is not on view.
func (v *logView) at() int {
	return slices.IndexFunc(v.shown.Rows, func(r scanlog.Row) bool { return r.Key == v.chosen })
}

// choose shows the detail of a row; -1 shows none.
func (v *logView) choose(i int) {
	v.chosen = 0
	if i >= 0 && i < len(v.shown.Rows) {
		v.chosen = v.shown.Rows[i].Key
	}
	v.follow()
	v.root.Refresh()
}

// follow keeps the chosen row chosen wherever it stands now: new rows come
// above it.
func (v *logView) follow() {
	i := v.at()
	if i < 0 {
		v.chosen = 0
		v.list.UnselectAll()
		v.detail.show(nil, scanlog.Kept{})
		return
	}
	v.detail.show(&v.shown.Rows[i], v.shown.Initials[v.chosen])
	v.list.Select(i)
}

// leave closes what is open within the log, and tells whether anything was.
func (v *logView) leave() bool {
	switch {
	case v.filter.close():
	case v.chosen != 0:
		v.choose(-1)
	default:
		return false
	}
	return true
}

// move chooses another row by a key, and tells whether it was one for that.
func (v *logView) move(key fyne.KeyName) bool {
	const page = 10
	to, ok := rowTo(key, v.at(), len(v.shown.Rows), page)
	if ok && len(v.shown.Rows) > 0 {
		v.choose(to)
	}
	return ok
}

func sameRows(a, b desk.Log) bool {
	if len(a.Rows) != len(b.Rows) || a.More != b.More {
		return false
	}
	return len(a.Rows) == 0 || &a.Rows[0] == &b.Rows[0]
}

// shareBar shows how the day's scans fell, as one bar in the outcomes' order.
type shareBar struct {
	widget.BaseWidget
	counts map[reason.Outcome]int
	row    *fyne.Container
}

func newShareBar() *shareBar {
	b := &shareBar{row: &fyne.Container{}}
	for _, o := range reason.Outcomes() {
		b.row.Add(newPanel(ground{fill: families[o].band, radius: 4}, &fyne.Container{}))
	}
	b.row.Layout = &shares{b}
	b.ExtendBaseWidget(b)
	return b
}

func (b *shareBar) set(counts map[reason.Outcome]int) {
	b.counts = counts
	b.row.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (b *shareBar) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(b.row) }

// shares gives each part of the bar its share of the width, and a part that
// is not nothing enough to be seen.
type shares struct{ bar *shareBar }

// Layout implements fyne.Layout.
func (l *shares) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	const least, between = 8, 3
	total, room := 0, size.Width
	for _, n := range l.bar.counts {
		if n > 0 {
			total += n
			room -= least + between
		}
	}
	x := float32(0)
	for i, o := range reason.Outcomes() {
		n := l.bar.counts[o]
		objects[i].Resize(fyne.NewSize(0, 0))
		if n == 0 || total == 0 {
			objects[i].Hide()
			continue
		}
		w := least + fyne.Max(0, room)*float32(n)/float32(total)
		objects[i].Show()
		objects[i].Move(fyne.NewPos(x, 0))
		objects[i].Resize(fyne.NewSize(w, size.Height))
		x += w + between
	}
}

// MinSize implements fyne.Layout.
func (l *shares) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(20, 14) }
