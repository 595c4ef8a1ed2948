package report_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"passdesk/app/scanlog"
	"passdesk/app/scanlog/report"
	"passdesk/verify/reason"
)

// group is so many scans of one reason in one hour.
type group struct {
	reason reason.Reason
	policy string
	hour   int
	n      int
}

// fell gives a log of one day in which scans fell so.
func fell(t *testing.T, groups ...group) *scanlog.Memory {
	t.Helper()
	var entries []scanlog.Entry
	for _, g := range groups {
		for range g.n {
			e := rows()[0].Entry
			e.Number, e.Policy, e.Reason = int64(len(entries)+1), g.policy, g.reason
			if g.reason != "" {
				e.Outcome = g.reason.Outcome()
			}
			e.At = time.Date(2021, 10, 17, g.hour, 0, 0, 0, time.UTC)
			entries = append(entries, e)
		}
	}
	return filled(t, entries...)
}

// column gives the column of a table as CSV, by its name.
func columnOf(t *testing.T, s scanlog.Store, what report.What, least int, name string) []string {
	t.Helper()
	table := tableOf(t, s, what, least)
	at := slices.Index(table[0], name)
	var all []string
	for _, line := range table[1:] {
		all = append(all, line[at])
	}
	return all
}

func tableOf(t *testing.T, s scanlog.Store, what report.What, least int) [][]string {
	t.Helper()
	table, err := csv.NewReader(bytes.NewReader(write(t, report.Export{What: what, Format: report.CSV, Least: least}, s))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestWithholdsSmallCountsAndWhatWouldTellThem(t *testing.T) {
	for _, c := range []struct {
		name   string
		groups []group
		want   string
	}{
		{"none is small", []group{{reason.Expired, "", 9, 5}, {reason.Revoked, "", 9, 7}}, "5 7"},
		{"alone it is all there is", []group{{reason.Expired, "", 9, 4}}, "<5"},
		{"a second one is withheld with it", []group{{reason.Expired, "", 9, 4}, {reason.Revoked, "", 9, 7}, {reason.BadSignature, "", 9, 9}}, "9 <5 *"},
		{"two that come to little are not enough", []group{{reason.Expired, "", 9, 1}, {reason.Revoked, "", 9, 1}, {reason.BadSignature, "", 9, 9}}, "* <5 <5"},
		{"two that come to much are", []group{{reason.Expired, "", 9, 4}, {reason.Revoked, "", 9, 3}, {reason.BadSignature, "", 9, 9}}, "9 <5 <5"},
		{"another outcome stays", []group{{"", "", 9, 50}, {reason.Expired, "", 9, 4}}, "50 <5"},
	} {
		if got := strings.Join(columnOf(t, fell(t, c.groups...), report.Counts, 5, "count"), " "); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// Whoever adds tables up and takes one from another must not come to a count
// that was withheld: with any log, what is hidden of an outcome is none, all,
// or at least two counts that come to the limit.
func TestNoTableGivesAwayWhatAnotherWithholds(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for range 60 {
		var groups []group
		for range 1 + r.IntN(6) {
			groups = append(groups, group{
				[]reason.Reason{"", reason.Expired, reason.Revoked, reason.UnknownIssuer}[r.IntN(4)],
				[]string{"a", "b"}[r.IntN(2)], 9 + r.IntN(3), 1 + r.IntN(12),
			})
		}
		store := fell(t, groups...)
		for _, what := range []report.What{report.Counts, report.Hours} {
			open, hidden := tableOf(t, store, what, 0), tableOf(t, store, what, 5)
			holds(t, fmt.Sprint(what, groups), open, hidden)
		}
		sumsOfShown(t, store)
	}
}

// holds checks one table with its numbers and without the small ones.
func holds(t *testing.T, name string, open, hidden [][]string) {
	t.Helper()
	at, outcome := slices.Index(open[0], "count"), slices.Index(open[0], "outcome")
	type held struct{ hidden, shown, sum int }
	byOutcome := map[string]held{}
	for i, line := range open[1:] {
		n, err := strconv.Atoi(line[at])
		if err != nil {
			t.Fatal(err)
		}
		h, as := byOutcome[line[outcome]], hidden[i+1][at]
		switch {
		case as == line[at] && n >= 5:
			h.shown++
		case as == line[at]:
			t.Errorf("%s: %d is shown", name, n)
		default:
			h.hidden, h.sum = h.hidden+1, h.sum+n
		}
		byOutcome[line[outcome]] = h
	}
	for o, h := range byOutcome {
		if h.hidden > 0 && h.shown > 0 && (h.hidden < 2 || h.sum < 5) {
			t.Errorf("%s: of %s %d counts are hidden that come to %d", name, o, h.hidden, h.sum)
		}
	}
}

// sumsOfShown checks that Reasons says no more than Counts does.
func sumsOfShown(t *testing.T, store *scanlog.Memory) {
	t.Helper()
	shown := map[string]int{}
	for _, line := range tableOf(t, store, report.Counts, 5)[1:] {
		if n, err := strconv.Atoi(line[6]); err == nil {
			shown[line[3]+line[4]] += n
		}
	}
	for _, line := range tableOf(t, store, report.Reasons, 5)[1:] {
		if n, err := strconv.Atoi(line[4]); err == nil && n != shown[line[2]+line[3]] {
			t.Errorf("%s %s is said to be %d, and %d is shown", line[2], line[3], n, shown[line[2]+line[3]])
		}
	}
}

// What was undone is not there, and must not be there as a count of nothing.
func TestLeavesOutWhatComesToNothing(t *testing.T) {
	scan := rows()[0].Entry
	undo := scan
	undo.Number, undo.Kind, undo.Refers = 2, scanlog.Undo, 1
	if got := columnOf(t, filled(t, scan, undo), report.Counts, 0, "count"); len(got) != 0 {
		t.Errorf("counts %v", got)
	}
}
