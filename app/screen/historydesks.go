package screen

import (
	"slices"

	"fyne.io/fyne/v2"

	"passdesk/app/desk"
	"passdesk/app/scanlog"
)

// historyDesks chooses whose counts are on view: those of all desks of the log,
// or of one. A log of one desk has nothing to choose from.
type historyDesks struct {
	screen *Screen
	chosen string // "" for all
	names  []string
	ticks  map[string]*tick
	box    *fyne.Container
}

func (s *Screen) newHistoryDesks() *historyDesks {
	d := &historyDesks{screen: s, box: newLines(4, 150)}
	d.box.Hide()
	return d
}

// show makes the choices, and tells whether they are others.
func (d *historyDesks) show(st desk.State) bool {
	names := st.Log.Known.Desks
	if slices.Equal(names, d.names) {
		return false
	}
	d.names, d.ticks = names, map[string]*tick{}
	if !slices.Contains(names, d.chosen) {
		d.chosen = ""
	}
	d.box.RemoveAll()
	for _, name := range append([]string{""}, names...) {
		label := name
		if name == "" {
			label = d.screen.words.say("history.all-desks")
		}
		d.ticks[name] = newChoice(label, d.screen.listener(), func() { d.choose(name) })
		d.ticks[name].set(name == d.chosen)
		d.box.Add(d.ticks[name])
	}
	d.box.Hidden = len(names) < 2
	return true
}

func (d *historyDesks) choose(name string) {
	d.chosen = name
	for n, t := range d.ticks {
		t.set(n == name)
	}
	d.screen.history.fresh = false
	d.screen.history.show(d.screen.state)
}

// of gives a history of the chosen desk alone.
func (d *historyDesks) of(h desk.History) desk.History {
	if d.chosen == "" {
		return h
	}
	other := func(c scanlog.Count) bool { return c.Desk != d.chosen }
	h.Hourly = slices.DeleteFunc(slices.Clone(h.Hourly), other)
	h.Before = slices.DeleteFunc(slices.Clone(h.Before), other)
	return h
}
