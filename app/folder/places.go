package folder

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// The places by their id: a person's own, the whole computer, and drives, which
// have names.
const (
	Home      = "home"
	Desktop   = "desktop"
	Downloads = "downloads"
	Documents = "documents"
	Computer  = "computer"
	Drive     = "drive"
)

// Place is a folder that is one step away from everywhere.
type Place struct {
	ID   string
	Name string // of a drive, else ""
	Path string
}

// Person is whose places are wanted.
type Person struct {
	Home   string
	Config string // where the person's programs keep settings
	User   string // short name, as in /media/NAME
	Root   string // "" for /; tests have another
}

func (p Person) root() string {
	if p.Root == "" {
		return "/"
	}
	return p.Root
}

// mostDrives is how many drives there is room for.
const mostDrives = 8

// Places lists those that are there.
func Places(p Person) []Place {
	all := []Place{{ID: Home, Path: p.Home}}
	named := userDirs(p)
	for _, own := range []struct{ id, key, usual string }{
		{Desktop, "DESKTOP", "Desktop"}, {Downloads, "DOWNLOAD", "Downloads"}, {Documents, "DOCUMENTS", "Documents"},
	} {
		path := named[own.key]
		if path == "" {
			path = filepath.Join(p.Home, own.usual)
		}
		if path != p.Home && kindOf(path) == Folder {
			all = append(all, Place{ID: own.id, Path: path})
		}
	}
	found := drives(p)
	return append(all, found[:min(len(found), mostDrives)]...)
}

// userDirs reads how the folders of a person are called where that is in
// another language: the file is that of xdg-user-dirs.
func userDirs(p Person) map[string]string {
	f, err := os.Open(filepath.Join(p.Config, "user-dirs.dirs"))
	if err != nil {
		return nil
	}
	defer f.Close()
	return readUserDirs(f, p.Home)
}

// mostUserDirs is how many bytes are read of that file, which has a few hundred.
const mostUserDirs = 16 << 10

// readUserDirs reads lines such as XDG_DESKTOP_DIR="$HOME/Escritorio", by the
// word in the middle. What is of another form is left out.
func readUserDirs(from io.Reader, home string) map[string]string {
	named := map[string]string{}
	lines := bufio.NewScanner(io.LimitReader(from, mostUserDirs))
	for lines.Scan() {
		name, value, _ := strings.Cut(strings.TrimSpace(lines.Text()), "=")
		key, isOne := strings.CutPrefix(strings.TrimSuffix(name, "_DIR"), "XDG_")
		path := strings.Trim(value, `"`)
		if rest, below := strings.CutPrefix(path, "$HOME"); below {
			path = filepath.Join(home, rest)
		}
		if isOne && filepath.IsAbs(path) {
			named[key] = filepath.Clean(path)
		}
	}
	return named
}
