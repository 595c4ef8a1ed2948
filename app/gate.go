package app

import (
	"passdesk/app/desk"
	"passdesk/app/intake"
	"passdesk/app/pin"
	"passdesk/app/scanlog"
	"passdesk/app/settings"
)

// TryPIN lets a person show to be a manager. While the desk waits after a wrong
// PIN, and while another is being tried, nothing comes of it.
func (a *App) TryPIN(typed string) {
	a.post(func(a *App) []scanlog.Entry {
		if a.trying || a.state.PINWait() > 0 {
			return nil
		}
		a.trying = true
		hash := a.state.Setup.Set.PIN
		a.files.add(func(*intake.Reader) { // it is slow
			right := pin.Matches(hash, typed)
			a.post(func(a *App) (entries []scanlog.Entry) {
				a.trying = false
				a.state, entries = a.state.Act(desk.PINTried{Right: right}, a.Clock())
				return entries
			})
		})
		return nil
	})
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
