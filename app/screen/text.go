package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// style is how a text is set. Colour and size are names of the theme.
type style struct {
	colour fyne.ThemeColorName // "" for the foreground
	size   fyne.ThemeSizeName  // "" for SizeBody
	bold   bool
	mono   bool
	centre bool

	// lines is how many lines the text may take before it is set smaller,
	// down to shrink times its size: 0 for any number, never smaller. A text
	// of oneLine is never broken and keeps its width, where there is room for it.
	lines   int
	shrink  float32
	oneLine bool
	clip    bool    // one line that ends in "…" where it does not fit
	wide    float32 // at least this wide, for columns
}

// text is words on the screen: it wraps to its width, and shrinks where its
// style allows. It leaves no copy of its words behind when they change.
type text struct {
	widget.BaseWidget
	style style
	words string
	memo  memo // of these words
}

func newText(words string, s style) *text {
	t := &text{style: s, words: words}
	t.ExtendBaseWidget(t)
	return t
}

// set changes the words, and does nothing when they are the same.
func (t *text) set(words string) {
	if t.words == words {
		return
	}
	t.words, t.memo = words, memo{}
	t.Refresh()
}

// colour changes the ink, and does nothing when it is the same.
func (t *text) colour(name fyne.ThemeColorName) {
	if t.style.colour == name {
		return
	}
	t.style.colour = name
	t.Refresh()
}

func (t *text) textStyle() fyne.TextStyle {
	return fyne.TextStyle{Bold: t.style.bold, Monospace: t.style.mono}
}

func (t *text) themeSize() float32 {
	name := t.style.size
	if name == "" {
		name = SizeBody
	}
	return theme.SizeForWidget(name, t)
}

// broken sets the text for a width.
func (t *text) broken(width float32) *setting {
	most := t.themeSize()
	s := t.memo.at(width, most)
	if s.lines == nil {
		s.size, s.lines = t.breakAt(width, most)
		s.step = lineHeight(s.size, t.textStyle())
	}
	return s
}

func (t *text) breakAt(width, most float32) (size float32, lines []string) {
	if t.style.clip {
		return most, []string{clipped(t.words, width, most, t.textStyle())}
	}
	if t.style.oneLine {
		return t.squeezed(most, width), []string{t.words}
	}
	least, maxLines := most, t.style.lines
	if t.style.shrink > 0 && maxLines > 0 {
		least = most * t.style.shrink
	}
	return fit(t.words, width, most, least, maxLines, t.textStyle())
}

// natural gives the width and height of the words in one line.
func (t *text) natural() (width, height float32) {
	size := t.themeSize()
	s := t.memo.at(-1, size)
	if s.lines == nil {
		s.size, s.lines = widthOf(t.words, size, t.textStyle()), []string{}
		s.step = lineHeight(size, t.textStyle())
	}
	return s.size, s.step
}

func (t *text) heightFor(width float32) float32 {
	s := t.broken(width)
	return float32(len(s.lines)) * s.step
}

// lineHeight is tighter than a font's own for large text, which would fall
// apart otherwise.
func lineHeight(size float32, s fyne.TextStyle) float32 {
	h := fyne.MeasureText("Åg", size, s).Height
	if size >= 24 {
		return h * 0.88
	}
	return h * 0.96
}

// CreateRenderer implements fyne.Widget.
func (t *text) CreateRenderer() fyne.WidgetRenderer {
	r := &textRenderer{text: t}
	r.Refresh()
	return r
}

// textRenderer draws one canvas.Text a line, and several for a line whose
// letters do not all go from left to right.
type textRenderer struct {
	text  *text
	lines []fyne.CanvasObject
}

// Layout implements fyne.WidgetRenderer.
func (r *textRenderer) Layout(size fyne.Size) { r.set(size) }

func (r *textRenderer) set(size fyne.Size) {
	s := r.text.broken(size.Width)
	r.lines = r.lines[:0:0]
	for i, words := range s.lines {
		r.draw(words, s.size, size.Width, float32(i)*s.step+s.step/2)
	}
}

// draw sets a line whose middle is at a height.
func (r *textRenderer) draw(words string, size, width, middle float32) {
	t := r.text
	natural := fyne.MeasureText("Åg", size, t.textStyle()).Height
	x := float32(0)
	if t.style.centre {
		x = (width - widthOf(words, size, t.textStyle())) / 2
	}
	for i, p := range pieces(words) {
		before := float32(0)
		if lead := t.lead(size); i == 0 && p.font == "" && lead != "" {
			p.words, before = lead+p.words, fyne.MeasureText(lead, size, t.textStyle()).Width
		}
		drawn := p.drawn(size, t.textStyle())
		drawn.Color = theme.ColorForWidget(t.ink(), t)
		least := drawn.MinSize()
		drawn.Move(fyne.NewPos(x-before, middle-natural/2-p.font.higher()*size))
		drawn.Resize(least)
		x += least.Width - before
		r.lines = append(r.lines, drawn)
	}
}

// lead goes before large text, and is moved out of sight: Fyne cuts off what
// a letter such as J draws to the left of where it begins.
func (t *text) lead(size float32) string {
	if size < 24 || t.style.centre {
		return ""
	}
	return " "
}

func (t *text) ink() fyne.ThemeColorName {
	if t.style.colour == "" {
		return theme.ColorNameForeground
	}
	return t.style.colour
}

// MinSize implements fyne.WidgetRenderer: the whole width for one line, the
// height at the present width otherwise.
func (r *textRenderer) MinSize() fyne.Size {
	t := r.text
	switch {
	case t.style.clip:
		_, height := t.natural()
		return fyne.NewSize(fyne.Max(1, t.style.wide), height)
	case t.style.oneLine:
		width, height := t.natural()
		return fyne.NewSize(fyne.Max(width, t.style.wide), height)
	}
	return fyne.NewSize(1, t.heightFor(fyne.Max(t.Size().Width, 120)))
}

// Refresh implements fyne.WidgetRenderer.
func (r *textRenderer) Refresh() {
	r.set(r.text.Size())
	canvas.Refresh(r.text)
}

// Objects implements fyne.WidgetRenderer.
func (r *textRenderer) Objects() []fyne.CanvasObject { return r.lines }

// Destroy implements fyne.WidgetRenderer.
func (r *textRenderer) Destroy() { r.lines = nil }
