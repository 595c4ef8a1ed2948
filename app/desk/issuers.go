package desk

import (
	"slices"
	"time"

	"passdesk/app/scanlog"
	"passdesk/verify/trust"
)

// Added is an issuer that was added at this desk, in the words of the
// settings view.
type Added struct {
	ISS, Name string
	At        time.Time // when it was added
	Keys      int       // that may sign cards
	Unused    string    // what of its keys and lists is not used and why, empty if nothing
	Why       string    // why it does not count, empty when it does
}

// NewIssuer is an issuer to add: its address and name, and the files of its
// key set and revocation lists.
type NewIssuer struct {
	ISS, Name string
	Keys      string
	Lists     []string
}

// IssuerIs brings the news that an issuer was added or removed at this desk.
type IssuerIs struct {
	ISS     string
	Removed bool
}

// on logs it, in training too: whose cards count from now on is no practice.
func (a IssuerIs) on(s State, at time.Time) (State, []scanlog.Entry) {
	why := scanlog.IssuerAdded
	if a.Removed {
		why = scanlog.IssuerRemoved
	}
	s.number++
	return s, []scanlog.Entry{{
		Number: s.number, Kind: scanlog.Change, Reason: why, Issuer: a.ISS, At: at,
		Site: s.About.Site, Desk: s.About.Desk, Policy: s.About.Policy,
	}}
}

// superseded gives the first issuer that counted before and does not any
// more: the directory has come to know it itself.
func superseded(before, now []Added) (Added, bool) {
	for _, b := range before {
		n := slices.IndexFunc(now, func(a Added) bool { return a.ISS == b.ISS })
		if b.Why == "" && n >= 0 && now[n].Why != "" {
			return now[n], true
		}
	}
	return Added{}, false
}

// AddedHere tells whether the issuer that the card names was added at this
// desk, so that nobody takes it for one of the signed list.
func (r Result) AddedHere() bool { return r.Verdict.Issuer.Origin == trust.AddedHere }
