package screen

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// sectionWithFocus gives the place of the section in which the focus is.
func (y *typist) sectionWithFocus() int {
	for i, section := range sectionsOf(y.screen.settings.scroll.Content) {
		for _, c := range controlsOf(section) {
			if c == y.window.Canvas().Focused() {
				return i
			}
		}
	}
	return -1
}

func (y *typist) alone(name fyne.KeyName) {
	y.key(name, 0)
	y.pass(time.Second)
}

func TestF6GoesFromSectionToSection(t *testing.T) {
	y := newTypist(t, inSettings(nil))
	sections := sectionsOf(y.screen.settings.scroll.Content)
	var went []int
	for range sections {
		y.alone(sectionKey)
		at := y.sectionWithFocus()
		if controlsOf(sections[at])[0] != y.window.Canvas().Focused() {
			t.Errorf("section %d is not entered at its first control", at)
		}
		went = append(went, at)
	}
	for i, at := range went {
		if at != i {
			t.Fatalf("went %v, want all %d in order", went, len(sections))
		}
	}
	y.alone(sectionKey)
	if at := y.sectionWithFocus(); at != 0 {
		t.Errorf("the last is followed by %d", at)
	}
	for _, want := range []int{len(sections) - 1, len(sections) - 2} {
		shift := &fyne.KeyEvent{Name: desktop.KeyShiftLeft}
		y.screen.keys.down(shift)
		y.key(sectionKey, 0)
		y.screen.keys.up(shift)
		y.pass(time.Second)
		if at := y.sectionWithFocus(); at != want {
			t.Errorf("back went to %d, want %d", at, want)
		}
	}
}

func TestF6LeavesALineOfTextWithWhatIsTyped(t *testing.T) {
	y := newTypist(t, inSettings(nil))
	y.window.Canvas().Focus(y.screen.settings.names.site)
	before := y.sectionWithFocus()
	y.types("x", time.Second/2)
	y.alone(sectionKey)
	if at := y.sectionWithFocus(); at != before+1 {
		t.Errorf("the focus went from %d to %d", before, at)
	}
	if n := len(y.noted.sets); n != 1 || !strings.Contains(y.noted.sets[0].Site, "x") {
		t.Errorf("handed on: %+v", y.noted.sets)
	}
}

func TestF6StaysWithAListOfFiles(t *testing.T) {
	y := newTypist(t, inSettings(nil))
	y.screen.chooseList()
	before := y.window.Canvas().Focused()
	y.alone(sectionKey)
	if now := y.window.Canvas().Focused(); now != before {
		t.Errorf("the focus went from %T to %T", before, now)
	}
}
