package scanlog_test

import (
	"errors"
	"iter"
	"reflect"
	"slices"
	"strings"
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
		}, scanlog.Finding{Breach: scanlog.Reordered, Number: 2}},
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
		}, scanlog.Finding{Breach: scanlog.Reordered, Number: 4}},
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

func TestSealsTellWhatAChainCannot(t *testing.T) {
	rows := chained(t, "A", 5)
	anew := chained(t, "A", 5)
	for i := range anew {
		anew[i].Outcome = "accepted"
		anew[i].Prev = [32]byte{}
		if i > 0 {
			anew[i].Prev = anew[i-1].Hash
		}
		anew[i].Hash = scanlog.Chain(anew[i].Prev, anew[i].Entry)
	}
	for name, tt := range map[string]struct {
		rows []scanlog.Row
		seal scanlog.Seal
		want *scanlog.Finding
	}{
		"sound":             {rows, rows[2].Seal(), nil},
		"the newest":        {rows, rows[4].Seal(), nil},
		"written anew":      {anew, rows[2].Seal(), &scanlog.Finding{Breach: scanlog.Unsealed, Desk: "A", Number: 3}},
		"cut off":           {rows[:3], rows[4].Seal(), &scanlog.Finding{Breach: scanlog.Unsealed, Desk: "A", Number: 5}},
		"behind the seal":   {rows[:3], rows[1].Seal(), nil},
		"of another desk":   {rows, scanlog.Seal{Desk: "B", Number: 3, Hash: rows[2].Hash}, &scanlog.Finding{Breach: scanlog.Unsealed, Desk: "B", Number: 3}},
		"of another number": {rows, scanlog.Seal{Desk: "A", Number: 2, Hash: rows[2].Hash}, &scanlog.Finding{Breach: scanlog.Unsealed, Desk: "A", Number: 2}},
	} {
		err := scanlog.Verify(newestFirst(tt.rows), tt.seal)
		var found *scanlog.Finding
		if errors.As(err, &found) != (tt.want != nil) || found != nil && *found != *tt.want {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
}

// A checkpoint vouches for the gap it names, and for no other.
func TestACheckpointVouchesForItsGapOnly(t *testing.T) {
	rows := chained(t, "A", 5)
	purge := scanlog.Purges(rows[1:3])[0]
	wrong := purge
	wrong.Hash[0]++
	longer := purge
	longer.Through++
	for name, tt := range map[string]struct {
		purge scanlog.Purge
		sound bool
	}{"the gap": {purge, true}, "another hash": {wrong, false}, "other numbers": {longer, false}} {
		checkpoint, err := scanlog.Head{}.Next(tt.purge.Checkpoint(1, sample().At))
		if err != nil {
			t.Fatal(err)
		}
		left := []scanlog.Row{rows[0], rows[3], rows[4], {Entry: checkpoint}}
		if err := scanlog.Verify(newestFirst(left)); (err == nil) != tt.sound {
			t.Errorf("%s: %v", name, err)
		}
		left[3].Detail += " "
		if err := scanlog.Verify(newestFirst(left)); err == nil {
			t.Errorf("%s: a checkpoint that was changed vouches", name)
		}
	}
}

func TestEveryBreachHasItsSentence(t *testing.T) {
	rows := append(chained(t, "A", 5), chained(t, "B", 4)...)
	rows[1].Site = "elsewhere"
	rows[7].Number = 9
	desks, findings, err := scanlog.Check(newestFirst(slices.Delete(rows, 3, 4)), scanlog.Seal{Desk: "A", Number: 9})
	var said []string
	for _, f := range findings {
		said = append(said, f.Error())
	}
	want := []string{
		`entry 2 of desk "A" was changed after it was written`,
		`entries before number 5 of desk "A" were removed`,
		`entry 9 of desk "A" is not the one that was sealed: it or entries before it were written anew or removed`,
		`entry 4 of desk "B" is not in its place: it was moved there or put in`,
		`entry 9 of desk "B" was changed after it was written`,
		`entries before number 9 of desk "B" were removed`,
	}
	if err != nil || !slices.Equal(said, want) || len(desks) != 2 || desks[0].Entries != 4 || desks[1].Last.Number != 4 {
		t.Errorf("%v, %+v\n%q", err, desks, said)
	}
}

func FuzzNoPurgeOrSealTakesTheProgramDown(f *testing.F) {
	f.Add("Front desk=12-" + strings.Repeat("ab", 32))
	f.Add(scanlog.Purge{Desk: "A", Day: "2021-10-17", From: 1, Through: 2, Counts: []scanlog.Count{{N: 2}}}.String())
	f.Fuzz(func(t *testing.T, text string) {
		if s, err := scanlog.ParseSeal(text); err == nil {
			if again, err := scanlog.ParseSeal(s.Line()); err != nil || again != s {
				t.Errorf("%q: %+v, %v", text, again, err)
			}
		}
		if p, err := scanlog.ParsePurge(text); err == nil {
			if again, err := scanlog.ParsePurge(p.String()); err != nil || !reflect.DeepEqual(again, p) {
				t.Errorf("%q: %+v, want %+v, %v", text, again, p, err)
			}
		}
	})
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
