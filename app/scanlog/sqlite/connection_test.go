package sqlite

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"passdesk/app/scanlog"
)

// opened gives a Store over a new file.
func opened(t *testing.T) *Store {
	t.Helper()
	s, err := Open(filepath.Join(t.TempDir(), "log.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestEveryConnectionIsDurableAndPatient(t *testing.T) {
	s := opened(t)
	want := map[string]string{
		"journal_mode": "wal", "synchronous": "2", "busy_timeout": "5000", "foreign_keys": "1",
	}
	for range 3 {
		// Held until the test ends, so that each is a new one.
		conn, err := s.db.Conn(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		for pragma, value := range want {
			var got string
			if err := conn.QueryRowContext(context.Background(), "PRAGMA "+pragma).Scan(&got); err != nil {
				t.Fatal(err)
			}
			if got != value {
				t.Errorf("%s is %s, want %s", pragma, got, value)
			}
		}
	}
}

func TestAFullDiskIsSaidAndLosesNothing(t *testing.T) {
	s := opened(t)
	s.db.SetMaxOpenConns(1) // max_page_count is of a connection
	if _, err := s.db.Exec(`PRAGMA max_page_count = 12`); err != nil {
		t.Fatal(err)
	}
	number, err := int64(0), error(nil)
	for err == nil && number < 1000 {
		err = s.Append(scanlog.Entry{Number: number + 1, Desk: "Front desk"})
		if err == nil {
			number++
		}
	}
	var failure *scanlog.Error
	if !errors.As(err, &failure) || err.Error() != "could not write to the log: the disk is full" {
		t.Fatalf("after %d entries got %v", number, err)
	}
	if _, err := s.db.Exec(`PRAGMA max_page_count = 1000`); err != nil {
		t.Fatal(err)
	}
	if err := s.Append(scanlog.Entry{Number: number + 1, Desk: "Front desk"}); err != nil {
		t.Errorf("after room was made: %v", err)
	}
	if err := scanlog.Verify(scanlog.All(s, scanlog.Query{})); err != nil {
		t.Error(err)
	}
}

// The migrations of a release are frozen: a file made by it must be like one
// made today.
func TestMigratesAFileStepByStep(t *testing.T) {
	s := opened(t)
	version, err := schemaVersion(s.db)
	if err != nil || version != len(migrations) {
		t.Fatalf("a new log has schema %d, want %d: %v", version, len(migrations), err)
	}
	if err := s.migrate(); err != nil {
		t.Errorf("once more: %v", err)
	}
	if _, err := s.db.Exec(`DROP TABLE entries; DROP TABLE sums; DROP TABLE initials; PRAGMA user_version = 0`); err != nil {
		t.Fatal(err)
	}
	if err := s.migrate(); err != nil {
		t.Fatal(err)
	}
	if err := s.Append(scanlog.Entry{Number: 1}); err != nil {
		t.Error(err)
	}
}

func TestAMigrationThatFailsLeavesTheSchemaAsItWas(t *testing.T) {
	s := opened(t)
	if _, err := s.db.Exec(`PRAGMA user_version = 0`); err != nil {
		t.Fatal(err)
	}
	if err := s.migrate(); err == nil {
		t.Fatal("made a table twice")
	}
	if version, err := schemaVersion(s.db); err != nil || version != 0 {
		t.Errorf("schema is %d, want 0: %v", version, err)
	}
}
