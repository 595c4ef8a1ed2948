package sqlite

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// maxAside is how many damaged logs are kept before Open gives up.
const maxAside = 1000

// setAside renames a damaged log with its side files, which a rescue would
// need, and never over another file. It does nothing when the file is not the
// one that was found damaged: another program was faster.
func setAside(path string, damaged fs.FileInfo) (string, error) {
	now, err := os.Stat(path)
	if err != nil || damaged == nil || !os.SameFile(damaged, now) {
		return "", err
	}
	for n := 1; n <= maxAside; n++ {
		aside := fmt.Sprintf("%s.damaged-%d", path, n)
		if _, err := os.Lstat(aside); !errors.Is(err, fs.ErrNotExist) {
			continue
		}
		return aside, rename(path, aside)
	}
	return "", errors.New("there are too many damaged logs in its folder")
}

// rename renames a database. Its side files go first: a crash in between must
// not leave those of the damaged log beside a new one.
func rename(from, to string) error {
	for _, side := range []string{"-wal", "-shm", ""} {
		err := os.Rename(from+side, to+side)
		if err != nil && (side == "" || !errors.Is(err, fs.ErrNotExist)) {
			return err
		}
	}
	return nil
}
