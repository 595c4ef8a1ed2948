// Package storetest holds what every scanlog.Store must keep.
//
// It says nothing about durability: what outlives a crash each store shows in
// tests of its own.
package storetest

import (
	"testing"
	"time"

	"passdesk/app/scanlog"
	"passdesk/verify/reason"
)

// Store is what a log offers.
type Store interface {
	scanlog.Store
	scanlog.Numbering
	scanlog.Index
}

// Run holds stores against the contract. open gives a new and empty store,
// closed by its own t.Cleanup.
func Run(t *testing.T, open func(*testing.T) Store) {
	tests := []struct {
		name string
		run  func(*testing.T, Store)
	}{
		{"AnEmptyLogHoldsNothing", emptyLog},
		{"ReadsBackEveryField", everyField},
		{"KeepsTheDeskZoneAndTheNanosecond", zones},
		{"KeepsHostileTextsAsTheyAre", hostileTexts},
		{"CleansWhatNotEveryStoreCanHold", cleansTexts},
		{"ABatchIsKeptWholeOrNotAtAll", allOrNothing},
		{"RefusesANumberThatIsTaken", numberTaken},
		{"RefusesANumberThatSkipsOne", numberSkipped},
		{"NumbersEachDeskByItself", numbersPerDesk},
		{"ChainsEachDeskByItself", chains},
		{"KeepsTwoDesksThatWriteAtOnceApart", concurrentDesks},
		{"ReadsWhileItWrites", readsWhileWriting},
		{"PagesByKeyNewestFirst", pages},
		{"EveryFilterSelectsWhatItNames", filters},
		{"ASearchFindsWhatOccursInAnyText", searches},
		{"TellsWhatThereIsToChooseFrom", values},
		{"CountsAreTheFold", countsAreTheFold},
		{"CountsFallOnTheDeskCalendarDay", countsByLocalDay},
		{"CountsOnlyVisits", countsOnlyVisits},
		{"CountsTalliesAndWhatWasUndone", countsTallies},
		{"CountsWhatCameOfPhotoIDs", countsIDs},
		{"CountsByTheHour", countsByTheHour},
		{"CountsWhatACheckpointCarries", countsCarried},
		{"RemovesWhatIsOldAndStaysProvable", retention},
		{"SealsHoldAfterRetention", retentionAndSeals},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { tt.run(t, open(t)) })
	}
}

// full gives an entry in which every field of the desk's is set.
func full(number int64) scanlog.Entry {
	return scanlog.Entry{
		Number:   number,
		Kind:     scanlog.Scan,
		Refers:   number - 1,
		At:       time.Date(2021, 10, 17, 9, 12, 13, 456789, time.FixedZone("", -4*3600)),
		Site:     "Museum",
		Desk:     "Front desk",
		Outcome:  reason.NotAccepted,
		Reason:   "nys-full-2021-10/two-weeks",
		Flips:    "2021-10-31",
		Issuer:   "https://issuer.example/shc",
		Format:   "smart-health-card",
		Policy:   "nys-full-2021-10+nys-pcr",
		Versions: "2+1",
		ID:       scanlog.IDMatched,
		By:       scanlog.ByCamera,
		Took:     123456789 * time.Nanosecond,
		Detail:   "a detail",
	}
}

// at gives a full entry of a desk at a time.
func at(desk string, number int64, when time.Time) scanlog.Entry {
	e := full(number)
	e.Desk, e.At = desk, when
	return e
}

// add appends, one batch, and fails the test on an error.
func add(t *testing.T, s Store, entries ...scanlog.Entry) {
	t.Helper()
	if err := s.Append(entries...); err != nil {
		t.Fatalf("append: %v", err)
	}
}

// list gives the rows that a query selects.
func list(t *testing.T, s Store, q scanlog.Query) []scanlog.Row {
	t.Helper()
	rows, err := s.Entries(q)
	if err != nil {
		t.Fatalf("entries of %+v: %v", q, err)
	}
	return rows
}

// count gives the counts that a query selects.
func count(t *testing.T, s Store, q scanlog.Query) []scanlog.Count {
	t.Helper()
	counts, err := s.Counts(q)
	if err != nil {
		t.Fatalf("counts of %+v: %v", q, err)
	}
	return counts
}

// last gives a desk's last number.
func last(t *testing.T, s Store, desk string) int64 {
	t.Helper()
	n, err := s.Last(desk)
	if err != nil {
		t.Fatalf("last number of %q: %v", desk, err)
	}
	return n
}

// same compares two entries in all but what a Store gives them, the time with
// its zone's offset.
func same(a, b scanlog.Entry) bool {
	_, za := a.At.Zone()
	_, zb := b.At.Zone()
	equal := a.At.Equal(b.At) && za == zb
	a.At, b.At = time.Time{}, time.Time{}
	a.Prev, a.Hash, b.Prev, b.Hash = [32]byte{}, [32]byte{}, [32]byte{}, [32]byte{}
	a.Layout, b.Layout = 0, 0
	return equal && a == b
}
