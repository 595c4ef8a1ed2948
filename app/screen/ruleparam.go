package screen

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"passdesk/app/settings"
	"passdesk/verify/rules"
)

// ruleParam changes one value of a rule pack: a number is typed or counted up
// and down, everything else is ticked.
type ruleParam struct {
	card       *ruleCard
	pack, name string
	value      rules.Param

	number     *field // this and the next three are nil for what is ticked
	less, more *button
	amiss      *text
	ticks      map[string]*tick
	root       *fyne.Container
}

func newRuleParam(c *ruleCard, pack string, p rules.Param) *ruleParam {
	r := &ruleParam{card: c, pack: pack, name: p.Name, value: p, ticks: map[string]*tick{}}
	title := p.TitleIn(c.section.language())
	switch p.Value.(type) {
	case int:
		r.root = r.counted(title)
	case bool:
		r.ticks["yes"] = newTick(title, c.section.screen.listener(), r.toggle)
		r.root = newColumn(0, r.ticks["yes"])
	default:
		r.root = r.listed(title)
	}
	return r
}

// counted makes the controls of a number.
func (r *ruleParam) counted(title string) *fyne.Container {
	s, w := r.card.section.screen, r.card.section.screen.words
	r.number = newField(s.listener(), func(text string) { r.take(text) })
	r.amiss = newText(w.say("rules.outside", values{"Min": r.value.Min, "Max": r.value.Max}), style{size: SizeSmall, bold: true, colour: AskInk})
	r.amiss.Hide()
	by := func(n int) func() {
		return func() {
			if now, isNumber := r.value.Value.(int); isNumber {
				r.take(strconv.Itoa(min(r.value.Max, max(r.value.Min, now+n))))
			}
		}
	}
	r.less = s.button(face{icon: "less", label: w.say("rules.less")}, by(-1))
	r.more = s.button(face{icon: "more", label: w.say("rules.more")}, by(1))
	limits := joined(w.named("unit", r.value.Unit), w.say("rules.limits", values{"Min": r.value.Min, "Max": r.value.Max}))
	return newColumn(4, newText(title, style{size: SizeSmall, bold: true}),
		newRow(8, 3,
			r.less, newSized(72, 38, r.number), r.more, newText(limits, style{size: SizeSmall, colour: Muted}),
		), r.amiss)
}

// listed makes a tick for each word that the value may be or hold.
func (r *ruleParam) listed(title string) *fyne.Container {
	one := newTick
	if _, isWord := r.value.Value.(string); isWord {
		one = newChoice
	}
	var all []fyne.CanvasObject
	for _, word := range r.value.Among {
		r.ticks[word] = one(word, r.card.section.screen.listener(), func() { r.turn(word) })
		all = append(all, r.ticks[word])
	}
	return newColumn(2, newText(title, style{size: SizeSmall, bold: true}), newLines(2, 140, all...))
}

// put shows a value.
func (r *ruleParam) put(p rules.Param) {
	r.value = p
	switch v := p.Value.(type) {
	case int:
		r.number.show(strconv.Itoa(v))
	case bool:
		r.ticks["yes"].set(v)
	case string:
		for word, t := range r.ticks {
			t.set(word == v)
		}
	case []string:
		for word, t := range r.ticks {
			t.set(slices.Contains(v, word))
		}
	}
}

// take tries a number, and says where its limits are if it is outside.
func (r *ruleParam) take(text string) {
	fits := r.card.try(r.pack, r.name, text)
	if fits == r.amiss.Visible() {
		r.amiss.Hidden = fits
		r.card.section.screen.settings.root.Refresh()
	}
	if fits && r.number.Text != text {
		r.number.given = text
		r.number.SetText(text)
	}
}

func (r *ruleParam) toggle() {
	value := map[bool]string{true: "no", false: "yes"}[r.value.Value == true]
	r.card.try(r.pack, r.name, value)
}

// turn puts a word in the place of another one, or into a list and out of it,
// but never the last one out.
func (r *ruleParam) turn(word string) {
	list, isList := r.value.Value.([]string)
	if !isList {
		r.card.try(r.pack, r.name, word)
		return
	}
	wanted := slices.DeleteFunc(slices.Clone(r.value.Among), func(w string) bool {
		return slices.Contains(list, w) == (w == word)
	})
	r.card.try(r.pack, r.name, strings.Join(wanted, ", "))
}

// edited gives a pack with a site's values. Those that it does not take, which
// the desk has said at its start, are not in force.
func edited(p *rules.Pack, edits []settings.Edit) *rules.Pack {
	for _, e := range edits {
		if with, err := p.With(rules.Edits{e.Pack: {e.Param: e.Value}}); err == nil {
			p = with
		}
	}
	return p
}
