package app

import (
	"passdesk/app/desk"
	"passdesk/app/intake"
	"passdesk/app/pin"
	"passdesk/app/scanlog"
	"passdesk/app/settings"
)

// TryPIN lets a person show to be a manager. While the desk waits after a wrong
// PIN, and while another is being tried, nothing comes of it. A wrong one is kept
// as such before it is known to be one: whoever ends the program then gains
// nothing.
func (a *App) TryPIN(typed string) {
	a.post(func(a *App) []scanlog.Entry {
		if a.trying || a.state.PINWait() > 0 {
			return nil
		}
		a.trying = true
		hash := a.state.Setup.Set.PIN
		shut := a.state.Gate.Shut(a.Clock())
		a.files.add(func(*intake.Reader) { // it is slow
			a.keepTries(shut)
			right := pin.Matches(hash, typed)
			if right {
				a.keepTries(desk.Gate{})
			}
			a.post(func(a *App) (entries []scanlog.Entry) {
				a.trying = false
				a.state, entries = a.state.Act(desk.PINTried{Right: right}, a.Clock())
				return entries
			})
		})
		return nil
	})
}

// keepTries keeps how many wrong PINs there were. Where that cannot be written,
// the desk remembers it until it ends.
func (a *App) keepTries(g desk.Gate) {
	if a.Office.Tries != nil {
		_ = a.Office.Tries(g)
	}
}

// SetPIN lets settings be in force with another PIN of the manager's, "" for
// none.
func (a *App) SetPIN(typed string, set settings.Settings) {
	a.send(func(*intake.Reader) {
		set.PIN = ""
		if typed != "" {
			hash, err := a.Office.HashPIN(typed)
			if err != nil {
				a.remark("pin-failed", err.Error())
				return
			}
			set.PIN = hash
		}
		if a.change(set) {
			a.remark(map[bool]string{true: "pin-set", false: "pin-removed"}[set.PIN != ""], "")
		}
	})
}
