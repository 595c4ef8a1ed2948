package screen

import (
	"image"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"passdesk/app/desk"
	"passdesk/verify/reason"
)

// Visitor is the content of a second window, for a screen that faces the
// visitor: what the camera sees, as in a mirror, and what to do. It never says
// who anybody is, nor what came of a card: that is told by the staff. It is
// used on Fyne's goroutine only.
type Visitor struct {
	words  *Words
	lang   string
	do     Callbacks
	state  desk.State
	window fyne.Window
	keys   *keyboard

	said        string // id of what is said, to tell whether it differs
	icon        *drawing
	title, hint *text
	finder      *viewfinder
	picture     image.Image // the last one that was painted
	painted     time.Time   // State.Now of it
	parts       *parts
	coach       *coach
	root        *fyne.Container
	nowhere     *nowhere
}

// NewVisitor makes one that shows nothing yet. Of the callbacks it uses those
// for hand scanners, which may type into this window as well, and Change for
// when it is closed.
func NewVisitor(words *Words, do Callbacks) *Visitor {
	v := &Visitor{words: words, do: do, root: newLayers()}
	v.keys = &keyboard{clock: do.Clock, heard: do.Scanned, came: do.Scanning}
	v.nowhere = newNowhere(v.keys, v.key)
	v.build()
	return v
}

func (v *Visitor) build() {
	w := v.words
	v.said, v.picture = "", nil
	v.icon = newDrawing("pass", 92, Muted, Panel)
	v.title = newText("", style{size: SizeHeadline, lines: 2, shrink: 0.6, bold: true})
	v.hint = newText("", style{size: SizeLead, lines: 3, shrink: 0.8, colour: Muted})
	v.finder, v.parts, v.coach = newViewfinder(), newParts(w), newCoach(w)
	said := newPanel(ground{fill: Panel, edge: Edge, radius: 12, padX: 26, padY: 22},
		newRow(24, 1, newSized(92, 92, v.icon), newColumn(6, v.title, v.hint)))
	over := newPile(0, 0, newColumn(0), newInset(16, 16, newColumn(8, v.coach.root, v.parts.root)))
	stage := newPanel(ground{fill: Stage, radius: 12}, newLayers(newInset(4, 4, v.finder.root), over))
	v.root.Objects = []fyne.CanvasObject{newPile(0, 0, newInset(gap, gap, newPile(gap, 1, said, stage)), v.nowhere)}
}

// Attach puts it into a window. What is typed there is for hand scanners; F11
// fills that screen.
func (v *Visitor) Attach(w fyne.Window) {
	v.window = w
	w.SetPadded(false)
	w.SetContent(v.root)
	v.nowhere.listen(w.Canvas())
}

func (v *Visitor) key(e *fyne.KeyEvent) {
	if e.Name == kioskKey && v.window != nil {
		v.window.SetFullScreen(!v.window.FullScreen())
	}
}

// Close turns the window off in the settings: whoever closes it does not want
// it back at the next start.
func (v *Visitor) Close() {
	if v.do.Change != nil {
		set := v.state.Setup.Set
		set.VisitorWindow = false
		v.do.Change(set)
	}
}

// Show draws a State.
func (v *Visitor) Show(st desk.State) {
	if lang := st.Setup.Set.Language; lang != v.lang {
		v.lang, v.words = lang, v.words.in(lang)
		v.build()
	}
	v.state = st
	id, icon := saidToVisitor(st)
	moved := false
	if id != v.said {
		v.said = id
		v.icon.set(icon, Muted, Panel)
		v.title.set(v.words.say(id))
		v.hint.set(v.words.say(id + "-hint"))
		moved = true
		if v.window != nil {
			v.window.SetTitle(v.words.say("title.desk", values{"Desk": v.words.say("visitor.title")}))
		}
	}
	if st.View != desk.ScanView || st.Locked {
		st.Picture, st.Found, st.Parts, st.Coach = nil, nil, nil, desk.Coach{}
	}
	moved = !slices.Equal(v.parts.shown, st.Parts) || moved
	v.parts.show(st.Parts, false)
	if moved = v.coach.show(st) || moved; moved {
		v.root.Refresh()
	}
	v.showPicture(st)
	v.finder.mark(st.Found)
}

// mirrorPause lets a mirror cost less than the desk's own view: of 30 pictures a
// second it shows 15, which is enough to find one's hand.
const mirrorPause = 60 * time.Millisecond

// showPicture paints a new picture, unless the last one was just painted.
func (v *Visitor) showPicture(st desk.State) {
	appears := (v.picture == nil) != (st.Picture == nil)
	pause := st.Now.Sub(v.painted)
	if same(v.picture, st.Picture) || !appears && pause >= 0 && pause < mirrorPause {
		return
	}
	v.picture, v.painted = st.Picture, st.Now
	v.finder.show(st.Picture, !st.Training.On) // the reel is no mirror
}

// saidToVisitor is what a visitor is told, and a drawing for it: the same
// whatever came of a card.
func saidToVisitor(st desk.State) (id, icon string) {
	switch {
	case st.Locked:
		return "visitor.closed", "lock"
	case st.Training.On:
		return "visitor.training", "training"
	case st.View != desk.ScanView:
		return "visitor.wait", "clock"
	case st.Result != nil && st.Result.Decision.Outcome != reason.Unreadable:
		return "visitor.read", "photo-id"
	case len(st.Parts) > 0, st.Result != nil && st.Result.Decision.Reason == reason.Incomplete:
		return "visitor.next-code", "pass"
	case st.Result != nil:
		return "visitor.other-code", "pass"
	case hasPicture(st):
		return "visitor.hold", "pass"
	}
	return "visitor.show", "pass"
}
