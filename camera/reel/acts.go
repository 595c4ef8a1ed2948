package reel

import (
	"slices"
	"time"

	"passdesk/verify/reason"
)

// Act is one visitor of the reel, and what a desk in training answers whose
// rules are nys-full-2021-10.
type Act struct {
	ID      string
	Outcome reason.Outcome
	Reason  reason.Reason // empty when accepted
	// Held is when in a round its codes are held up, readable throughout: one
	// span for each code.
	Held []Span
}

// Span is a stretch of a round, counted from its beginning.
type Span struct{ From, Until time.Duration }

// The course of an act. A text must have been gone for two seconds to be a
// new scan, so the scene is empty a little longer than that.
const (
	empty = 2200 * time.Millisecond
	enter = 800 * time.Millisecond
	hold  = 6200 * time.Millisecond
	leave = 600 * time.Millisecond

	// The first of two parts is read, and the other hand comes at once.
	holdPart = 2800 * time.Millisecond
	betweens = 300 * time.Millisecond
)

// scene is one thing held up once.
type scene struct {
	act   int
	code  int // which of the act's codes it bears
	empty time.Duration
	hold  time.Duration
}

func (s scene) length() time.Duration { return s.empty + enter + s.hold + leave }

// held is when the scene's code is held up, if it begins at that moment.
func (s scene) held(begins time.Duration) Span {
	from := begins + s.empty + enter
	return Span{from, from + s.hold}
}

// scenes lists what is held up in a round, in order.
func scenes() []scene {
	var all []scene
	for i, r := range roles {
		if r.codes == 2 {
			all = append(all, scene{i, 0, empty, holdPart}, scene{i, 1, betweens, hold})
			continue
		}
		all = append(all, scene{i, 0, empty, hold})
	}
	return all
}

// Acts lists the acts of a round in order.
func Acts() []Act {
	acts := make([]Act, len(roles))
	for i, r := range roles {
		acts[i] = Act{ID: r.id, Outcome: r.outcome, Reason: r.reason}
	}
	var begins time.Duration
	for _, s := range scenes() {
		acts[s.act].Held = append(acts[s.act].Held, s.held(begins))
		begins += s.length()
	}
	return slices.Clip(acts)
}

// Round is how long all acts take together.
func Round() time.Duration {
	var total time.Duration
	for _, s := range scenes() {
		total += s.length()
	}
	return total
}

// sceneAt finds what is shown at a moment of a round, and how long that scene
// has run.
func sceneAt(list []scene, at time.Duration) (int, time.Duration) {
	for i, s := range list {
		if at < s.length() {
			return i, at
		}
		at -= s.length()
	}
	return 0, 0
}
