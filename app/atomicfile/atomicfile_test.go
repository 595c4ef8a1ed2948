package atomicfile_test

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"passdesk/app/atomicfile"
)

// read gives a file's content and fails the test if there is none.
func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// names lists what stands in a folder.
func names(t *testing.T, dir string) []string {
	t.Helper()
	all, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range all {
		out = append(out, e.Name())
	}
	return out
}

func TestReplacesAFileAndLeavesNothingElse(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a", "b", "file.txt")
	for _, text := range []string{"first", "", "third and longer"} {
		if err := atomicfile.Write(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := read(t, path); got != text {
			t.Errorf("file holds %q, want %q", got, text)
		}
		if all := names(t, filepath.Dir(path)); len(all) != 1 {
			t.Errorf("folder holds %v, want the file alone", all)
		}
	}
}

func TestKeepsTheOldContentWhenTheNewOneFails(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file.txt")
	if err := atomicfile.Write(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	failed := errors.New("the log could not be read")
	err := atomicfile.WriteFrom(path, 0o600, func(w io.Writer) error {
		if _, err := io.WriteString(w, "half of the n"); err != nil {
			return err
		}
		return failed
	})
	if !errors.Is(err, failed) || read(t, path) != "old" || len(names(t, filepath.Dir(path))) != 1 {
		t.Errorf("error %v, file holds %q, folder %q", err, read(t, path), names(t, filepath.Dir(path)))
	}
}

func TestWritesAFileNamedWithoutAFolder(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := atomicfile.Write("bare.txt", []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := read(t, "bare.txt"); got != "x" {
		t.Errorf("file holds %q", got)
	}
}

func TestGivesExactlyThePermissionsAskedFor(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no permission bits")
	}
	path := filepath.Join(t.TempDir(), "new", "file")
	for _, perm := range []fs.FileMode{0o644, 0o600} {
		if err := atomicfile.Write(path, nil, perm); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != perm {
			t.Errorf("file has %v, want %v", info.Mode().Perm(), perm)
		}
	}
	dir, err := os.Stat(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	if dir.Mode().Perm() != 0o700 {
		t.Errorf("folder has %v, want it open to its owner only", dir.Mode().Perm())
	}
}

func TestKeepsTheOldFileWhenItCannotReplaceIt(t *testing.T) {
	dir := t.TempDir()
	// A folder that is not empty cannot be renamed over, for root neither.
	path := filepath.Join(dir, "taken")
	if err := os.MkdirAll(filepath.Join(path, "inside"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := atomicfile.Write(path, []byte("x"), 0o600); err == nil {
		t.Fatal("wrote over a folder")
	}
	if all := names(t, dir); len(all) != 1 {
		t.Errorf("folder holds %v, want no temporary file left", all)
	}
}

func TestRefusesAFolderThatIsAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	err := atomicfile.Write(filepath.Join(file, "below"), nil, 0o600)
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v, want a refusal", err)
	}
}

func TestRemovesWhatACrashLeftOfTheSameFileOnly(t *testing.T) {
	dir := t.TempDir()
	long := time.Now().Add(-time.Hour)
	for name, age := range map[string]time.Time{
		".file-123.tmp":       long,
		".file-456.tmp":       time.Now(), // somebody may be writing it
		".other-123.tmp":      long,
		".file-1-2.tmp":       long, // of a file named file-1
		".file-my-notes.tmp":  long,
		"file-123.tmp":        long,
		".file-.tmp":          long,
		".file.txt-12.tmp":    long,
		".file-123.tmp.saved": long,
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, age, age); err != nil {
			t.Fatal(err)
		}
	}
	if err := atomicfile.Write(filepath.Join(dir, "file"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	want := []string{
		".file-.tmp", ".file-1-2.tmp", ".file-123.tmp.saved", ".file-456.tmp", ".file-my-notes.tmp",
		".file.txt-12.tmp", ".other-123.tmp", "file", "file-123.tmp",
	}
	if got := names(t, dir); !slices.Equal(got, want) {
		t.Errorf("the folder holds %q, want %q", got, want)
	}
}

// A reader that opens the path again and again while it is replaced must
// never see half a file.
func TestAReaderSeesTheOldOrTheNewFileWhole(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	old, fresh := bytes.Repeat([]byte("o"), 1<<16), bytes.Repeat([]byte("n"), 1<<17)
	if err := atomicfile.Write(path, old, 0o600); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() {
		for i := range 20 {
			data := old
			if i%2 == 0 {
				data = fresh
			}
			if err := atomicfile.Write(path, data, 0o600); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	for {
		got := read(t, path)
		if got != string(old) && got != string(fresh) {
			t.Fatalf("read %d bytes that are neither file", len(got))
		}
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			return
		default:
		}
	}
}
