package screen

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"passdesk/app/desk"
)

// another is the same question to the next visitor.
func another() desk.State {
	return changed(asked(""), func(st *desk.State) {
		next := *st.Result
		next.Shown = next.Shown.Add(time.Minute)
		st.Result, st.Now = &next, st.Now.Add(time.Minute)
	})
}

func TestAnAnswerIsNotLeftUnderTheNextVisitorsKey(t *testing.T) {
	y := newTypist(t, asked(""))
	y.window.Canvas().Focus(y.screen.side.question.no)
	y.screen.Show(another())
	y.types("\r", slowly)
	if want := (desk.Compare{Shown: another().Result.Shown, Matches: true}); !slices.Equal(y.noted.acts, []desk.Action{want}) {
		t.Errorf("Enter led to %#v, want %#v", y.noted.acts, want)
	}
	if y.screen.side.question.no.focused {
		t.Error("the last visitor's answer has the focus")
	}
}

func TestResultsShareWhatSaysNothingAboutAHolder(t *testing.T) {
	y := newTypist(t, asked(""))
	shelf := y.screen.side.shelf
	made := func() (n int) {
		for _, all := range shelf.drawings {
			n += len(all)
		}
		return n + len(shelf.buttons)
	}
	first, before := *y.screen.side.question, made()
	for range 3 {
		y.screen.Show(another())
		y.screen.Show(asked(""))
	}
	if *y.screen.side.question != first || made() != before || before == 0 {
		t.Errorf("%d things for one result, %d after seven", before, made())
	}
	fyne.CurrentApp().Settings().SetTheme(NewTheme(Look{Variant: Dark, Scale: 2}))
	y.screen.Show(another())
	if *y.screen.side.question == first {
		t.Error("the buttons of another theme are shown")
	}
}

func TestEachLineOfAResultHasItsOwnDrawing(t *testing.T) {
	y := newTypist(t, genuine(sixDoses(), plainName))
	seen := map[*drawing]int{}
	for _, d := range thoseIn[*drawing](y.screen.side.root) {
		seen[d]++
	}
	for d, times := range seen {
		if times > 1 {
			t.Errorf("%v stands in %d places", d.name, times)
		}
	}
	if len(seen) < 7 {
		t.Errorf("six doses and an answer have %d drawings", len(seen))
	}
}
