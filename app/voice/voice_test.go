//go:build linux

package voice_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passdesk/app/voice"
)

// speaker puts a program on the path that writes down how it was called and
// what it was to say.
func speaker(t *testing.T, name, script string) (said func() string) {
	t.Helper()
	dir := t.TempDir()
	notes := filepath.Join(dir, "notes")
	if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+strings.ReplaceAll(script, "NOTES", notes)+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, tool := range []string{"cat", "sleep"} { // and no speaker of this computer's own
		path, err := exec.LookPath(tool)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(path, filepath.Join(dir, tool)); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir)
	return func() string {
		data, err := os.ReadFile(notes)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
}

const write = `{ echo "$@"; cat; } >NOTES`

func TestSaysTheWordsWithoutShowingThem(t *testing.T) {
	for _, c := range []struct{ program, lang, want string }{
		{"spd-say", "zh-Hant", "--pipe-mode --wait --language zh\n"},
		{"spd-say", "es", "--pipe-mode --wait --language es\n"},
		{"espeak-ng", "zh-Hant", "-v cmn --stdin\n"},
		{"espeak", "en", "-v en --stdin\n"},
	} {
		said := speaker(t, c.program, write)
		if err := voice.Say(t.Context(), "Accepted. Ada\x00 <b>Lovelace</b>", c.lang); err != nil {
			t.Fatal(err)
		}
		if got, want := said(), c.want+"Accepted. Ada   b Lovelace /b \n"; got != want {
			t.Errorf("%s in %s: %q, want %q", c.program, c.lang, got, want)
		}
	}
}

func TestSaysNoMoreThanAnyoneListensTo(t *testing.T) {
	said := speaker(t, "espeak", "cat >NOTES")
	if err := voice.Say(t.Context(), strings.Repeat("漢", 999), "zh"); err != nil {
		t.Fatal(err)
	}
	if got := said(); got != strings.Repeat("漢", 300)+"\n" {
		t.Errorf("said %d letters", len([]rune(got)))
	}
}

func TestAProgramThatHangsIsGivenUp(t *testing.T) {
	speaker(t, "spd-say", "exec sleep 60")
	ctx, stop := context.WithTimeoutCause(t.Context(), 200*time.Millisecond, voice.ErrHangs)
	defer stop()
	if err := voice.Say(ctx, "Accepted", "en"); !errors.Is(err, voice.ErrHangs) {
		t.Error(err)
	}
}

func TestEndsWhenTheNextAnswerComes(t *testing.T) {
	speaker(t, "spd-say", "exec sleep 60")
	ctx, stop := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer stop()
	began := time.Now()
	if err := voice.Say(ctx, "Accepted", "en"); err == nil || time.Since(began) > 20*time.Second {
		t.Errorf("%v after %v", err, time.Since(began))
	}
}

func TestWithoutAProgramNothingIsSaid(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if err := voice.Say(t.Context(), "Accepted", "en"); !errors.Is(err, voice.ErrNone) {
		t.Error(err)
	}
}
