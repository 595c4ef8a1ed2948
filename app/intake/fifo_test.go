//go:build unix

package intake_test

import (
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"passdesk/app/intake"
)

// pipe makes a named pipe into which somebody writes until nobody reads.
func pipe(t *testing.T, write func(*os.File)) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			t.Error(err)
			return
		}
		defer f.Close()
		write(f)
	}()
	t.Cleanup(func() { <-done })
	return path
}

func TestReadsFromAPipe(t *testing.T) {
	text := card(t).Texts[0]
	found, err := intake.File(pipe(t, func(f *os.File) { f.WriteString(text[:9]); f.WriteString(text[9:]) }), intake.NewReader())
	if err != nil || !slices.Equal(found.Texts, []string{text}) {
		t.Errorf("%.60q, %v", found.Texts, err)
	}
}

func TestLeavesAPipeThatNeverEnds(t *testing.T) {
	line := make([]byte, 64<<10)
	_, err := intake.File(pipe(t, func(f *os.File) {
		for {
			if _, err := f.Write(line); err != nil {
				return
			}
		}
	}), intake.NewReader())
	if err == nil {
		t.Error("read a pipe without an end")
	}
}
