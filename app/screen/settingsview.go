package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"passdesk/app/desk"
	"passdesk/app/settings"
)

// settingsView is where a manager sets the desk up, the first time and later.
// Each control takes effect at once; what is typed does when its field is
// left. Nothing has to be filled in.
type settingsView struct {
	words *Words
	form  *form
	first bool

	names     names
	rules     *ruleSection
	list      *listSection
	camera    *cameraSection
	scanner   *scannerSection
	log       *logSection
	stay      *text
	sound     *tick
	reception reception
	themes    map[settings.Theme]*tick
	access    access
	pin       pinSettings

	languages map[string]*tick // by BCP 47 tag

	title, lead      *text
	start, try, done *button
	notice           *notice
	head, foot       *fyne.Container
	scroll           *container.Scroll
	root             *fyne.Container
}

// newSettings makes the view of the settings.
func (s *Screen) newSettings() *settingsView {
	w := s.words
	v := &settingsView{words: w, form: &form{send: s.change}}
	v.camera, v.list = newCameraSection(s, v.alter), newListSection(s, v.alter)
	v.scanner, v.rules = newScannerSection(s, v.alter), newRuleSection(s, v.alter)
	v.title = newText("", style{oneLine: true, bold: true, size: theme.SizeNameHeadingText})
	v.lead = newText("", style{colour: Muted, lines: 1, shrink: 0.8})
	v.head = newRow(18, 1, v.title, v.lead)
	logPart, closing, capacity := s.newLogSections(v)
	left := newColumn(gap, s.languageSection(v), s.nameSection(v), v.rules.root, v.list.root, v.scanner.root, logPart, closing)
	right := newColumn(gap, v.camera.root, s.receptionSection(v), s.staySection(v), s.soundSection(v), s.themeSection(v), s.accessSection(v), s.pinSection(v), capacity, v.log.initials, s.stepsSection(v))
	page := newColumns(gap, 800, left, right)
	body := newInset(3, 3, page) // a clipped outline is drawn elsewhere
	v.scroll = container.NewVScroll(body)
	v.start = s.button(face{icon: "pass", label: w.say("setup.start"), primary: true}, s.start)
	v.done = s.button(face{icon: "back", label: w.say("settings.done"), keys: "Esc", primary: true}, s.turnToDesk)
	v.try = s.button(face{icon: "training", label: w.say("setup.try"), keys: "Ctrl+T"}, s.toggleTraining)
	v.notice = newNotice(w, ground{fill: theme.ColorNameBackground}, style{lines: 2, shrink: 0.8, bold: true})
	v.foot = newRow(10, 0, newLayers(v.notice.root), v.try, v.done, v.start)
	v.root = newPile(gap, 1, v.head, &fyne.Container{Layout: &scrolled{body}, Objects: []fyne.CanvasObject{v.scroll}}, v.foot)
	v.root.Hide()
	return v
}

// change hands new settings on.
func (s *Screen) change(set settings.Settings) {
	if s.do.Change != nil {
		s.do.Change(set)
	}
}

// alter hands on the settings with one of them changed, and shows that at
// once.
func (v *settingsView) alter(change func(*settings.Settings)) {
	v.form.change(change)
	if v.put(v.form.current()) {
		v.root.Refresh()
	}
}

// enter begins at the top, with what is in force.
func (v *settingsView) enter(st desk.State) {
	v.first = st.Setup.First
	title, lead := "settings.title", "settings.lead"
	if v.first {
		title, lead = "setup.title", "setup.lead"
	}
	v.title.set(v.words.say(title))
	v.lead.set(v.words.say(lead))
	v.start.Hidden, v.done.Hidden = !v.first, v.first
	v.list.issuers.enter()
	v.rules.enter(st)
	v.scroll.ScrollToTop()
}

// show draws what differs.
func (v *settingsView) show(st desk.State) {
	if !v.root.Visible() {
		v.form.wanted = nil
		return
	}
	moved := v.camera.show(st)
	moved = v.scanner.show(st) || moved
	moved = v.list.show(st) || moved
	moved = v.rules.show(st) || moved
	if v.form.follow(st) || moved {
		moved = v.put(v.form.current()) || moved
	}
	if v.notice.show(remarkOf(st)) {
		v.foot.Refresh()
	}
	if moved {
		v.root.Refresh()
	}
}

// remarkOf puts why a change was not taken in place of a passing remark.
func remarkOf(st desk.State) desk.State {
	if st.Setup.Trouble != "" {
		st.Notice = desk.Notice{ID: "settings-failed", About: st.Setup.Trouble}
	}
	return st
}

// put shows settings in all controls, and tells whether any of them moved.
func (v *settingsView) put(set settings.Settings) bool {
	v.names.site.show(set.Site)
	v.names.desk.show(set.Desk)
	v.list.daily.set(set.Network)
	v.sound.set(set.Sound)
	v.access.put(v.words, set)
	v.reception.put(set)
	v.stay.set(v.words.count("settings.seconds", set.ResultSeconds))
	for name, t := range v.themes {
		t.set(name == set.Theme)
	}
	for tag, t := range v.languages {
		t.set(tag == v.words.in(set.Language).tag.String())
	}
	moved := v.pin.put(v.words, set)
	moved = v.scanner.put(set) || moved
	moved = v.rules.put(set) || moved
	moved = v.log.put(set) || moved
	return v.camera.put(set) || moved
}

// handAll hands on everything, with what was typed and not handed on yet.
func (v *settingsView) handAll() {
	set := v.form.current()
	v.names.fill(&set)
	v.reception.fill(&set)
	v.camera.fill(&set)
	v.log.fill(&set)
	v.form.hand(set)
}
