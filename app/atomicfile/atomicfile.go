// Package atomicfile replaces a file whole or not at all.
//
// It promises nothing about two programs that write the same file at the same
// time, except that one of them wins whole. It does not follow a symbolic
// link at the path: the link is replaced by the file.
package atomicfile

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// Write makes data the content of the file at path, with the permissions
// perm whatever the umask. Whoever reads the path meanwhile, and after a crash
// or power cut at any moment, finds the old content or the new one whole. When
// it returns nil the new content is on the disk. Missing folders are made,
// open to their owner only.
//
// The temporary file stands in the same folder, because a rename is atomic
// within one file system only. A crash may leave it there, and a later Write of
// the same file removes it; it is named after the file, begins with a dot and
// ends in ".tmp".
func Write(path string, data []byte, perm fs.FileMode) error {
	return WriteFrom(path, perm, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// WriteFrom is Write for content that is made while it is written, and may be
// longer than memory. The path keeps its old content when content fails, whose
// error it returns.
func WriteFrom(path string, perm fs.FileMode, content func(io.Writer) error) error {
	dir, name := filepath.Split(path)
	if dir == "" {
		dir = "."
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	temp, err := writeTemp(dir, name, perm, content)
	if err != nil {
		return err
	}
	if err := os.Rename(temp, path); err != nil {
		os.Remove(temp)
		return err
	}
	sweep(dir, name)
	return syncDir(dir)
}

// writeTemp writes and syncs a new file beside the one to be replaced, and
// gives its path. On failure it leaves nothing behind.
func writeTemp(dir, name string, perm fs.FileMode, content func(io.Writer) error) (path string, err error) {
	f, err := os.CreateTemp(dir, "."+name+"-*.tmp")
	if err != nil {
		return "", err
	}
	defer func() {
		if cerr := f.Close(); err == nil {
			err = cerr
		}
		if err != nil {
			os.Remove(f.Name())
		}
	}()
	if err := f.Chmod(perm); err != nil {
		return "", err
	}
	if err := content(f); err != nil {
		return "", err
	}
	// Without this the rename may reach the disk before the content does, and
	// a power cut leaves an empty file under the final name.
	return f.Name(), f.Sync()
}

// abandoned is the age from which on a temporary file is nobody's: it is of its
// last write, and between two of them passes much less.
const abandoned = time.Minute

// sweep removes what crashes have left of earlier writes of the file that was
// just written, whose time tells the time. What cannot be removed does no harm.
func sweep(dir, name string) {
	written, err := os.Lstat(filepath.Join(dir, name))
	if err != nil {
		return
	}
	files, _ := os.ReadDir(dir)
	for _, f := range files {
		if !isTempOf(name, f.Name()) {
			continue
		}
		if info, err := f.Info(); err == nil && written.ModTime().Sub(info.ModTime()) > abandoned {
			_ = os.Remove(filepath.Join(dir, f.Name()))
		}
	}
}

// isTempOf tells whether a file's name is one that writeTemp gives.
func isTempOf(name, file string) bool {
	rest, begins := strings.CutPrefix(file, "."+name+"-")
	number, ends := strings.CutSuffix(rest, ".tmp")
	return begins && ends && number != "" && strings.Trim(number, "0123456789") == ""
}

// syncDir makes the rename itself durable. Windows cannot sync a folder, and
// its file systems journal the rename by themselves.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
