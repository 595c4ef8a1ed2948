package screen

import (
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"passdesk/app/desk"
)

// shrinking is a bar that shows how much of something there is.
type shrinking struct {
	widget.BaseWidget
	ink, ground fyne.ThemeColorName
	left        float32 // 0 to 1
}

func newShrinking(ink, ground fyne.ThemeColorName) *shrinking {
	s := &shrinking{ink: ink, ground: ground, left: 1}
	s.ExtendBaseWidget(s)
	return s
}

func (s *shrinking) set(left float32) {
	if left != s.left {
		s.left = left
		s.Refresh()
	}
}

// colour changes the ink, and does nothing when it is the same.
func (s *shrinking) colour(ink fyne.ThemeColorName) {
	if ink != s.ink {
		s.ink = ink
		s.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (s *shrinking) CreateRenderer() fyne.WidgetRenderer {
	r := &shrinkingRenderer{bar: s, back: &canvas.Rectangle{CornerRadius: 3}, front: &canvas.Rectangle{CornerRadius: 3}}
	r.paint()
	return r
}

type shrinkingRenderer struct {
	bar         *shrinking
	back, front *canvas.Rectangle
}

func (r *shrinkingRenderer) paint() {
	r.back.FillColor = theme.ColorForWidget(r.bar.ground, r.bar)
	r.front.FillColor = theme.ColorForWidget(r.bar.ink, r.bar)
}

// Layout implements fyne.WidgetRenderer.
func (r *shrinkingRenderer) Layout(size fyne.Size) {
	r.back.Resize(size)
	r.front.Resize(fyne.NewSize(size.Width*r.bar.left, size.Height))
}

// MinSize implements fyne.WidgetRenderer.
func (r *shrinkingRenderer) MinSize() fyne.Size { return fyne.NewSize(40, 6) }

// Refresh implements fyne.WidgetRenderer.
func (r *shrinkingRenderer) Refresh() {
	r.paint()
	r.Layout(r.bar.Size())
	r.back.Refresh()
	r.front.Refresh()
}

// Objects implements fyne.WidgetRenderer.
func (r *shrinkingRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.front}
}

// Destroy implements fyne.WidgetRenderer.
func (r *shrinkingRenderer) Destroy() {}

// timer says how long a result stays, and how to change that.
type timer struct {
	words   *Words
	bar     *shrinking
	seconds *text
	keys    *text
	held    *drawing
	root    *fyne.Container
}

func newTimer(words *Words, f family) *timer {
	t := &timer{
		words:   words,
		bar:     newShrinking(inkOf(f), f.tint),
		seconds: newText("", style{oneLine: true, bold: true, size: SizeSmall}),
		keys:    newText("", style{clip: true, colour: Muted, size: SizeSmall}),
		held:    newDrawing("held", 16, theme.ColorNameForeground, Panel),
	}
	t.root = newColumn(6, t.bar, newRow(6, 1, t.held, t.keys, t.seconds))
	return t
}

// show moves the bar, and changes the words only when they differ.
func (t *timer) show(r *desk.Result, full time.Duration, now time.Time, still bool) {
	isHeld := r.Closes.IsZero()
	left := r.Closes.Sub(now)
	seconds, keys, share := "", t.words.say("result.held"), float32(1)
	if !isHeld {
		seconds = t.words.say("result.closes", values{"N": int(math.Ceil(max(left, 0).Seconds()))})
		keys = t.words.say("result.open")
		share = shareOf(left, full)
		if still {
			share = stepped(share)
		}
	}
	t.bar.set(share)
	if t.held.Visible() != isHeld || t.seconds.words != seconds || t.keys.words != keys {
		t.held.Hidden = !isHeld
		t.seconds.set(seconds)
		t.keys.set(keys)
		t.root.Refresh()
	}
}

// stepped gives a share in quarters: what does not move by itself.
func stepped(share float32) float32 { return float32(math.Ceil(float64(share)*4)) / 4 }

func shareOf(left, full time.Duration) float32 {
	if full <= 0 {
		return 0
	}
	return float32(min(1, max(0, left.Seconds()/full.Seconds())))
}
