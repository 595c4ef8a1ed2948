package desk

import (
	"slices"
	"time"

	"passdesk/app/scanlog"
	"passdesk/verify"
	"passdesk/verify/reason"
	"passdesk/verify/trust"
)

// Added is an issuer that was added at this desk, in the words of the
// settings view.
type Added struct {
	ISS, Name string
	At        time.Time // when it was added
	Keys      int       // that may sign cards, 0 if it does not count
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

// IssuersAre brings the issuers that are added at this desk by now.
type IssuersAre struct{ Added []Added }

// on logs who has come and gone, in training too: whose cards count is no
// practice. It goes by what is there and not by who did it, so that the log
// also has what a terminal does in the same folder.
func (a IssuersAre) on(s State, at time.Time) (State, []scanlog.Entry) {
	before := s.Setup.Added
	s.Setup.Added = a.Added
	if gone, ok := superseded(before, a.Added); ok {
		s.Notice = Notice{ID: "issuer-superseded", About: gone.Name}
	}
	var entries []scanlog.Entry
	log := func(why reason.Reason, iss string) {
		e := s.remark(scanlog.Change, at)
		e.Reason, e.Issuer = why, iss
		s = s.wrote(e)
		entries = append(entries, e)
	}
	for _, b := range before {
		if !slices.ContainsFunc(a.Added, func(n Added) bool { return n.ISS == b.ISS }) {
			log(scanlog.IssuerRemoved, b.ISS)
		}
	}
	for _, n := range a.Added {
		if !slices.ContainsFunc(before, n.isStill) {
			log(scanlog.IssuerAdded, n.ISS)
		}
	}
	return s, entries
}

// isStill tells whether an issuer was there before, with the keys it was
// added with. Of one that is known from the log alone, this is not known.
func (a Added) isStill(before Added) bool {
	return a.ISS == before.ISS && (before.At.IsZero() || a.At.Equal(before.At))
}

// AddedBefore gives the issuers that this desk knows of by its log: those of
// the rows, newest first, of which adding was logged last. Nothing is known of
// them but their address.
func AddedBefore(rows []scanlog.Row) []Added {
	var all []Added
	said := map[string]bool{}
	for _, r := range rows {
		if r.Reason == scanlog.IssuerAdded && !said[r.Issuer] {
			all = append(all, Added{ISS: r.Issuer})
		}
		said[r.Issuer] = true
	}
	return all
}

// superseded gives the first issuer that counted before and does not any
// more: the directory has come to know it itself.
func superseded(before, now []Added) (Added, bool) {
	for _, b := range before {
		n := slices.IndexFunc(now, func(a Added) bool { return a.ISS == b.ISS })
		if b.Keys > 0 && n >= 0 && now[n].Why != "" {
			return now[n], true
		}
	}
	return Added{}, false
}

// AddedHere tells whether the issuer that the card names was added at this
// desk, so that nobody takes it for one of the signed list.
func (r *Result) AddedHere() bool {
	return slices.ContainsFunc(r.Cards(), func(v verify.Verdict) bool { return v.Issuer.Origin == trust.AddedHere })
}
