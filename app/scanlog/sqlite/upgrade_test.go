package sqlite

import (
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"passdesk/app/scanlog"
)

// first makes a log as the first version did, of n scans, and gives its path.
func first(t *testing.T, n int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "log.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	_, err = db.Exec(migrations[0] + fmt.Sprintf("; PRAGMA application_id = %d; PRAGMA user_version = 1", applicationID))
	if err != nil {
		t.Fatal(err)
	}
	var prev [32]byte
	for i := range n {
		e := scanlog.Entry{
			Layout: scanlog.Layout1, Number: int64(i + 1), Kind: scanlog.Scan, Desk: "Front desk", Outcome: "accepted",
			At: time.Date(2021, 10, 17, 9, i, 0, 0, time.FixedZone("", -4*3600)), Policy: "nys-pcr", By: scanlog.ByCamera, Took: 5,
		}
		hash := scanlog.Chain(prev, e)
		_, err := db.Exec(`INSERT INTO entries (number, kind, refers, seconds, nanos, zone, site, desk, outcome, reason,
			flips, issuer, format, policy, via, took, prev, hash) VALUES (?, ?, 0, ?, 0, ?, '', ?, ?, '', '', '', '', ?, ?, ?, ?, ?)`,
			e.Number, e.Kind, e.At.Unix(), -4*3600, e.Desk, e.Outcome, e.Policy, e.By, e.Took, prev[:], hash[:])
		if err != nil {
			t.Fatal(err)
		}
		prev = hash
	}
	return path
}

func TestALogOfTheFirstVersionGoesOnAndStillVerifies(t *testing.T) {
	path := first(t, 5)
	for number := int64(6); number < 8; number++ {
		s, err := Open(path)
		if err != nil || s.SetAside != "" {
			t.Fatalf("%v, set aside %q", err, s.SetAside)
		}
		e := scanlog.Entry{Number: number, Kind: scanlog.Scan, Desk: "Front desk", Versions: "2", Detail: "new"}
		if err := s.Append(e); err != nil {
			t.Fatal(err)
		}
		if err := scanlog.Verify(scanlog.All(s, scanlog.Query{})); err != nil {
			t.Error(err)
		}
		counts, err := s.Counts(scanlog.Query{From: "2021-10-17", To: "2021-10-17", Hourly: true})
		if err != nil || len(counts) != 1 || counts[0].N != 5 || counts[0].Hour != 9 || counts[0].Took != 25 {
			t.Errorf("counts %v, %v", counts, err)
		}
		s.Close()
	}
}

// The hash of the first layout covers none of the newer fields: there is
// nothing in them that it could vouch for.
func TestANewerFieldCannotBeSlippedIntoAnOldEntry(t *testing.T) {
	for _, change := range []string{"detail = 'x'", "idcheck = 'matched'", "versions = '9'", "layout = 2", "layout = 3", "layout = 0"} {
		s, err := Open(first(t, 2))
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if _, err := s.db.Exec(`UPDATE entries SET ` + change + ` WHERE number = 2`); err != nil {
			t.Fatal(err)
		}
		if err := scanlog.Verify(scanlog.All(s, scanlog.Query{})); err == nil {
			t.Errorf("%s: not found", change)
		}
	}
}

// The sums are no second truth: whoever changes them is found.
func TestCheckHoldsTheSumsAgainstTheEntries(t *testing.T) {
	for _, change := range []string{
		"UPDATE sums SET n = n + 1", "DELETE FROM sums", "UPDATE sums SET hour = 1",
		"INSERT INTO sums VALUES ('2021-10-17', 'x', '', '', '', '', 1, 1, 0, 0, 0, 0)",
		"UPDATE entries SET outcome = 'invalid' WHERE number = 1",
	} {
		s, err := Open(first(t, 3))
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if err := s.Check(); err != nil {
			t.Fatalf("before: %v", err)
		}
		if _, err := s.db.Exec(change); err != nil {
			t.Fatal(err)
		}
		if err := s.Check(); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v, want ErrDamaged", change, err)
		}
	}
}
