package directory

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// lockName is the file that whoever imports holds. It stays: who removed it
// could let two in.
const lockName = "lock"

// How long an import waits for another one, which takes a few writes to the
// disk. It does not wait for a program that is stopped.
const (
	lockPause = 20 * time.Millisecond
	lockTries = 250
)

// errHeld says that another program holds the lock.
var errHeld = errors.New("held")

// lock keeps other imports out, of this program and of others, until release
// is called or the program ends, however it ends. Where the file system has
// no locks the import goes on without: what two at the same moment can do is
// leave the older pair in use, or a damaged folder that the next import mends.
func (f Folder) lock() (release func(), err error) {
	if err := os.MkdirAll(f.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("the directory cannot be kept: %w", err)
	}
	tries := f.patience
	if tries == 0 {
		tries = lockTries
	}
	for n := range tries {
		if n > 0 {
			time.Sleep(lockPause)
		}
		file, err := hold(filepath.Join(f.Dir, lockName))
		switch {
		case err == nil:
			return func() { _ = file.Close() }, nil
		case errors.Is(err, errors.ErrUnsupported):
			return func() {}, nil
		case !errors.Is(err, errHeld):
			return nil, fmt.Errorf("the directory cannot be kept: %w", err)
		}
	}
	return nil, ErrBusy
}
