package desk

import (
	"image"
	"time"

	"passdesk/app/scanlog"
)

// What the camera sees is said only once it has stayed so for coachAfter, and
// goes when it was not seen for coachFor: advice that flickers helps nobody.
const (
	coachAfter = 600 * time.Millisecond
	coachFor   = 1200 * time.Millisecond
)

// Coach helps a visitor whose code is seen but cannot be read.
type Coach struct {
	Advice string  // a qr.Diagnosis, empty while there is nothing to say
	Closer float64 // how many times as near the code should be held, with too-far

	said  time.Time // when Advice was last seen
	saw   string    // what was seen last
	since time.Time // since when
}

// Looked brings what came of looking for codes in a picture: a qr.Diagnosis,
// and where those are that were read.
type Looked struct {
	Saw    string
	Closer float64
	Found  []Outline
}

// Outline is the corners of a code in the camera's picture, in its pixels from
// its upper left corner, one after the other.
type Outline [4]image.Point

// outlineFor is how long an outline stays when nothing more comes.
const outlineFor = 400 * time.Millisecond

func (a Looked) on(s State, at time.Time) (State, []scanlog.Entry) {
	s.Found, s.found = a.Found, at
	c := s.Coach
	if a.Saw == "read" {
		s.Coach = Coach{}
		return s, nil
	}
	if a.Saw != c.saw {
		c.saw, c.since = a.Saw, at
	}
	if a.Saw != "no-code" && at.Sub(c.since) >= coachAfter {
		c.Advice, c.Closer, c.said = a.Saw, a.Closer, at
	}
	s.Coach = c.fresh(at)
	return s, nil
}

// fresh drops advice that is not needed any more.
func (c Coach) fresh(at time.Time) Coach {
	if c.Advice != "" && at.Sub(c.said) >= coachFor {
		c.Advice, c.Closer = "", 0
	}
	return c
}
