package screen

import (
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"passdesk/app/desk"
	"passdesk/app/scanlog"
	"passdesk/verify/reason"
)

// issuedDays is how many days may go by since the list of issuers was issued
// before that is said.
const issuedDays = 60

// strip says what desk this is, by which rules, with how fresh a list of
// issuers, and what the day has brought. It is always in view.
type strip struct {
	words *Words
	shown stripFacts
	root  *panel

	place, rules    *text
	seal            *drawing
	checked, issued *text
	lamp            *drawing
	network         *text
	counts          map[reason.Outcome]*text
	byHand          *text
	hand            *fyne.Container // with it, hidden while there is none
	total           *text
	cells           *fyne.Container
}

// stripFacts is all that the strip speaks of, to tell whether it differs: it is
// put into words only then, and not with each picture.
type stripFacts struct {
	place, rules string
	directory    desk.Directory
	day          string // and where it is that day
	stage        desk.Freshness
	left         int // days until it is too old, while it is ageing
	online       bool
	network      desk.Network
	counts       [5]int
	byHand       int
	total        int
}

func newStrip(words *Words) *strip {
	s := &strip{
		words:   words,
		place:   newText("", style{lines: 1, shrink: 0.7, bold: true, size: SizeLead}),
		rules:   newText("", style{lines: 1, shrink: 0.8, colour: Muted, size: SizeSmall}),
		seal:    newDrawing("shield", 26, AdmitInk, Panel),
		checked: newText("", style{oneLine: true, bold: true, size: SizeSmall}),
		issued:  newText("", style{oneLine: true, colour: Muted, size: SizeSmall}),
		lamp:    newDrawing("light", 10, Muted, Panel),
		network: newText("", style{oneLine: true, colour: Muted, size: SizeSmall}),
		total:   newText("0", style{oneLine: true, bold: true, size: SizeLead}),
	}
	identity := newRow(12, 1, newSized(40, 40, newMark()), newColumn(1, s.place, s.rules))
	lit := newRow(5, -1, s.lamp, s.network)
	directory := newRow(8, -1, s.seal, newColumn(1, s.checked, s.issued, lit))
	s.cells = &fyne.Container{
		Layout:  &stripLayout{gap: 26, least: 250},
		Objects: []fyne.CanvasObject{identity, directory, s.newCounts()},
	}
	s.root = newPanel(ground{fill: Panel, edge: Edge, radius: 12, bare: true, padX: 14, padY: 9}, s.cells)
	return s
}

// newCounts makes a shape and a number for each outcome, and the total.
func (s *strip) newCounts() fyne.CanvasObject {
	s.counts = map[reason.Outcome]*text{}
	box := newRow(16, -1)
	for _, o := range reason.Outcomes() {
		s.counts[o] = newText("0", style{oneLine: true, bold: true, size: SizeLead})
		colours := families[o]
		box.Add(newRow(6, -1, newDrawing(string(o), 22, inkOf(colours), onInk(colours)), s.counts[o]))
	}
	s.byHand = newText("0", style{oneLine: true, bold: true, size: SizeLead})
	s.hand = newRow(6, -1, newDrawing("by-hand", 22, theme.ColorNamePrimary, Panel), s.byHand)
	s.hand.Hide()
	box.Add(s.hand)
	today := newText(s.words.say("strip.total"), style{oneLine: true, colour: Muted, size: SizeSmall})
	box.Add(newRow(5, -1, s.total, today))
	return box
}

// inkOf and onInk colour a shape on a panel: a bright band keeps its own
// colour, since its dark ink would read as brown.
func inkOf(f family) fyne.ThemeColorName {
	if f == ask {
		return f.band
	}
	return f.ink
}

func onInk(f family) fyne.ThemeColorName {
	if f == ask {
		return f.on
	}
	return Panel
}

// show draws what differs and tells whether it takes another height.
func (s *strip) show(st desk.State) bool {
	f := s.facts(st)
	if f == s.shown {
		return false
	}
	s.shown = f
	before := heightFor(s.root, s.root.Size().Width)
	s.place.set(f.place)
	s.rules.set(s.words.readable(s.rulesOf(st.About.Rules)))
	for i, o := range reason.Outcomes() {
		s.counts[o].set(strconv.Itoa(f.counts[i]))
	}
	s.byHand.set(strconv.Itoa(f.byHand))
	s.hand.Hidden = f.byHand == 0
	s.total.set(strconv.Itoa(f.total))
	s.showDirectory(st, f)
	light := s.words.network(st)
	s.lamp.set("light", light.ink, Panel)
	s.network.set(light.words)
	s.issued.colour(Muted)
	if daysBetween(f.directory.Issued, st.Now) > issuedDays {
		s.issued.colour(AskInk)
	}
	lay(s.cells)
	return before != heightFor(s.root, s.root.Size().Width)
}

func (s *strip) facts(st desk.State) stripFacts {
	f := stripFacts{
		place: placeOf(st.About), rules: strings.Join(st.About.Rules, "\n"), directory: st.About.Directory,
		day: st.Now.Format(time.DateOnly + "-0700"), online: st.Setup.Set.Network, network: st.Network,
		total: st.Today.Total(), byHand: st.Today.Counts[scanlog.ByHandCount],
	}
	f.stage, f.left = st.Freshness()
	for i, o := range reason.Outcomes() {
		f.counts[i] = st.Today.Counts[o]
	}
	return f
}

// placeOf names the desk as people there do.
func placeOf(a desk.About) string {
	switch {
	case a.Site == "":
		return a.Desk
	case a.Desk == "" || a.Desk == a.Site:
		return a.Site
	default:
		return a.Site + " · " + a.Desk
	}
}

func (s *strip) rulesOf(titles []string) string {
	if len(titles) == 0 {
		return s.words.say("strip.no-rules")
	}
	all := titles[0]
	for _, t := range titles[1:] {
		all = s.words.say("strip.or", values{"A": all, "B": t})
	}
	return all
}

// showDirectory says how fresh the list is; without one, that nothing can be
// checked.
func (s *strip) showDirectory(st desk.State, f stripFacts) {
	w, d := s.words, f.directory
	switch {
	case d.Issuers == 0:
		s.mark("warning", AskInk, w.say("directory.none"), w.say("directory.none-hint"))
	case d.Checked.IsZero() && d.Issued.IsZero():
		s.mark("note", Muted, w.count("directory.added", d.Issuers), w.say("directory.added-hint"))
	default:
		s.sayFresh(st, f)
	}
}

func (s *strip) sayFresh(st desk.State, f stripFacts) {
	w, d := s.words, f.directory
	age := daysBetween(d.Checked, st.Now)
	title := w.count("directory.checked", age)
	switch {
	case d.Checked.IsZero():
		title = w.say("directory.unchecked")
	case age <= 0:
		title = w.say("directory.checked-today")
	}
	switch f.stage {
	case desk.Stale:
		s.mark("warning", RefuseInk, title, w.say("directory.old"))
	case desk.Ageing:
		s.mark("warning", AskInk, title, w.count("directory.ageing", f.left))
	default:
		s.mark("shield", AdmitInk, title, w.issued(st))
	}
}

func (s *strip) mark(icon string, ink fyne.ThemeColorName, title, second string) {
	s.seal.set(icon, ink, Panel)
	s.checked.set(title)
	s.issued.set(second)
	if icon == "warning" {
		s.checked.colour(ink)
	} else {
		s.checked.colour(theme.ColorNameForeground)
	}
}

// daysBetween counts the midnights from a to b at b's desk; 0 for the zero a.
func daysBetween(a, b time.Time) int {
	if a.IsZero() {
		return 0
	}
	y1, m1, d1 := a.In(b.Location()).Date()
	y2, m2, d2 := b.Date()
	from := time.Date(y1, m1, d1, 0, 0, 0, 0, time.UTC)
	to := time.Date(y2, m2, d2, 0, 0, 0, 0, time.UTC)
	return int(to.Sub(from) / (24 * time.Hour))
}
