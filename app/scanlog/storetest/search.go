package storetest

import (
	"fmt"
	"slices"
	"testing"

	"passdesk/app/scanlog"
)

// searches looks for texts among hostile ones, and in each field that is
// searched.
func searches(t *testing.T, s Store) {
	var entries []scanlog.Entry
	for i, change := range []func(*scanlog.Entry){
		func(e *scanlog.Entry) { e.Site = "Needle Park" },
		func(e *scanlog.Entry) { e.Desk = "Needle desk"; e.Number = 1 },
		func(e *scanlog.Entry) { e.Outcome = "needle" },
		func(e *scanlog.Entry) { e.Reason = "a/needle" },
		func(e *scanlog.Entry) { e.Issuer = "https://NEEDLE.example" },
		func(e *scanlog.Entry) { e.Format = "needle" },
		func(e *scanlog.Entry) { e.Policy = "pack-of-needles" },
		func(e *scanlog.Entry) { e.Flips, e.Detail, e.Versions = "needle", "needle", "needle" },
		func(e *scanlog.Entry) { e.Site = "two\nlines%_'\"\\" },
		func(e *scanlog.Entry) { e.Site, e.Policy, e.Issuer = "", "", "" },
	} {
		e := full(int64(len(entries) + 1))
		if i > 1 {
			e.Number--
		}
		change(&e)
		entries = append(entries, e)
	}
	add(t, s, entries...)
	for _, text := range []string{
		"needle", "NEEDLE", "lines", "two\nlines", "two\n", "%", "_", "'", "\"", "\\", "Museum\nFront desk", "desk\nnot", "museum", "é", "1", "2",
	} {
		for _, limit := range []int{0, 1, 3} {
			q := scanlog.Query{Text: text}
			want := selected(entries, q)
			if limit > 0 {
				want = want[:min(limit, len(want))]
			}
			q.Limit = limit
			if got := bare(list(t, s, q)); !slices.EqualFunc(got, want, same) {
				t.Errorf("%q, at most %d: found %d entries, want %d", text, limit, len(got), len(want))
			}
		}
		q := scanlog.Query{Text: text}
		if got, want := total(count(t, s, q)), len(selected(entries, q)); got != want {
			t.Errorf("%q: counts %d, want %d", text, got, want)
		}
	}
}

func total(counts []scanlog.Count) int {
	n := 0
	for _, c := range counts {
		n += c.N
	}
	return n
}

func values(t *testing.T, s Store) {
	if got, err := s.Values(); err != nil || len(got.Desks)+len(got.Reasons)+len(got.Issuers) > 0 {
		t.Errorf("an empty log has the values %v, %v", got, err)
	}
	var entries []scanlog.Entry
	for i := range scanlog.MostValues + 20 {
		e := full(int64(i/2 + 1))
		e.Desk = []string{"North", "East"}[i%2]
		e.Reason, e.Issuer = "", fmt.Sprintf("https://%04d.example", i)
		if i%5 == 0 {
			e.Reason, e.Issuer = "nys-pcr/age", ""
		}
		entries = append(entries, e)
	}
	add(t, s, entries...)
	got, err := s.Values()
	if err != nil || !slices.Equal(got.Desks, []string{"East", "North"}) || !slices.Equal(got.Reasons, []string{"nys-pcr/age"}) {
		t.Errorf("got %v, %v, %v", got.Desks, got.Reasons, err)
	}
	if !slices.IsSorted(got.Issuers) || len(got.Issuers) != min(scanlog.MostValues, len(entries)*4/5) || got.Issuers[0] != "https://0001.example" {
		t.Errorf("got %d issuers: %v", len(got.Issuers), got.Issuers)
	}
}
