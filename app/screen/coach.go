package screen

import (
	"math"
	"strconv"
	"time"

	"passdesk/app/desk"
)

// coach lies over the camera's picture and says what to do about a code that
// is seen but cannot be read, or about a camera that is slow. The visitor
// reads it too.
type coach struct {
	words *Words
	shown string
	text  *text
	root  *panel
}

func newCoach(words *Words) *coach {
	c := &coach{words: words, text: newText("", style{size: SizeLead, bold: true, centre: true})}
	c.root = newPanel(ground{fill: Panel, edge: Edge, radius: 10, padX: 18, padY: 12}, c.text)
	c.root.Hide()
	return c
}

// show says what differs, and tells whether anything does.
func (c *coach) show(st desk.State) bool {
	advice := c.advice(st)
	if advice == c.shown {
		return false
	}
	c.shown = advice
	c.text.set(advice)
	c.root.Hidden = advice == ""
	return true
}

func (c *coach) advice(st desk.State) string {
	switch {
	case st.Picture == nil:
		return ""
	case st.Coach.Advice != "":
		return c.about(st.Coach)
	case st.Camera.Every > 0:
		seconds := strconv.FormatFloat(st.Camera.Every.Round(100*time.Millisecond).Seconds(), 'f', -1, 64)
		return c.words.say("camera.slow", values{"Seconds": seconds})
	}
	return ""
}

// about puts a reader's diagnosis into words; one that is not known by name
// still means that a code is seen.
func (c *coach) about(sight desk.Coach) string {
	id := "coach." + sight.Advice
	if sight.Advice == "too-far" && sight.Closer >= 1.2 {
		times := strconv.FormatFloat(math.Round(sight.Closer*10)/10, 'f', -1, 64)
		return c.words.say("coach.too-far-by", values{"Times": times})
	}
	if s, ok := c.words.find(id); ok {
		return s
	}
	return c.words.say("coach.undecodable")
}
