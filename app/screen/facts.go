package screen

import (
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"passdesk/verify/fhir"
	"passdesk/verify/reason"
	"passdesk/verify/rules"
)

// nameOf writes a name as its card does: given names first, or the family
// name first and without a space in scripts that do so.
func nameOf(n fhir.Name) string {
	given := strings.Join(n.Given, " ")
	if strings.ContainsFunc(n.Family+given, isHanLike) {
		return n.Family + strings.Join(n.Given, "")
	}
	var all []string
	all = append(all, n.Prefix...)
	all = append(all, given, n.Family)
	all = append(all, n.Suffix...)
	if joined := strings.Join(strings.Fields(strings.Join(all, " ")), " "); joined != "" {
		return joined
	}
	return n.Text
}

func isHanLike(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

// line is one dose or test: a mark, a date, and what it was.
type line struct {
	counts reason.Answer
	date   string
	what   string
	value  string // of a test
	fine   string // lot and site
	why    string // it does not count
}

// doses lists the doses and what each of them did.
func (c *card) doses(doses []rules.Dose) []fyne.CanvasObject {
	if len(doses) == 0 {
		return nil
	}
	lines := make([]line, len(doses))
	for i, d := range doses {
		lines[i] = c.dose(d)
	}
	return []fyne.CanvasObject{c.section(c.words.count("doses.title", len(doses)), lines)}
}

func (c *card) dose(d rules.Dose) line {
	w := c.words
	l := line{counts: d.Counts, date: w.date(d.Date, c.now.Location()), what: d.Vaccine.Name, fine: d.Site}
	if l.date == "" {
		l.date = w.say("dose.no-date")
	}
	switch {
	case l.what == "" && d.Code.Code == "":
		l.what = w.say("dose.no-product")
	case l.what == "":
		l.what = w.say("dose.unknown-product", values{"Code": d.Code.Code})
	}
	if d.Lot != "" {
		l.fine = joined(w.say("dose.lot", values{"Lot": d.Lot}), d.Site)
	}
	if d.Why != rules.Counted {
		l.why = w.named("why", string(d.Why))
	}
	return l
}

// tests lists the laboratory results. What they do for the rules stands in
// the status; a mark beside each would only guess.
func (c *card) tests(tests []fhir.Test) []fyne.CanvasObject {
	if len(tests) == 0 {
		return nil
	}
	lines := make([]line, len(tests))
	for i, t := range tests {
		lines[i] = c.test(t)
	}
	return []fyne.CanvasObject{c.section(c.words.count("tests.title", len(tests)), lines)}
}

func (c *card) test(t fhir.Test) line {
	w := c.words
	l := line{counts: t.Valid, date: w.when(t.Taken, c.now.Location()), what: t.Name, fine: t.Site}
	if l.date == "" {
		l.date = w.say("dose.no-date")
	}
	if l.what == "" && t.Kind != "" {
		l.what = w.named("kind", string(t.Kind))
	}
	switch {
	case l.what == "" && t.Code.Code == "":
		l.what = w.say("test.no-code")
	case l.what == "":
		l.what = w.say("test.unknown", values{"Code": t.Code.Code})
	}
	meaning := "unknown"
	if t.Result != "" {
		meaning = string(t.Result)
	}
	l.value = w.named("meaning", meaning)
	return l
}

// section is a titled list with its dates in one column.
func (c *card) section(title string, lines []line) fyne.CanvasObject {
	box := newColumn(10, newText(title, style{bold: true, colour: Muted, size: SizeSmall}))
	wide := float32(0)
	for _, l := range lines {
		size := theme.SizeForWidget(SizeBody, c.timer.seconds)
		wide = fyne.Max(wide, fyne.MeasureText(l.date, size, fyne.TextStyle{}).Width)
	}
	for _, l := range lines {
		box.Add(c.line(l, wide))
	}
	return box
}

func (c *card) line(l line, dateWidth float32) fyne.CanvasObject {
	what := newColumn(1, newText(joined(l.what, l.value), style{bold: true}))
	if l.fine != "" {
		what.Add(newText(l.fine, style{size: SizeSmall, colour: Muted}))
	}
	if l.why != "" {
		what.Add(newText(l.why, style{size: SizeSmall, colour: inkOfAnswer(l.counts)}))
	}
	return newTopRow(12, 2, c.markOf(l.counts), newText(l.date, style{oneLine: true, wide: dateWidth}), what)
}

// markOf is the small shape before a line.
func (c *card) markOf(a reason.Answer) fyne.CanvasObject {
	shape := map[reason.Answer]string{reason.Yes: "accepted", reason.No: "unreadable", reason.Unknown: "unverified"}[a]
	ink, cut := inkOfAnswer(a), Panel
	if a == reason.Unknown {
		ink, cut = Ask, OnAsk
	}
	return c.shelf.drawing(shape, 20, ink, cut)
}

func inkOfAnswer(a reason.Answer) fyne.ThemeColorName {
	return map[reason.Answer]fyne.ThemeColorName{reason.Yes: AdmitInk, reason.No: NeutralInk, reason.Unknown: AskInk}[a]
}

// joined sets a dot between two words, either of which may be missing.
func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " · " + b
}

// issuers names who signed the cards, each once.
func (c *card) issuers() (all []fyne.CanvasObject) {
	var seen []string
	for _, v := range c.result.Cards() {
		if v.Issuer.ISS != "" && !slices.Contains(seen, v.Issuer.ISS) {
			seen = append(seen, v.Issuer.ISS)
			all = append(all, c.issuer(v.Issuer.Name, v.Issuer.ISS, v.Genuine))
		}
	}
	return all
}

// issuer names who signed a card, or who it claims to be from while nobody has
// checked that.
func (c *card) issuer(name, iss string, genuine reason.Answer) fyne.CanvasObject {
	title := "result.issuer-claimed"
	if genuine == reason.Yes {
		title = "result.issuer"
	}
	box := newColumn(2, newText(c.words.say(title), style{bold: true, colour: Muted, size: SizeSmall}))
	if name != "" && name != iss { // one named on the command line has no name
		box.Add(newText(name, style{}))
	}
	box.Add(newText(iss, style{size: SizeSmall, colour: Muted}))
	return box
}

// checks keeps the order of the checks: what was fine in grey, what was not
// in bold. What comes after it was never asked.
func (c *card) checks() fyne.CanvasObject {
	w := c.words
	box := newColumn(5, newText(w.say("stage.title"), style{bold: true, colour: Muted, size: SizeSmall}))
	for s := readStage; s < c.look.fails; s++ {
		box.Add(newRow(8, 1,
			c.shelf.drawing("accepted", 16, Muted, Panel),
			newText(w.say("stage.fine", values{"Stage": w.say(s.id())}), style{size: SizeSmall, colour: Muted}),
		))
	}
	failed := "stage.failed"
	if c.result.Decision.Outcome == reason.Unverified {
		failed = "stage.open"
	}
	box.Add(newRow(8, 1,
		c.shelf.drawing(c.look.shape, 16, inkOf(c.look.family), onInk(c.look.family)),
		newText(w.say(failed, values{"Stage": w.say(c.look.fails.id())}), style{size: SizeSmall, bold: true}),
	))
	return box
}
