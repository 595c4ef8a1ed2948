package housekeeping

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func itoa(n int) string { return strconv.Itoa(n) }

// longestFile is the number of lines that a file may have; one that holds more
// than one thing is cut along its seams long before.
const longestFile = 350

// textual are the endings of the files that people write here.
var textual = []string{".go", ".md", ".toml", ".yaml", ".yml", ".json", ".tsv", ".csv", ".txt", ".c", ".mod", ""}

// texts calls do with every written file of the tree.
func texts(t *testing.T, do func(name string, text []byte)) {
	t.Helper()
	err := filepath.WalkDir(root(), func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := relative(path)
		if d.IsDir() {
			if slices.Contains([]string{".git", "bin", "build"}, name) || d.Name() == "fuzz" && strings.Contains(name, "testdata") {
				return filepath.SkipDir
			}
			return nil
		}
		if !slices.Contains(textual, filepath.Ext(name)) {
			return nil
		}
		text, err := os.ReadFile(path)
		if err == nil && !bytes.Contains(text, []byte{0}) {
			do(name, text)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestFilesFitTheReader(t *testing.T) {
	texts(t, func(name string, text []byte) {
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return
		}
		if n := bytes.Count(text, []byte("\n")); n > longestFile {
			t.Errorf("%s has %d lines, more than %d", name, n, longestFile)
		}
	})
}

// Nothing is left for later in the tree, and nothing in it knows on which
// machine it was written. The words are put together here so that this file
// is not among the findings.
func TestFilesHoldNoNotesToSelf(t *testing.T) {
	words := []string{"TO" + "DO", "FIX" + "ME", "XX" + "X:", "HA" + "CK:", "not " + "implemented"}
	places := []string{"/wo" + "rk/", "/tm" + "p/w/"}
	texts(t, func(name string, text []byte) {
		if name == "LICENSE" {
			return
		}
		for _, w := range append(words, places...) {
			if i := bytes.Index(text, []byte(w)); i >= 0 {
				t.Errorf("%s:%d says %q", name, bytes.Count(text[:i], []byte("\n"))+1, w)
			}
		}
	})
}

// The default place of the conformance data is a promise to whoever runs the
// tests; the program itself never looks there. The package that finds it is
// for tests, and no room's row lets it in.
func TestOnlyTestsKnowTheConformanceData(t *testing.T) {
	places := []string{"PASSDESK_" + "CORPUS", "../" + "shared"}
	texts(t, func(name string, text []byte) {
		if strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, ".md") || name == "cmd/housekeeping/corpus/corpus.go" {
			return
		}
		for _, p := range places {
			if bytes.Contains(text, []byte(p)) {
				t.Errorf("%s names %q", name, p)
			}
		}
	})
}
