package screen

import (
	"time"

	"passdesk/app/desk"
	"passdesk/app/scanlog"
	"passdesk/verify/fhir"
)

// asked is a State in which the holder of an accepted card is to be compared
// with a photo ID, with what came of it.
func asked(id scanlog.IDCheck) desk.State {
	return changed(genuine(twoDoses(), plainName), func(st *desk.State) {
		st.Setup.Set.IDStep = true
		st.Result.Compares = true
		if id != "" {
			*st, _ = st.Act(desk.Compare{Shown: st.Result.Shown, Matches: id == scanlog.IDMatched}, st.Now)
		}
	})
}

func tallied(notice string) desk.State {
	return changed(atRest(), func(st *desk.State) {
		*st, _ = st.Act(desk.Tally{Why: scanlog.Child}, st.Now)
		st.Today.Counts[scanlog.ByHandCount] = 5
		st.Notice = desk.Notice{ID: notice}
	})
}

// receptions are what a receptionist does beside scanning.
func receptions() []scene {
	small, narrow := [2]float32{1024, 640}, [2]float32{640, 900}
	masked := changed(asked(""), func(st *desk.State) { st.Setup.Set.MaskNames = true })
	own := changed(genuine(tooEarly(), plainName), func(st *desk.State) {
		st.Setup.Set.NextSteps.NotAccepted = "Send the visitor to desk 2."
	})
	locked := changed(atRest(), func(st *desk.State) { st.Locked, st.Picture = true, nil })
	return []scene{
		{name: "id-step", state: asked(""), texts: []string{"ACCEPTED", "Compare with photo ID", "Matches: let in", "Enter", "Does not match", "X"}},
		{name: "id-step-small", size: small, state: asked(""), texts: []string{"Matches: let in", "Does not match"}},
		{name: "id-step-narrow", size: narrow, state: asked(""), texts: []string{"Matches: let in"}},
		{name: "id-step-long-name", size: small, state: changed(asked(""), func(st *desk.State) {
			st.Result.Verdict.Record = record(fhir.Name{Given: []string{"Wolfeschlegelsteinhausenbergerdorff", "Maximiliana"}, Family: "von und zu Liechtenstein-Hohenzollern"})
		}), texts: []string{"Matches: let in"}},
		{name: "id-step-waits", state: changed(asked(""), func(st *desk.State) { st.Incoming = desk.Incoming{Characters: 900, Since: desksNow} }), texts: []string{"Matches: let in"}},
		{name: "id-matched", size: small, state: asked(scanlog.IDMatched), texts: []string{"ACCEPTED", "Photo ID matches", "Let the visitor in.", "Take it back", "F5"}},
		{name: "id-different", state: asked(scanlog.IDDifferent), texts: []string{"PHOTO ID DOES NOT MATCH", "Do not let the visitor in on this card"}},
		{name: "id-different-small", size: small, state: asked(scanlog.IDDifferent), texts: []string{"PHOTO ID DOES NOT MATCH"}},
		{name: "tallied", state: tallied("tally-child"), texts: []string{"Counted by hand: child", "Paper", "Exemption", "Child", "Other", "Undo", "46"}},
		{name: "tallied-small", size: small, state: tallied("untally-exemption"), texts: []string{"Taken back: exemption", "Paper"}},
		{name: "locked", state: locked, texts: []string{"This desk is locked", "Go on", "F12"}},
		{name: "locked-small", size: small, state: locked, texts: []string{"This desk is locked"}},
		{name: "masked", state: masked, texts: []string{"Name hidden", "Hold F8 to see name and birth date", "Matches: let in"}},
		{name: "masked-small", size: small, state: masked, texts: []string{"Name hidden"}},
		{name: "revealed", state: changed(masked, func(st *desk.State) { *st, _ = st.Act(desk.Reveal{On: true}, st.Now) }), texts: []string{holderFamily, "20 Jan 1951"}},
		{name: "checked-before", size: small, state: changed(asked(""), func(st *desk.State) { st.Result.Before = desksNow.Add(-time.Hour) }), texts: []string{"Checked today 09:12"}},
		{name: "own-next-step", state: own, texts: []string{"Send the visitor to desk 2."}},
		{name: "settings-reception", size: [2]float32{1280, 1900}, state: inSettings(func(st *desk.State) { st.Setup.Set.NextSteps.Invalid = "Call 7." }), texts: []string{"At the desk", "Ask whether the photo ID matches", "What to do now", "A second window for the visitor"}},
		{name: "settings-reception-narrow", size: [2]float32{640, 2600}, state: inSettings(nil), texts: []string{"At the desk"}},
	}
}
