package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"passdesk/app/desk"
	"passdesk/app/settings"
)

// listSection says how this desk's list of trusted issuers is, and gets a
// fresh one.
type listSection struct {
	words   *Words
	shown   listFacts
	buttons listButtons
	daily   *tick
	issuers *issuerSection

	seal        *drawing
	state, hint *text
	busy        *fyne.Container
	bar         *shrinking
	fault       *text
	lamp        *drawing
	network     *text
	root        *panel
}

// listFacts is all that the section shows but the tick and the bar.
type listFacts struct {
	icon         string
	ink          fyne.ThemeColorName
	state, hint  string
	fault        string
	network      light
	online, busy bool
}

func newListSection(s *Screen, alter func(func(*settings.Settings))) *listSection {
	w := s.words
	l := &listSection{words: w, buttons: s.listButtons(), issuers: newIssuerSection(s)}
	l.seal = newDrawing("shield", 26, Muted, Panel)
	l.state = newText("", style{bold: true})
	l.hint = newText("", style{size: SizeSmall, colour: Muted})
	l.fault = newText("", style{size: SizeSmall, colour: AskInk})
	l.bar = newShrinking(theme.ColorNamePrimary, NeutralTint)
	l.busy = newColumn(4, newText(w.say("list.busy"), style{size: SizeSmall}), l.bar)
	l.lamp = newDrawing("light", 10, Muted, Panel)
	l.network = newText("", style{size: SizeSmall, colour: Muted})
	l.daily = newTick(w.say("list.daily"), s.listener(), func() {
		alter(func(set *settings.Settings) { set.Network = !set.Network })
	})
	l.root = newSection(w.say("list.title"),
		newTopRow(10, 1, l.seal, newColumn(2, l.state, l.hint)),
		l.busy,
		l.fault,
		newRow(8, -1, l.buttons.update, l.buttons.importList),
		l.daily,
		newInset(tickX, 0, newColumn(2,
			newRow(6, 1, l.lamp, l.network),
			newText(w.say("list.network-hint"), style{size: SizeSmall, colour: Muted}),
		)),
		l.issuers.root,
	)
	return l
}

// show draws what differs, and tells whether anything moved. The bar has no
// end to show: it fills again and again while something is under way.
func (l *listSection) show(st desk.State) bool {
	moved := l.issuers.show(st)
	f := l.facts(st)
	if f.busy {
		const round = 1500
		l.bar.set(float32(st.Now.UnixMilli()%round) / round)
	}
	if f == l.shown {
		return moved
	}
	l.shown = f
	l.seal.set(f.icon, f.ink, Panel)
	l.state.set(f.state)
	l.hint.set(f.hint)
	l.fault.set(f.fault)
	l.fault.Hidden = f.fault == ""
	l.busy.Hidden = !f.busy
	l.buttons.update.Hidden = !f.online || f.busy
	l.lamp.set("light", f.network.ink, Panel)
	l.network.set(f.network.words)
	return true
}

func (l *listSection) facts(st desk.State) listFacts {
	f := listFacts{network: l.words.network(st), online: st.Setup.Set.Network, busy: st.Network.Busy}
	f.icon, f.ink, f.state, f.hint = l.words.list(st)
	if trouble := st.About.Directory.Trouble; trouble != "" {
		f.fault = l.words.say("list.trouble", values{"About": trouble})
	}
	if st.Network.Fault != "" && f.online && !f.busy {
		f.fault = l.words.networkFault("network.why", st.Network.Fault)
	}
	return f
}

// list says how the list of issuers is, and what that means for the cards.
func (w *Words) list(st desk.State) (icon string, ink fyne.ThemeColorName, state, hint string) {
	d, age := st.About.Directory, daysBetween(st.About.Directory.Checked, st.Now)
	stage, left := st.Freshness()
	switch {
	case d.Issuers == 0:
		return "warning", AskInk, w.say("list.none"), w.say("list.none-hint")
	case d.Checked.IsZero() && d.Issued.IsZero():
		return "note", Muted, w.count("list.added", d.Issuers), w.say("list.added-hint")
	case stage == desk.Stale:
		return "warning", AskInk, w.count("directory.checked", age), w.count("list.old-hint", oldest(st))
	case stage == desk.Ageing:
		return "warning", AskInk, w.count("directory.checked", age), w.count("list.ageing-hint", left)
	case d.Checked.IsZero():
		return "shield", AdmitInk, w.say("directory.unchecked"), w.issued(st)
	case age <= 0:
		return "shield", AdmitInk, w.say("directory.checked-today"), w.issued(st)
	}
	return "shield", AdmitInk, w.count("directory.checked", age), w.issued(st)
}

// issued says how many issuers there are as of when, or how long ago that is
// if it is long.
func (w *Words) issued(st desk.State) string {
	d := st.About.Directory
	if days := daysBetween(d.Issued, st.Now); days > issuedDays {
		return w.say("directory.issued-long", values{"N": d.Issuers, "Days": days})
	}
	return w.say("directory.issued", values{"N": d.Issuers, "Date": w.day(d.Issued)})
}
