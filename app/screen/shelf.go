package screen

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// shelf keeps the drawings and buttons of one result for the next: to make one
// takes Fyne a millisecond, and a visitor would wait for a dozen. Nothing on
// it says anything about a holder.
type shelf struct {
	join    func(icon, label string) *button // makes one that adds the same person's next card
	answers answers
	unfocus func()

	drawings map[drawn][]*drawing
	taken    map[drawn]int // how many of each the result on view has
	buttons  map[string]*button
	ink      color.Color // of the theme that all of it was made for,
	size     float32     // and how large its text is
}

// drawn is all that tells drawings apart.
type drawn struct {
	name     string
	side     float32
	ink, cut fyne.ThemeColorName
}

func newShelf(join func(icon, label string) *button, answers answers, unfocus func()) *shelf {
	return &shelf{join: join, answers: answers, unfocus: unfocus}
}

// turn makes all that was taken free for another result. A button that had the
// focus loses it: the next visitor's answer is not the key for the last one's.
func (s *shelf) turn() {
	for _, b := range s.buttons {
		if b.focused {
			s.unfocus()
		}
	}
	clear(s.taken)
	ink, size := theme.Color(theme.ColorNameForeground), theme.Size(SizeBody)
	if s.drawings == nil || s.ink != ink || s.size != size {
		s.ink, s.size = ink, size
		s.drawings, s.taken, s.buttons = map[drawn][]*drawing{}, map[drawn]int{}, map[string]*button{}
	}
}

// drawing gives a drawing that no other part of the result has.
func (s *shelf) drawing(name string, side float32, ink, cut fyne.ThemeColorName) *drawing {
	d := drawn{name, side, ink, cut}
	n := s.taken[d]
	if n == len(s.drawings[d]) {
		s.drawings[d] = append(s.drawings[d], newDrawing(name, side, ink, cut))
	}
	s.taken[d]++
	return s.drawings[d][n]
}

// button gives the one button of its kind.
func (s *shelf) button(kind string, made func() *button) *button {
	if s.buttons[kind] == nil {
		s.buttons[kind] = made()
	}
	return s.buttons[kind]
}

// question gives the two answers about the photo ID.
func (s *shelf) question() *question {
	return &question{yes: s.button("yes", s.answers.yes), no: s.button("no", s.answers.no)}
}

// undo gives the button that takes the answer back.
func (s *shelf) undo() *button { return s.button("undo", s.answers.undo) }

// joining gives the button that adds another card, or gives that up.
func (s *shelf) joining(icon, label string) *button {
	return s.button(icon, func() *button { return s.join(icon, label) })
}
