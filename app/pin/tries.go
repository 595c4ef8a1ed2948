package pin

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"time"

	"passdesk/app/atomicfile"
)

// Tries is how often a wrong PIN was typed since the last right one, and until
// when none may be tried. It says nothing about the PIN.
type Tries struct {
	Wrong int       `json:"wrong"`
	Until time.Time `json:"until"`
}

// The largest file that is read, in bytes, and the most tries that it may name.
const (
	mostBytes = 1 << 10
	mostTries = 1 << 20
)

// ReadTries reads what Write has kept. A file that is not there, or damaged,
// holds nobody up.
func ReadTries(path string) Tries {
	f, err := os.Open(path)
	if err != nil {
		return Tries{}
	}
	defer f.Close()
	return readTries(f)
}

func readTries(from io.Reader) Tries {
	var t Tries
	data, err := io.ReadAll(io.LimitReader(from, mostBytes))
	if err != nil || json.Unmarshal(data, &t) != nil || t.Wrong < 0 || t.Wrong > mostTries {
		return Tries{}
	}
	return t
}

// Write keeps the tries in a file, so that whoever starts the program anew waits
// as well. Of none no file is left.
func (t Tries) Write(path string) error {
	if t.Wrong == 0 {
		if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	data, err := json.Marshal(t)
	if err != nil {
		return err
	}
	return atomicfile.Write(path, data, 0o600)
}
