package screen

import (
	"image"
	"reflect"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"passdesk/app/desk"
)

// preview shows what the camera sees, or says in words why there is nothing
// to see and what still works.
type preview struct {
	words *Words
	root  *panel

	picture  image.Image // as it came, to tell whether a new one has come
	camera   desk.Camera // as it was last said
	mirrored bool
	due      time.Time // State.Now from which on the next may be painted
	finder   *viewfinder

	saying      *fyne.Container
	icon        *drawing
	title, hint *text
	parts       *parts
	notice      *notice
	coach       *coach
	incoming    *incoming
	over        *fyne.Container // what lies over the picture
}

func newPreview(words *Words) *preview {
	p := &preview{
		words:    words,
		finder:   newViewfinder(),
		icon:     newDrawing("camera", 72, MutedStage, Stage),
		title:    newText("", style{colour: OnStage, size: SizeLead, bold: true, centre: true}),
		hint:     newText("", style{colour: MutedStage, centre: true}),
		parts:    newParts(words),
		coach:    newCoach(words),
		incoming: newIncoming(words),
		notice:   newNotice(words, ground{fill: Panel, edge: Edge, radius: 10, padX: 14, padY: 10}, style{}),
	}
	drawn := newSized(72, 72, p.icon)
	p.saying = newShedding(400, drawn, newColumn(10, drawn, p.title, p.hint))
	p.over = newPile(0, 1, newInset(16, 16, p.notice.root), newColumn(0), newInset(16, 16, newColumn(8, p.coach.root, p.incoming.root, p.parts.root)))
	p.root = newPanel(
		ground{fill: Stage, radius: 12},
		newLayers(newWarm(), newInset(0, 4, p.finder.root), newInset(24, 16, p.saying), p.over),
	)
	p.finder.covers = func(s span) {
		if s != (span{}) {
			s = span{s.top + 4, s.bottom + 4}
		}
		p.root.cover(s)
	}
	p.say(desk.Camera{Phase: desk.NoCamera})
	return p
}

// show draws what differs. Many times a second only the picture does.
func (p *preview) show(st desk.State) {
	noticed, coached, came, parted := p.notice.show(st), p.coach.show(st), p.incoming.show(st.Incoming), p.parts.show(st.Parts, st.Incoming.Characters > 0 || st.Coach.Advice != "")
	if noticed || coached || came || parted {
		p.over.Refresh()
	}
	if hidden := st.Incoming.Characters > 0; hidden != p.hint.Hidden { // the scanner's own words lie there
		p.hint.Hidden = hidden
		p.saying.Refresh()
	}
	if st.Picture == nil && p.camera != st.Camera {
		p.say(st.Camera)
	}
	p.showPicture(st)
	p.finder.mark(st.Found)
}

// pace keeps the preview of a camera that gives more from taking time that
// reading codes needs: of 60 pictures a second it shows 30. A busy machine
// brings some pictures late and those behind them all the sooner; being so
// much late is made up for.
const (
	pace   = 33 * time.Millisecond
	behind = 25 * time.Millisecond
)

// showPicture paints a new picture, once. One that comes too soon is left to
// the next State, which has it or a newer one.
func (p *preview) showPicture(st desk.State) {
	mirrored := st.Setup.Set.Mirror && !st.Training.On // the reel is no mirror
	if same(p.picture, st.Picture) && p.mirrored == mirrored {
		return
	}
	appears := (p.picture == nil) != (st.Picture == nil)
	early := p.due.Sub(st.Now)
	if !appears && early > 0 && early <= pace { // else the clock was set
		return
	}
	p.picture, p.mirrored, p.due = st.Picture, mirrored, st.Now.Add(pace-max(0, min(behind, -early)))
	p.finder.show(st.Picture, mirrored)
	if appears {
		p.saying.Hidden = st.Picture != nil
		p.saying.Refresh()
	}
}

// same compares two pictures by identity.
func same(a, b image.Image) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	return reflect.ValueOf(a).Comparable() && reflect.ValueOf(b).Comparable() && a == b
}

// say puts the state of the camera into words.
func (p *preview) say(c desk.Camera) {
	p.camera = c
	w := p.words
	icon, title, hint := "camera-off", w.say("camera."+string(c.Phase)), w.say("camera."+string(c.Phase)+"-hint")
	switch c.Phase {
	case desk.Opening, desk.Live:
		icon = "camera"
	case desk.Failed:
		title, hint = w.fault(c), w.say("camera.still-works")
	}
	p.icon.set(icon, MutedStage, Stage)
	p.title.set(title)
	p.hint.set(hint)
	p.saying.Refresh()
}

// fault says what keeps the camera from giving pictures.
func (w *Words) fault(c desk.Camera) string {
	what := c.What
	if what == "" {
		what = w.say("camera.what")
	}
	if number, ok := strings.CutPrefix(what, "camera "); ok {
		what = w.say("camera-choice.number", values{"Number": number})
	}
	if s, ok := w.find("fault."+c.Fault, values{"What": what}); ok {
		return s
	}
	return w.say("fault.other")
}
