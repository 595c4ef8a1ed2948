package app

import (
	"context"

	"passdesk/app/desk"
	"passdesk/app/scanlog"
	"passdesk/camera/handheld"
)

// Listener listens to a hand scanner on a serial line until its context ends;
// nil stands for none.
type Listener = func(context.Context, handheld.Listening)

// listening is a line in force.
type listening struct {
	ctx    context.Context // ends with it
	listen Listener
}

// Hear lets a text that a hand scanner read reach the desk.
func (a *App) Hear(c handheld.Code) {
	a.post(func(a *App) []scanlog.Entry {
		return a.scan(desk.Reading{Text: c.Text, By: scanlog.ByScanner, Began: c.Began, Took: c.Took})
	})
}

// turnLine listens to the line that is in force from now on, and to no other.
func (a *App) turnLine() {
	if a.hangUp != nil {
		a.hangUp()
	}
	ctx, hangUp := context.WithCancel(a.ended)
	a.hangUp = hangUp
	a.state, _ = a.state.Act(desk.LineIs{}, a.Clock())
	a.state, _ = a.state.Act(desk.Coming{}, a.Clock())
	a.lines.put(listening{ctx, a.outfit.Listen})
}

// pumpLine listens to one line after the other.
func (a *App) pumpLine(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case l := <-a.lines:
			if l.listen != nil {
				a.hearLine(l)
			}
		}
	}
}

// hearLine hands on what comes over a line while it is in force.
func (a *App) hearLine(l listening) {
	inForce := func(act desk.Action) {
		a.post(func(a *App) (entries []scanlog.Entry) {
			if l.ctx.Err() == nil {
				a.state, entries = a.state.Act(act, a.Clock())
			}
			return entries
		})
	}
	l.listen(l.ctx, handheld.Listening{
		Heard:  a.Hear,
		Coming: func(in handheld.Progress) { inForce(coming(in)) },
		Report: func(c handheld.Change) {
			inForce(desk.LineIs{Line: desk.Line{Phase: desk.Phase(c.State), Fault: string(c.Fault), Port: c.Port}})
		},
		Clock: a.Clock,
	})
}

// Coming says how much of a text has come from a hand scanner.
func (a *App) Coming(in handheld.Progress) { a.Do(coming(in)) }

func coming(in handheld.Progress) desk.Action {
	return desk.Coming{Incoming: desk.Incoming{Characters: in.Characters, Since: in.Since}}
}
