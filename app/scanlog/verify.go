package scanlog

import (
	"fmt"
	"iter"
)

// Breach says how a chain is broken.
type Breach string

// The breaches that Verify tells apart.
const (
	// Changed: the entry does not have the hash that was written with it.
	Changed Breach = "changed"
	// Missing: one or more entries before this one are gone.
	Missing Breach = "missing"
	// Reordered: the entry stands where one of another number belongs.
	Reordered Breach = "reordered"
	// Unlinked: the entry does not follow the one numbered before it, because
	// one of the two was written anew.
	Unlinked Breach = "unlinked"
)

// Finding is a place at which a desk's chain does not hold.
type Finding struct {
	Breach Breach
	Desk   string
	Number int64 // number of the entry at which it shows
}

// Error gives a sentence.
func (f *Finding) Error() string {
	texts := map[Breach]string{
		Changed:   "entry %d of desk %q was changed after it was written",
		Missing:   "entries before number %d of desk %q are missing",
		Reordered: "entry %d of desk %q is not in its place",
		Unlinked:  "entry %d of desk %q does not follow the one before it",
	}
	return fmt.Sprintf(texts[f.Breach], f.Number, f.Desk)
}

// Verify walks whole chains of any number of desks, newest entry first, and
// returns the first *Finding, or the first error of rows. It holds one entry
// a desk in memory. All over a Query of nothing or of one Desk gives such rows.
//
// A chain that holds was not changed inside, nor cut at its old end. That
// nothing was cut off its new end, and that it was not written anew as a
// whole, only a hash kept elsewhere can say.
func Verify(rows iter.Seq2[Row, error]) error {
	oldest := map[string]Entry{}
	for row, err := range rows {
		if err != nil {
			return err
		}
		e := row.Entry
		if !e.isWhole() || Chain(e.Prev, e) != e.Hash {
			return &Finding{Changed, e.Desk, e.Number}
		}
		if newer, ok := oldest[e.Desk]; ok {
			if err := follows(e, newer); err != nil {
				return err
			}
		}
		oldest[e.Desk] = e
	}
	return verifyStarts(oldest)
}

// follows checks that newer is the next entry behind older.
func follows(older, newer Entry) error {
	breach := Breach("")
	switch {
	case newer.Number <= older.Number:
		breach = Reordered
	case newer.Number > older.Number+1:
		breach = Missing
	case newer.Prev != older.Hash:
		breach = Unlinked
	default:
		return nil
	}
	return &Finding{breach, newer.Desk, newer.Number}
}

// verifyStarts checks that each desk's oldest entry is its first. Of several
// findings it returns that of the desk which sorts first, to be repeatable.
func verifyStarts(oldest map[string]Entry) error {
	var found *Finding
	for desk, e := range oldest {
		if err := follows(Entry{Desk: desk}, e); err != nil {
			f := err.(*Finding)
			if found == nil || f.Desk < found.Desk {
				found = f
			}
		}
	}
	if found == nil {
		return nil
	}
	return found
}
