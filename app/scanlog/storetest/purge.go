package storetest

import (
	"errors"
	"slices"
	"testing"
	"time"

	"passdesk/app/scanlog"
)

// purgeAll removes all that is older than a day.
func purgeAll(t *testing.T, s Store, before string) (removed int) {
	t.Helper()
	for at := time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC); ; at = at.Add(time.Minute) {
		n, err := s.(scanlog.Retention).Purge(before, at)
		if err != nil {
			t.Fatalf("purge: %v", err)
		}
		if n == 0 {
			return removed
		}
		removed += n
	}
}

func retention(t *testing.T, s Store) {
	if _, may := s.(scanlog.Retention); !may {
		return // a log that nobody may remove from
	}
	entries := Mixed(4, 200)
	add(t, s, entries...)
	q := scanlog.Query{Hourly: true}
	before, daily := count(t, s, q), count(t, s, scanlog.Query{})
	first := list(t, s, scanlog.Query{Limit: 1})[0]
	if n := purgeAll(t, s, "2021-10-15"); n != 0 {
		t.Errorf("removed %d entries that are not old", n)
	}
	for _, day := range []string{"2021-10-16", "2021-10-18", "2030-01-01"} {
		if n := purgeAll(t, s, day); n == 0 {
			t.Errorf("removed nothing before %s", day)
		}
		if got := count(t, s, q); !slices.Equal(got, before) {
			t.Errorf("after the purge up to %s: counts by the hour are not as before", day)
		}
		if got := count(t, s, scanlog.Query{}); !slices.Equal(got, daily) {
			t.Errorf("after the purge up to %s: counts are not as before", day)
		}
		if err := scanlog.Verify(scanlog.All(s, scanlog.Query{})); err != nil {
			t.Errorf("after the purge up to %s: %v", day, err)
		}
	}
	visits := 0
	for _, r := range list(t, s, scanlog.Query{}) {
		if r.Kind.IsVisit() {
			visits++
		}
	}
	if visits > 2 {
		t.Errorf("%d visits are left, of two desks", visits)
	}
	next := first.Entry
	next.Number++
	add(t, s, next)
	if err := scanlog.Verify(scanlog.All(s, scanlog.Query{})); err != nil {
		t.Errorf("the next entry: %v", err)
	}
}

func retentionAndSeals(t *testing.T, s Store) {
	if _, may := s.(scanlog.Retention); !may {
		return
	}
	zone := time.FixedZone("", -4*3600)
	var seals []scanlog.Seal
	for n := range int64(9) {
		e := at("Front desk", n+1, time.Date(2021, 10, 17+int(n/3), 12, 0, int(n), 0, zone))
		if n%3 == 2 {
			e.Kind = scanlog.DaySeal
		}
		add(t, s, e)
		seals = append(seals, list(t, s, scanlog.Query{Limit: 1})[0].Seal())
	}
	all := func() error { return scanlog.Verify(scanlog.All(s, scanlog.Query{}), seals...) }
	if err := all(); err != nil {
		t.Errorf("before: %v", err)
	}
	purgeAll(t, s, "2021-10-18")
	var found *scanlog.Finding
	if err := all(); !errors.As(err, &found) || *found != (scanlog.Finding{Breach: scanlog.Purged, Desk: "Front desk", Number: 1}) {
		t.Errorf("after: %v, want the first seal alone to say nothing any more", err)
	}
	seals = seals[1:] // the last of a day is proved by the seal behind it
	if err := all(); err != nil {
		t.Errorf("after: %v", err)
	}
	seals[0].Hash[0]++
	if err := all(); !errors.As(err, &found) || found.Breach != scanlog.Unsealed {
		t.Errorf("another seal: %v", err)
	}
}
