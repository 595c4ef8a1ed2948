package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"passdesk/app/desk"
)

// idle is what stands beside the camera while there is no result: what to do
// next, what is amiss, and what never happens.
type idle struct {
	words       *Words
	shown       idleFacts
	root        *panel
	icon        *drawing
	title, hint *text
	privacy     *text
	missing     *panel
	amiss       *text
	remedy      *text
	list        listButtons
	choices     *fyne.Container
	middle      *fyne.Container
	scroll      *container.Scroll // where the text is too large for the window
}

// listButtons get a fresh list of issuers.
type listButtons struct{ update, importList *button }

type idleFacts struct {
	id, amiss     string // of what to do next, and of what is wrong with the list of issuers
	remedy        string
	online, drawn bool
	initials      int // hours for which they are kept
}

func newIdle(words *Words, list listButtons) *idle {
	i := &idle{
		words: words, list: list,
		icon:  newDrawing("pass", 104, Muted, Panel),
		title: newText("", style{size: SizeName, lines: 1, shrink: 0.6, bold: true, centre: true}),
		hint:  newText("", style{size: SizeLead, lines: 2, shrink: 0.75, colour: Muted, centre: true}),
	}
	i.amiss = newText("", style{bold: true, colour: AskInk})
	i.remedy = newText("", style{})
	i.choices = newLines(8, 165, list.update, list.importList)
	i.missing = newPanel(
		ground{fill: AskTint, radius: 10, padX: 16, padY: 14},
		newColumn(10,
			newTopRow(12, 1, newDrawing("warning", 26, AskInk, AskTint), newColumn(6, i.amiss, i.remedy)),
			i.choices,
		),
	)
	i.middle = newMiddle(540, newColumn(14, newSized(104, 104, i.icon), i.title, i.hint, newInset(0, 8, i.missing)))
	i.scroll = container.NewVScroll(i.middle)
	i.privacy = newText(words.say("idle.privacy"), style{oneLine: true, colour: Muted})
	privacy := newRow(8, -1,
		newDrawing("shield", 20, AdmitInk, Panel),
		i.privacy,
	)
	i.root = newPanel(
		ground{fill: Panel, edge: Edge, radius: 12, bare: true, padX: 24, padY: 18},
		newPile(8, 0, &fyne.Container{Layout: &scrolled{i.middle}, Objects: []fyne.CanvasObject{i.scroll}}, newCentred(privacy)),
	)
	return i
}

func (i *idle) show(st desk.State) {
	f := idleFacts{id: nextOf(st), amiss: amiss(st), remedy: i.remedyOf(st), online: st.Setup.Set.Network && !st.Network.Busy, drawn: true, initials: st.Setup.Set.InitialsHours}
	if f == i.shown {
		return
	}
	i.shown = f
	i.privacy.set(i.words.say("idle.privacy"))
	if f.initials > 0 {
		i.privacy.set(i.words.count("idle.privacy-initials", f.initials))
	}
	i.title.set(i.words.say(f.id))
	i.hint.set(i.words.say(f.id + "-hint"))
	i.missing.Hidden = f.amiss == ""
	if f.amiss != "" {
		i.amiss.set(i.words.say(f.amiss))
		i.remedy.set(f.remedy)
		i.list.update.Hidden = !f.online
	}
	i.root.Refresh()
}

// nextOf names what is to be done at the desk.
func nextOf(st desk.State) string {
	switch {
	case st.Training.On:
		return "idle.training"
	case hasPicture(st):
		return "idle.camera"
	}
	return "idle.file"
}

// remedyOf says how to get a fresh list, and how that goes.
func (i *idle) remedyOf(st desk.State) string {
	switch {
	case st.Network.Busy:
		return i.words.say("idle.updating")
	case !st.Setup.Set.Network:
		return i.words.say("idle.import-hint")
	case st.Network.Fault != "":
		return i.words.networkFault("network.why", st.Network.Fault)
	}
	return i.words.say("idle.update-hint")
}

// amiss names what is wrong with the list of issuers, "" for nothing. In
// training nothing depends on it.
func amiss(st desk.State) string {
	stage, _ := st.Freshness()
	switch {
	case st.Training.On:
		return ""
	case st.About.Directory.Issuers == 0:
		return "idle.no-directory"
	case stage == desk.Stale:
		return "idle.old-directory"
	}
	return ""
}

// hasPicture tells whether the camera is of use, or soon will be.
func hasPicture(st desk.State) bool {
	return st.Picture != nil || st.Camera.Phase == desk.Live || st.Camera.Phase == desk.Opening
}
