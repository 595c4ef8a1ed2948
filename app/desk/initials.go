package desk

import (
	"maps"
	"strings"
	"time"
	"unicode"

	"passdesk/app/scanlog"
	"passdesk/verify/fhir"
	"passdesk/verify/reason"
)

// InitialsAre brings the initials of rows, by their keys.
type InitialsAre struct{ Of map[int64]scanlog.Kept }

func (a InitialsAre) on(s State, _ time.Time) (State, []scanlog.Entry) {
	if len(a.Of) == 0 {
		return s, nil
	}
	all := maps.Clone(s.Log.Initials)
	if all == nil {
		all = map[int64]scanlog.Kept{}
	}
	maps.Copy(all, a.Of)
	s.Log.Initials = all
	return s, nil
}

// forgetInitials drops the initials on view whose time is over, and all of them
// once none are to be kept.
func (s State) forgetInitials(at time.Time) State {
	over := func(_ int64, k scanlog.Kept) bool { return !k.Until.After(at) || s.Setup.Set.InitialsHours <= 0 }
	for key, k := range s.Log.Initials {
		if over(key, k) {
			left := maps.Clone(s.Log.Initials)
			maps.DeleteFunc(left, over)
			s.Log.Initials = left
			break
		}
	}
	return s
}

// InitialsOf gives the initials of the holder of the result that a scan has
// just opened, where they are wanted, and the number of its entry. Before is
// the State before the scan.
func (s State) InitialsOf(before State, entries []scanlog.Entry) (number int64, letters string) {
	if s.Setup.Set.InitialsHours <= 0 || s.Training.On || s.Result == nil || s.Result == before.Result {
		return 0, ""
	}
	v := s.Result.Verdict
	for _, e := range entries {
		if e.Kind == scanlog.Scan && e.Outcome == s.Result.Decision.Outcome && v.Genuine == reason.Yes && v.Record != nil {
			number = e.Number
		}
	}
	if number == 0 {
		return 0, ""
	}
	return number, initials(v.Record.Holder.Name)
}

// initials gives the first letter of the first given name and of the family
// name.
func initials(n fhir.Name) string {
	letters := ""
	for _, name := range []string{strings.Join(n.Given, " "), n.Family} {
		for _, r := range name {
			if unicode.IsLetter(r) {
				letters += string(unicode.ToUpper(r))
				break
			}
		}
	}
	return letters
}
