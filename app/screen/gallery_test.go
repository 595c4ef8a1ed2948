package screen

import (
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"passdesk/app/desk"
	"passdesk/assets"
)

// english gives the texts that ship.
func english(t testing.TB) *Words {
	t.Helper()
	words, err := NewWords(assets.Translations, "en")
	if err != nil {
		t.Fatal(err)
	}
	return words
}

// open shows a state in a window of the test driver.
func open(t testing.TB, s scene, variant Variant) (*Screen, fyne.Window) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(NewTheme(Look{Variant: variant}))
	w := test.NewTempWindow(t, nil)
	screen := New(english(t), Callbacks{})
	screen.Attach(w)
	size := fyne.NewSize(1400, 900)
	if s.size != [2]float32{} {
		size = fyne.NewSize(s.size[0], s.size[1])
	}
	w.Resize(size)
	screen.Show(s.state)
	s.act(screen)
	return screen, w
}

// act does what a person does before the scene is drawn.
func (s scene) act(screen *Screen) {
	if s.then != nil {
		s.then(screen)
	}
}

// textsIn lists every text in a tree of objects, hidden or not, with the
// lines of one wrapped text joined.
func textsIn(o fyne.CanvasObject) []string { return collect(o, true) }

// seenIn lists the texts that a person can see.
func seenIn(o fyne.CanvasObject) []string { return collect(o, false) }

func collect(o fyne.CanvasObject, hidden bool) []string {
	if o == nil || !hidden && !o.Visible() {
		return nil
	}
	var all []string
	switch o := o.(type) {
	case *text:
		var lines []string
		for _, l := range test.WidgetRenderer(o).Objects() {
			lines = append(lines, strings.TrimSpace(l.(*canvas.Text).Text))
		}
		return []string{strings.Join(lines, " "), o.words}
	case *canvas.Text:
		return []string{o.Text}
	case *fyne.Container:
		for _, child := range o.Objects {
			all = append(all, collect(child, hidden)...)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			all = append(all, collect(child, hidden)...)
		}
	}
	return all
}

// TestShowsEveryState draws every scene, and those in a window of a size of
// their own, which is small, also in the language with the longest texts. With
// PASSDESK_GALLERY set to a folder, it leaves a picture of each there, in
// every language, light and dark.
func TestShowsEveryState(t *testing.T) {
	folder, variants := os.Getenv("PASSDESK_GALLERY"), []Variant{Light}
	if folder != "" {
		variants = append(variants, Dark)
	}
	for _, s := range scenes() {
		t.Run(s.name, func(t *testing.T) {
			for _, variant := range variants {
				screen, w := open(t, s, variant)
				seen := seenIn(screen.Content())
				for _, want := range s.texts {
					if !contains(seen, want) {
						t.Errorf("%q is not on the screen; there is %q", want, seen)
					}
				}
				for _, words := range screen.words.every() {
					lang := words.tag.String()
					if folder == "" && lang != "en" && (lang != "es" || s.size == [2]float32{}) {
						continue // where there is least room; this test is the longest
					}
					screen.Show(spoken(lang, s.state))
					if lang != "en" {
						s.act(screen)
					}
					holdsItsWords(t, screen.Content(), 0, w.Canvas().Size().Width)
					if folder != "" {
						save(t, filepath.Join(folder, s.name+"-"+lang+"-"+string(variant)+".png"), w)
					}
				}
			}
		})
	}
}

// holdsItsWords finds texts that are wider than any room around them, or
// higher than their own.
func holdsItsWords(t *testing.T, o fyne.CanvasObject, x, limit float32) {
	t.Helper()
	if !o.Visible() {
		return
	}
	x += o.Position().X
	limit = fyne.Min(limit, x+o.Size().Width)
	var children []fyne.CanvasObject
	switch o := o.(type) {
	case *text:
		for _, l := range test.WidgetRenderer(o).Objects() {
			l := l.(*canvas.Text)
			if end := x + l.Position().X + l.MinSize().Width; end > limit+1 {
				t.Errorf("%q ends at %.0f, its room at %.0f", l.Text, end, limit)
			}
		}
		if need := heightFor(o, o.Size().Width); need > o.Size().Height+1 {
			t.Errorf("%q needs a height of %.0f and has %.0f", o.words, need, o.Size().Height)
		}
	case *fyne.Container:
		children = o.Objects
	case fyne.Widget:
		children = test.WidgetRenderer(o).Objects()
	}
	for _, child := range children {
		holdsItsWords(t, child, x, limit)
	}
}

func save(t *testing.T, path string, w fyne.Window) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, w.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}

// TestForgetsTheHolderWithTheResult walks the whole tree after a result has
// closed, what is hidden included.
func TestForgetsTheHolderWithTheResult(t *testing.T) {
	s := scene{state: genuine(sixDoses(), plainName)}
	screen, _ := open(t, s, Light)
	marks := []string{holderFamily, holderLot, holderSite, "20 Jan 1951", "Moderna"}
	for _, m := range marks {
		if !contains(textsIn(screen.Content()), m) {
			t.Fatalf("%q is not shown with the result, so nothing is tested", m)
		}
	}
	s.state.Result = nil
	screen.Show(s.state)
	for _, m := range marks {
		if contains(textsIn(screen.Content()), m) {
			t.Errorf("%q is still on the screen after the result has closed", m)
		}
	}
}

// TestNeverNamesTheHolderInTheTitle holds the title against the name.
func TestNeverNamesTheHolderInTheTitle(t *testing.T) {
	screen, w := open(t, scene{state: genuine(twoDoses(), plainName)}, Light)
	if got, want := w.Title(), "ACCEPTED – Passdesk"; got != want {
		t.Errorf("title is %q, want %q", got, want)
	}
	st := atRest()
	screen.Show(st)
	if got, want := w.Title(), "Passdesk – City Museum · North entrance"; got != want {
		t.Errorf("title at rest is %q, want %q", got, want)
	}
	if got, want := screen.Title(desk.State{}), "Passdesk"; got != want {
		t.Errorf("title of a desk without a name is %q, want %q", got, want)
	}
}
