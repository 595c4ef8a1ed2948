package screen

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"passdesk/app/desk"
)

// notice is a passing remark, and between remarks what keeps scans from being
// logged, for as long as it does. It lies over what is there or beside it, and
// never moves a button away from under a hand.
type notice struct {
	words  *Words
	shown  desk.Notice
	number int64
	fill   fyne.ThemeColorName
	icon   *drawing
	text   *text
	root   *panel
}

// newNotice makes one on a ground, with its words set as s.
func newNotice(words *Words, g ground, s style) *notice {
	n := &notice{words: words, fill: g.fill, icon: newDrawing("note", 18, NeutralInk, g.fill), text: newText("", s)}
	n.root = newPanel(g, newRow(10, 1, n.icon, n.text))
	n.root.Hide()
	return n
}

// show draws the remark, and tells whether it differs from the one before. One
// without words of its own is told by what it is about.
func (n *notice) show(st desk.State) bool {
	said, icon, ink := st.Notice, "note", NeutralInk
	number := int64(0)
	if amiss, of := aboutLog(st.Log); said.ID == "" && amiss.ID != "" {
		said, number, icon, ink = amiss, of, "warning", AskInk
	}
	said.Closes = time.Time{}
	if said == n.shown && number == n.number {
		return false
	}
	n.shown, n.number = said, number
	words, ok := n.words.find("notice."+said.ID, values{"About": said.About, "N": number})
	if !ok {
		words = said.About
	}
	if strings.HasSuffix(said.ID, "-failed") {
		icon, ink = "warning", AskInk
	}
	n.icon.set(icon, ink, n.fill)
	n.text.set(words)
	n.root.Hidden = said.ID == ""
	return true
}

// aboutLog is what is amiss with the log, the worst first, and a number in it.
func aboutLog(l desk.Log) (desk.Notice, int64) {
	switch {
	case l.Lost > 0:
		return desk.Notice{ID: "log-lost"}, l.Lost
	case l.Trouble != "":
		return desk.Notice{ID: "log-trouble", About: l.Trouble}, 0
	case l.Server.Trouble != "":
		return desk.Notice{ID: "server-trouble", About: l.Server.Trouble}, l.Server.Waiting
	case l.Waiting > 0:
		return desk.Notice{ID: "log-waiting"}, l.Waiting
	}
	return desk.Notice{}, 0
}
