package storetest

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"passdesk/app/scanlog"
)

func emptyLog(t *testing.T, s Store) {
	add(t, s)
	if rows := list(t, s, scanlog.Query{}); len(rows) != 0 {
		t.Errorf("holds %d rows", len(rows))
	}
	if counts := count(t, s, scanlog.Query{}); len(counts) != 0 {
		t.Errorf("counts %v", counts)
	}
	if n := last(t, s, "Front desk"); n != 0 {
		t.Errorf("last number is %d, want 0", n)
	}
}

func everyField(t *testing.T, s Store) {
	plain := scanlog.Entry{Number: 2, Desk: "Front desk"}
	add(t, s, full(1), plain)
	rows := list(t, s, scanlog.Query{})
	if len(rows) != 2 || !same(rows[1].Entry, full(1)) || !same(rows[0].Entry, plain) {
		t.Errorf("read back %+v", rows)
	}
}

func zones(t *testing.T, s Store) {
	times := []time.Time{
		time.Date(2021, 10, 17, 23, 59, 59, 999999999, time.UTC),
		time.Date(2021, 10, 17, 0, 0, 0, 1, time.FixedZone("Kiribati", 14*3600)),
		time.Date(2021, 10, 17, 0, 0, 0, 0, time.FixedZone("Marquesas", -(9*3600+1800))),
		time.Date(2021, 10, 17, 0, 0, 0, 0, time.FixedZone("Nepal", 5*3600+45*60)),
		time.Date(1883, 11, 18, 12, 0, 0, 0, time.FixedZone("New York before railways", -(4*3600+56*60+2))),
		time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC),
		time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC),
	}
	for i, when := range times {
		add(t, s, at("Front desk", int64(i+1), when))
		got := list(t, s, scanlog.Query{Limit: 1})[0]
		if !same(got.Entry, at("Front desk", int64(i+1), when)) || got.Day() != when.Format(time.DateOnly) {
			t.Errorf("%v came back as %v", when, got.At)
		}
	}
}

// hostile are texts that break a store which builds statements from them.
var hostile = []string{
	`'; DROP TABLE entries; --`,
	`" OR ""="`,
	`%`, `_`, `\`, `?1`, `$1`, `:desk`, "a\tb\r\nc\x01\x7f",
	"=1+1", "Zürich 受付 🛂", "e\u0301 is not \u00e9", "\u202eright to left", " ", "NULL",
}

func hostileTexts(t *testing.T, s Store) {
	for i, text := range hostile {
		e := full(1)
		e.Desk, e.Issuer, e.Site, e.Policy = text, text, text, text
		add(t, s, e)
		rows := list(t, s, scanlog.Query{Desk: text, Issuer: text})
		if len(rows) != 1 || !same(rows[0].Entry, e) {
			t.Errorf("%q came back as %+v", text, rows)
		}
		if n := last(t, s, text); n != 1 {
			t.Errorf("last number of %q is %d, want 1", text, n)
		}
		if counts := count(t, s, scanlog.Query{Desk: text}); len(counts) != 1 || counts[0].Policy != text {
			t.Errorf("counts of %q are %v", text, counts)
		}
		if n := len(list(t, s, scanlog.Query{})); n != i+1 {
			t.Fatalf("after %q the log holds %d rows, want %d", text, n, i+1)
		}
	}
}

func cleansTexts(t *testing.T, s Store) {
	for _, text := range []string{"a\x00b", "\xff", strings.Repeat("ü", scanlog.MaxText)} {
		for number := range int64(2) {
			e := full(number + 1)
			e.Desk, e.Issuer = text, text
			add(t, s, e)
		}
		got := list(t, s, scanlog.Query{Limit: 1})[0].Issuer
		if !utf8.ValidString(got) || strings.Contains(got, "\x00") || len(got) > scanlog.MaxText || got == "" {
			t.Errorf("%.10q came back as %.10q, %d bytes", text, got, len(got))
		}
		if n := last(t, s, text); n != 2 {
			t.Errorf("last number of desk %.10q is %d, want 2", text, n)
		}
	}
	if err := scanlog.Verify(scanlog.All(s, scanlog.Query{})); err != nil {
		t.Errorf("chain: %v", err)
	}
}

func allOrNothing(t *testing.T, s Store) {
	add(t, s, full(1))
	if err := s.Append(full(2), full(3), full(3)); !errors.Is(err, scanlog.ErrNumberTaken) {
		t.Errorf("got %v, want ErrNumberTaken", err)
	}
	other := full(1)
	other.Desk = "Side desk"
	if err := s.Append(other, full(2), full(4)); !errors.Is(err, scanlog.ErrNumberSkipped) {
		t.Errorf("got %v, want ErrNumberSkipped", err)
	}
	if rows := list(t, s, scanlog.Query{}); len(rows) != 1 {
		t.Errorf("log holds %d rows of refused batches, want the 1 before them", len(rows))
	}
	if n := last(t, s, "Side desk"); n != 0 {
		t.Errorf("a desk's last number is %d after its only batch was refused", n)
	}
	add(t, s, full(2), full(3), other)
	if rows := list(t, s, scanlog.Query{}); len(rows) != 4 {
		t.Errorf("log holds %d rows, want 4", len(rows))
	}
}

func numberTaken(t *testing.T, s Store) {
	add(t, s, full(1), full(2))
	for _, n := range []int64{1, 2} {
		e := full(n)
		e.Reason = "something-else"
		if err := s.Append(e); !errors.Is(err, scanlog.ErrNumberTaken) {
			t.Errorf("number %d again: got %v, want ErrNumberTaken", n, err)
		}
	}
	if rows := list(t, s, scanlog.Query{}); len(rows) != 2 || !same(rows[0].Entry, full(2)) {
		t.Errorf("log holds %+v", rows)
	}
}

func numberSkipped(t *testing.T, s Store) {
	for _, n := range []int64{-1, 0, 2} {
		if err := s.Append(full(n)); !errors.Is(err, scanlog.ErrNumberSkipped) {
			t.Errorf("number %d first: got %v, want ErrNumberSkipped", n, err)
		}
	}
	add(t, s, full(1))
	if err := s.Append(full(3)); !errors.Is(err, scanlog.ErrNumberSkipped) {
		t.Errorf("number 3 after 1: got %v, want ErrNumberSkipped", err)
	}
}

func numbersPerDesk(t *testing.T, s Store) {
	noon := time.Date(2021, 10, 17, 12, 0, 0, 0, time.UTC)
	add(t, s, at("A", 1, noon), at("B", 1, noon), at("A", 2, noon))
	add(t, s, at("B", 2, noon))
	add(t, s, at("A", 3, noon))
	for desk, want := range map[string]int64{"A": 3, "B": 2, "a": 0, "": 0} {
		if n := last(t, s, desk); n != want {
			t.Errorf("last number of %q is %d, want %d", desk, n, want)
		}
	}
}

func chains(t *testing.T, s Store) {
	noon := time.Date(2021, 10, 17, 12, 0, 0, 0, time.UTC)
	batch := []scanlog.Entry{at("A", 1, noon), at("B", 1, noon), at("A", 2, noon)}
	add(t, s, batch...)
	add(t, s, at("A", 3, noon))
	rows := list(t, s, scanlog.Query{Desk: "A"})
	prev := [32]byte{}
	for i := range 3 {
		got, want := rows[2-i], at("A", int64(i+1), noon)
		want.Layout = scanlog.Layout2
		if got.Prev != prev || got.Layout != want.Layout || got.Hash != scanlog.Chain(prev, want) {
			t.Errorf("entry %d is not chained to the one before", i+1)
		}
		prev = got.Hash
	}
	if err := scanlog.Verify(scanlog.All(s, scanlog.Query{})); err != nil {
		t.Errorf("chain: %v", err)
	}
}

func concurrentDesks(t *testing.T, s Store) {
	const each = 25
	var writers sync.WaitGroup
	for w := range 2 {
		writers.Go(func() {
			for n := range int64(each) {
				e := full(n + 1)
				e.Desk = fmt.Sprint("desk ", w)
				if err := s.Append(e); err != nil {
					t.Errorf("%s, number %d: %v", e.Desk, e.Number, err)
					return
				}
			}
		})
	}
	writers.Wait()
	if n := len(list(t, s, scanlog.Query{})); n != 2*each {
		t.Errorf("log holds %d rows, want %d", n, 2*each)
	}
	if err := scanlog.Verify(scanlog.All(s, scanlog.Query{})); err != nil {
		t.Errorf("chain: %v", err)
	}
}

func readsWhileWriting(t *testing.T, s Store) {
	var writer sync.WaitGroup
	defer writer.Wait()
	writer.Go(func() {
		for n := int64(1); n <= 40; n += 2 {
			if err := s.Append(full(n), full(n+1)); err != nil {
				t.Errorf("number %d: %v", n, err)
				return
			}
		}
	})
	for range 20 {
		if n := len(list(t, s, scanlog.Query{})); n%2 != 0 {
			t.Errorf("a reader saw %d rows: half a batch", n)
		}
		count(t, s, scanlog.Query{})
	}
}
