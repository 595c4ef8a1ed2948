package screen

import (
	"slices"
	"time"

	"passdesk/app/desk"
	"passdesk/app/settings"
)

// patience is how long a change may take until it is in force. After it, the
// controls show again what is.
const patience = 3 * time.Second

// form hands on what a person changes, always as the whole new settings. Until
// a change is in force it counts as if it were: the next one goes on from it,
// and no older State undoes it on the screen.
type form struct {
	send    func(settings.Settings)
	inForce settings.Settings
	trouble string
	now     time.Time

	wanted *settings.Settings // handed on and not in force yet
	since  time.Time
}

// current gives the settings as they are to be.
func (f *form) current() settings.Settings {
	s := f.inForce
	if f.wanted != nil {
		s = *f.wanted
	}
	s.Policies = slices.Clone(s.Policies)
	return s
}

// change hands on the settings with one of them changed.
func (f *form) change(alter func(*settings.Settings)) {
	s := f.current()
	alter(&s)
	f.hand(s)
}

func (f *form) hand(s settings.Settings) {
	f.wanted, f.since = &s, f.now
	f.send(s)
}

// follow takes the State's settings, and tells whether the controls are to
// show them.
func (f *form) follow(st desk.State) bool {
	refused := st.Setup.Trouble != "" && st.Setup.Trouble != f.trouble
	f.inForce, f.trouble, f.now = st.Setup.Set, st.Setup.Trouble, st.Now
	if f.wanted == nil {
		return true
	}
	if refused || f.wanted.Equal(f.inForce) || f.now.Sub(f.since) > patience {
		f.wanted = nil
		return true
	}
	return false
}
