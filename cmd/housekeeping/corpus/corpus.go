// Package corpus finds the real data that conformance tests run on.
//
// The data is not part of this repository: a trust directory, the examples of
// the specification, frames with codes, tables of facts. Only tests import
// this package, and without the data they skip aloud.
package corpus

import (
	"os"
	"path/filepath"
	"testing"
)

// Dir gives the folder that PASSDESK_CORPUS names, by default the folder
// "shared" beside the checkout, or skips the test.
func Dir(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("PASSDESK_CORPUS")
	if dir == "" {
		dir = filepath.Join(filepath.Dir(checkout(t)), "shared")
	}
	if _, err := os.Stat(filepath.Join(dir, "corpus")); err != nil {
		t.Skip("SKIPPED: no corpus of real data; set PASSDESK_CORPUS to its folder")
	}
	return dir
}

// Path gives the path of a file or folder of the corpus, or skips the test.
func Path(t testing.TB, elements ...string) string {
	t.Helper()
	return filepath.Join(Dir(t), filepath.Join(elements...))
}

// Read reads a file of the corpus, or skips the test.
func Read(t testing.TB, elements ...string) []byte {
	t.Helper()
	data, err := os.ReadFile(Path(t, elements...))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// checkout is the folder of go.mod above the package under test.
func checkout(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for dir != filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		dir = filepath.Dir(dir)
	}
	t.Fatal("there is no go.mod above this test")
	return ""
}
