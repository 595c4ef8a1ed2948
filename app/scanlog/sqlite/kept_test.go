package sqlite_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"passdesk/app/scanlog"
	"passdesk/app/scanlog/sqlite"
	"passdesk/app/scanlog/storetest"
)

// keep keeps a log for a test; aside gets where damaged ones were put.
func keep(t *testing.T, path string, aside *string) *sqlite.Kept {
	t.Helper()
	k := sqlite.Keep(path, func(path string) { *aside = path })
	t.Cleanup(func() { k.Close() })
	return k
}

func TestAKeptLogKeepsTheContractOfAStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Store {
		return keep(t, filepath.Join(t.TempDir(), "log.db"), new(string))
	})
}

func TestAKeptLogIsOpenedAsSoonAsThatIsPossible(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "folder")
	if err := os.WriteFile(folder, nil, 0o600); err != nil { // a file is in the way
		t.Fatal(err)
	}
	k := keep(t, filepath.Join(folder, "log.db"), new(string))
	var failure *scanlog.Error
	if err := k.Append(storetest.Mixed(1, 1)...); !errors.As(err, &failure) || failure.Doing != "open the log" {
		t.Fatalf("got %v, want a failure to open", err)
	}
	if err := os.Remove(folder); err != nil {
		t.Fatal(err)
	}
	if err := k.Append(storetest.Mixed(1, 1)...); err != nil {
		t.Error(err)
	}
}

func TestAKeptLogThatIsDamagedInUseIsBegunAnew(t *testing.T) {
	path, aside := written(t, 300), ""
	k := keep(t, path, &aside)
	if _, err := k.Last("Front desk"); err != nil || aside != "" {
		t.Fatalf("%v, set aside as %q", err, aside)
	}
	data := damaged(t, path, damages["all but head zeroed"])
	if _, err := k.Entries(scanlog.Query{}); !errors.Is(err, sqlite.ErrDamaged) {
		t.Fatalf("got %v, want ErrDamaged", err)
	}
	if err := k.Append(storetest.Mixed(1, 10)...); err != nil {
		t.Fatal(err)
	}
	rows, err := k.Entries(scanlog.Query{})
	if err != nil || len(rows) != 10 || aside != path+".damaged-1" {
		t.Errorf("%d rows, %v, set aside as %q", len(rows), err, aside)
	}
	if kept, err := os.Stat(aside); err != nil || kept.Size() != int64(len(data)) {
		t.Errorf("the damaged log was not kept: %v", err)
	}
}
