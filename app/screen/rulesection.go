package screen

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"passdesk/app/desk"
	"passdesk/app/settings"
	"passdesk/verify/rules"
)

// ruleSection chooses the rule packs by whose rules they are, and shows one of
// them in words.
type ruleSection struct {
	screen *Screen
	alter  func(func(*settings.Settings))
	packs  []*rules.Pack
	set    settings.Settings // as it was put last
	marked string            // day by which the packs are marked, "" for not yet
	place  string            // whose packs are listed, "" for those that are nobody's own

	places     map[string]*tick // by place
	ticks      map[string]*tick // by pack
	rows       map[string]*ruleRow
	card       *ruleCard // of the pack that is shown in words, nil without
	chips, box *fyne.Container
	others     *fyne.Container // in force, of other places
	root       *panel
}

// ruleRow is one pack to choose.
type ruleRow struct {
	pack  *rules.Pack
	marks *text // that it is edited, or over
	more  *button
	below *fyne.Container // holds the card
	root  *fyne.Container
}

func newRuleSection(s *Screen, alter func(func(*settings.Settings))) *ruleSection {
	w := s.words
	r := &ruleSection{screen: s, alter: alter, chips: newLines(2, 180), box: newColumn(2), others: newColumn(2)}
	r.root = newSection(w.say("settings.rules"),
		newText(w.say("settings.rules-hint"), style{size: SizeSmall, colour: Muted}),
		newLabelled(w.say("rules.place"), r.chips), r.box, r.others,
	)
	return r
}

// enter begins with the place of the first pack in force, and none in words.
func (r *ruleSection) enter(st desk.State) {
	r.close()
	for _, p := range st.Setup.InForce().Packs[:min(1, len(st.Setup.InForce().Packs))] {
		r.place = p.Place
	}
	r.list()
}

// show draws what differs, and tells whether anything moved.
func (r *ruleSection) show(st desk.State) bool {
	moved := r.have(st.Setup.Packs)
	if r.card != nil && r.card.know(st.LastDay()) {
		moved = true
	}
	return moved
}

// have makes a row for each pack and a choice for each place.
func (r *ruleSection) have(packs []*rules.Pack) bool {
	if slices.Equal(packs, r.packs) {
		return false
	}
	r.close()
	r.marked = ""
	r.packs, r.places, r.ticks, r.rows = packs, map[string]*tick{}, map[string]*tick{}, map[string]*ruleRow{}
	var places []string
	for _, p := range packs {
		r.ticks[p.ID] = newTick(p.TitleIn(r.language()), r.screen.listener(), func() {
			r.alter(func(set *settings.Settings) { turnRule(set, p.ID) })
		})
		r.rows[p.ID] = r.newRow(p)
		if !slices.Contains(places, p.Place) {
			places = append(places, p.Place)
			r.places[p.Place] = newChoice(r.placeOf(p), r.screen.listener(), func() { r.turn(p.Place) })
		}
	}
	slices.SortFunc(places, func(a, b string) int { return strings.Compare(r.places[a].label.words, r.places[b].label.words) })
	r.chips.RemoveAll()
	for _, place := range places {
		r.chips.Add(r.places[place])
	}
	r.list()
	return true
}

func (r *ruleSection) newRow(p *rules.Pack) *ruleRow {
	row := &ruleRow{pack: p, marks: newText("", style{size: SizeSmall, colour: AskInk}), below: newColumn(0)}
	row.more = r.screen.button(face{icon: "note", label: r.screen.words.say("rules.show")}, func() { r.open(p) })
	row.root = newColumn(2, newRow(8, 0, r.ticks[p.ID], row.more), newInset(tickX+32, 0, row.marks), row.below)
	return row
}

// placeOf names whose rule a pack is.
func (r *ruleSection) placeOf(p *rules.Pack) string {
	if p.Place == "" {
		return r.screen.words.say("rules.anywhere")
	}
	return p.PlaceIn(r.language())
}

func (r *ruleSection) language() string { return r.screen.words.tag.String() }

// turn lists the packs of another place.
func (r *ruleSection) turn(place string) {
	r.place = place
	r.close()
	r.list()
	r.screen.settings.root.Refresh()
}

// list shows the packs of the place, and below them those in force of others:
// what decides is never out of sight.
func (r *ruleSection) list() {
	r.box.RemoveAll()
	r.others.RemoveAll()
	for _, p := range r.packs {
		switch {
		case p.Place == r.place:
			r.box.Add(r.rows[p.ID].root)
		case slices.Contains(r.set.Policies, p.ID):
			r.others.Add(r.rows[p.ID].root)
		}
	}
	if r.others.Hidden = len(r.others.Objects) == 0; !r.others.Hidden {
		label := newText(r.screen.words.say("rules.elsewhere"), style{size: SizeSmall, bold: true, colour: Muted})
		r.others.Objects = slices.Insert(r.others.Objects, 0, fyne.CanvasObject(label))
	}
	for place, t := range r.places {
		t.set(place == r.place)
	}
}

// put shows which packs are in force, and with which values.
func (r *ruleSection) put(set settings.Settings) bool {
	before, day := r.set, r.screen.state.Now.Format(time.DateOnly)
	chosen, changed := !slices.Equal(before.Policies, set.Policies), !slices.Equal(before.Edits, set.Edits)
	if !chosen && !changed && r.marked == day {
		return false
	}
	r.set, r.marked = set, day
	for _, p := range r.packs {
		r.ticks[p.ID].set(slices.Contains(set.Policies, p.ID))
		r.rows[p.ID].mark(r, p)
	}
	r.list()
	switch {
	case r.card == nil:
	case slices.Contains(before.Policies, r.card.pack.ID) != slices.Contains(set.Policies, r.card.pack.ID):
		r.reopen()
	case changed:
		r.card.follow()
	}
	return true
}

// mark tells what a person must know with the title.
func (row *ruleRow) mark(r *ruleSection, p *rules.Pack) {
	marks := edited(p, r.set.Edits).Marks(r.screen.state.Now, r.language())
	row.marks.set(r.screen.words.readable(strings.Join(marks, " · ")))
	row.marks.Hidden = len(marks) == 0
}

// open shows a pack in words, or closes the one that is shown.
func (r *ruleSection) open(p *rules.Pack) {
	again := r.card != nil && r.card.pack == p
	r.close()
	if !again {
		r.card = newRuleCard(r, p)
		r.rows[p.ID].below.Add(newInset(tickX, 4, r.card.root))
	}
	r.screen.settings.root.Refresh()
}

func (r *ruleSection) close() {
	if r.card != nil {
		r.rows[r.card.pack.ID].below.RemoveAll()
		r.card = nil
	}
}

// reopen draws the pack anew that is shown, by what is in force now.
func (r *ruleSection) reopen() {
	p := r.card.pack
	r.close()
	r.open(p)
}

// turnRule puts a rule pack into force or out of it, but never the last one
// out.
func turnRule(set *settings.Settings, id string) {
	if i := slices.Index(set.Policies, id); i < 0 {
		set.Policies = append(set.Policies, id)
	} else if len(set.Policies) > 1 {
		set.Policies = slices.Delete(set.Policies, i, i+1)
	}
}
