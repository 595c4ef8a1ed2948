package housekeeping

import (
	"go/ast"
	"slices"
	"strings"
	"testing"
)

// longestFunc is the number of lines that a function may have; what is longer
// is in longFuncs, with its reason.
const longestFunc = 60

// longFuncs are the functions that are better long: "file function" and why.
var longFuncs = map[string]string{}

func TestFunctionsFitAScreen(t *testing.T) {
	long := map[string]bool{}
	for _, s := range sources(t) {
		for _, d := range s.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			n := s.fset.Position(f.End()).Line - s.fset.Position(f.Pos()).Line + 1
			if n <= longestFunc {
				continue
			}
			key := s.name + " " + f.Name.Name
			long[key] = true
			if longFuncs[key] == "" {
				t.Errorf("%s: %s has %d lines, more than %d", s.line(f), f.Name.Name, n, longestFunc)
			}
		}
	}
	for key := range longFuncs {
		if !long[key] {
			t.Errorf("%q is excused and not long", key)
		}
	}
}

func TestOnlyTheEdgesReadTheClock(t *testing.T) {
	for _, s := range sources(t) {
		ast.Inspect(s.File, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := sel.X.(*ast.Ident); !ok || x.Name != "time" {
				return true
			}
			switch name := sel.Sel.Name; {
			case slices.Contains(readsClock, name) && !within(s.room, mayReadClock):
				t.Errorf("%s: time.%s is for %s", s.line(n), name, strings.Join(mayReadClock, ", "))
			case slices.Contains(waitsClock, name) && within(s.room, mayNotWait):
				t.Errorf("%s: time.%s: this room does not wait", s.line(n), name)
			}
			return true
		})
	}
}

func TestGoroutinesAreThoseOfTheTable(t *testing.T) {
	starts := map[string]int{}
	for _, s := range sources(t) {
		ast.Inspect(s.File, func(n ast.Node) bool {
			if _, ok := n.(*ast.GoStmt); ok {
				starts[s.room]++
			}
			return true
		})
	}
	for _, r := range rooms {
		if starts[r.path] != r.starts {
			t.Errorf("%s has %d go statements, its row says %d", r.path, starts[r.path], r.starts)
		}
	}
}

func TestPackagesStartWithoutWork(t *testing.T) {
	for _, s := range sources(t) {
		for _, d := range s.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				t.Errorf("%s: func init", s.line(f))
			}
		}
	}
}

func TestExportedNamesSayWhatTheyAre(t *testing.T) {
	for _, s := range sources(t) {
		for _, d := range s.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Name.IsExported() && f.Doc == nil && exportedReceiver(f) {
				t.Errorf("%s: %s has no comment", s.line(f), f.Name.Name)
			}
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Doc != nil {
				continue
			}
			for _, spec := range g.Specs {
				if name := undocumented(spec); name != "" {
					t.Errorf("%s: %s has no comment", s.line(spec), name)
				}
			}
		}
	}
}

// exportedReceiver tells whether a method can be called from outside; it is
// true of a function.
func exportedReceiver(f *ast.FuncDecl) bool {
	if f.Recv == nil {
		return true
	}
	found := true
	ast.Inspect(f.Recv.List[0].Type, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			found = id.IsExported()
			return false
		}
		return found
	})
	return found
}

// undocumented gives the exported name of a declaration without a comment
// before or behind it.
func undocumented(spec ast.Spec) string {
	switch s := spec.(type) {
	case *ast.TypeSpec:
		if s.Name.IsExported() && s.Doc == nil && s.Comment == nil {
			return s.Name.Name
		}
	case *ast.ValueSpec:
		if s.Names[0].IsExported() && s.Doc == nil && s.Comment == nil {
			return s.Names[0].Name
		}
	}
	return ""
}

func TestPackageNamesSayWhatTheyHold(t *testing.T) {
	for _, r := range rooms {
		name := r.path[strings.LastIndex(r.path, "/")+1:]
		if slices.Contains([]string{"base", "common", "core", "helper", "helpers", "lib", "misc", "shared", "types", "util", "utils"}, name) {
			t.Errorf("%s is named after nothing", r.path)
		}
	}
}
