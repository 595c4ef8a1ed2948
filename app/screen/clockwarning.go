package screen

import (
	"time"

	"passdesk/app/desk"
)

// clockWarning is a band that says what speaks against this computer's clock,
// for as long as it does. Every date rule hangs on the clock, so it stands in
// every view.
type clockWarning struct {
	words *Words
	shown string
	said  *text
	right *button
	root  *panel
}

func (s *Screen) newClockWarning() *clockWarning {
	c := &clockWarning{words: s.words, said: newText("", style{lines: 2, shrink: 0.8, bold: true})}
	c.right = s.button(face{icon: "clock", label: s.words.say("clock.right")}, func() { s.act(desk.ClockIsRight{}) })
	c.root = newPanel(
		ground{fill: AskTint, edge: Ask, radius: 12, padX: 14, padY: 9},
		newRow(12, 1, newDrawing("warning", 26, AskInk, AskTint), c.said, c.right),
	)
	c.root.Hide()
	return c
}

// show draws what differs, and tells whether anything did. That the clock is
// right can be said of the log only: against a signed list it is not.
func (c *clockWarning) show(st desk.State) bool {
	said, fault := "", st.Clock()
	if fault.Fault != "" {
		said = c.words.say("clock."+string(fault.Fault), values{"Says": c.words.atClock(fault.Says), "Known": c.words.atClock(fault.Known)})
	}
	if said == c.shown {
		return false
	}
	c.shown = said
	c.said.set(said)
	c.root.Hidden = said == ""
	c.right.Hidden = !fault.InLog()
	return true
}

// atClock gives a moment with its date, also when it is today.
func (w *Words) atClock(t time.Time) string {
	return w.say("date.clock", values{"Day": w.day(t), "Time": t.Format("15:04")})
}
