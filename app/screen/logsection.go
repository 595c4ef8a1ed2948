package screen

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"passdesk/app/settings"
)

// logSection sets where the log is, how long it is kept, and what is written
// when the day is over.
type logSection struct {
	words *Words
	alter func(func(*settings.Settings))

	keep     map[int]*tick // by days
	more     *tick         // how long, if it is none of those
	most     *field
	letters  map[int]*tick // initials, by hours
	time     *field
	folder   *field
	here     *tick
	server   *tick
	typing   bool // a server is chosen whose address is not there yet
	address  *field
	secret   *field // never shows what is typed, and nothing from outside
	wrong    *text
	typed    *fyne.Container
	initials *panel
	inForce  settings.Settings
}

// initialsHours are for how long initials may be kept, 0 for not at all.
func initialsHours() []int { return []int{0, 1, 8, 24} }

// keepDays are for how long the log may be kept, 0 for ever.
func keepDays() []int { return []int{0, 30, 90, 365} }

func (s *Screen) newLogSections(v *settingsView) (log, closing, capacity fyne.CanvasObject) {
	w, told := s.words, s.listener()
	c := &logSection{words: w, alter: v.alter, keep: map[int]*tick{}}
	v.log = c
	box := newLines(4, 170)
	for _, days := range keepDays() {
		label := w.say("log-setting.keep-all")
		if days > 0 {
			label = w.count("log-setting.keep", days)
		}
		c.keep[days] = newChoice(label, told, func() { v.alter(func(set *settings.Settings) { set.LogKeepDays = days }) })
		box.Add(c.keep[days])
	}
	c.more = newChoice("", told, func() {})
	c.more.Hide()
	box.Add(c.more)
	c.here = newChoice(w.say("log-setting.here"), told, func() { c.chooseServer(false) })
	c.server = newChoice(w.say("log-setting.server"), told, func() { c.chooseServer(true) })
	c.address = newField(told, c.take)
	c.address.SetPlaceHolder(w.say("log-setting.example"))
	c.secret = newField(told, func(password string) {
		if address := c.address.text(); password != "" && isServer(address) && s.do.KeepPassword != nil {
			s.do.KeepPassword(address, password)
		}
		c.secret.given = ""
		c.secret.SetText("")
	})
	c.secret.Password = true
	c.secret.SetPlaceHolder(w.say("log-setting.secret"))
	c.wrong = newText(w.say("log-setting.wrong"), style{size: SizeSmall, colour: AskInk})
	c.wrong.Hide()
	small := style{size: SizeSmall, colour: Muted}
	c.typed = newInset(tickX, 0, newColumn(4, c.address, c.wrong, c.secret, newText(w.say("log-setting.password"), small)))
	log = newSection(w.say("log-setting.title"),
		c.here, c.server, c.typed, newText(w.say("log-setting.next-start"), small),
		newLabelled(w.say("log-setting.keep-title"), box), newText(w.say("log-setting.keep-hint"), small),
	)
	c.time = newField(told, func(text string) { v.alter(func(set *settings.Settings) { set.ClosingTime = text }) })
	c.folder = newField(told, func(text string) { v.alter(func(set *settings.Settings) { set.ClosingFolder = text }) })
	c.time.SetPlaceHolder("18:00")
	c.folder.SetPlaceHolder(w.say("log-setting.folder-example"))
	pick := s.button(face{icon: "open", label: w.say("chooser.choose")}, func() {
		s.chooseFolder("closing", func(path string) {
			c.folder.SetText(path)
			c.folder.hand()
		})
	})
	closing = newSection(w.say("log-setting.closing"),
		newLabelled(w.say("log-setting.time"), c.time), newLabelled(w.say("log-setting.folder"), newRow(8, 0, c.folder, pick)),
		newText(w.say("log-setting.closing-hint"), small),
	)
	c.most = newField(told, func(text string) { v.alter(func(set *settings.Settings) { set.Capacity = numberIn(text) }) })
	c.most.SetPlaceHolder("200")
	c.initials = s.initialsSection(c)
	capacity = newSection(w.say("capacity.title"), newLabelled(w.say("capacity.most"), c.most), newText(w.say("capacity.hint"), small))
	return log, closing, capacity
}

// initialsSection chooses for how long initials are kept, and warns of that.
func (s *Screen) initialsSection(c *logSection) *panel {
	w := s.words
	c.letters = map[int]*tick{}
	hours := newLines(4, 120)
	for _, n := range initialsHours() {
		label := w.say("initials.none")
		if n > 0 {
			label = w.count("initials.hours", n)
		}
		c.letters[n] = newChoice(label, s.listener(), func() { c.alter(func(set *settings.Settings) { set.InitialsHours = n }) })
		hours.Add(c.letters[n])
	}
	return newSection(w.say("initials.title"), hours,
		newText(w.say("initials.warning"), style{size: SizeSmall, colour: AskInk}), newText(w.say("initials.hint"), style{size: SizeSmall, colour: Muted}))
}

// numberIn reads a number of people; nothing is no limit, and what is no number
// is -1, which no setting takes.
func numberIn(text string) int {
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return -1
	}
	return n
}

// chooseServer lets the log be on this computer, or asks for a server.
func (c *logSection) chooseServer(yes bool) {
	c.typing = yes
	if !yes {
		c.alter(func(set *settings.Settings) { set.Log = "" })
		return
	}
	c.alter(func(*settings.Settings) {}) // shows the line for the address
}

// take hands on a typed address, if it is one. What looks like a password is
// never handed on, and does not stay on the screen.
func (c *logSection) take(address string) {
	plain, password := cutPassword(address)
	wrong := password || address != "" && !isServer(address)
	c.wrong.Hidden = !wrong
	if password {
		c.address.given = plain
		c.address.SetText(plain)
	}
	if isServer(plain) {
		c.typing = false
		c.alter(func(set *settings.Settings) { set.Log = plain })
	}
	c.typed.Refresh()
}

func isServer(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

// cutPassword gives an address without what may be a password: all between the
// first colon behind the user and the last @, and the options. It tells whether
// there was one.
func cutPassword(address string) (plain string, had bool) {
	scheme, rest, is := strings.Cut(address, "://")
	if !is {
		return address, false
	}
	if at := strings.LastIndex(rest, "@"); at >= 0 {
		if colon := strings.Index(rest[:at], ":"); colon >= 0 {
			rest, had = rest[:colon]+rest[at:], true
		}
	}
	if before, options, has := strings.Cut(rest, "?"); has && strings.Contains(strings.ToLower(options), "pass") {
		rest, had = before, true
	}
	return scheme + "://" + rest, had
}

// put shows the settings in force, and tells whether anything moved.
func (c *logSection) put(set settings.Settings) bool {
	remote := set.Log != "" || c.typing
	moved := c.typed.Hidden == remote || c.inForce.LogKeepDays != set.LogKeepDays || c.more.label.words == ""
	c.inForce = set
	_, listed := c.keep[set.LogKeepDays]
	for days, t := range c.keep {
		t.set(days == set.LogKeepDays)
	}
	c.more.Hidden = listed
	c.more.label.set(c.words.count("log-setting.keep", set.LogKeepDays))
	c.more.set(!listed)
	for n, t := range c.letters {
		t.set(n == set.InitialsHours)
	}
	c.here.set(!remote)
	c.server.set(remote)
	c.typed.Hidden = !remote
	c.address.show(set.Log)
	c.time.show(set.ClosingTime)
	c.folder.show(set.ClosingFolder)
	most := ""
	if set.Capacity > 0 {
		most = strconv.Itoa(set.Capacity)
	}
	c.most.show(most)
	return moved
}

// fill takes what stands in the lines and was not handed on yet.
func (c *logSection) fill(set *settings.Settings) {
	set.ClosingTime, set.ClosingFolder = c.time.text(), c.folder.text()
	set.Capacity = numberIn(c.most.text())
	if plain, _ := cutPassword(c.address.text()); c.server.on && isServer(plain) {
		set.Log = plain
	}
}
