package scanlog_test

import (
	"errors"
	"iter"
	"slices"
	"testing"

	"passdesk/app/scanlog"
)

// chained gives a sound chain of n entries of a desk, oldest first.
func chained(t *testing.T, desk string, n int) []scanlog.Row {
	t.Helper()
	var head scanlog.Head
	var rows []scanlog.Row
	for i := range n {
		e := sample()
		e.Number, e.Desk = int64(i+1), desk
		linked, err := head.Next(e)
		if err != nil {
			t.Fatal(err)
		}
		head = linked.Head()
		rows = append(rows, scanlog.Row{Entry: linked})
	}
	return rows
}

// newestFirst turns rows around, as a store gives them.
func newestFirst(rows []scanlog.Row) iter.Seq2[scanlog.Row, error] {
	return func(yield func(scanlog.Row, error) bool) {
		for _, r := range slices.Backward(rows) {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func TestASoundChainVerifies(t *testing.T) {
	a, b := chained(t, "A", 3), chained(t, "B", 2)
	for name, rows := range map[string][]scanlog.Row{
		"empty":     nil,
		"one":       a[:1],
		"three":     a,
		"two desks": {a[0], b[0], b[1], a[1], a[2]},
	} {
		if err := scanlog.Verify(newestFirst(rows)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestABrokenChainIsNamed(t *testing.T) {
	tests := []struct {
		name   string
		breaks func([]scanlog.Row) []scanlog.Row
		want   scanlog.Finding
	}{
		{"outcome changed", func(r []scanlog.Row) []scanlog.Row {
			r[2].Outcome = "accepted"
			return r
		}, scanlog.Finding{Breach: scanlog.Changed, Number: 3}},
		{"hash made to fit a change", func(r []scanlog.Row) []scanlog.Row {
			r[2].Outcome = "accepted"
			r[2].Hash = scanlog.Chain(r[2].Prev, r[2].Entry)
			return r
		}, scanlog.Finding{Breach: scanlog.Unlinked, Number: 4}},
		{"one removed inside", func(r []scanlog.Row) []scanlog.Row {
			return slices.Delete(r, 2, 3)
		}, scanlog.Finding{Breach: scanlog.Missing, Number: 4}},
		{"first removed", func(r []scanlog.Row) []scanlog.Row {
			return r[1:]
		}, scanlog.Finding{Breach: scanlog.Missing, Number: 2}},
		{"two swapped", func(r []scanlog.Row) []scanlog.Row {
			r[1], r[2] = r[2], r[1]
			return r
		}, scanlog.Finding{Breach: scanlog.Missing, Number: 4}},
		{"one repeated", func(r []scanlog.Row) []scanlog.Row {
			return slices.Insert(r, 2, r[1])
		}, scanlog.Finding{Breach: scanlog.Reordered, Number: 2}},
		{"first begins with another hash", func(r []scanlog.Row) []scanlog.Row {
			r[0].Prev = [32]byte{1}
			r[0].Hash = scanlog.Chain(r[0].Prev, r[0].Entry)
			return r[:1]
		}, scanlog.Finding{Breach: scanlog.Unlinked, Number: 1}},
		{"renumbered", func(r []scanlog.Row) []scanlog.Row {
			r[2].Number = 9
			return r
		}, scanlog.Finding{Breach: scanlog.Changed, Number: 9}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.want.Desk = "A"
			rows := append(chained(t, "B", 2), tt.breaks(chained(t, "A", 5))...)
			err := scanlog.Verify(newestFirst(rows))
			var found *scanlog.Finding
			if !errors.As(err, &found) || *found != tt.want {
				t.Errorf("found %+v, want %+v", found, tt.want)
			}
		})
	}
}

// faulty is a store that fails at its second page.
type faulty struct{ scanlog.Memory }

var errDisk = errors.New("disk")

func (f *faulty) Entries(q scanlog.Query) ([]scanlog.Row, error) {
	if q.Before > 0 {
		return nil, errDisk
	}
	return f.Memory.Entries(q)
}

func TestAStoreThatFailsIsNotSound(t *testing.T) {
	var store faulty
	for i := range 2500 {
		e := sample()
		e.Number = int64(i + 1)
		if err := store.Append(e); err != nil {
			t.Fatal(err)
		}
	}
	if err := scanlog.Verify(scanlog.All(&store, scanlog.Query{})); !errors.Is(err, errDisk) {
		t.Errorf("got %v, want the store's error", err)
	}
	n := 0
	for _, err := range scanlog.All(&store.Memory, scanlog.Query{Before: 9, Limit: 1}) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if n != 2500 {
		t.Errorf("walked %d rows over pages, want 2500", n)
	}
}
