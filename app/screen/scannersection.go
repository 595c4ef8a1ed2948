package screen

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"passdesk/app/desk"
	"passdesk/app/settings"
)

// scannerSection chooses the serial line of a hand scanner, and says how it is
// doing.
type scannerSection struct {
	words *Words
	told  listener
	alter func(func(*settings.Settings))

	shown   bool // once at least
	ports   []desk.Port
	inForce string
	line    desk.Line
	choices map[string]*tick // by what the settings keep
	box     *fyne.Container
	speeds  map[int]*tick
	speed   *fyne.Container
	state   *text
	root    *panel
}

// speeds are those that scanners have, in symbols a second.
func speeds() []int { return []int{9600, 19200, 38400, 57600, 115200} }

func newScannerSection(s *Screen, alter func(func(*settings.Settings))) *scannerSection {
	w := s.words
	c := &scannerSection{words: w, told: s.listener(), alter: alter, choices: map[string]*tick{}, speeds: map[int]*tick{}}
	c.box = newColumn(0)
	c.state = newText("", style{size: SizeSmall, colour: Muted})
	lines := newLines(4, 110)
	for _, baud := range speeds() {
		c.speeds[baud] = newChoice(strconv.Itoa(baud), c.told, func() {
			alter(func(set *settings.Settings) { set.ScannerBaud = baud })
		})
		lines.Add(c.speeds[baud])
	}
	c.speed = newColumn(4, c.state, newText(w.say("scanner.speed"), style{size: SizeSmall, bold: true, colour: Muted}), lines)
	c.speed.Hide()
	c.root = newSection(w.say("scanner.title"),
		newText(w.say("scanner.lead"), style{size: SizeSmall, colour: Muted}), c.box, c.speed)
	return c
}

// show draws the lines there are and how the one in force is doing, and tells
// whether anything moved.
func (c *scannerSection) show(st desk.State) bool {
	moved := c.line != st.Line
	if moved {
		c.line = st.Line
		c.state.set(c.words.line(st.Line))
	}
	if !c.shown || !slices.Equal(c.ports, st.Setup.Ports) {
		c.shown, c.ports = true, st.Setup.Ports
		c.list()
		moved = true
	}
	return moved
}

// list makes the choices: none, the first, each that was found, and the one in
// force if it is none of them. Those that were there before stay, with the
// focus they have.
func (c *scannerSection) list() {
	all := []desk.Port{{ID: settings.ScannerOff, Name: c.words.say("scanner.off")}, {ID: settings.ScannerAuto, Name: c.words.say("scanner.auto")}}
	all = append(all, c.ports...)
	if c.inForce != "" && !slices.ContainsFunc(all, func(p desk.Port) bool { return p.ID == c.inForce }) {
		all = append(all, desk.Port{ID: c.inForce, Name: c.inForce})
	}
	before := c.choices
	c.choices = map[string]*tick{}
	c.box.RemoveAll()
	for _, p := range all {
		t := before[p.ID]
		if t == nil {
			t = newChoice(p.Name, c.told, func() {
				c.alter(func(set *settings.Settings) { set.Scanner = p.ID })
			})
		}
		t.label.set(p.Name)
		c.choices[p.ID] = t
		c.box.Add(t)
	}
}

// put shows the line that is in force, and tells whether anything moved.
func (c *scannerSection) put(set settings.Settings) bool {
	moved := c.inForce != set.Scanner
	if moved {
		c.inForce = set.Scanner
		c.speed.Hidden = set.Scanner == settings.ScannerOff
		c.list()
	}
	for id, t := range c.choices {
		t.set(id == set.Scanner)
	}
	for baud, t := range c.speeds {
		t.set(baud == set.ScannerBaud)
	}
	return moved
}

// line says how a serial line is doing.
func (w *Words) line(l desk.Line) string {
	id, port := "scanner.opening", values{"Port": l.Port}
	switch {
	case l.Phase == desk.Live:
		id = "scanner.live"
	case l.Phase == desk.Failed && l.Port == "":
		id = "scanner.none"
	case l.Phase == desk.Failed:
		if s, ok := w.find("scanner."+l.Fault, port); ok {
			return s
		}
		id = "scanner.failed"
	}
	return w.say(id, port)
}
