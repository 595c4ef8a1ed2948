package housekeeping

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

const module = "passdesk"

// tags are those of the Makefile, so that the cgo rooms are seen as they are
// built.
const tags = "gocv_specific_modules,gocv_videoio,x11,gles"

// pkg is what "go list -json" says of a package.
type pkg struct {
	ImportPath string
	Dir        string
	Doc        string
	GoFiles    []string
	CgoFiles   []string
	Imports    []string
	Error      *struct{ Err string }
}

// path is the package's room: its import path without the module's name.
func (p pkg) path() string {
	return strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/")
}

// source is one parsed file that is not a test.
type source struct {
	room string
	name string // relative to the root
	fset *token.FileSet
	*ast.File
}

// line is the place of a node, for a message.
func (s source) line(n ast.Node) string {
	return s.name + ":" + itoa(s.fset.Position(n.Pos()).Line)
}

// packages lists the tree once for all tests.
var packages = sync.OnceValues(func() ([]pkg, error) {
	cmd := exec.Command("go", "list", "-e", "-json=ImportPath,Dir,Doc,GoFiles,CgoFiles,Imports,Error", "./...")
	cmd.Dir = root()
	cmd.Env = append(os.Environ(), "CGO_ENABLED=1", "GOFLAGS=-tags="+tags)
	out, err := cmd.Output()
	if err != nil {
		return nil, err
	}
	var all []pkg
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
})

// tree gives all packages, or ends the test.
func tree(t *testing.T) []pkg {
	t.Helper()
	all, err := packages()
	if err != nil || len(all) == 0 {
		t.Fatalf("go list gives %d packages: %v", len(all), err)
	}
	return all
}

// sources parses every file of the tree that is not a test.
func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	for _, p := range tree(t) {
		for _, name := range append(p.GoFiles, p.CgoFiles...) {
			fset, path := token.NewFileSet(), filepath.Join(p.Dir, name)
			f, err := parser.ParseFile(fset, path, nil, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, source{p.path(), relative(path), fset, f})
		}
	}
	return all
}

// root is the folder of go.mod: two above this one.
func root() string {
	dir, err := filepath.Abs("../..")
	if err != nil {
		panic(err)
	}
	return dir
}

// relative gives a path as seen from the root.
func relative(path string) string {
	if r, err := filepath.Rel(root(), path); err == nil {
		return filepath.ToSlash(r)
	}
	return path
}
