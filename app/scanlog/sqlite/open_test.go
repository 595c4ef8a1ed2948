package sqlite_test

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
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

// damages are ways in which a file of a log is not one any more.
var damages = map[string]func([]byte) []byte{
	"a text":              func([]byte) []byte { return []byte(strings.Repeat("not a database\n", 100)) },
	"one byte":            func([]byte) []byte { return []byte("x") },
	"head overwritten":    func(b []byte) []byte { return append(make([]byte, 100), b[100:]...) },
	"cut":                 func(b []byte) []byte { return b[:len(b)-len(b)/3] },
	"middle overwritten":  func(b []byte) []byte { copy(b[len(b)/2:], bytes.Repeat([]byte{0xa5}, 4096)); return b },
	"page header zeroed":  func(b []byte) []byte { copy(b[4096:], make([]byte, 64)); return b },
	"all but head zeroed": func(b []byte) []byte { return append(b[:4096:4096], make([]byte, len(b)-4096)...) },
}

func TestADamagedLogIsSetAsideAndTheDeskGoesOn(t *testing.T) {
	for name, damage := range damages {
		t.Run(name, func(t *testing.T) {
			path := written(t, 300)
			for n := 1; n <= 2; n++ {
				data := damaged(t, path, damage)
				s := open(t, path)
				want := fmt.Sprintf("%s.damaged-%d", path, n)
				if s.SetAside != want {
					t.Fatalf("set aside as %q, want %q", s.SetAside, want)
				}
				if kept, err := os.ReadFile(want); err != nil || !bytes.Equal(kept, data) {
					t.Errorf("the damaged log was not kept as it was: %v", err)
				}
				if got := size(t, s); got != 0 {
					t.Errorf("the new log begins with %d rows", got)
				}
				if err := s.Append(storetest.Mixed(1, 300)...); err != nil {
					t.Error(err)
				}
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// Bytes turned anywhere: either the log opens and can be read through, with or
// without an error, or it is set aside; nothing panics and nothing is lost.
func TestTurnedBytesAreNeverFatal(t *testing.T) {
	sound, err := os.ReadFile(written(t, 200))
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(7, 7))
	path := filepath.Join(t.TempDir(), "log.db")
	for range 30 {
		data := bytes.Clone(sound)
		for range 1 + r.IntN(20) {
			data[r.IntN(len(data))] ^= byte(1 + r.IntN(255))
		}
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := sqlite.Open(path)
		if err != nil {
			var failure *scanlog.Error
			if !errors.As(err, &failure) {
				t.Errorf("got %v, want a *scanlog.Error", err)
			}
			continue
		}
		if _, err := s.Counts(scanlog.Query{}); err == nil && s.SetAside == "" {
			err = scanlog.Verify(scanlog.All(s, scanlog.Query{}))
			t.Logf("opened; the chain says: %v", err)
		}
		if kept, err := os.ReadFile(s.SetAside); s.SetAside != "" && (err != nil || !bytes.Equal(kept, data)) {
			t.Errorf("not kept as it was: %v", err)
		}
		s.Close()
	}
}

// damaged does damage to the file at path and gives its new content.
func damaged(t *testing.T, path string, damage func([]byte) []byte) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	data = damage(data)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return data
}

func TestADamagedLogTakesItsSideFilesAlong(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.db")
	for _, name := range []string{path, path + "-wal", path + "-shm"} {
		if err := os.WriteFile(name, []byte(strings.Repeat("junk", 2000)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := open(t, path)
	for _, side := range []string{"", "-wal"} {
		if _, err := os.Stat(s.SetAside + side); err != nil {
			t.Error(err)
		}
	}
	if err := s.Append(storetest.Mixed(1, 10)...); err != nil {
		t.Error(err)
	}
}

func TestAReaderLeavesADamagedLogInPlace(t *testing.T) {
	path := written(t, 300)
	data := damaged(t, path, damages["middle overwritten"])
	_, err := sqlite.Options{Leave: true}.Open(path)
	var failure *scanlog.Error
	if !errors.Is(err, sqlite.ErrDamaged) || !errors.As(err, &failure) {
		t.Errorf("got %v, want ErrDamaged in a *scanlog.Error", err)
	}
	if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, data) {
		t.Errorf("the log was touched: %v", err)
	}
}

func TestDamageInALargeLogIsFoundByCheck(t *testing.T) {
	path := written(t, 300)
	small := sqlite.Options{CheckUpTo: 1}
	s, err := small.Open(path)
	if err != nil || !s.Unchecked {
		t.Fatalf("opened with %v, want it unchecked", err)
	}
	if err := s.Check(); err != nil {
		t.Errorf("a sound log: %v", err)
	}
	s.Close()
	damaged(t, path, damages["middle overwritten"])
	if s, err = small.Open(path); err != nil {
		t.Fatal(err)
	}
	if err := s.Check(); !errors.Is(err, sqlite.ErrDamaged) {
		t.Errorf("got %v, want ErrDamaged", err)
	}
	s.Close()
	if s, err = (sqlite.Options{Thorough: true}).Open(path); err != nil || s.SetAside == "" {
		t.Fatalf("not set aside: %v", err)
	}
	s.Close()
}

// The counts come from an index: it must not say what the entries do not.
func TestCheckHoldsTheIndexesAgainstTheEntries(t *testing.T) {
	path := written(t, 5)
	execute(t, path, `PRAGMA writable_schema = ON;
		UPDATE sqlite_schema SET sql = replace(sql, '''unixepoch''', '''unixepoch'', ''+1 day''') WHERE name = 'entries'`)
	s := open(t, path)
	if err := s.Check(); s.SetAside != "" || !errors.Is(err, sqlite.ErrDamaged) {
		t.Errorf("got %v, want ErrDamaged", err)
	}
	s.Close()
	s, err := sqlite.Options{Thorough: true}.Open(path)
	if err != nil || s.SetAside == "" {
		t.Fatalf("not set aside: %v", err)
	}
	s.Close()
}

func TestALargeLogThatWasNotClosedIsLookedOver(t *testing.T) {
	path := written(t, 300)
	open(t, path)
	s, err := sqlite.Options{CheckUpTo: 1}.Open(path)
	if err != nil || s.Unchecked {
		t.Errorf("took a log in use as sound: %v", err)
	}
	s.Close()
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
