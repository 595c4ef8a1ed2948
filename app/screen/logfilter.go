package screen

import (
	"regexp"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"passdesk/app/desk"
	"passdesk/app/scanlog"
	"passdesk/app/scanlog/stats"
	"passdesk/verify/reason"
)

// logFilter lets a person choose what of the log is on view. Each choice is
// made among what there is, and at once in force.
type logFilter struct {
	screen *Screen
	query  scanlog.Query // in force
	today  string
	known  scanlog.Values

	search  *field
	facets  []facet
	heads   []*button
	clear   *button
	open    int // the facet whose choices are shown, -1 for none
	choices *fyne.Container
	day     *field
	wrong   *text
	scroll  *container.Scroll
	box     *fyne.Container
	root    *panel
}

// facet is one thing that the log is filtered by.
type facet struct {
	name    string // id of its words
	options func(*logFilter) []string
	say     func(*Words, string) string
	of      func(scanlog.Query) string
	put     func(*scanlog.Query, string)
}

// logFacets lists them in the order in which they stand.
func logFacets() []facet {
	plain := func(_ *Words, s string) string { return s }
	return []facet{
		{"filter.day", (*logFilter).days, nil, daysOf, putDays},
		{"log.outcome", func(*logFilter) []string { return textsOf(stats.Outcomes()) },
			func(w *Words, s string) string { return w.named("outcome", s) },
			func(q scanlog.Query) string { return string(q.Outcome) },
			func(q *scanlog.Query, s string) { q.Outcome = reason.Outcome(s) }},
		{"log.reason", func(f *logFilter) []string { return f.known.Reasons },
			func(w *Words, s string) string { return w.reasonWords(reason.Reason(s)) },
			func(q scanlog.Query) string { return string(q.Reason) },
			func(q *scanlog.Query, s string) { q.Reason = reason.Reason(s) }},
		{"log.issuer", func(f *logFilter) []string { return f.known.Issuers }, plain,
			func(q scanlog.Query) string { return q.Issuer },
			func(q *scanlog.Query, s string) { q.Issuer = s }},
		{"filter.desk", func(f *logFilter) []string { return f.known.Desks }, plain,
			func(q scanlog.Query) string { return q.Desk },
			func(q *scanlog.Query, s string) { q.Desk = s }},
		{"log.by", func(*logFilter) []string {
			return textsOf([]scanlog.By{scanlog.ByCamera, scanlog.ByScanner, scanlog.ByFile, scanlog.ByHand})
		},
			func(w *Words, s string) string { return w.named("by", s) },
			func(q scanlog.Query) string { return string(q.By) },
			func(q *scanlog.Query, s string) { q.By = scanlog.By(s) }},
	}
}

func textsOf[T ~string](list []T) []string {
	texts := make([]string, len(list))
	for i, one := range list {
		texts[i] = string(one)
	}
	return texts
}

func (s *Screen) newLogFilter() *logFilter {
	w := s.words
	f := &logFilter{screen: s, facets: logFacets(), open: -1, choices: newLines(4, 210), wrong: newText(s.words.say("filter.wrong-day"), style{size: SizeSmall, colour: AskInk})}
	f.search = newField(s.listener(), func(text string) {
		f.alter(func(q *scanlog.Query) { q.Text = text })
	})
	f.search.SetPlaceHolder(w.say("filter.search"))
	f.day = newField(s.listener(), f.pickDay)
	f.day.SetPlaceHolder(w.say("filter.pick-example"))
	heads := newLines(8, 150)
	for i := range f.facets {
		b := s.button(face{label: f.label(i), icon: "more", clip: true}, func() { f.turn(i) })
		f.heads = append(f.heads, b)
		heads.Add(b)
	}
	f.clear = s.button(face{icon: "stop", label: w.say("filter.clear")}, func() {
		f.open = -1
		f.search.SetText("")
		f.search.given = ""
		f.alter(func(q *scanlog.Query) { *q = scanlog.Query{} })
	})
	f.clear.Hide()
	f.wrong.Hide()
	inner := newColumn(6, f.choices)
	f.scroll = container.NewVScroll(inner)
	f.box = &fyne.Container{Layout: upTo{most: 170, content: inner}, Objects: []fyne.CanvasObject{f.scroll}}
	f.box.Hide()
	f.root = newPanel(ground{fill: Panel, edge: Edge, radius: 12, padX: 12, padY: 10},
		newColumn(8, newRow(8, 0, f.search, f.clear), heads, f.box))
	return f
}

// label says what a facet is set to.
func (f *logFilter) label(i int) string {
	w, one := f.screen.words, f.facets[i]
	value := w.say("filter.all")
	if v := one.of(f.query); v != "" {
		value = f.say(one, v)
	}
	return w.say("filter.is", values{"Name": w.say(one.name), "Value": value})
}

func (f *logFilter) say(one facet, value string) string {
	if one.say == nil {
		return f.dayWords(value)
	}
	return one.say(f.screen.words, value)
}

// alter asks for the log by other choices.
func (f *logFilter) alter(change func(*scanlog.Query)) {
	q := f.query
	change(&q)
	f.screen.act(desk.FilterLog{Query: q})
}

// turn shows the choices of a facet, or hides them when they are shown.
func (f *logFilter) turn(i int) {
	if f.open == i {
		i = -1
	}
	f.open = i
	f.list()
	f.screen.log.root.Refresh()
	for _, o := range f.choices.Objects {
		if t, is := o.(*tick); is && t.on {
			f.focus(t)
		}
	}
}

// focus goes where a person without a mouse goes on.
func (f *logFilter) focus(o fyne.Focusable) {
	if w := f.screen.window; w != nil && f.screen.state.View == desk.LogView {
		w.Canvas().Focus(o)
	}
}

// list makes the choices of the open facet.
func (f *logFilter) list() {
	f.choices.RemoveAll()
	f.box.Hidden = f.open < 0
	if f.open < 0 {
		return
	}
	one, w := f.facets[f.open], f.screen.words
	for _, value := range append([]string{""}, one.options(f)...) {
		label := w.say("filter.all")
		if value != "" {
			label = f.say(one, value)
		}
		t := newChoice(label, f.screen.listener(), func() {
			f.focus(f.heads[f.open])
			f.open = -1
			f.alter(func(q *scanlog.Query) { one.put(q, value) })
		})
		t.set(value == one.of(f.query))
		f.choices.Add(t)
	}
	if one.say == nil {
		f.choices.Add(newColumn(3, newLabelled(w.say("filter.pick-day"), f.day), f.wrong))
	}
	f.scroll.ScrollToTop()
}

// show draws the choices in force, and tells whether anything moved.
func (f *logFilter) show(st desk.State) bool {
	q, known := st.Log.Query, st.Log.Known
	if q == f.query && st.Today.Day == f.today && sameValues(known, f.known) && f.box.Hidden == (f.open < 0) {
		return false
	}
	f.query, f.today, f.known = q, st.Today.Day, known
	f.search.show(q.Text)
	f.wrong.Hide()
	for i, b := range f.heads {
		b.label.set(f.label(i))
		b.primary = f.facets[i].of(q) != ""
		b.Refresh()
	}
	f.clear.Hidden = q == (scanlog.Query{})
	f.list()
	return true
}

func sameValues(a, b scanlog.Values) bool {
	return len(a.Desks) == len(b.Desks) && len(a.Reasons) == len(b.Reasons) && len(a.Issuers) == len(b.Issuers)
}

// close hides the choices, and tells whether any were shown.
func (f *logFilter) close() bool {
	if f.open < 0 {
		return false
	}
	f.focus(f.heads[f.open])
	f.turn(f.open)
	return true
}

// days gives the days to choose from.
func (f *logFilter) days() []string {
	to := func(from, to int) string { return daysBefore(f.today, from) + " " + daysBefore(f.today, to) }
	options := []string{to(0, 0), to(1, 1), to(6, 0), to(30, 0)}
	if d := daysOf(f.query); d != "" && f.isPicked(d) {
		options = append(options, d)
	}
	return options
}

func (f *logFilter) isPicked(days string) bool {
	return f.dayWords(days) == f.plainDays(days)
}

// dayWords says which days are meant.
func (f *logFilter) dayWords(days string) string {
	w := f.screen.words
	for ago, id := range map[[2]int]string{{0, 0}: "filter.today", {1, 1}: "filter.yesterday", {6, 0}: "filter.days-7", {30, 0}: "filter.days-31"} {
		if days == daysBefore(f.today, ago[0])+" "+daysBefore(f.today, ago[1]) {
			return w.say(id)
		}
	}
	return f.plainDays(days)
}

func (f *logFilter) plainDays(days string) string {
	w := f.screen.words
	var q scanlog.Query
	putDays(&q, days)
	if q.From == q.To {
		return w.dayOf(q.From)
	}
	return w.say("filter.days", values{"From": w.dayOf(q.From), "To": w.dayOf(q.To)})
}

// daysOf gives the days of a query as one text, "" for all.
func daysOf(q scanlog.Query) string {
	if q.From == "" && q.To == "" {
		return ""
	}
	return q.From + " " + q.To
}

func putDays(q *scanlog.Query, days string) {
	q.From, q.To = "", ""
	if len(days) == 2*len(time.DateOnly)+1 {
		q.From, q.To = days[:len(time.DateOnly)], days[len(time.DateOnly)+1:]
	}
}

// pickDay takes a typed day, or the first and the last of some.
func (f *logFilter) pickDay(typed string) {
	found := regexp.MustCompile(`\d{4}-\d{2}-\d{2}`).FindAllString(typed, -1)
	for _, day := range found {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			found = nil
		}
	}
	switch len(found) {
	case 1, 2:
		first, last := found[0], found[len(found)-1]
		f.open = -1
		f.alter(func(q *scanlog.Query) { q.From, q.To = min(first, last), max(first, last) })
	default:
		if typed != "" {
			f.wrong.Show()
			f.screen.log.root.Refresh()
		}
	}
}

// upTo is as high as its content, but not higher than most.
type upTo struct {
	most    float32
	content fyne.CanvasObject
}

// Layout implements fyne.Layout.
func (l upTo) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.content.Resize(fyne.NewSize(size.Width, heightFor(l.content, size.Width)))
	objects[0].Resize(size)
	objects[0].Refresh()
}

// MinSize implements fyne.Layout.
func (l upTo) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, 1) }

func (l upTo) heightOf(_ []fyne.CanvasObject, width float32) float32 {
	return fyne.Min(l.most, heightFor(l.content, width))
}
