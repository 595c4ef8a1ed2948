// Package voice says a sentence through the system's speaker.
//
// It runs the program that the system has for that: spd-say or espeak-ng on
// Linux, say on macOS, SAPI through PowerShell on Windows (the last two were not
// run here). What is said may be a holder's name: it goes to the program's
// standard input, never onto a command line that others could list, and is
// kept nowhere.
package voice

import (
	"context"
	"errors"
	"os/exec"
	"strings"
	"time"
	"unicode"
)

// ErrNone says that there is nothing that could speak.
var ErrNone = errors.New("no program that speaks was found: on Linux install speech-dispatcher or espeak-ng")

// ErrHangs says that a program that speaks has not come to an end. Without a
// loudspeaker spd-say never does.
var ErrHangs = errors.New("the program that speaks does not come to an end: is there a loudspeaker?")

// longest is how many letters are said; patience is twice what that takes.
const (
	longest  = 300
	patience = time.Minute
)

// program is one that speaks what comes to its standard input.
type program struct {
	name string
	args func(lang string) []string // for a language as a BCP 47 tag
}

// Say says words in a language, given as a BCP 47 tag, and returns when they
// are said or ctx has ended. It fails with ErrNone, with ErrHangs, or with what
// the program ended with.
func Say(ctx context.Context, words, lang string) error {
	ctx, stop := context.WithTimeoutCause(ctx, patience, ErrHangs)
	defer stop()
	for _, p := range programs() {
		path, err := exec.LookPath(p.name)
		if err != nil {
			continue
		}
		speaks := exec.CommandContext(ctx, path, p.args(lang)...)
		speaks.Stdin = strings.NewReader(plain(words) + "\n")
		if err = speaks.Run(); context.Cause(ctx) == ErrHangs {
			return ErrHangs
		}
		return err
	}
	return ErrNone
}

// plain keeps what can be said: no program is to be given a command.
func plain(words string) string {
	kept := []rune(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || strings.ContainsRune("<>&`{}\\|", r) {
			return ' '
		}
		return r
	}, words))
	return string(kept[:min(len(kept), longest)])
}

// base gives the language without script and region; espeak calls Mandarin
// Chinese cmn.
func base(lang string) string {
	short, _, _ := strings.Cut(lang, "-")
	if short == "zh" {
		return "cmn"
	}
	return strings.ToLower(short)
}
