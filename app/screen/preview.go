package screen

import (
	"image"
	"image/draw"
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"passdesk/app/desk"
)

// preview shows what the camera sees, or says in words why there is nothing
// to see and what still works.
type preview struct {
	words *Words
	root  *panel

	picture image.Image // as it came, to tell whether a new one has come
	camera  desk.Camera // as it was last said
	image   *canvas.Image

	saying      *fyne.Container
	icon        *drawing
	title, hint *text
	parts       *parts
	notice      *notice
	over        *fyne.Container // what lies over the picture
}

func newPreview(words *Words) *preview {
	p := &preview{
		words:  words,
		image:  &canvas.Image{FillMode: canvas.ImageFillContain, ScaleMode: canvas.ImageScaleFastest},
		icon:   newDrawing("camera", 72, MutedStage, Stage),
		title:  newText("", style{colour: OnStage, size: SizeLead, bold: true, centre: true}),
		hint:   newText("", style{colour: MutedStage, centre: true}),
		parts:  newParts(words),
		notice: newNotice(words, ground{fill: Panel, edge: Edge, radius: 10, padX: 14, padY: 10}, style{}),
	}
	p.image.Hide()
	p.saying = newMiddle(400, newColumn(10, newSized(72, 72, p.icon), p.title, p.hint))
	p.over = newPile(0, 1, newInset(16, 16, p.notice.root), newColumn(0), newInset(16, 16, p.parts.root))
	p.root = newPanel(
		ground{fill: Stage, radius: 12},
		newLayers(newInset(4, 4, p.image), newInset(24, 16, p.saying), p.over),
	)
	p.say(desk.Camera{Phase: desk.NoCamera})
	return p
}

// show draws what differs. Many times a second only the picture does.
func (p *preview) show(st desk.State) {
	p.parts.show(st.Parts)
	if p.notice.show(st) {
		p.over.Refresh()
	}
	if st.Picture == nil && p.camera != st.Camera {
		p.say(st.Camera)
	}
	if same(p.picture, st.Picture) {
		return
	}
	appears := (p.picture == nil) != (st.Picture == nil)
	p.picture = st.Picture
	p.image.Image = paintable(st.Picture)
	if appears {
		p.image.Hidden, p.saying.Hidden = st.Picture == nil, st.Picture != nil
		p.saying.Refresh()
	}
	p.image.Refresh()
}

// same compares two pictures by identity.
func same(a, b image.Image) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	return reflect.ValueOf(a).Comparable() && reflect.ValueOf(b).Comparable() && a == b
}

// paintable gives a picture as Fyne paints it fastest: an *image.RGBA that
// starts at its first byte. Pictures that embed one give it without a copy;
// any other is converted.
func paintable(img image.Image) image.Image {
	if img == nil {
		return nil
	}
	if whole, ok := img.(*image.RGBA); ok && isWhole(whole) {
		return whole
	}
	if part, ok := img.(interface {
		SubImage(image.Rectangle) image.Image
	}); ok {
		if whole, ok := part.SubImage(img.Bounds()).(*image.RGBA); ok && isWhole(whole) {
			return whole
		}
	}
	size := image.Rectangle{Max: img.Bounds().Size()}
	converted := image.NewRGBA(size)
	draw.Draw(converted, size, image.Black, image.Point{}, draw.Src)
	draw.Draw(converted, size, img, img.Bounds().Min, draw.Over)
	return converted
}

// isWhole tells whether the picture is no part of a larger one: Fyne's
// painter does not look at its stride.
func isWhole(m *image.RGBA) bool {
	return m.Rect.Min == (image.Point{}) && m.Stride == 4*m.Rect.Dx()
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
	if s, ok := w.find("fault."+c.Fault, values{"What": what}); ok {
		return s
	}
	return w.say("fault.other")
}
