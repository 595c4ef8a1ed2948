package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// ground is how a panel looks: colours of the theme, the radius of its
// corners, and the room between its edge and its content.
type ground struct {
	fill   fyne.ThemeColorName // "" for none: what lies below shows through
	edge   fyne.ThemeColorName // "" for none
	radius float32
	flat   bool // the lower corners are square: another panel follows
	bare   bool // it lies on the window itself, whose colour a Panel has
	padX   float32
	padY   float32
}

// panel is a content on a coloured ground.
type panel struct {
	widget.BaseWidget
	ground  ground
	covered span // of the ground, by what lies on it
	content fyne.CanvasObject
}

// cover tells that from one height to another nothing is seen of the ground,
// which is then not painted.
func (p *panel) cover(s span) {
	if p.covered != s {
		p.covered = s
		p.Refresh()
	}
}

func newPanel(g ground, content fyne.CanvasObject) *panel {
	p := &panel{ground: g, content: content}
	p.ExtendBaseWidget(p)
	return p
}

func (p *panel) heightFor(width float32) float32 {
	return heightFor(p.content, width-2*p.ground.padX) + 2*p.ground.padY
}

// CreateRenderer implements fyne.Widget.
func (p *panel) CreateRenderer() fyne.WidgetRenderer {
	r := &panelRenderer{panel: p, back: newSlab()}
	r.paint()
	return r
}

type panelRenderer struct {
	panel *panel
	back  *slab
}

func (r *panelRenderer) paint() {
	g := r.panel.ground
	r.back.fill, r.back.edge = nil, nil
	if g.fill != "" {
		r.back.fill = theme.ColorForWidget(g.fill, r.panel)
	}
	if g.edge != "" {
		r.back.edge = theme.ColorForWidget(g.edge, r.panel)
	}
	r.back.radius, r.back.flat, r.back.bare, r.back.covered = g.radius, g.flat, g.bare, r.panel.covered
}

// Layout implements fyne.WidgetRenderer.
func (r *panelRenderer) Layout(size fyne.Size) {
	g := r.panel.ground
	r.back.Resize(size)
	r.panel.content.Move(fyne.NewPos(g.padX, g.padY))
	r.panel.content.Resize(size.SubtractWidthHeight(2*g.padX, 2*g.padY))
}

// MinSize implements fyne.WidgetRenderer.
func (r *panelRenderer) MinSize() fyne.Size {
	g := r.panel.ground
	return r.panel.content.MinSize().AddWidthHeight(2*g.padX, 2*g.padY)
}

// Refresh implements fyne.WidgetRenderer.
func (r *panelRenderer) Refresh() {
	r.paint()
	r.Layout(r.panel.Size())
	r.panel.content.Refresh()
}

// Objects implements fyne.WidgetRenderer.
func (r *panelRenderer) Objects() []fyne.CanvasObject {
	return append(r.back.objects(), r.panel.content)
}

// Destroy implements fyne.WidgetRenderer.
func (r *panelRenderer) Destroy() {}
