package storetest

import (
	"slices"
	"testing"
	"time"

	"passdesk/app/scanlog"
	"passdesk/verify/reason"
)

// of gives what n entries like e count.
func of(e scanlog.Entry, n int) scanlog.Count {
	return scanlog.Count{
		Day: e.Day(), Desk: e.Desk, Policy: e.Policy, Outcome: e.Outcome, Reason: e.Reason, Format: e.Format,
		N: n, Took: e.Took * time.Duration(n),
	}
}

// kind gives a full entry of a kind, without an answer about a photo ID.
func kind(number int64, k scanlog.Kind) scanlog.Entry {
	e := full(number)
	e.Kind, e.ID = k, ""
	return e
}

func countsOnlyVisits(t *testing.T, s Store) {
	add(t, s, kind(1, scanlog.Scan), kind(2, scanlog.Change), kind(3, scanlog.ClockJump), kind(4, scanlog.DaySeal),
		kind(5, scanlog.Checkpoint), kind(6, scanlog.Scan))
	if got := count(t, s, scanlog.Query{}); !slices.Equal(got, []scanlog.Count{of(kind(1, scanlog.Scan), 2)}) {
		t.Errorf("counts %v", got)
	}
}

// tally gives an entry of somebody who was let in by hand.
func tally(number int64, why reason.Reason) scanlog.Entry {
	e := kind(number, scanlog.Tally)
	e.Outcome, e.Reason, e.By, e.Format, e.Issuer, e.Flips, e.Took = scanlog.ByHandCount, why, scanlog.ByHand, "", "", "", 0
	return e
}

func countsTallies(t *testing.T, s Store) {
	undo := tally(4, scanlog.Child)
	undo.Kind, undo.Refers = scanlog.Undo, 2
	add(t, s, tally(1, scanlog.PaperRecord), tally(2, scanlog.Child), tally(3, scanlog.PaperRecord), undo)
	got := count(t, s, scanlog.Query{})
	if want := []scanlog.Count{of(tally(1, scanlog.PaperRecord), 2)}; !slices.Equal(got, want) {
		t.Errorf("counts %v, want %v: what was undone is not there", got, want)
	}
	undone := kind(6, scanlog.Undo)
	undone.Refers = 5
	add(t, s, kind(5, scanlog.Scan), undone)
	if again := count(t, s, scanlog.Query{}); !slices.Equal(again, got) {
		t.Errorf("a scan that was undone counts %v", again)
	}
}

func countsIDs(t *testing.T, s Store) {
	want := of(full(1), 3)
	number := int64(0)
	for _, id := range []scanlog.IDCheck{scanlog.IDMatched, scanlog.IDDifferent, scanlog.IDNotCompared} {
		answer := kind(number+2, scanlog.Compared)
		answer.ID, answer.Refers = id, number+1
		add(t, s, kind(number+1, scanlog.Scan), answer)
		number += 2
	}
	want.Matched, want.Different, want.NotCompared = 1, 1, 1
	if got := count(t, s, scanlog.Query{}); !slices.Equal(got, []scanlog.Count{want}) {
		t.Errorf("counts %v, want %v", got, want)
	}
	for i, id := range []scanlog.IDCheck{scanlog.IDMatched, scanlog.IDDifferent} { // given by mistake
		undone := kind(number+1, scanlog.Compared)
		undone.ID, undone.Refers = id.Undone(), int64(2*i+2)
		add(t, s, undone)
		number++
	}
	want.Matched, want.Different = 0, 0
	for _, q := range []scanlog.Query{{}, {By: full(1).By}} {
		if got := count(t, s, q); !slices.Equal(got, []scanlog.Count{want}) {
			t.Errorf("once answers were taken back counts %v, want %v", got, want)
		}
	}
}

func countsByTheHour(t *testing.T, s Store) {
	zone := time.FixedZone("", -(4*3600 + 1800))
	for i, minute := range []int{0, 59, 60, 23 * 60, 24*60 - 1} {
		e := at("Front desk", int64(i+1), time.Date(2021, 10, 17, 0, minute, 0, 0, zone))
		e.ID = ""
		add(t, s, e)
	}
	got := scanlog.Hours(count(t, s, scanlog.Query{Hourly: true}))
	var hours, n []int
	for _, c := range got {
		hours, n = append(hours, c.Hour), append(n, c.N)
	}
	if !slices.Equal(hours, []int{0, 1, 23}) || !slices.Equal(n, []int{2, 1, 2}) {
		t.Errorf("hours %v count %v", hours, n)
	}
}

func countsCarried(t *testing.T, s Store) {
	first, second := of(kind(1, scanlog.Scan), 5), of(kind(1, scanlog.Scan), 2)
	first.Hour, second.Hour, second.Outcome, second.Matched = 9, 10, reason.Accepted, 2
	second.Reason = ""
	checkpoint := kind(1, scanlog.Checkpoint)
	checkpoint.Desk = scanlog.RetentionDesk
	checkpoint.Detail = scanlog.Purge{
		Desk: "Front desk", Day: first.Day, From: 1, Through: 7, Counts: []scanlog.Count{first, second},
	}.String()
	add(t, s, checkpoint)
	daily1, daily2 := first, second
	daily1.Hour, daily2.Hour = 0, 0
	for _, tt := range []struct {
		q    scanlog.Query
		want []scanlog.Count
	}{
		{scanlog.Query{Hourly: true}, []scanlog.Count{first, second}},
		{scanlog.Query{}, []scanlog.Count{daily2, daily1}},
		{scanlog.Query{From: first.Day, To: first.Day, Desk: "Front desk"}, []scanlog.Count{daily2, daily1}},
		{scanlog.Query{Outcome: reason.Accepted}, []scanlog.Count{daily2}},
		{scanlog.Query{From: "2021-10-18"}, nil},
		{scanlog.Query{To: "2021-10-16"}, nil},
		{scanlog.Query{Desk: "Side desk"}, nil},
		{scanlog.Query{Issuer: first.Desk}, nil},
		{scanlog.Query{By: scanlog.ByCamera}, nil},
		{scanlog.Query{Text: "desk"}, nil},
		{scanlog.Query{Kind: scanlog.Scan}, nil},
	} {
		if got := count(t, s, tt.q); !slices.Equal(got, tt.want) {
			t.Errorf("%+v counts %v, want %v", tt.q, got, tt.want)
		}
	}
}
