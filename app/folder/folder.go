// Package folder lists what lies in a folder, for a person who chooses a file:
// names only.
//
// A folder may lie on a stick that was pulled out, or on a network that does
// not answer: whoever calls Read does not wait for it where others wait too.
// Names are sorted as people look for them, by x/text.
//
// It promises to open no file, and to write none.
package folder

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Most is how many names are listed of one folder; nobody looks through more.
const Most = 4000

// mostRead is how many names of a folder are looked at for those that fit.
const mostRead = 50_000

// Query asks for a folder: From, or what Name names from there. The zero Query
// asks for a person's home.
type Query struct {
	Serial  int      // tells answers apart; 0 for a question that is withdrawn
	From    string   // a folder, "" for home
	Name    string   // of a file or folder, from there or from the root; "" for From itself
	Endings []string // of the files that fit, in small letters, with the dot; nil for all
	Folders bool     // no file fits
}

// Kind is what a name stands for.
type Kind string

// The kinds. A device or a pipe is none that anybody can choose.
const (
	Nothing Kind = ""
	File    Kind = "file"
	Folder  Kind = "folder"
)

// Trouble is why a folder cannot be listed.
type Trouble string

// The troubles.
const (
	Missing    Trouble = "missing"
	Denied     Trouble = "denied"
	Unreadable Trouble = "unreadable"
	Hanging    Trouble = "hanging" // too many others do not answer
)

// Troubles lists them.
func Troubles() []Trouble { return []Trouble{Missing, Denied, Unreadable, Hanging} }

// Entry is a folder or a file that fits.
type Entry struct {
	Name   string
	Folder bool
}

// Listing is what a folder holds. Target is the whole path of what the Query
// named and Is what that is; a folder that was named is the one that is listed.
type Listing struct {
	Query   Query
	Path    string // of the folder that is listed, absolute
	Parent  string // the folder around it, "" if there is none
	Entries []Entry
	More    bool // there are more than are listed
	Trouble Trouble
	Target  string
	Is      Kind
}

// Read answers a Query. It takes as long as the system does.
func Read(q Query, home string) Listing {
	l := Listing{Query: q}
	l.Path = resolve(q.From, "", home)
	if q.Name != "" {
		l.Target = resolve(q.Name, l.Path, home)
		l.Path = filepath.Dir(l.Target)
		if l.Is = kindOf(l.Target); l.Is == Folder {
			l.Path = l.Target
		}
	}
	if parent := filepath.Dir(l.Path); parent != l.Path {
		l.Parent = parent
	}
	l.Entries, l.More, l.Trouble = list(l.Path, q)
	return l
}

// resolve gives the path that a person means.
func resolve(name, from, home string) string {
	switch {
	case name == "", name == "~":
		return home
	case strings.HasPrefix(name, "~/"), strings.HasPrefix(name, `~\`):
		return filepath.Join(home, name[2:])
	case filepath.IsAbs(name):
		return filepath.Clean(name)
	case from == "":
		from = home
	}
	return filepath.Join(from, name)
}

// kindOf tells what is there.
func kindOf(path string) Kind {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return Nothing
	case info.IsDir():
		return Folder
	}
	return File // a device too: it cannot be written over, and whoever reads it will say what it is
}

// list reads a folder in pieces, so that one without end takes neither memory
// nor time without end.
func list(path string, q Query) (all []Entry, more bool, amiss Trouble) {
	dir, err := os.Open(path)
	if err != nil {
		return nil, false, troubleOf(err)
	}
	defer dir.Close()
	read := 0
	for len(all) <= Most && read < mostRead {
		piece, err := dir.ReadDir(256)
		for _, d := range piece {
			if e, fits := entry(path, d, q); fits {
				all = append(all, e)
			}
		}
		read += len(piece)
		if len(piece) == 0 {
			if amiss = troubleOf(err); amiss != "" && len(all) > 0 {
				more, amiss = true, "" // what could be read is of use
			}
			break
		}
	}
	more = more || len(all) > Most || read >= mostRead
	sort(all)
	return all[:min(len(all), Most)], more, amiss
}

// entry tells whether something that lies in a folder fits.
func entry(path string, d fs.DirEntry, q Query) (Entry, bool) {
	e := Entry{Name: d.Name(), Folder: d.IsDir()}
	if isHidden(d) {
		return e, false
	}
	if kind := d.Type(); kind&fs.ModeSymlink != 0 || kind&fs.ModeIrregular != 0 {
		is := kindOf(filepath.Join(path, e.Name))
		if is == Nothing {
			return e, false
		}
		e.Folder = is == Folder
	} else if !kind.IsRegular() && !e.Folder {
		return e, false
	}
	return e, e.Folder || !q.Folders && Fits(e.Name, q.Endings)
}

// Fits tells whether a file's name has one of the endings; all do where there
// are none.
func Fits(name string, endings []string) bool {
	name = strings.ToLower(name)
	return endings == nil || slices.ContainsFunc(endings, func(e string) bool { return strings.HasSuffix(name, e) })
}

func troubleOf(err error) Trouble {
	switch {
	case err == nil, errors.Is(err, io.EOF):
		return ""
	case errors.Is(err, fs.ErrNotExist):
		return Missing
	case errors.Is(err, fs.ErrPermission):
		return Denied
	}
	return Unreadable
}

// sort puts folders first, and 2.png before 10.png.
func sort(all []Entry) {
	order := collate.New(language.Und, collate.Numeric, collate.IgnoreCase)
	slices.SortFunc(all, func(a, b Entry) int {
		if a.Folder != b.Folder {
			if a.Folder {
				return -1
			}
			return 1
		}
		if c := order.CompareString(a.Name, b.Name); c != 0 {
			return c
		}
		return strings.Compare(a.Name, b.Name)
	})
}
