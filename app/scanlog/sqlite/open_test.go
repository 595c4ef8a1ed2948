package sqlite_test

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"passdesk/app/scanlog"
	"passdesk/app/scanlog/sqlite"
	"passdesk/app/scanlog/storetest"
)

// written makes a closed log of n entries and gives its path.
func written(t *testing.T, n int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "log.db")
	s := open(t, path)
	if err := s.Append(storetest.Mixed(1, n)...); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// size gives the number of rows.
func size(t *testing.T, s *sqlite.Store) int {
	t.Helper()
	rows, err := s.Entries(scanlog.Query{})
	if err != nil {
		t.Fatal(err)
	}
	return len(rows)
}

// execute changes a log behind the Store's back.
func execute(t *testing.T, path, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

func TestOpensAgainWhatItWrote(t *testing.T) {
	s := open(t, written(t, 50))
	if n := size(t, s); n != 50 || s.SetAside != "" || s.Unchecked {
		t.Errorf("log holds %d rows, set aside %q, unchecked %v", n, s.SetAside, s.Unchecked)
	}
	if err := scanlog.Verify(scanlog.All(s, scanlog.Query{})); err != nil {
		t.Error(err)
	}
}

func TestFindsWhatWasChangedBehindItsBack(t *testing.T) {
	path := written(t, 50)
	execute(t, path, `UPDATE entries SET outcome = 'accepted' WHERE key = (SELECT min(key) FROM entries WHERE outcome = 'invalid')`)
	err := scanlog.Verify(scanlog.All(open(t, path), scanlog.Query{}))
	var found *scanlog.Finding
	if !errors.As(err, &found) || found.Breach != scanlog.Changed {
		t.Errorf("got %v, want a changed entry", err)
	}
}

func TestOpensAPathWithOddCharacters(t *testing.T) {
	path := filepath.Join(t.TempDir(), "Müller & Söhne #1", "100% a?b=c.db")
	if runtime.GOOS == "windows" {
		path = strings.ReplaceAll(path, "?", "!")
	}
	open(t, path)
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

func TestOnlyTheOwnerMayReadTheLog(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no permission bits")
	}
	path := filepath.Join(t.TempDir(), "new", "log.db")
	s := open(t, path)
	if err := s.Append(storetest.Mixed(1, 1)...); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]fs.FileMode{
		filepath.Dir(path): 0o700, path: 0o600, path + "-wal": 0o600, path + "-shm": 0o600,
	} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s has %v, want %v", filepath.Base(name), got, want)
		}
	}
}

func TestRefusesAndLeavesAloneWhatIsNotItsOwn(t *testing.T) {
	tests := map[string]struct{ statement, says string }{
		"a newer version": {"PRAGMA user_version = 99", "newer version"},
		"another program": {"PRAGMA application_id = 7", "another program"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			path := written(t, 5)
			execute(t, path, tt.statement)
			refused(t, path, tt.says)
		})
	}
	path := filepath.Join(t.TempDir(), "other.db")
	execute(t, path, "CREATE TABLE recipes (name TEXT)")
	refused(t, path, "another program")
}

// refused expects Open to say something and leave the file as it is.
func refused(t *testing.T, path, says string) {
	t.Helper()
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = sqlite.Open(path)
	var failure *scanlog.Error
	if !errors.As(err, &failure) || !strings.Contains(err.Error(), says) {
		t.Errorf("got %v, want a *scanlog.Error that says %q", err, says)
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file was changed: %v", err)
	}
}

func TestSaysWhyALogCannotBeOpened(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	paths := map[string]string{"a folder": dir, "below a file": filepath.Join(file, "log.db")}
	if os.Geteuid() > 0 {
		locked := filepath.Join(dir, "locked")
		if err := os.Mkdir(locked, 0o500); err != nil {
			t.Fatal(err)
		}
		paths["in a folder that may not be written to"] = filepath.Join(locked, "log.db")
	}
	for name, path := range paths {
		_, err := sqlite.Open(path)
		var failure *scanlog.Error
		if !errors.As(err, &failure) || !strings.HasPrefix(err.Error(), "could not open the log: ") {
			t.Errorf("%s: got %v, want a *scanlog.Error", name, err)
		}
	}
}

func TestManyMayStartOneLogAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.db")
	var desks sync.WaitGroup
	for i := range 6 {
		desks.Go(func() {
			s, err := sqlite.Open(path)
			if err != nil {
				t.Error(err)
				return
			}
			defer s.Close()
			e := storetest.Mixed(1, 1)[0]
			e.Desk = fmt.Sprint("desk ", i)
			if err := s.Append(e); err != nil {
				t.Error(err)
			}
		})
	}
	desks.Wait()
	s := open(t, path)
	if n := size(t, s); n != 6 || s.SetAside != "" {
		t.Errorf("log holds %d rows, want 6; set aside %q", n, s.SetAside)
	}
}
