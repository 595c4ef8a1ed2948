package screen

import (
	"reflect"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"passdesk/app/desk"
	"passdesk/app/settings"
	"passdesk/verify/fhir"
	"passdesk/verify/reason"
	"passdesk/verify/rules"
)

// side is the right of the desk: the result while there is one, and what to
// do next otherwise. A result is drawn anew each time and thrown away with
// all it says about its holder.
type side struct {
	words    *Words
	shelf    *shelf
	question *question // of the result, nil where nothing is asked
	idle     *idle
	shown    *desk.Result
	masked   bool // its holder is not to be seen
	timer    *timer
	scroll   *container.Scroll // of the result, nil without one
	root     *fyne.Container
}

func newSide(words *Words, list listButtons, shelf *shelf) *side {
	s := &side{words: words, shelf: shelf, idle: newIdle(words, list)}
	s.root = newLayers(s.idle.root)
	return s
}

func (s *side) show(st desk.State) {
	s.idle.show(st)
	masked := st.Masks()
	if !sameAnswer(s.shown, st.Result) || masked != s.masked {
		s.turnTo(st)
	}
	s.shown, s.masked = st.Result, masked
	s.question.open(st.AsksID())
	if st.Result != nil {
		s.timer.show(st.Result, st.ResultFor(), st.Now, st.Setup.Set.ReduceMotion)
	}
}

// turnTo draws another result, or none.
func (s *side) turnTo(st desk.State) {
	s.shelf.turn()
	if st.Result == nil {
		s.timer, s.scroll, s.question = nil, nil, nil
		s.root.Objects = []fyne.CanvasObject{s.idle.root}
	} else {
		card := newCard(s.words, st, s.shelf)
		s.timer, s.scroll, s.question = card.timer, card.scroll, card.question
		s.root.Objects = []fyne.CanvasObject{card.root}
	}
	lay(s.root)
}

// sameAnswer tells whether two results differ at most in how long they stay.
func sameAnswer(a, b *desk.Result) bool {
	if a == nil || b == nil || a == b {
		return a == b
	}
	x, y := *a, *b
	x.Closes, y.Closes = time.Time{}, time.Time{}
	return reflect.DeepEqual(x, y)
}

// card is one result.
type card struct {
	words    *Words
	look     look
	result   *desk.Result
	now      time.Time
	shelf    *shelf
	steps    settings.NextSteps
	masked   bool
	undoable bool      // what came of the photo ID
	question *question // nil where nothing is asked
	timer    *timer
	scroll   *container.Scroll
	root     *panel
}

func newCard(words *Words, st desk.State, shelf *shelf) *card {
	r := st.Result
	c := &card{
		words: words, shelf: shelf, look: answerLook(r), result: r, now: st.Now,
		steps: st.Setup.Set.NextSteps, masked: st.Masks(), undoable: st.CanUndoAnswer(),
	}
	c.timer = newTimer(words, c.look.family)
	body := newInset(22, 4, newColumn(14, c.body()...))
	c.scroll = container.NewVScroll(body)
	c.root = newPanel(
		ground{fill: Panel, edge: Edge, radius: 12, bare: true},
		newPile(0, 2,
			c.headline(),
			newInset(22, 10, c.timer.root),
			&fyne.Container{Layout: &scrolled{body}, Objects: []fyne.CanvasObject{c.scroll}},
			newInset(22, 10, c.foot()),
		),
	)
	return c
}

// headline is the answer for someone two metres away: colour, shape, word.
func (c *card) headline() fyne.CanvasObject {
	f := c.look.family
	word := newText(c.words.say(c.look.headline), style{size: SizeHeadline, lines: 1, shrink: 0.56, bold: true, colour: f.on})
	return newPanel(
		ground{fill: f.band, radius: 12, flat: true, padX: 22, padY: 15},
		newRow(18, 1, c.shelf.drawing(c.look.shape, 68, f.on, f.band), word),
	)
}

// body says who, what to do, and why, in this order.
func (c *card) body() []fyne.CanvasObject {
	v, d := c.result.Verdict, c.result.Decision
	var all []fyne.CanvasObject
	if v.Genuine == reason.Yes && v.Record != nil {
		all = append(all, c.holder(v.Record.Holder))
	}
	if d.Outcome == reason.Accepted {
		all = append(all, c.next(), c.why())
	} else {
		all = append(all, c.why(), c.next())
	}
	if v.Genuine == reason.Yes && v.Record != nil {
		all = append(all, c.doses(d.Doses)...)
		all = append(all, c.tests(d.Tests)...)
	}
	all = append(all, c.issuers()...)
	if d.Outcome != reason.Accepted && d.Outcome != reason.Unreadable {
		all = append(all, c.checks())
	}
	return all
}

// holder is set in the largest type: comparing it with a photo ID comes next.
func (c *card) holder(h fhir.Holder) fyne.CanvasObject {
	w := c.words
	if c.masked {
		return newColumn(2,
			newText(w.say("result.masked"), style{size: SizeName, lines: 1, shrink: 0.6, bold: true, colour: Muted}),
			newText(w.say("result.masked-hint", values{"Key": string(revealKey)}), style{size: SizeLead, lines: 1, shrink: 0.7, colour: Muted}),
		)
	}
	name := newText(nameOf(h.Name), style{size: SizeName, lines: 1, shrink: 0.7, bold: true})
	if name.words == "" {
		name = newText(w.say("result.no-name"), style{size: SizeLead, bold: true, colour: AskInk})
	}
	if h.BirthDate.IsZero() {
		return newColumn(4, name, newText(w.say("result.no-birth-date"), style{size: SizeLead, colour: AskInk}))
	}
	born := w.say("result.born", values{"Date": w.date(h.BirthDate, c.now.Location())})
	box := newColumn(2, name, newText(born, style{size: SizeBirth, lines: 1, shrink: 0.7}))
	if n := len(c.result.Cards()); n > 1 {
		box.Add(newText(w.count("join.cards", n), style{colour: Muted, bold: true}))
	}
	return box
}

// next is the one line that says what to do now.
func (c *card) next() fyne.CanvasObject {
	title, icon, hint := c.words.say("next.title"), "note", c.step()
	if c.result.Decision.Outcome == reason.Accepted {
		title, icon = c.words.say("next.compare"), "photo-id"
	}
	if c.result.Compares {
		title, hint = c.comparing()
	}
	f := c.look.family
	return newPanel(
		ground{fill: f.tint, radius: 10, padX: 14, padY: 12},
		newRow(14, 1,
			c.shelf.drawing(icon, 34, f.ink, f.tint),
			newColumn(2,
				newText(title, style{bold: true, colour: f.ink}),
				newText(hint, style{size: SizeLead, lines: 2, shrink: 0.77}),
			)),
	)
}

// why gives the status, the reason, and the day on which the answer turns.
func (c *card) why() fyne.CanvasObject {
	d := c.result.Decision
	box := newColumn(4)
	if d.Status != "" {
		box.Add(newText(c.words.readable(d.Status), style{size: SizeLead, lines: 1, shrink: 0.8, bold: true}))
	}
	lead := style{size: SizeLead}
	if d.Status != "" {
		lead = style{}
	}
	if d.Outcome == reason.Accepted {
		lead.colour = Muted
	}
	message := c.message(d)
	box.Add(newText(message, lead))
	if turns := c.turns(d); turns != "" && !strings.Contains(message, c.words.day(d.From.Time)) {
		box.Add(newText(turns, style{bold: true}))
	}
	if d.Note != "" {
		note := c.words.say("result.rule-note", values{"Note": c.words.readable(d.Note)})
		box.Add(newText(note, style{size: SizeSmall, colour: AskInk}))
	}
	return box
}

// message is the rules' own sentence where they speak, which names days and
// doses; what another kind of pass is; and the words for a reason otherwise.
func (c *card) message(d rules.Decision) string {
	if (d.Reason.IsStep() || d.Reason == reason.CannotTell) && d.Message != "" {
		return c.words.readable(d.Message)
	}
	if d.Outcome == reason.Unreadable {
		if host := c.result.Verdict.Host; host != "" {
			return c.words.say("about.web-address-host", values{"Host": host})
		}
		if s, ok := c.words.find("about." + string(c.result.Verdict.Format)); ok {
			return s
		}
	}
	return c.words.say(c.look.message)
}

// turns says when the answer becomes another one.
func (c *card) turns(d rules.Decision) string {
	w, zone := c.words, c.now.Location()
	v := c.result.Verdict
	switch {
	case d.Reason == reason.Expired && !v.Expires.IsZero():
		return w.say("result.expired-on", values{"Date": w.day(v.Expires.In(zone))})
	case d.Reason == reason.NotYetValid && !v.NotBefore.IsZero():
		return w.say("result.valid-from", values{"Date": w.day(v.NotBefore.In(zone))})
	case d.From.Precision == fhir.Day:
		midnight := time.Date(d.From.Time.Year(), d.From.Time.Month(), d.From.Time.Day(), 0, 0, 0, 0, zone)
		return w.say("result.from", values{"Date": w.day(d.From.Time), "N": -daysBetween(midnight, c.now)})
	case !d.From.IsZero():
		return w.say("result.from-time", values{"Date": w.when(d.From, zone)})
	case !d.Until.IsZero():
		return w.say("result.until", values{"Date": w.when(d.Until, zone)})
	}
	return ""
}

// foot is in view however long the result is: what is asked about the photo
// ID, that nobody signed for an issuer, what can be added, and the reason for whoever is called for help.
func (c *card) foot() fyne.CanvasObject {
	box := newColumn(6)
	if c.result.Compares && c.result.ID == "" {
		box.Add(c.questioning())
	}
	if c.undoable {
		box.Add(newRow(8, -1, c.shelf.undo()))
	}
	if c.result.AddedHere() {
		said := newText(c.words.say("result.added-here"), style{bold: true, colour: AskInk})
		box.Add(newRow(8, 1, c.shelf.drawing("note", 18, AskInk, Panel), said))
	}
	if before := c.result.Before; !before.IsZero() {
		said := c.words.say("result.before", values{"Time": before.In(c.now.Location()).Format("15:04")})
		box.Add(newRow(8, 1, c.shelf.drawing("clock", 16, Muted, Panel), newText(said, style{size: SizeSmall, colour: Muted})))
	}
	if c.result.CanBeJoined() {
		box.Add(c.joining())
	}
	box.Add(c.code())
	return box
}

// joining offers to add another card of the same person, or says that the desk
// waits for it.
func (c *card) joining() fyne.CanvasObject {
	if !c.result.Joins {
		return newRow(8, -1, c.shelf.joining("more", c.words.say("join.next")))
	}
	said := newText(c.words.say("join.waits"), style{bold: true})
	return newColumn(6,
		newRow(8, 1, c.shelf.drawing("pass", 18, theme.ColorNameForeground, Panel), said),
		newRow(8, -1, c.shelf.joining("less", c.words.say("join.stop"))),
	)
}

func (c *card) code() fyne.CanvasObject {
	d, v := c.result.Decision, c.result.Verdict
	code := string(d.Reason)
	if code == "" {
		code = string(d.Outcome)
	}
	words := c.words.say("result.code", values{"Reason": code})
	if v.Format != "" {
		kind := c.words.named("format", string(v.Format))
		words = c.words.say("result.code-format", values{"Reason": code, "Format": kind})
	}
	return newText(words, style{size: SizeSmall, colour: Muted, lines: 1, shrink: 0.8})
}
