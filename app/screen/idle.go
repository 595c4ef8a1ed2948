package screen

import "passdesk/app/desk"

// idle is what stands beside the camera while there is no result: what to do
// next, what is amiss, and what never happens.
type idle struct {
	words       *Words
	shown       idleFacts
	root        *panel
	icon        *drawing
	title, hint *text
	missing     *panel
	amiss       *text
}

type idleFacts struct {
	hasPicture, drawn bool
	amiss             string // id of what is wrong with the list of issuers
}

func newIdle(words *Words, importList *button) *idle {
	i := &idle{
		words: words,
		icon:  newDrawing("pass", 104, Muted, Panel),
		title: newText("", style{size: SizeName, lines: 1, shrink: 0.6, bold: true, centre: true}),
		hint:  newText("", style{size: SizeLead, lines: 2, shrink: 0.75, colour: Muted, centre: true}),
	}
	i.amiss = newText("", style{bold: true, colour: AskInk})
	i.missing = newPanel(
		ground{fill: AskTint, radius: 10, padX: 16, padY: 14},
		newTopRow(12, 1,
			newDrawing("warning", 26, AskInk, AskTint),
			newColumn(6,
				i.amiss,
				newText(words.say("idle.import-hint"), style{}),
				newRow(0, -1, importList),
			)),
	)
	centre := newMiddle(540, newColumn(14, newSized(104, 104, i.icon), i.title, i.hint, newInset(0, 8, i.missing)))
	privacy := newRow(8, -1,
		newDrawing("shield", 20, AdmitInk, Panel),
		newText(words.say("idle.privacy"), style{oneLine: true, colour: Muted}),
	)
	i.root = newPanel(
		ground{fill: Panel, edge: Edge, radius: 12, padX: 24, padY: 18},
		newPile(8, 0, centre, newCentred(privacy)),
	)
	return i
}

func (i *idle) show(st desk.State) {
	f := idleFacts{hasPicture: hasPicture(st), amiss: amiss(st), drawn: true}
	if f == i.shown {
		return
	}
	i.shown = f
	id := "idle.file"
	if f.hasPicture {
		id = "idle.camera"
	}
	i.title.set(i.words.say(id))
	i.hint.set(i.words.say(id + "-hint"))
	i.missing.Hidden = f.amiss == ""
	if f.amiss != "" {
		i.amiss.set(i.words.say(f.amiss))
	}
	i.root.Refresh()
}

// amiss names what is wrong with the list of issuers, "" for nothing.
func amiss(st desk.State) string {
	d := st.About.Directory
	switch {
	case d.Issuers == 0:
		return "idle.no-directory"
	case daysBetween(d.Checked, st.Now) > usedDays:
		return "idle.old-directory"
	}
	return ""
}

// hasPicture tells whether the camera is of use, or soon will be.
func hasPicture(st desk.State) bool {
	return st.Picture != nil || st.Camera.Phase == desk.Live || st.Camera.Phase == desk.Opening
}
