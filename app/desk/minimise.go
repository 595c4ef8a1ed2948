package desk

import (
	"time"

	"passdesk/app/scanlog"
)

// Minimise says whether the window is minimised: what nobody sees needs no
// camera. Nothing else changes; a hand scanner still reads.
type Minimise struct{ On bool }

func (a Minimise) on(s State, _ time.Time) (State, []scanlog.Entry) {
	s.Minimised = a.On
	if a.On {
		s.Picture, s.Found, s.Coach = nil, nil, Coach{}
	}
	return s, nil
}

// CameraRests tells whether the camera is not to be used now. A window for the
// visitor is seen although the desk's own is minimised.
func (s State) CameraRests() bool {
	return s.Locked || s.Minimised && !s.Setup.Set.VisitorWindow
}
