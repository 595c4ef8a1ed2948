//go:build cgo

package main

import (
	"time"

	"fyne.io/fyne/v2"

	"passdesk/app/desk"
)

// sight tells the desk whether its window can be seen at all, where the system
// says so. It is asked on Fyne's goroutine, with each State.
type sight struct {
	act    func(desk.Action)
	window fyne.Window
	eye    *eye // nil until the window is first looked at
	looked time.Time
	opened bool // it has been in sight; before that it is on its way there
}

// lookEvery is how often it is looked: a glance costs a question to the server
// of the screen.
const lookEvery = 500 * time.Millisecond

func (s *sight) look(st desk.State) {
	if pause := st.Now.Sub(s.looked); pause >= 0 && pause < lookEvery {
		return
	}
	s.looked = st.Now
	if s.eye == nil {
		s.eye = newEye(s.window)
	}
	out := s.eye.isMinimised()
	s.opened = s.opened || !out
	if s.opened && out != st.Minimised {
		s.act(desk.Minimise{On: out})
	}
}
