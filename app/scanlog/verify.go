package scanlog

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
)

// Breach says how a chain is broken.
type Breach string

// The breaches that Check tells apart.
const (
	// Changed: the entry does not have the hash that was written with it.
	Changed Breach = "changed"
	// Missing: one or more entries before this one are gone, and no
	// Checkpoint says so.
	Missing Breach = "missing"
	// Reordered: the entry stands where one of another number belongs: it was
	// moved there, or put in.
	Reordered Breach = "reordered"
	// Unlinked: the entry does not follow the one numbered before it, because
	// one of the two was written anew.
	Unlinked Breach = "unlinked"
	// Unsealed: the entry is not the one that was sealed, so it or one before
	// it was written anew with all that follow, or it was cut off.
	Unsealed Breach = "unsealed"
	// Purged: the entry that was sealed was removed by retention, and nothing
	// is left to hold the seal against.
	Purged Breach = "purged"
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
		Missing:   "entries before number %d of desk %q were removed",
		Reordered: "entry %d of desk %q is not in its place: it was moved there or put in",
		Unlinked:  "entry %d of desk %q does not follow the one before it: one of the two was written anew",
		Unsealed:  "entry %d of desk %q is not the one that was sealed: it or entries before it were written anew or removed",
		Purged:    "entry %d of desk %q, which was sealed, was removed by retention: the seal says nothing any more",
	}
	return fmt.Sprintf(texts[f.Breach], f.Number, f.Desk)
}

// Chained is what Check saw of one desk.
type Chained struct {
	Desk    string
	Entries int   // that are there
	Last    Seal  // its newest entry
	Purged  int64 // entries that checkpoints say were removed
}

// Verify is Check for who asks only whether all is well: it returns the first
// finding, or the first error of rows.
func Verify(rows iter.Seq2[Row, error], seals ...Seal) error {
	_, findings, err := Check(rows, seals...)
	if err == nil && len(findings) > 0 {
		err = findings[0]
	}
	return err
}

// Check walks whole chains of any number of desks, newest entry first as All
// gives them for a Query of nothing, and holds them against seals that were
// kept elsewhere. It gives each desk it saw and, in the order of desk and
// number, each place at which a chain does not hold. Memory is needed for the
// desks, the checkpoints and the findings, not for the entries.
//
// A chain that holds was not changed inside, nor cut at its old end. That
// nothing was cut off its new end, and that it was not written anew as a
// whole, only a seal can say, up to the entry it names.
func Check(rows iter.Seq2[Row, error], seals ...Seal) ([]Chained, []*Finding, error) {
	w := walk{oldest: map[string]Entry{}, desks: map[string]*Chained{}, seals: map[Seal]Breach{}}
	for _, s := range seals {
		w.seals[s] = Unsealed
	}
	for row, err := range rows {
		if err != nil {
			return nil, nil, err
		}
		w.take(row.Entry)
	}
	for desk, e := range w.oldest {
		w.link(Entry{Desk: desk}, e)
	}
	w.closeGaps()
	for s, breach := range w.seals {
		if breach != "" {
			w.find(breach, s.Desk, s.Number)
		}
	}
	slices.SortFunc(w.findings, func(a, b *Finding) int {
		return cmp.Or(cmp.Compare(a.Desk, b.Desk), cmp.Compare(a.Number, b.Number), cmp.Compare(a.Breach, b.Breach))
	})
	return w.seen(), w.findings, nil
}

// walk is how far Check has come.
type walk struct {
	oldest   map[string]Entry // of each desk, so far
	desks    map[string]*Chained
	gaps     []gap
	purges   []Purge
	seals    map[Seal]Breach // empty once it holds
	findings []*Finding
}

// gap is where numbers are left out: after older and before newer.
type gap struct{ older, newer Entry }

func (w *walk) find(b Breach, desk string, number int64) {
	w.findings = append(w.findings, &Finding{b, desk, number})
}

// take takes the next older entry.
func (w *walk) take(e Entry) {
	sound := e.isWhole() && Chain(e.Prev, e) == e.Hash
	if !sound {
		w.find(Changed, e.Desk, e.Number)
	}
	if newer, ok := w.oldest[e.Desk]; ok {
		w.link(e, newer)
	}
	w.oldest[e.Desk] = e
	if w.desks[e.Desk] == nil {
		w.desks[e.Desk] = &Chained{Desk: e.Desk, Last: e.Seal()}
	}
	w.desks[e.Desk].Entries++
	if purge, err := ParsePurge(e.Detail); sound && e.Kind == Checkpoint && err == nil {
		w.purges = append(w.purges, purge)
	}
	if sound {
		w.hold(e)
	}
}

// hold lets the seals hold that an entry proves: its own, and by what it links
// to that of the one before, which may be gone by now.
func (w *walk) hold(e Entry) {
	for _, s := range []Seal{e.Seal(), {e.Desk, e.Number - 1, e.Prev}} {
		if _, asked := w.seals[s]; asked {
			w.seals[s] = ""
		}
	}
}

// link checks that newer is the next entry behind older.
func (w *walk) link(older, newer Entry) {
	switch {
	case newer.Number <= older.Number:
		w.find(Reordered, newer.Desk, newer.Number)
	case newer.Number > older.Number+1:
		w.gaps = append(w.gaps, gap{older, newer})
	case newer.Prev != older.Hash:
		w.find(Unlinked, newer.Desk, newer.Number)
	}
}

// closeGaps looks for checkpoints that say what was in the gaps.
func (w *walk) closeGaps() {
	begins := map[Seal]Purge{} // by the entry before
	for _, p := range w.purges {
		begins[Seal{p.Desk, p.From - 1, p.Prev}] = p
	}
	for _, g := range w.gaps {
		if !w.close(g, begins) {
			w.find(Missing, g.newer.Desk, g.newer.Number)
		}
	}
}

// close follows checkpoints from one end of a gap to the other.
func (w *walk) close(g gap, begins map[Seal]Purge) bool {
	at, end := g.older.Seal(), Seal{g.newer.Desk, g.newer.Number - 1, g.newer.Prev}
	for at != end {
		p, ok := begins[at]
		if !ok || p.Through > end.Number {
			return false
		}
		at = Seal{p.Desk, p.Through, p.Hash}
		w.desks[p.Desk].Purged += p.Through - p.From + 1
		for s, breach := range w.seals {
			switch {
			case s == at:
				w.seals[s] = ""
			case breach != "" && s.Desk == p.Desk && p.From <= s.Number && s.Number < p.Through:
				w.seals[s] = Purged
			}
		}
	}
	return true
}

// seen gives the desks in the order of their names.
func (w *walk) seen() []Chained {
	var all []Chained
	for _, c := range w.desks {
		all = append(all, *c)
	}
	slices.SortFunc(all, func(a, b Chained) int { return cmp.Compare(a.Desk, b.Desk) })
	return all
}
