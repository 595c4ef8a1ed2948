package desk

import (
	"slices"
	"time"

	"passdesk/app/scanlog"
	"passdesk/verify/reason"
	"passdesk/verify/rules"
)

// Outcomes is what the rules in force decided on one day.
type Outcomes struct {
	Day  string // YYYY-MM-DD; empty where they have decided nothing yet
	Past []rules.Past
	N    int // how often
}

// LastDay gives what the rules in force decided on the last day before today,
// or today where there was none. What other rules decided, or these before
// somebody edited them, is left out: nobody can tell it from the log by what
// these would have. So is what no rule was asked about.
func (s State) LastDay() Outcomes {
	decided := slices.DeleteFunc(slices.Clone(s.Setup.Before), func(c scanlog.Count) bool {
		asked := c.Outcome == reason.Accepted || c.Outcome == reason.NotAccepted || c.Reason == reason.CannotTell
		return !asked || c.Policy != s.About.Policy || c.Day > s.Today.Day
	})
	var last Outcomes
	for _, c := range decided {
		if last.Day == "" || last.Day == s.Today.Day || c.Day != s.Today.Day && c.Day > last.Day {
			last.Day = c.Day
		}
	}
	for _, c := range decided {
		if c.Day == last.Day {
			last.Past, last.N = append(last.Past, rules.Past{Reason: c.Reason, N: c.N}), last.N+c.N
		}
	}
	return last
}

// BeforeIs brings the counts of this desk's last days.
type BeforeIs struct{ Counts []scanlog.Count }

func (a BeforeIs) on(s State, _ time.Time) (State, []scanlog.Entry) {
	s.Setup.Before = a.Counts
	return s, nil
}

// InForce gives the packs in force without what this desk has edited in them.
func (s Setup) InForce() *rules.Policy {
	policy := &rules.Policy{}
	for _, id := range s.Set.Policies {
		for _, p := range s.Packs {
			if p.ID == id {
				policy.Packs = append(policy.Packs, p)
			}
		}
	}
	return policy
}
