package screen

import (
	"passdesk/app/desk"
)

// incoming says that a hand scanner is sending a text, and how much has come:
// a whole card takes some scanners half a minute.
type incoming struct {
	words *Words
	shown int
	text  *text
	root  *panel
}

func newIncoming(words *Words) *incoming {
	i := &incoming{words: words, text: newText("", style{oneLine: true, bold: true})}
	i.root = newPanel(ground{fill: Panel, edge: Edge, radius: 10, padX: 14, padY: 10}, newRow(10, 1, newDrawing("pass", 24, NeutralInk, Panel), i.text))
	i.root.Hide()
	return i
}

// show tells whether it appears or goes, or has another width.
func (i *incoming) show(in desk.Incoming) bool {
	if in.Characters == i.shown {
		return false
	}
	i.shown = in.Characters
	i.text.set(i.words.count("scanner.incoming", in.Characters))
	i.root.Hidden = in.Characters == 0
	return true
}
