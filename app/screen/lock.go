package screen

import (
	"fyne.io/fyne/v2"

	"passdesk/app/desk"
)

// The keys that lock the desk, fill the screen, and show a masked name while
// they are held.
const (
	lockKey   = fyne.KeyF12
	kioskKey  = fyne.KeyF11
	revealKey = fyne.KeyF8
)

// locked is all there is to see of a locked desk.
type locked struct {
	isOn bool
	open *button
	root *panel
}

func (s *Screen) newLocked() *locked {
	w := s.words
	l := &locked{open: s.button(face{icon: "lock", label: w.say("lock.open"), keys: string(lockKey), primary: true}, s.unlock)}
	l.root = newPanel(ground{fill: Stage}, newMiddle(420, newColumn(18,
		newSized(84, 84, newDrawing("lock", 84, MutedStage, Stage)),
		newText(w.say("lock.title"), style{size: SizeName, lines: 1, shrink: 0.6, bold: true, centre: true, colour: OnStage}),
		newText(w.say("lock.hint"), style{centre: true, colour: MutedStage}),
		newCentred(l.open),
	)))
	l.root.Hide()
	return l
}

// showLock blanks the window or gives it back, and tells whether it did.
func (s *Screen) showLock(st desk.State) bool {
	if s.locked.isOn == st.Locked {
		return false
	}
	s.locked.isOn = st.Locked
	s.locked.root.Hidden, s.edge.Hidden = !st.Locked, st.Locked
	if s.window != nil {
		for s.dismiss() {
		}
		s.window.Canvas().Unfocus()
	}
	return true
}

// lock leaves the desk blank. What was typed into the settings is handed on
// before.
func (s *Screen) lock() {
	if s.state.View == desk.SettingsView && !s.isSettingUp() {
		s.settings.handAll()
	}
	s.act(desk.Lock{})
}

func (s *Screen) unlock() { s.permit(func() { s.act(desk.Unlock{}) }) }

// keyOfLocked takes a key at a locked desk, where nothing but unlocking can be
// done.
func (s *Screen) keyOfLocked(name fyne.KeyName) {
	if name == lockKey || name == fyne.KeyReturn || name == fyne.KeyEnter {
		s.unlock()
	}
}

// toggleKiosk fills the screen, or leaves it again.
func (s *Screen) toggleKiosk() {
	if s.isSettingUp() {
		return
	}
	if s.state.Setup.Set.Kiosk {
		s.permit(func() { s.setKiosk(false) })
	} else {
		s.setKiosk(true)
	}
}

func (s *Screen) setKiosk(on bool) {
	set := s.state.Setup.Set
	if s.state.View == desk.SettingsView {
		set = s.settings.form.current()
	}
	set.Kiosk = on
	s.change(set)
}

// fill lets the window fill the screen where that is set.
func (s *Screen) fill(st desk.State) {
	if s.window != nil && s.window.FullScreen() != st.Setup.Set.Kiosk && s.filled != st.Setup.Set.Kiosk {
		s.window.SetFullScreen(st.Setup.Set.Kiosk)
	}
	s.filled = st.Setup.Set.Kiosk
}

// Leave does what closes the window, if that is allowed: a desk whose window
// fills the screen is not left by chance.
func (s *Screen) Leave(do func()) {
	if s.state.Setup.Set.Kiosk {
		s.permit(do)
		return
	}
	do()
}

// reveal shows a masked holder while its key is held.
func (s *Screen) revealHeld() {
	if s.state.Masks() && s.keys.held == revealKey {
		s.act(desk.Reveal{On: true})
	}
}

// letGo takes a key that has come up.
func (s *Screen) letGo(name fyne.KeyName) {
	if r := s.state.Result; name == revealKey && r != nil {
		s.act(desk.Reveal{})
	}
}
