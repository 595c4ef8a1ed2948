package sqlite_test

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"testing"
	"time"

	"passdesk/app/scanlog"
	"passdesk/app/scanlog/sqlite"
	"passdesk/app/scanlog/storetest"
)

// holds tells which of a log's files have a text in them.
func holds(t *testing.T, path, text string) (where []string) {
	t.Helper()
	files, err := filepath.Glob(path + "*")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte(text)) {
			where = append(where, filepath.Base(f))
		}
	}
	return where
}

func TestInitialsAreGoneFromTheDiskWhenTheirTimeIsOver(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.db")
	s := open(t, path)
	entries := storetest.Year(30)
	if err := s.Append(entries...); err != nil {
		t.Fatal(err)
	}
	now := time.Date(2021, 10, 17, 9, 0, 0, 0, time.FixedZone("", -4*3600))
	for n, until := range map[int64]time.Time{1: now.Add(time.Hour), 2: now.Add(8 * time.Hour)} {
		if err := s.KeepInitials("Front desk", n, []string{"", "\u0416QJW", "\u0416QJZtoolong"}[n], until); err != nil {
			t.Fatal(err)
		}
	}
	rows, err := s.Entries(scanlog.Query{})
	if err != nil {
		t.Fatal(err)
	}
	of := func(at time.Time) map[int64]scanlog.Kept {
		found, err := s.InitialsOf(rows, at)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	if got := of(now); len(got) != 2 || got[rows[29].Key] != (scanlog.Kept{Letters: "\u0416QJW", Until: now.Add(time.Hour)}) || got[rows[28].Key].Letters != "\u0416QJZ" {
		t.Errorf("kept %v", got)
	}
	if len(holds(t, path, "\u0416QJW")) == 0 {
		t.Fatal("they are not in the file, so nothing is tested")
	}
	if got := of(now.Add(time.Hour)); len(got) != 1 {
		t.Errorf("an hour later there is %v", got)
	}
	if err := s.ForgetInitials(now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if where := holds(t, path, "\u0416QJW"); len(where) > 0 {
		t.Errorf("they are still in %v", where)
	}
	if got := of(now); len(got) != 1 {
		t.Errorf("left is %v", got)
	}
	if err := scanlog.Verify(scanlog.All(s, scanlog.Query{})); err != nil {
		t.Errorf("the chain: %v", err)
	}
}

// What another program still reads cannot be overwritten. That is told, and
// done once it can be.
func TestInitialsThatAreBeingReadAreRemovedAfterwards(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.db")
	s, err := sqlite.Options{Busy: 50 * time.Millisecond}.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	now := time.Now()
	if err := s.KeepInitials("Front desk", 1, "\u0416QJW", now); err != nil {
		t.Fatal(err)
	}
	release := reads(t, path)
	if err := s.ForgetInitials(now); err == nil {
		t.Error("somebody reads them, and nothing is said")
	}
	release()
	if err := s.ForgetInitials(now); err != nil {
		t.Fatal(err)
	}
	if where := holds(t, path, "\u0416QJW"); len(where) > 0 {
		t.Errorf("they are still in %v", where)
	}
}

// reads begins to read a log as another program would, until it is released.
func reads(t *testing.T, path string) (release func()) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := tx.QueryRow("SELECT count(*) FROM initials").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return func() {
		_ = tx.Rollback() // nothing was written
		db.Close()
	}
}
