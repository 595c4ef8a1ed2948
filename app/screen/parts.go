package screen

import (
	"slices"

	"fyne.io/fyne/v2"
)

// parts shows the parts of a card as chips that fill one after the other.
type parts struct {
	words *Words
	shown []bool
	busy  bool // one is coming
	chips *fyne.Container
	next  *text
	root  *panel
}

func newParts(words *Words) *parts {
	p := &parts{words: words, chips: newRow(8, -1), next: newText("", style{lines: 2, shrink: 0.5, colour: Muted})}
	title := newText(words.say("parts.title"), style{oneLine: true, bold: true})
	p.root = newPanel(
		ground{fill: Panel, edge: Edge, radius: 10, padX: 14, padY: 10},
		newRow(14, 2, title, p.chips, p.next),
	)
	p.root.Hide()
	return p
}

// show draws a chip a part, filled with a tick once it is held, and tells
// whether any differs. The next is asked for unless one is coming.
func (p *parts) show(held []bool, coming bool) bool {
	if slices.Equal(held, p.shown) && coming == p.busy {
		return false
	}
	p.shown, p.busy = slices.Clone(held), coming
	p.chips.RemoveAll()
	for i, isHeld := range held {
		p.chips.Add(p.chip(i+1, len(held), isHeld))
	}
	if slices.Contains(held, false) && !coming {
		p.next.set(p.words.say("parts.next"))
	} else {
		p.next.set("")
	}
	p.root.Hidden = len(held) == 0
	return true
}

func (p *parts) chip(part, total int, isHeld bool) fyne.CanvasObject {
	label := p.words.say("parts.part", values{"Part": part, "Total": total})
	if isHeld {
		words := newText(label, style{oneLine: true, bold: true, colour: OnAdmit})
		mark := newDrawing("accepted", 16, OnAdmit, Admit)
		return newPanel(ground{fill: Admit, edge: Admit, radius: 8, padX: 10, padY: 5}, newRow(6, -1, mark, words))
	}
	words := newText(label, style{oneLine: true, colour: Muted})
	return newPanel(ground{fill: Panel, edge: Muted, radius: 8, padX: 12, padY: 5}, words)
}
