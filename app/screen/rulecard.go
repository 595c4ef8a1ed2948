package screen

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"passdesk/app/desk"
	"passdesk/app/settings"
	"passdesk/verify/rules"
)

// ruleCard shows one pack in words, with its sources, and lets its values be
// changed within their limits. A change is tried first: it is in words and in
// the outlook at once, and in force once a person says so.
type ruleCard struct {
	section *ruleSection
	pack    *rules.Pack // as it ships
	inForce *rules.Pack // with what is set
	tried   *rules.Pack // with what is tried
	trying  rules.Edits // what differs from what is in force
	last    desk.Outcomes

	asks    []*text
	params  []*ruleParam
	outlook *fyne.Container
	apply   *fyne.Container
	own     *button
	root    *panel
}

func newRuleCard(r *ruleSection, p *rules.Pack) *ruleCard {
	c := &ruleCard{section: r, pack: p, inForce: edited(p, r.set.Edits), trying: rules.Edits{}, last: r.screen.state.LastDay()}
	c.tried = c.inForce
	w := r.screen.words
	c.outlook = newColumn(3)
	c.apply = newLines(8, 170,
		r.screen.button(face{icon: "accepted", label: w.say("rules.apply"), primary: true}, c.putInForce),
		r.screen.button(face{icon: "back", label: w.say("rules.discard")}, c.discard),
	)
	c.own = r.screen.button(face{icon: "update", label: w.say("rules.own")}, c.tryOwn)
	box := newColumn(8, c.about(), c.words(), c.values(), c.outlook, c.apply, newRow(8, -1, c.own), c.sources())
	c.root = newPanel(ground{fill: NeutralTint, radius: 10, padX: 14, padY: 12}, box)
	c.draw()
	return c
}

// about says whose rule it is and when it was in force.
func (c *ruleCard) about() fyne.CanvasObject {
	w, p := c.section.screen.words, c.pack
	about := newColumn(2, newText(p.Authority, style{size: SizeSmall, bold: true}))
	from, to := w.dayOf(p.ValidFrom.String()), w.dayOf(p.ValidTo.String())
	switch {
	case from == "" && to == "":
	case to == "":
		about.Add(newText(w.say("rules.since", values{"From": from}), style{size: SizeSmall, colour: Muted}))
	case from == "":
		about.Add(newText(w.say("rules.until", values{"To": to}), style{size: SizeSmall, colour: Muted}))
	default:
		about.Add(newText(w.say("rules.from-to", values{"From": from, "To": to}), style{size: SizeSmall, colour: Muted}))
	}
	if note := p.Note(c.section.screen.state.Now, c.section.language()); note != "" {
		about.Add(newText(w.say("rules.over"), style{size: SizeSmall, colour: AskInk}))
	}
	return about
}

// words lists what the pack asks for, way by way. Their number is the same
// whatever is tried.
func (c *ruleCard) words() fyne.CanvasObject {
	w, box := c.section.screen.words, newColumn(4)
	ways, err := c.tried.Ways(c.section.language())
	if err != nil {
		return newText(err.Error(), style{colour: AskInk})
	}
	for i, way := range ways {
		title := "rules.asks"
		if i > 0 {
			title = "rules.or-asks"
		}
		box.Add(newText(w.say(title), style{size: SizeSmall, bold: true, colour: Muted}))
		for range way.Asks {
			line := newText("", style{})
			c.asks = append(c.asks, line)
			box.Add(newTopRow(8, 1, newText("•", style{oneLine: true, colour: Muted}), line))
		}
	}
	return box
}

// values lists the values that a site may change, those of the packs of which
// any is enough too below their titles. Only what is in force can be changed.
func (c *ruleCard) values() fyne.CanvasObject {
	w, box := c.section.screen.words, newColumn(10)
	if !slices.Contains(c.section.set.Policies, c.pack.ID) {
		return newText(w.say("rules.choose-first"), style{size: SizeSmall, colour: Muted})
	}
	for _, p := range kin(c.tried) {
		for i, param := range slices.DeleteFunc(p.Params(), rules.Param.Fixed) {
			if i == 0 {
				title := w.say("rules.values")
				if p.ID != c.pack.ID {
					title = joined(title, p.TitleIn(c.section.language()))
				}
				box.Add(newText(title, style{size: SizeSmall, bold: true, colour: Muted}))
			}
			control := newRuleParam(c, p.ID, param)
			c.params = append(c.params, control)
			box.Add(control.root)
		}
	}
	return box
}

func (c *ruleCard) sources() fyne.CanvasObject {
	w, small := c.section.screen.words, style{size: SizeSmall, colour: Muted}
	box := newColumn(3, newText(w.say("rules.sources"), style{size: SizeSmall, bold: true, colour: Muted}))
	for _, line := range slices.Concat(c.pack.Sources, c.pack.Notes) {
		box.Add(newText(line, small))
	}
	return box
}

// draw shows what is tried: in words, in the controls and in the outlook.
func (c *ruleCard) draw() {
	ways, _ := c.tried.Ways(c.section.language()) // as it could be said when the card was made
	var asks []string
	for _, way := range ways {
		asks = append(asks, way.Asks...)
	}
	for i, line := range c.asks {
		line.set(c.section.screen.words.readable(asks[i]))
	}
	for _, p := range c.params {
		p.put(paramOf(c.tried, p.pack, p.name))
	}
	c.outlook.Objects = nil
	if len(c.trying) > 0 {
		c.outlook.Objects = c.preview()
	}
	c.outlook.Hidden, c.apply.Hidden = len(c.trying) == 0, len(c.trying) == 0
	c.own.Hidden = len(c.edits()) == 0
}

// follow goes on from what is in force now.
func (c *ruleCard) follow() {
	c.inForce = edited(c.pack, c.section.set.Edits)
	c.turnTo(c.tried)
}

// know takes what the last day brought, and tells whether that differs.
func (c *ruleCard) know(last desk.Outcomes) bool {
	if last.Day == c.last.Day && last.N == c.last.N {
		return false
	}
	c.last = last
	c.draw()
	return true
}

// try takes a value of a pack's parameter, and tells whether it may be one.
func (c *ruleCard) try(pack, name, value string) bool {
	tried, err := c.tried.With(rules.Edits{pack: {name: value}})
	if err != nil {
		return false
	}
	c.turnTo(tried)
	return true
}

// turnTo tries a pack with other values.
func (c *ruleCard) turnTo(tried *rules.Pack) {
	c.tried, c.trying = tried, rules.Edits{}
	for _, p := range kin(tried) {
		for _, param := range p.Params() {
			if value := param.String(); value != paramOf(c.inForce, p.ID, param.Name).String() {
				if c.trying[p.ID] == nil {
					c.trying[p.ID] = map[string]string{}
				}
				c.trying[p.ID][param.Name] = value
			}
		}
	}
	c.draw()
	c.section.screen.settings.root.Refresh()
}

func (c *ruleCard) discard() { c.turnTo(c.inForce) }

func (c *ruleCard) tryOwn() { c.turnTo(c.pack) }

// edits gives what is tried as the settings keep it: what differs from the
// pack as it ships.
func (c *ruleCard) edits() []settings.Edit {
	var edits []settings.Edit
	for _, p := range kin(c.tried) {
		for _, param := range p.Params() {
			if value := param.String(); value != paramOf(c.pack, p.ID, param.Name).String() {
				edits = append(edits, settings.Edit{Pack: p.ID, Param: param.Name, Value: value})
			}
		}
	}
	return edits
}

// putInForce hands the values on.
func (c *ruleCard) putInForce() {
	edits := c.edits()
	c.section.alter(func(set *settings.Settings) {
		for _, p := range kin(c.pack) {
			set.SetEdits(p.ID, slices.DeleteFunc(slices.Clone(edits), func(e settings.Edit) bool { return e.Pack != p.ID })...)
		}
	})
}

// preview says what the change may do: to the answers of the last day, as far
// as a log without people can tell, and to the pack's own examples, for sure.
func (c *ruleCard) preview() []fyne.CanvasObject {
	w := c.section.screen.words
	lines := []string{w.say("rules.preview-none")}
	if c.last.N > 0 {
		o := c.section.screen.state.Setup.InForce().Outlook(c.trying, c.last.Past)
		lines = []string{w.say("rules.preview-day", values{"N": c.last.N, "Day": w.dayOf(c.last.Day)})}
		for _, part := range []struct {
			id string
			n  int
		}{{"rules.may-refuse", o.MayRefuse}, {"rules.may-admit", o.MayAdmit}, {"rules.stay", o.Stay}} {
			if part.n > 0 {
				lines = append(lines, w.count(part.id, part.n))
			}
		}
		lines = append(lines, w.say("rules.preview-limit"))
	}
	title := newText(w.say("rules.preview"), style{size: SizeSmall, bold: true, colour: Muted})
	all := []fyne.CanvasObject{title, newText(strings.Join(lines, " "), style{})}
	return append(all, c.examples()...)
}

// mostTurned is how many examples are named that turn.
const mostTurned = 5

func (c *ruleCard) examples() []fyne.CanvasObject {
	w, n := c.section.screen.words, 0
	var turned []rules.Turned
	for i, p := range kin(c.inForce) {
		some, of := p.Turns(kin(c.tried)[i])
		turned, n = append(turned, some...), n+of
	}
	all := []fyne.CanvasObject{newText(w.say("rules.examples", values{"N": len(turned), "All": n}), style{})}
	for _, t := range turned[:min(len(turned), mostTurned)] {
		line := w.say("rules.example", values{"Name": t.Name, "Was": w.named("outcome", string(t.Was)), "Now": w.named("outcome", string(t.Now))})
		all = append(all, newText(line, style{size: SizeSmall, colour: Muted}))
	}
	return all
}

// kin lists a pack and those of which any is enough too, each once.
func kin(p *rules.Pack) []*rules.Pack {
	all := []*rules.Pack{p}
	for _, o := range p.Others() {
		for _, member := range kin(o) {
			if !slices.ContainsFunc(all, func(p *rules.Pack) bool { return p.ID == member.ID }) {
				all = append(all, member)
			}
		}
	}
	return all
}

// paramOf finds a parameter in the family of a pack.
func paramOf(p *rules.Pack, pack, name string) rules.Param {
	for _, member := range kin(p) {
		for _, param := range member.Params() {
			if member.ID == pack && param.Name == name {
				return param
			}
		}
	}
	return rules.Param{}
}
