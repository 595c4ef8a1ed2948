package directory

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"passdesk/app/atomicfile"
	"passdesk/verify/trust"
)

// The errors of Add and Remove, beside those of package trust and ErrBusy.
var (
	ErrNotAdded   = errors.New("no issuer with this address was added here")
	ErrTestIssuer = errors.New("this is an issuer of test cards, which nobody can make trustworthy")
	ErrTooMany    = errors.New("too many issuers were added here; remove one first")
)

// An issuer that was added here has a file of its own, so that damage to one
// costs no other.
const (
	addedPrefix = "added-"
	addedExt    = ".json"
	maxAdded    = 1000
)

// Added are the issuers that were added here. They have nothing to do with
// the snapshot's age.
type Added struct {
	Issuers []trust.Addition // those that can be read, by file name
	Damaged []string         // a sentence for each file that cannot be used
}

// Added reads the issuers that were added here. What is in them is judged by
// trust.Directory.WithAdditions, each time anew.
func (f Folder) Added() Added {
	var all Added
	entries, err := os.ReadDir(f.Dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		all.Damaged = append(all.Damaged, "the issuers that were added here cannot be read")
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), addedPrefix) || !strings.HasSuffix(e.Name(), addedExt) {
			continue
		}
		if len(all.Issuers) == maxAdded {
			all.Damaged = append(all.Damaged, "there are more files of added issuers than can be used")
			break
		}
		a, err := f.readAdded(e.Name())
		if err != nil {
			all.Damaged = append(all.Damaged, fmt.Sprintf("the file %s in the directory's folder is damaged, and the issuer that was added with it does not count", e.Name()))
			continue
		}
		all.Issuers = append(all.Issuers, a)
	}
	return all
}

// readAdded reads one file. It holds one issuer, after whom it is named: no
// copy of it brings the same issuer twice, and Remove finds it.
func (f Folder) readAdded(name string) (trust.Addition, error) {
	raw, err := read(filepath.Join(f.Dir, name), maxFile)
	if err != nil {
		return trust.Addition{}, err
	}
	all, err := trust.ParseAdditions(raw)
	if err != nil {
		return trust.Addition{}, err
	}
	if len(all) != 1 || addedName(all[0].ISS) != name {
		return trust.Addition{}, trust.ErrNotAdditions
	}
	return all[0], nil
}

// addedName names the file of an issuer: by the host for a person, and by a
// hash because addresses may differ by letter case alone, which file systems
// may not tell apart.
func addedName(iss string) string {
	host := "issuer"
	if u, err := url.Parse(iss); err == nil && u.Hostname() != "" {
		host = strings.Map(fileRune, strings.ToLower(u.Hostname()))
	}
	sum := sha256.Sum256([]byte(iss))
	return fmt.Sprintf("%s%.60s-%x%s", addedPrefix, host, sum[:6], addedExt)
}

// fileRune keeps what every file system takes in a name.
func fileRune(r rune) rune {
	if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.' || r == '-' {
		return r
	}
	return '_'
}

// Add keeps an issuer that trust.NewAddition has checked. One that was added
// before gets its new keys and name. Nothing changes when the directory, as of
// at, has an issuer of this address or name: the errors are trust.ErrISSTaken
// and trust.ErrNameTaken then.
func (f Folder) Add(a trust.Addition, at time.Time) error {
	raw, err := trust.FormatAdditions([]trust.Addition{a})
	if err != nil {
		return err
	}
	if _, err := trust.ParseAdditions(raw); err != nil {
		return err // what is written must be read again
	}
	release, err := f.lock()
	if err != nil {
		return err
	}
	defer release()
	if err := f.mayAdd(a, at); err != nil {
		return err
	}
	if err := atomicfile.Write(filepath.Join(f.Dir, addedName(a.ISS)), raw, 0o600); err != nil {
		return fmt.Errorf("the issuer cannot be kept: %w", err)
	}
	return nil
}

// mayAdd asks the directory. A damaged one cannot answer, and the issuer is
// then judged when there is a good one again.
func (f Folder) mayAdd(a trust.Addition, at time.Time) error {
	issuer, err := a.Issuer()
	if err != nil {
		return err
	}
	kept, err := f.Load(at)
	if kept.Directory == nil {
		return err
	}
	with, err := kept.With(issuer)
	if err != nil {
		return err
	}
	if made, _ := with.Issuer(a.ISS); made.Origin != trust.AddedHere {
		return ErrTestIssuer
	}
	_, err = os.Lstat(filepath.Join(f.Dir, addedName(a.ISS)))
	if err != nil && len(f.Added().Issuers) >= maxAdded {
		return ErrTooMany
	}
	return nil
}

// Remove forgets an issuer that was added here, also one whose file is
// damaged. The error is ErrNotAdded when there is none, and otherwise
// the disk's.
func (f Folder) Remove(iss string) error {
	path := filepath.Join(f.Dir, addedName(iss))
	if _, err := os.Lstat(path); err != nil {
		return ErrNotAdded // and no folder is made to lock it
	}
	release, err := f.lock()
	if err != nil {
		return err
	}
	defer release()
	switch err := os.Remove(path); {
	case errors.Is(err, fs.ErrNotExist):
		return ErrNotAdded
	case err != nil:
		return fmt.Errorf("the issuer cannot be removed: %w", err)
	}
	return nil
}
