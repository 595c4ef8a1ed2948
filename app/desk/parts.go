package desk

import (
	"time"

	"passdesk/app/scanlog"
	"passdesk/verify"
	"passdesk/verify/reason"
	"passdesk/verify/rules"
	"passdesk/verify/shc"
)

// strangePart is the remark about a part that belongs to another card.
const strangePart = "other-part"

// remarkFor is how long a remark stays.
const remarkFor = 8 * time.Second

// collect puts the parts of a card together and answers what is whole. Parts
// are logged once, when their set is completed or given up.
func (s State) collect(r Reading, at time.Time, book Rulebook) (State, []scanlog.Entry) {
	var entries []scanlog.Entry
	collected, progress := s.collected.Add(r.Text, at)
	if progress.Dropped {
		s, entries = s.dropParts(at)
	}
	s.collected = collected
	var more []scanlog.Entry
	switch progress.State {
	case shc.Added, shc.Again:
		s.Parts, s.partsBy = progress.Have, r.By
	case shc.Other:
		s.inView = without(s.inView, r.Text) // it was not taken, and is new until it is
		s.Notice = Notice{ID: strangePart, Closes: at.Add(remarkFor)}
	case shc.Complete:
		s.Parts = nil
		r.Text = progress.JWS
		s, more = s.answer(r, at, book)
	default:
		s, more = s.answer(r, at, book)
	}
	return s, append(entries, more...)
}

// keepParts keeps the set from giving way to another card's while a part of
// it stays in view. Any other text that stays in view was dealt with.
func (s State) keepParts(r Reading, at time.Time) State {
	if collected, progress := s.collected.Add(r.Text, at); progress.State == shc.Again {
		s.collected = collected
	}
	return s
}

// dropParts gives up an unfinished set, if there is one, and logs it.
func (s State) dropParts(at time.Time) (State, []scanlog.Entry) {
	unfinished := len(s.Parts) > 0
	s.collected, s.Parts = shc.Parts{}, nil
	if !unfinished {
		return s, nil
	}
	missing := verify.Verdict{Reason: reason.Incomplete, Format: verify.HealthCard}
	entry := s.entry(Reading{By: s.partsBy}, at, missing,
		rules.Decision{Outcome: reason.Incomplete.Outcome(), Reason: reason.Incomplete})
	return s.record(entry)
}
