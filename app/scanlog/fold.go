package scanlog

import (
	"iter"
	"strings"
	"time"
)

// Matches says whether the query selects an entry. Before, Limit and Hourly do
// not select.
func (q Query) Matches(e Entry) bool {
	return q.hasDay(e.Day()) &&
		(q.Desk == "" || e.Desk == q.Desk) &&
		(q.Kind == "" || e.Kind == q.Kind) &&
		(q.Outcome == "" || e.Outcome == q.Outcome) &&
		(q.Reason == "" || e.Reason == q.Reason) &&
		(q.Issuer == "" || e.Issuer == q.Issuer) &&
		(q.By == "" || e.By == q.By) &&
		(q.Text == "" || q.isIn(e))
}

func (q Query) hasDay(day string) bool {
	return (q.From == "" || day >= q.From) && (q.To == "" || day <= q.To)
}

// IsShort tells whether a query is of some months at most, so that a store does
// well to begin with the days.
func (q Query) IsShort() bool {
	from, err1 := time.Parse(time.DateOnly, q.From)
	to, err2 := time.Parse(time.DateOnly, q.To)
	return err1 == nil && err2 == nil && to.Sub(from) < 100*24*time.Hour
}

// isIn looks for the query's text in an entry.
func (q Query) isIn(e Entry) bool {
	for _, value := range []string{e.Site, e.Desk, string(e.Outcome), string(e.Reason), e.Issuer, e.Format, e.Policy} {
		if q.Finds(value) {
			return true
		}
	}
	return false
}

// Finds tells whether the query's text occurs in a value, or in one of several
// that are joined by line breaks. No text with a line break is ever found.
func (q Query) Finds(value string) bool {
	return !strings.Contains(q.Text, "\n") && strings.Contains(lower(value), lower(q.Text))
}

// lower turns A to Z into a to z, which every store can do alike.
func lower(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

// matchesCount says whether the query selects a count whose entries are gone.
// What a count does not know, such as the issuer, nobody can ask it for.
func (q Query) matchesCount(c Count) bool {
	return q.hasDay(c.Day) &&
		(q.Desk == "" || c.Desk == q.Desk) &&
		(q.Outcome == "" || c.Outcome == q.Outcome) &&
		(q.Reason == "" || c.Reason == q.Reason) &&
		q.Kind == "" && q.Issuer == "" && q.By == "" && q.Text == ""
}

// Fold counts the visits among all rows of a log that a query selects, and
// those that a Checkpoint remembers. It defines what the Counts of every Store
// are: one Count for each place that occurs, in the order of Group.
func Fold(rows []Row, q Query) []Count {
	var counts []Count
	for _, r := range rows {
		switch {
		case r.Kind == Checkpoint:
			counts = append(counts, q.Carried(r.Entry)...)
		case r.Kind.IsVisit() && q.Matches(r.Entry):
			counts = append(counts, q.count(r.Entry))
		}
	}
	return Sum(counts)
}

// count gives what one visit counts.
func (q Query) count(e Entry) Count {
	c := Count{
		Day: e.Day(), Desk: e.Desk, Policy: e.Policy, Outcome: e.Outcome, Reason: e.Reason, Format: e.Format,
		N: e.Kind.Weight(), Took: e.Took * time.Duration(e.Kind.Weight()),
	}
	if q.Hourly {
		c.Hour = e.At.Hour()
	}
	switch e.ID {
	case IDMatched:
		c.Matched = 1
	case IDDifferent:
		c.Different = 1
	case IDNotCompared:
		c.NotCompared = 1
	case IDMatchedUndone:
		c.Matched = -1
	case IDDifferentUndone:
		c.Different = -1
	}
	return c
}

// Carried gives the counts of a Checkpoint that the query selects. One that is
// not sound counts nothing; Verify names it.
func (q Query) Carried(checkpoint Entry) []Count {
	purge, err := ParsePurge(checkpoint.Detail)
	if err != nil || !q.hasDay(purge.Day) {
		return nil
	}
	var counts []Count
	for _, c := range purge.Counts {
		if !q.matchesCount(c) {
			continue
		}
		if !q.Hourly {
			c.Hour = 0
		}
		counts = append(counts, c)
	}
	return counts
}

// page is how many rows All holds at a time.
const page = 2000

// All gives the rows that q selects, newest first, page by page: a log of
// years need not fit into memory. q's Before and Limit do not apply. It ends
// after the first error.
func All(s Store, q Query) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		q.Before, q.Limit = 0, page
		for {
			rows, err := s.Entries(q)
			if err != nil {
				yield(Row{}, err)
				return
			}
			for _, r := range rows {
				if !yield(r, nil) {
					return
				}
			}
			if len(rows) < page {
				return
			}
			q.Before = rows[len(rows)-1].Key
		}
	}
}
