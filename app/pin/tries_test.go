package pin

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestTriesAreKeptUntilThereAreNone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "pin-tries.json")
	none := Tries{}
	if err := none.Write(path); err != nil {
		t.Error(err)
	}
	want := Tries{Wrong: 3, Until: time.Date(2021, 11, 24, 10, 12, 40, 5, time.UTC)}
	if err := want.Write(path); err != nil {
		t.Fatal(err)
	}
	if got := ReadTries(path); got.Wrong != 3 || !got.Until.Equal(want.Until) {
		t.Errorf("kept %+v", got)
	}
	if err := none.Write(path); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(path); err == nil || ReadTries(path) != none {
		t.Errorf("of no tries a file is left: %v", err)
	}
}

// Whatever the file holds, it is a number of tries that can be counted on.
func FuzzReadTries(f *testing.F) {
	f.Add(`{"wrong":2,"until":"2021-11-24T10:12:40Z"}`)
	f.Add(`{"wrong":-9223372036854775808}`)
	f.Add(`{"wrong":1e99}`)
	f.Add("\x00")
	f.Fuzz(func(t *testing.T, file string) {
		if got := readTries(strings.NewReader(file)); got.Wrong < 0 || got.Wrong > mostTries {
			t.Errorf("%+v", got)
		}
	})
}
