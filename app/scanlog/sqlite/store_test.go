package sqlite_test

import (
	"path/filepath"
	"testing"

	"passdesk/app/scanlog/sqlite"
	"passdesk/app/scanlog/storetest"
)

// open opens a log for a test.
func open(t testing.TB, path string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestKeepsTheContractOfAStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Store {
		s := open(t, filepath.Join(t.TempDir(), "log.db"))
		t.Cleanup(func() {
			if err := s.Check(); err != nil { // the sums too, after whatever was done
				t.Error(err)
			}
		})
		return s
	})
}
