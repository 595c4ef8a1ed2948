package screen

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"strings"
	"testing"
)

// TestReadsNoClockFileOrNetwork holds the package to its comment: no
// goroutine, clock, file or network, and no camera. A Wedge is a value, which
// reads nothing itself.
func TestReadsNoClockFileOrNetwork(t *testing.T) {
	packages, err := parser.ParseDir(token.NewFileSet(), ".", func(f fs.FileInfo) bool {
		return !strings.HasSuffix(f.Name(), "_test.go")
	}, 0)
	if err != nil {
		t.Fatal(err)
	}
	banned := []string{`"os"`, `"net`, `"passdesk/camera`, `"io/ioutil"`, `"fyne.io/fyne/v2/app"`}
	seen := 0
	for _, pkg := range packages {
		ast.Inspect(pkg, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ImportSpec:
				seen++
				for _, b := range banned {
					if n.Path.Value != `"passdesk/camera/handheld"` && strings.HasPrefix(n.Path.Value, b) {
						t.Errorf("imports %s", n.Path.Value)
					}
				}
			case *ast.GoStmt:
				t.Error("starts a goroutine")
			case *ast.SelectorExpr:
				x, ok := n.X.(*ast.Ident)
				if ok && (x.Name == "time" && (n.Sel.Name == "Now" || n.Sel.Name == "Since" || n.Sel.Name == "AfterFunc") ||
					x.Name == "fyne" && n.Sel.Name == "CurrentApp") {
					t.Errorf("uses %s.%s", x.Name, n.Sel.Name)
				}
			}
			return true
		})
	}
	if seen == 0 {
		t.Error("no source was read")
	}
}
