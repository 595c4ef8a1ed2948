package screen

import (
	"fyne.io/fyne/v2/theme"

	"passdesk/app/desk"
)

// ring is how far the colour of the training reaches in from the window's
// edges.
const ring = 5

// training crosses the whole window while the desk is in training, above
// whatever else is on view, and runs around it. Nothing but the State shows
// or hides it.
type training struct {
	isOn  bool
	band  *panel
	edge  *panel // around all that is below the band,
	inner *panel // which has its own ground in it
}

func newTraining(words *Words, stop *button, edge, inner *panel) *training {
	t := &training{edge: edge, inner: inner}
	t.band = newPanel(
		ground{fill: Training, padX: 18, padY: 9},
		newRow(14, 1,
			newDrawing("training", 34, OnTraining, Training),
			newText(words.say("training.band"), style{size: SizeLead, lines: 2, shrink: 0.72, bold: true, colour: OnTraining}),
			stop,
		),
	)
	t.band.Hide()
	return t
}

// show tells whether anything moved.
func (t *training) show(st desk.State) bool {
	if t.isOn == st.Training.On {
		return false
	}
	t.isOn = st.Training.On
	t.band.Hidden = !t.isOn
	t.edge.ground.fill, t.inner.ground.fill = "", "" // painting the whole window takes its time
	if t.isOn {
		t.edge.ground.fill, t.inner.ground.fill = Training, theme.ColorNameBackground
	}
	return true
}
