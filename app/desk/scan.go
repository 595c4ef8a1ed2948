package desk

import (
	"crypto/sha256"
	"net/url"
	"slices"
	"time"

	"passdesk/app/scanlog"
	"passdesk/verify"
	"passdesk/verify/reason"
	"passdesk/verify/rules"
)

// outOfView is how long a text must be gone before it is a new scan.
const outOfView = 2 * time.Second

// sighting remembers a text in view by its hash, so that the State holds no
// holder's data once the result has closed.
type sighting struct {
	text [sha256.Size]byte
	last time.Time
	by   scanlog.By
}

// Scan takes a text that reached the desk and gives the next State with the
// entries to log. The camera sees one card many times: while a text stays in
// view it is one scan, however long, and closing its result does not make it
// new. A hand scanner that stands before a card sends it again and again, and
// takes its time for each: what counts is when it began. A file or a paste is
// an act of a person and always new.
func (s State) Scan(r Reading, at time.Time, book Rulebook) (State, []scanlog.Entry) {
	s.Now = at
	if s.Locked {
		return s, nil
	}
	if checked, isCheck := s.checkCamera(r); isCheck {
		return checked, nil
	}
	if checked, isCheck := s.checkScanner(r, at); isCheck {
		return checked, nil
	}
	if r.By != scanlog.ByCamera {
		s = s.touched(at)
	}
	seen, isNew := s.see(r, at)
	s.inView = seen
	if !isNew {
		return s.keepParts(r, at), nil
	}
	return s.collect(r, at, book)
}

// see updates what is in view and tells whether this text is new.
func (s State) see(r Reading, at time.Time) ([]sighting, bool) {
	began := s.Incoming.Since
	if r.By == scanlog.ByScanner {
		began = r.Began
	}
	seen := stillInView(s.inView, at, began)
	if r.By == scanlog.ByFile || r.By == scanlog.ByHand {
		return seen, true
	}
	text := sha256.Sum256([]byte(r.Text))
	for i := range seen {
		if seen[i].text == text {
			seen[i].last = at
			return seen, false
		}
	}
	return append(seen, sighting{text, at, r.By}), true
}

// stillInView drops what is gone. What a hand scanner has read is held against
// the moment at which the next text began to come, if one is coming: it may be
// the same.
func stillInView(seen []sighting, at, began time.Time) []sighting {
	return slices.DeleteFunc(slices.Clone(seen), func(x sighting) bool {
		if x.by == scanlog.ByScanner && !began.IsZero() {
			return began.Sub(x.last) >= outOfView
		}
		return at.Sub(x.last) >= outOfView
	})
}

func without(seen []sighting, text string) []sighting {
	hash := sha256.Sum256([]byte(text))
	return slices.DeleteFunc(slices.Clone(seen), func(x sighting) bool { return x.text == hash })
}

// answer verifies and decides a new text, shows the result and logs it.
func (s State) answer(r Reading, at time.Time, book Rulebook) (State, []scanlog.Entry) {
	verdict := book.Verify(r.Text, at)
	earlier, taken := s.joins(verdict)
	if !taken {
		return s.turnAway(r.Text, at), nil
	}
	decision := book.Decide(append(earlier, verdict), at)
	if decision.Outcome == reason.Unreadable && s.Result != nil {
		return s.record(s.entry(r, at, verdict, decision))
	}
	s, entries := s.close(at)
	logged := s.entry(r, at, verdict, decision)
	s, more := s.record(logged)
	s.Result = &Result{
		Verdict: verdict, Earlier: earlier, Decision: decision, By: r.By,
		Shown: at, Closes: at.Add(s.ResultFor()),
		Compares: s.compares(decision.Outcome), logged: logged,
	}
	if !s.Training.On {
		s.earlier, s.Result.Before = s.earlier.again(r.Text, at)
	}
	return s, append(entries, more...)
}

// entry makes the log's line of a scan. Nothing of the holder is in it.
func (s State) entry(r Reading, at time.Time, v verify.Verdict, d rules.Decision) scanlog.Entry {
	flips := d.From
	if flips.IsZero() {
		flips = d.Until
	}
	return scanlog.Entry{
		Number: s.number + 1, Kind: scanlog.Scan, At: at,
		Site: s.About.Site, Desk: s.About.Desk,
		Outcome: d.Outcome, Reason: d.Reason, Flips: flips.String(),
		Issuer: loggedIssuer(v.Issuer), Format: string(v.Format), Policy: s.About.Policy, Versions: s.About.Versions,
		By: r.By, Took: r.Took,
	}
}

// loggedIssuer is the issuer's address if the directory knows it. Of any other
// only the host: the rest is text that whoever made the card chose.
func loggedIssuer(i verify.Issuer) string {
	if i.Origin != "" {
		return i.ISS
	}
	u, err := url.Parse(i.ISS)
	if err != nil || u.Host == "" {
		return ""
	}
	return "https://" + u.Hostname()
}

// count adds a visit to today's count; a new day starts at none.
func (s State) count(e scanlog.Entry) State {
	s.latest = laterOf(s.latest, e.At)
	s = s.wrote(e)
	counts := map[reason.Outcome]int{e.Outcome: e.Kind.Weight()}
	if s.Today.Day == e.Day() {
		for o, n := range s.Today.Counts {
			counts[o] += n
		}
	}
	s.Today = Today{Day: e.Day(), Counts: counts}
	return s
}
