package desk

import (
	"slices"
	"time"

	"passdesk/app/scanlog"
	"passdesk/verify"
	"passdesk/verify/fhir"
	"passdesk/verify/reason"
)

// otherPerson is the remark about a card that is not known to be of the person
// whose cards are being joined.
const otherPerson = "other-person"

// JoinNext lets the next card be joined to the open result, as one more of the
// same person: a vaccination and a test, or two issuers' cards. Once more, it
// does not. The result stays open meanwhile.
type JoinNext struct{}

func (JoinNext) on(s State, at time.Time) (State, []scanlog.Entry) {
	if s.Result == nil || !s.Result.CanBeJoined() {
		return s, nil
	}
	r := *s.Result
	r.Joins = !r.Joins
	r.Closes = time.Time{}
	if !r.Joins {
		r.Closes = at.Add(s.ResultFor())
	}
	s.Result = &r
	return s, nil
}

// CanBeJoined tells whether it is known whose card this is.
func (r *Result) CanBeJoined() bool {
	return r.Verdict.Genuine == reason.Yes && r.Verdict.Record != nil
}

// Cards gives all cards of the person that the result is about, in the order
// in which they were shown.
func (r *Result) Cards() []verify.Verdict { return append(slices.Clone(r.Earlier), r.Verdict) }

// joins tells which cards a new one is decided with, and whether it is taken
// at all: of somebody else, it waits until the open result is closed. A card
// that is not genuine names nobody, and is answered alone.
func (s State) joins(v verify.Verdict) (earlier []verify.Verdict, taken bool) {
	if s.Result == nil || !s.Result.Joins || v.Genuine != reason.Yes || v.Record == nil {
		return nil, true
	}
	earlier = s.Result.Cards()
	for _, card := range earlier {
		if fhir.SamePerson(card.Record.Holder, v.Record.Holder) != reason.Yes {
			return nil, false
		}
	}
	return earlier, true
}

// turnAway does not take a card of another person: nothing of it is shown or
// logged, and it is new until it is taken.
func (s State) turnAway(text string, at time.Time) State {
	s.inView = without(s.inView, text)
	s.Notice = Notice{ID: otherPerson, Closes: at.Add(remarkFor)}
	return s
}
