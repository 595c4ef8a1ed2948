package housekeeping

import (
	"go/ast"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// row finds a room in the import table.
func row(path string) (room, bool) {
	i := slices.IndexFunc(rooms, func(r room) bool { return r.path == path })
	if i < 0 {
		return room{}, false
	}
	return rooms[i], true
}

func TestEveryPackageHasARow(t *testing.T) {
	for _, p := range tree(t) {
		if p.Error != nil {
			t.Errorf("%s does not load: %s", p.ImportPath, p.Error.Err)
		}
		if _, ok := row(p.path()); !ok {
			t.Errorf("%s has no row in the import table: say what it is for and what it may import", p.path())
		}
	}
}

func TestEveryRowHasAPackage(t *testing.T) {
	for i, r := range rooms {
		if slices.ContainsFunc(rooms[:i], func(before room) bool { return before.path == r.path }) {
			t.Errorf("%s has two rows", r.path)
		}
		if !slices.ContainsFunc(tree(t), func(p pkg) bool { return p.path() == r.path }) {
			t.Errorf("%s has a row in the import table and no package", r.path)
		}
	}
}

func TestRoomsImportOnlyWhatTheirRowAllows(t *testing.T) {
	for _, p := range tree(t) {
		r, _ := row(p.path())
		for _, path := range p.Imports {
			switch ours, isOurs := strings.CutPrefix(path, module+"/"); {
			case isOurs && !slices.Contains(r.ours, "*") && !slices.Contains(r.ours, ours):
				t.Errorf("%s may not import our %s", r.path, ours)
			case !isOurs && isOutside(path) && !within(path, r.outside):
				t.Errorf("%s may not import %s", p.path(), path)
			}
		}
	}
}

// isOutside tells a module from the standard library: only the former's first
// element has a dot.
func isOutside(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return strings.Contains(first, ".")
}

func TestRoomsKeepTheBans(t *testing.T) {
	for _, p := range tree(t) {
		for _, b := range bans {
			if len(b.rooms) > 0 && !within(p.path(), b.rooms) || within(p.path(), b.but) {
				continue
			}
			for _, path := range p.Imports {
				if slices.Contains(b.imports, path) {
					t.Errorf("%s may not import %s: %s", p.path(), path, b.why)
				}
			}
		}
	}
}

// No address that was found in a card is ever asked for: the rooms that can
// ask are these, and their rows say who may call them.
func TestOnlyTheDownloadOpensConnections(t *testing.T) {
	silent := []string{"net/mail", "net/netip", "net/textproto", "net/url"}
	for _, p := range tree(t) {
		var by []string
		for _, path := range p.Imports {
			if within(path, []string{"net", "crypto/tls"}) && !slices.Contains(silent, path) {
				by = append(by, path)
			}
		}
		slices.Sort(by)
		if want := connects[p.path()]; !slices.Equal(by, want) {
			t.Errorf("%s can open connections by %q, may by %q", p.path(), by, want)
		}
	}
	for path := range connects {
		if _, ok := row(path); !ok {
			t.Errorf("%s may open connections and is no room", path)
		}
	}
}

func TestNoLibraryIsLetFetchByItself(t *testing.T) {
	for _, s := range sources(t) {
		ast.Inspect(s.File, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := sel.X.(*ast.Ident); ok && slices.Contains(fetchers[x.Name], sel.Sel.Name) {
					t.Errorf("%s: %s.%s fetches what an address names", s.line(n), x.Name, sel.Sel.Name)
				}
			}
			return true
		})
	}
}

// The package comment is the charter: a reader of the code and a reader of the
// table learn the same.
func TestPackageCommentsStateTheirCharter(t *testing.T) {
	said := map[string]string{}
	for _, s := range sources(t) {
		if s.Doc != nil {
			said[s.room] += s.Doc.Text()
		}
	}
	for _, r := range rooms {
		first := r.path[strings.LastIndex(r.path, "/")+1:] + " " + r.charter
		comment := strings.Join(strings.Fields(said[r.path]), " ")
		if !strings.HasPrefix(comment, "Package "+first) && !strings.HasPrefix(comment, "Command "+first) {
			t.Errorf("the comment of %s begins %.90q, want %q", r.path, comment, first)
		}
	}
}

// TestRoomsLeftOutOfTheRaceStartNothing reads the Makefile's list.
func TestRoomsLeftOutOfTheRaceStartNothing(t *testing.T) {
	makefile, err := os.ReadFile(filepath.Join(root(), "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	list := regexp.MustCompile(`(?m)^RACELESS := (.*)$`).FindSubmatch(makefile)
	if list == nil {
		t.Fatal("the Makefile has no list of them")
	}
	for _, path := range strings.Split(string(list[1]), "|") {
		switch r, known := row(path); {
		case !known:
			t.Errorf("%s is no room", path)
		case r.starts > 0 && path != "cmd/passdesk": // whose busiest tests have a run of their own
			t.Errorf("%s starts %d goroutines and is tested without the race detector", path, r.starts)
		}
	}
}
