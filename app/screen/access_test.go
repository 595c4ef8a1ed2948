package screen

import (
	"passdesk/app/desk"
	"passdesk/app/settings"
)

// accesses are the settings of who sees, hears and may change a desk.
func accesses() []scene {
	tall := [2]float32{1280, 2600}
	return []scene{
		{name: "settings-whole", size: tall, state: inSettings(nil), texts: []string{"Text, movement, speech", "100 %", "This desk has no PIN: everybody may do everything."}},
		{name: "settings-spoken", size: tall, state: inSettings(func(st *desk.State) {
			st.Setup.Set.PIN, st.Setup.Set.TextSize, st.Setup.Set.Speech, st.Setup.Set.ReduceMotion = "$argon2id$x", 150, settings.SpeechName, true
		}), texts: []string{"150 %", "This desk has a PIN.", "Remove"}},
		{name: "start-log-damaged", state: changed(atRest(), func(st *desk.State) {
			st.Notice = desk.Notice{ID: "log-damaged", About: "/home/desk/.local/share/passdesk/log.db.damaged-1"}
		}), texts: []string{"The log was damaged. It was kept as", "a new one was begun"}},
		{name: "start-settings-unreadable", state: changed(atRest(), func(st *desk.State) {
			st.Notice = desk.Notice{ID: "settings-failed", About: "it was kept as settings.toml.unreadable-1 and the settings begin anew"}
		}), texts: []string{"The settings: it was kept as"}},
		{name: "start-list-trouble", state: changed(atRest(), func(st *desk.State) {
			st.About.Directory, st.Notice = desk.Directory{}, desk.Notice{ID: "list-trouble", About: "the snapshot is damaged"}
		}), texts: []string{"The list of issuers: the snapshot is damaged.", "No issuer list"}},
		{name: "server-away", state: changed(genuine(twoDoses(), plainName), func(st *desk.State) {
			st.Log.Server = desk.Server{Trouble: "the server does not answer", Waiting: 12}
		}), texts: []string{"12 entries wait on this computer for the server of the log"}},
		{name: "log-locked", state: changed(genuine(twoDoses(), plainName), func(st *desk.State) {
			st.Log.Trouble = "could not write to the log: another program has locked it"
		}), texts: []string{"Scanning goes on, but not the log: could not write to the log: another program has locked it."}},
		{name: "log-lost", state: changed(atRest(), func(st *desk.State) { st.Log.Lost = 3 }), texts: []string{"3 scans were answered and not logged"}},
		{name: "pasted-nothing", state: changed(atRest(), func(st *desk.State) { st.Notice = desk.Notice{ID: "paste-empty"} }), texts: []string{"There is no card in the clipboard"}},
		{name: "files-read", state: changed(genuine(twoDoses(), plainName), func(st *desk.State) { st.Notice = desk.Notice{ID: "files-read", About: "3"} }), texts: []string{"3 files were read"}},
	}
}
