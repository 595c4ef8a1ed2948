package sqlite_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"passdesk/app/scanlog"
	"passdesk/app/scanlog/sqlite"
	"passdesk/app/scanlog/storetest"
)

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
