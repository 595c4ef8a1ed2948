package screen

import (
	"passdesk/app/desk"
)

// notice is a passing remark. It lies over what is there or beside it, and
// never moves a button away from under a hand.
type notice struct {
	words *Words
	shown desk.Notice
	text  *text
	root  *panel
}

// newNotice makes one on a ground, with its words set as s.
func newNotice(words *Words, g ground, s style) *notice {
	n := &notice{words: words, text: newText("", s)}
	n.root = newPanel(g, newRow(10, 1, newDrawing("note", 18, NeutralInk, g.fill), n.text))
	n.root.Hide()
	return n
}

// show draws the remark. One without words of its own is told by what it is
// about.
func (n *notice) show(st desk.State) {
	if st.Notice == n.shown {
		return
	}
	n.shown = st.Notice
	words, ok := n.words.find("notice."+st.Notice.ID, values{"About": st.Notice.About})
	if !ok {
		words = st.Notice.About
	}
	n.text.set(words)
	n.root.Hidden = st.Notice.ID == ""
}
