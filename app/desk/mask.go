package desk

import (
	"time"

	"passdesk/app/scanlog"
)

// Reveal shows the holder of the open result at a desk that masks names, or
// masks them again. The next result is masked whatever is held down.
type Reveal struct{ On bool }

func (a Reveal) on(s State, _ time.Time) (State, []scanlog.Entry) {
	if s.Result == nil || s.Result.Revealed == a.On {
		return s, nil
	}
	r := *s.Result
	r.Revealed = a.On
	s.Result = &r
	return s, nil
}

// Masks tells whether the holder of the open result is not to be seen now.
func (s State) Masks() bool {
	return s.Setup.Set.MaskNames && s.Result != nil && !s.Result.Revealed
}
