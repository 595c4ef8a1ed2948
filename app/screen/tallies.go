package screen

import (
	"fyne.io/fyne/v2"

	"passdesk/app/desk"
	"passdesk/app/scanlog"
	"passdesk/verify/reason"
)

// tallyKeys are the keys that count a visitor by hand, in the order of
// scanlog.Tallies, and the one that takes back the last count or the answer about
// a photo ID. No hand scanner
// types them, and every keyboard has them in the same place.
func tallyKeys() (tallies []fyne.KeyName, undo fyne.KeyName) {
	return []fyne.KeyName{fyne.KeyF1, fyne.KeyF2, fyne.KeyF3, fyne.KeyF4}, fyne.KeyF5
}

// tallies is a button for each reason to let somebody in without a card, and
// one that takes the last count back.
type tallies struct {
	undo *button
	root *fyne.Container
}

func (s *Screen) newTallies() *tallies {
	w := s.words
	keys, undoKey := tallyKeys()
	t := &tallies{root: newLines(8, 98)}
	for i, why := range scanlog.Tallies() {
		t.root.Add(s.button(face{icon: "more", label: w.named("tally", string(why)), keys: string(keys[i])}, func() { s.tally(why) }))
	}
	t.undo = s.button(face{icon: "back", label: w.say("tally.undo"), keys: string(undoKey)}, s.undo)
	t.undo.dull(true)
	t.root.Add(t.undo)
	var all []*button
	for _, o := range t.root.Objects {
		all = append(all, o.(*button))
	}
	lookAlike(all)
	return t
}

func (t *tallies) show(st desk.State) { t.undo.dull(!st.CanUndo()) }

func (s *Screen) tally(why reason.Reason) {
	if s.state.View == desk.ScanView {
		s.act(desk.Tally{Why: why})
	}
}

// tallyKey counts by a key, and tells whether it is one for that.
func (s *Screen) tallyKey(name fyne.KeyName) bool {
	keys, undo := tallyKeys()
	for i, why := range scanlog.Tallies() {
		if keys[i] == name {
			s.tally(why)
			return true
		}
	}
	if name == undo && s.state.View == desk.ScanView {
		s.undo()
	}
	return name == undo
}

// undo takes back what was last done by hand.
func (s *Screen) undo() { s.act(desk.Undo{}) }
