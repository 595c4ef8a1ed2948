package screen

import (
	"passdesk/app/desk"
)

// notice is a passing remark, above all views.
type notice struct {
	words *Words
	shown desk.Notice
	text  *text
	root  *panel
}

func newNotice(words *Words) *notice {
	n := &notice{words: words, text: newText("", style{})}
	n.root = newPanel(
		ground{fill: NeutralTint, edge: Edge, radius: 10, padX: 14, padY: 9},
		newRow(10, 1, newDrawing("note", 22, NeutralInk, NeutralTint), n.text),
	)
	n.root.Hide()
	return n
}

// show draws the remark and tells whether it differs. A remark without words
// of its own is told by what it is about.
func (n *notice) show(st desk.State) bool {
	if st.Notice == n.shown {
		return false
	}
	n.shown = st.Notice
	words, ok := n.words.find("notice."+st.Notice.ID, values{"About": st.Notice.About})
	if !ok {
		words = st.Notice.About
	}
	n.text.set(words)
	n.root.Hidden = st.Notice.ID == ""
	n.root.Refresh()
	return true
}
