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
		{name: "pasted-nothing", state: changed(atRest(), func(st *desk.State) { st.Notice = desk.Notice{ID: "paste-empty"} }), texts: []string{"There is no card in the clipboard"}},
		{name: "files-read", state: changed(genuine(twoDoses(), plainName), func(st *desk.State) { st.Notice = desk.Notice{ID: "files-read", About: "3"} }), texts: []string{"3 files were read"}},
	}
}
