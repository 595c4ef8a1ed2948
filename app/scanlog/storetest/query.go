package storetest

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"passdesk/app/scanlog"
	"passdesk/verify/reason"
)

// pick gives one of several values.
func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

// Mixed gives n entries of two desks in which every field that a query can
// name varies, the same ones for the same seed, numbered and in the order of
// their times. Three in ten are not a scan.
func Mixed(seed uint64, n int) []scanlog.Entry {
	r := rand.New(rand.NewPCG(seed, 0))
	zone := time.FixedZone("", -4*3600)
	when := time.Date(2021, 10, 15, 8, 0, 0, 0, zone)
	numbers := map[string]int64{}
	entries := make([]scanlog.Entry, n)
	for i := range entries {
		e := full(0)
		when = when.Add(time.Duration(r.IntN(90)) * time.Minute)
		e.At = when
		e.Desk = pick(r, "Front desk", "Side desk")
		numbers[e.Desk]++
		e.Number = numbers[e.Desk]
		e.Kind = pick(r, scanlog.Scan, scanlog.Scan, scanlog.Scan, scanlog.Scan, scanlog.Scan, scanlog.Scan, scanlog.Scan,
			scanlog.Change, scanlog.Undo, scanlog.Compared)
		e.ID = ""
		if e.Kind == scanlog.Compared {
			e.ID = pick(r, scanlog.IDMatched, scanlog.IDDifferent, scanlog.IDNotCompared, scanlog.IDMatchedUndone, scanlog.IDDifferentUndone)
		}
		e.Reason = pick(r, "", reason.BadSignature, reason.UnknownIssuer, "nys-pcr/age")
		e.Outcome = reason.Accepted
		if e.Reason != "" {
			e.Outcome = e.Reason.Outcome()
		}
		e.Issuer = pick(r, "", "https://a.example", "https://b.example")
		e.Policy = pick(r, "nys-pcr", "nys-pcr+nys-antigen")
		e.Format = pick(r, "smart-health-card", "")
		e.By = pick(r, scanlog.ByCamera, scanlog.ByScanner, scanlog.ByFile)
		entries[i] = e
	}
	return entries
}

// queries gives every filter alone, and mixes of them.
func queries() []scanlog.Query {
	alone := []scanlog.Query{
		{},
		{From: "2021-10-17"},
		{To: "2021-10-16"},
		{From: "2021-10-16", To: "2021-10-16"},
		{From: "2021-10-16", To: "2021-10-18"},
		{From: "2021-10-18", To: "2021-10-16"},
		{Desk: "Side desk"},
		{Desk: "side desk"},
		{Outcome: reason.Accepted},
		{Outcome: reason.Invalid},
		{Reason: reason.BadSignature},
		{Reason: "nys-pcr/age"},
		{Issuer: "https://a.example"},
		{Issuer: "https://a.exampl_"},
		{By: scanlog.ByScanner},
		{By: scanlog.ByHand},
		{Kind: scanlog.Change},
		{Kind: scanlog.DaySeal},
		{Text: "A.EXAMPLE"},
		{Text: "pcr+nys"},
		{Text: "b.exampl_"},
		{Text: "desk"},
		{Text: "%"},
	}
	mixes := []scanlog.Query{
		{From: "2021-10-16", To: "2021-10-17", Desk: "Front desk", Outcome: reason.Accepted},
		{From: "2021-10-16", Outcome: reason.NotAccepted, Reason: "nys-pcr/age", By: scanlog.ByFile},
		{To: "2021-10-17", Issuer: "https://b.example", By: scanlog.ByCamera, Desk: "Side desk"},
		{Outcome: reason.Accepted, Reason: reason.BadSignature},
		{From: "2021-10-16", Text: "side", Kind: scanlog.Scan},
	}
	return append(alone, mixes...)
}

// selected gives those of entries that q matches, newest first.
func selected(entries []scanlog.Entry, q scanlog.Query) []scanlog.Entry {
	var out []scanlog.Entry
	for _, e := range slices.Backward(entries) {
		if q.Matches(e) {
			out = append(out, e)
		}
	}
	return out
}

// bare gives rows as the entries they hold.
func bare(rows []scanlog.Row) []scanlog.Entry {
	var out []scanlog.Entry
	for _, r := range rows {
		out = append(out, r.Entry)
	}
	return out
}

func pages(t *testing.T, s Store) {
	entries := Mixed(1, 100)
	add(t, s, entries...)
	for _, q := range queries() {
		var got []scanlog.Row
		for q.Limit = 7; ; q.Before = got[len(got)-1].Key {
			rows := list(t, s, q)
			got = append(got, rows...)
			if len(rows) < q.Limit {
				break
			}
		}
		if !slices.EqualFunc(bare(got), selected(entries, q), same) {
			t.Errorf("%+v: pages do not add up to what it selects", q)
		}
		if !slices.IsSortedFunc(got, func(a, b scanlog.Row) int { return int(b.Key - a.Key) }) {
			t.Errorf("%+v: keys do not fall", q)
		}
	}
}

func filters(t *testing.T, s Store) {
	entries := Mixed(2, 200)
	add(t, s, entries...)
	for _, q := range queries() {
		if got := list(t, s, q); !slices.EqualFunc(bare(got), selected(entries, q), same) {
			t.Errorf("%+v selects %d rows, not the ones it matches", q, len(got))
		}
	}
}

func countsAreTheFold(t *testing.T, s Store) {
	entries := Mixed(3, 300)
	add(t, s, entries...)
	var rows []scanlog.Row
	for _, e := range entries {
		rows = append(rows, scanlog.Row{Entry: e})
	}
	for _, q := range queries() {
		for _, q.Hourly = range []bool{false, true} {
			want := scanlog.Fold(rows, q)
			q.Before, q.Limit = 50, 3
			if got := count(t, s, q); !slices.Equal(got, want) {
				t.Errorf("%+v counts %v, want %v", q, got, want)
			}
		}
	}
}

func countsByLocalDay(t *testing.T, s Store) {
	edt, est := time.FixedZone("EDT", -4*3600), time.FixedZone("EST", -5*3600)
	kiribati := time.FixedZone("", 14*3600)
	times := []time.Time{
		// The hour that clocks in New York show twice, and its day's two ends.
		time.Date(2021, 11, 7, 0, 0, 0, 0, edt),
		time.Date(2021, 11, 7, 1, 30, 0, 0, edt),
		time.Date(2021, 11, 7, 1, 30, 0, 0, est),
		time.Date(2021, 11, 7, 23, 59, 59, 0, est),
		// The same moment on two calendars.
		time.Date(2021, 11, 8, 1, 0, 0, 0, kiribati),
		time.Date(2021, 11, 7, 11, 0, 0, 0, time.UTC),
	}
	for i, when := range times {
		add(t, s, at("Front desk", int64(i+1), when))
	}
	for day, want := range map[string]int{"2021-11-06": 0, "2021-11-07": 5, "2021-11-08": 1} {
		n := 0
		for _, c := range count(t, s, scanlog.Query{From: day, To: day}) {
			n += c.N
			if c.Day != day {
				t.Errorf("the counts of %s name %s", day, c.Day)
			}
		}
		if n != want {
			t.Errorf("%s counts %d, want %d", day, n, want)
		}
	}
}
