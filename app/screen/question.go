package screen

import (
	"fyne.io/fyne/v2"

	"passdesk/app/desk"
	"passdesk/app/scanlog"
)

// question asks what came of comparing the visitor with a photo ID. It
// is in view at once and can be answered a moment later, see desk.AsksID.
type question struct{ yes, no *button }

// open lets the question be answered, or not any more.
func (q *question) open(isOpen bool) {
	if q != nil {
		q.yes.dull(!isOpen)
		q.no.dull(!isOpen)
	}
}

// answers makes the two buttons of a question, and the one that takes its answer
// back.
type answers struct{ yes, no, undo func() *button }

func (s *Screen) answers() answers {
	w := s.words
	return answers{
		yes: func() *button {
			return s.button(face{icon: "done", label: w.say("id.yes"), keys: w.say("key.enter"), primary: true}, func() { s.compare(true) })
		},
		no: func() *button {
			return s.button(face{icon: "wrong", label: w.say("id.no"), keys: "X"}, func() { s.compare(false) })
		},
		undo: func() *button {
			_, key := tallyKeys()
			return s.button(face{icon: "back", label: w.say("id.undo"), keys: string(key)}, s.undo)
		},
	}
}

// compare answers the question of the result in view.
func (s *Screen) compare(matches bool) {
	if s.state.View == desk.ScanView && s.state.AsksID() {
		s.act(desk.Compare{Shown: s.state.Result.Shown, Matches: matches})
	}
}

// answerLook is how a result appears: that of its decision, until the photo ID
// turns out to be another person's.
func answerLook(r *desk.Result) look {
	l := lookOf(r.Decision.Outcome, r.Decision.Reason)
	if r.ID == scanlog.IDDifferent {
		l.family, l.shape = refuse, "not-accepted"
		l.headline, l.hint = "headline.id-different", "hint.id-different"
	}
	return l
}

// comparing is the next step at an accepted card: to compare, or what came of
// it.
func (c *card) comparing() (title, hint string) {
	w := c.words
	switch c.result.ID {
	case scanlog.IDMatched:
		return w.say("id.matched"), w.say("id.matched-hint")
	case scanlog.IDDifferent:
		return w.say("next.title"), w.say(c.look.hint)
	}
	return w.say("next.compare"), c.step()
}

// questioning is the two answers to choose from; they are in view however long
// the name is.
func (c *card) questioning() fyne.CanvasObject {
	c.question = c.shelf.question()
	return newLines(8, 150, c.question.yes, c.question.no)
}

// step is the one line that says what to do: the manager's words, where there
// are any.
func (c *card) step() string {
	if own := c.steps.Of(string(c.result.Decision.Outcome)); own != nil && *own != "" {
		return *own
	}
	return c.words.say(c.look.hint)
}
