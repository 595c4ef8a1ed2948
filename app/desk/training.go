package desk

import (
	"time"

	"passdesk/app/scanlog"
)

// TrainingFor is how long the desk stays in training while nobody touches it.
const TrainingFor = 15 * time.Minute

// trainingResultFor is how long a result stays in training at most: until the
// next card of the reel comes, which may be none that replaces a result.
const trainingResultFor = 8 * time.Second

// Training is practice with cards of people who do not exist: nothing is
// logged or counted while it lasts. It is no setting and is never stored; it
// ends with the program, on demand, or by itself.
type Training struct {
	On   bool
	Ends time.Time // unless somebody does something before
}

// Train starts or ends the training. Nothing of one side is left on the
// other: no result, no picture, no part of a card.
type Train struct{ On bool }

func (a Train) on(s State, at time.Time) (State, []scanlog.Entry) {
	if a.On == s.Training.On {
		return s, nil
	}
	s, entries := Clear{}.on(s, at) // still on the side it happened on
	s.inView, s.Picture, s.Coach = nil, nil, Coach{}
	s.Training = Training{On: a.On}
	s.View = ScanView
	if a.On {
		s.Training.Ends = at.Add(TrainingFor)
	} else if s.Setup.First {
		s.View = SettingsView
	}
	return s, entries
}

// ResultFor is how long a result stays open.
func (s State) ResultFor() time.Duration {
	if s.Training.On {
		return min(s.About.ResultFor, trainingResultFor)
	}
	return s.About.ResultFor
}

// touched puts off the end of the training, since somebody is there.
func (s State) touched(at time.Time) State {
	if s.Training.On {
		s.Training.Ends = at.Add(TrainingFor)
	}
	return s
}

// endIdleTraining ends a training that everybody has left.
func (s State) endIdleTraining(at time.Time) (State, []scanlog.Entry) {
	if !s.Training.On || at.Before(s.Training.Ends) {
		return s, nil
	}
	s, entries := Train{On: false}.on(s, at)
	s.Notice = Notice{ID: "training-idle"}
	return s, entries
}

// record logs and counts an entry, but in training does neither.
func (s State) record(e scanlog.Entry) (State, []scanlog.Entry) {
	if s.Training.On {
		return s, nil
	}
	return s.count(e), []scanlog.Entry{e}
}
