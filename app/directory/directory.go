// Package directory keeps the trust directory in its folder: the last good
// snapshot and when it was checked.
//
// The signature is checked at every load, so the snapshot needs no protection
// of its own. Snapshot and signature are two plain files that other tools can
// check too; a third, replaced whole, names the pair that counts, so that a
// crash at any moment leaves the old pair or the new one. A desk and a
// terminal may use the folder at the same time: who imports holds a lock, who
// loads needs none. Beside them stands when the network was last used, which
// nothing depends on, and each issuer that was added here, in a file of its
// own. Nobody has signed those: who may write to the folder may add an issuer,
// though none of the snapshot's, and every result says "added here".
//
// Nothing is fetched here, and nothing passes for the snapshot's because it
// lies here.
package directory

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"passdesk/app/atomicfile"
	"passdesk/verify/trust"
)

// Folder is where a trust directory is kept, and whose signature counts.
type Folder struct {
	Dir  string
	Pins []trust.Pin

	patience int // tries to get the lock; the usual ones if 0
}

// At is the folder dir with the pins that come with Passdesk.
func At(dir string) (Folder, error) {
	pins, err := trust.Pins()
	return Folder{Dir: dir, Pins: pins}, err
}

// Kept is a trust directory and when it was last found to be the newest:
// fetched or imported, and not older than the one before.
type Kept struct {
	*trust.Directory
	Checked time.Time // zero without a snapshot
}

// ErrOlder says that a snapshot was made before the one that is kept.
var ErrOlder = errors.New("this snapshot is older than the one in use, which stays")

// ErrBusy says that another program was importing all the while.
var ErrBusy = errors.New("another program is renewing the directory just now; try again")

// The files in the folder.
const (
	pointerName = "directory.json"
	snapshotExt = ".json"
	signExt     = ".sig"
	maxPointer  = 4 << 10  // bytes
	maxFile     = 32 << 20 // bytes; trust refuses much smaller ones
)

// pointer names the pair of files that counts.
type pointer struct {
	Snapshot string    `json:"snapshot"` // file name without ending
	Checked  time.Time `json:"checked"`
}

// Load opens the kept directory and checks its signature as of at. Without
// one it knows the test issuers only. When the files are damaged it gives
// that same empty directory with the error, so that a desk can go on and say
// why it checks nothing.
func (f Folder) Load(at time.Time) (Kept, error) {
	empty, err := trust.New()
	if err != nil {
		return Kept{}, err
	}
	kept, err := f.load(at)
	for n := 0; err != nil && n < maxReloads && f.moved(kept.pointer); n++ {
		kept, err = f.load(at)
	}
	switch {
	case errors.Is(err, errNone):
		return Kept{Directory: empty}, nil
	case err != nil:
		return Kept{Directory: empty}, err
	}
	return Kept{kept.Directory, kept.Checked}, nil
}

// maxReloads bounds how often a load is begun anew because an import has
// replaced the pair under it.
const maxReloads = 10

// errNone says that nothing was kept yet.
var errNone = errors.New("no directory")

// loaded is what a pointer leads to.
type loaded struct {
	*trust.Directory
	pointer
}

func (f Folder) load(at time.Time) (loaded, error) {
	p, err := f.current()
	if errors.Is(err, fs.ErrNotExist) {
		return loaded{}, errNone
	}
	if err != nil {
		return loaded{}, err
	}
	d, err := f.open(p, at)
	return loaded{d, p}, err
}

// moved tells whether another pair counts by now.
func (f Folder) moved(from pointer) bool {
	p, err := f.current()
	return err == nil && p.Snapshot != from.Snapshot
}

// current reads the pointer. A name that would lead out of the folder is
// refused.
func (f Folder) current() (pointer, error) {
	var p pointer
	data, err := read(filepath.Join(f.Dir, pointerName), maxPointer)
	if err != nil {
		return p, err
	}
	if json.Unmarshal(data, &p) != nil || p.Snapshot == "" || strings.ContainsAny(p.Snapshot, `/\`) {
		return p, fmt.Errorf("the file %s in the directory's folder is damaged", pointerName)
	}
	return p, nil
}

func (f Folder) open(p pointer, at time.Time) (*trust.Directory, error) {
	base := filepath.Join(f.Dir, p.Snapshot)
	snapshot, err := read(base+snapshotExt, maxFile)
	if err != nil {
		return nil, fmt.Errorf("the kept directory cannot be read: %w", err)
	}
	signature, err := read(base+signExt, maxFile)
	if err != nil {
		return nil, fmt.Errorf("the kept directory cannot be read: %w", err)
	}
	d, err := trust.Open(snapshot, signature, at, f.Pins)
	if err != nil {
		return nil, fmt.Errorf("the kept directory is not used: %w", err)
	}
	return d, nil
}

// Import takes a snapshot and its signature in place of what is kept, as
// checked at at. Nothing changes unless the signature holds and the snapshot
// is not older: the errors are those of trust.Open, ErrOlder, ErrBusy, and
// those of the disk. The same snapshot again is a check like any other.
func (f Folder) Import(snapshot, signature []byte, at time.Time) (Kept, error) {
	d, err := trust.Open(snapshot, signature, at, f.Pins)
	if err != nil {
		return Kept{}, err
	}
	release, err := f.lock()
	if err != nil {
		return Kept{}, err
	}
	defer release()
	before, _ := f.Load(at) // what is damaged may be replaced by anything good
	if before.Directory != nil && before.Newer(d) {
		return Kept{}, ErrOlder
	}
	p := pointer{nameOf(d, snapshot, signature), at.UTC()}
	if err := f.save(p, snapshot, signature); err != nil {
		return Kept{}, err
	}
	f.sweep(p)
	return Kept{d, p.Checked}, nil
}

// nameOf names a pair by its time and content, so that saving one pair never
// writes over a part of another.
func nameOf(d *trust.Directory, snapshot, signature []byte) string {
	sum := sha256.Sum256(append(snapshot[:len(snapshot):len(snapshot)], signature...))
	return fmt.Sprintf("vci-%s-%x", d.Time().UTC().Format("20060102T150405Z"), sum[:6])
}

// save writes the pair first and the pointer last.
func (f Folder) save(p pointer, snapshot, signature []byte) error {
	line, err := json.Marshal(p)
	if err != nil {
		return err
	}
	base := filepath.Join(f.Dir, p.Snapshot)
	for _, file := range []struct {
		path string
		data []byte
	}{{base + snapshotExt, snapshot}, {base + signExt, signature}, {filepath.Join(f.Dir, pointerName), line}} {
		if err := atomicfile.Write(file.path, file.data, 0o600); err != nil {
			return fmt.Errorf("the directory cannot be kept: %w", err)
		}
	}
	return nil
}

// sweep removes the pairs that no longer count, and what a crash left of an
// import. What cannot be removed does no harm.
func (f Folder) sweep(keep pointer) {
	for _, pattern := range []string{"vci-*", ".vci-*.tmp", "." + pointerName + "-*.tmp"} {
		old, _ := filepath.Glob(filepath.Join(f.Dir, pattern))
		for _, path := range old {
			if name := filepath.Base(path); name != keep.Snapshot+snapshotExt && name != keep.Snapshot+signExt {
				_ = os.Remove(path)
			}
		}
	}
}

// read reads a file up to a limit.
func read(path string, limit int64) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > limit {
		return nil, fmt.Errorf("%s is not a file of this program", filepath.Base(path))
	}
	return os.ReadFile(path)
}
