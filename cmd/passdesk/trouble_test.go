//go:build cgo

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"passdesk/app/desk"
	"passdesk/app/settings"
	"passdesk/verify/rules"
)

// told opens a desk and gives what it says at its start.
func told(t *testing.T, f flags, paths settings.Paths, set settings.Settings) (*opened, string) {
	t.Helper()
	var said []string
	d, err := open(f, settled{paths: paths, kept: set, set: set}, func(n desk.Notice) { said = append(said, n.ID+" "+n.About) })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.store.Close() })
	return d, strings.Join(said, " ")
}

func pathsIn(t *testing.T) settings.Paths {
	dir := t.TempDir()
	return settings.Paths{Directory: filepath.Join(dir, "directory"), Log: filepath.Join(dir, "log.db")}
}

func TestAMistypedRulePackIsSaidAndTheDeskOpens(t *testing.T) {
	set := settings.Default()
	set.Policies = []string{"nys-fool"}
	d, said := told(t, flags{}, pathsIn(t), set)
	if d.state.About.Policy != "nys-full-2021-10" || !strings.Contains(said, `no rule pack "nys-fool"`) {
		t.Errorf("rules %q, said %q", d.state.About.Policy, said)
	}
	_, err := open(flags{policies: set.Policies}, settled{paths: pathsIn(t), set: set}, nil)
	if _, is := err.(*rules.UnknownPackError); !is {
		t.Errorf("as a flag: %v", err)
	}
}

func TestADeskOpensWithoutItsLogAndSaysSo(t *testing.T) {
	paths := pathsIn(t)
	if err := os.Mkdir(paths.Log, 0o700); err != nil { // a folder is in the way
		t.Fatal(err)
	}
	d, _ := told(t, flags{}, paths, settings.Default())
	if !strings.HasPrefix(d.state.Log.Trouble, "could not open the log: ") {
		t.Errorf("trouble %q", d.state.Log.Trouble)
	}
}

func TestADamagedListOfIssuersIsSaid(t *testing.T) {
	paths := pathsIn(t)
	if err := os.Mkdir(paths.Directory, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(paths.Directory, "directory.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, said := told(t, flags{}, paths, settings.Default()); !strings.Contains(said, "is damaged") {
		t.Errorf("said %q", said)
	}
}

// However the person or the system ends the program, and whenever, it ends in
// order.
func TestEndsInOrderWheneverItIsAsked(t *testing.T) {
	needWindow(t)
	card := jane(t, 200, 170).Texts[0]
	for name, ask := range map[string]func(*window) error{
		"the system": func(w *window) error { return w.cmd.Process.Signal(syscall.SIGTERM) },
		"the person": func(w *window) error {
			// By way of the window manager, which sees only keys of the window in focus.
			return exec.Command("xdotool", "windowfocus", "--sync", w.id, "key", "alt+F4").Run()
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := start(t, "--camera", clip(t, 30, 3, card), "--issuer", trainingIssuer(t))
			w.awaitTitle("ACCEPTED")
			if err := ask(w); err != nil {
				t.Fatal(err)
			}
			w.ends()
			if len(w.rows()) != 1 {
				t.Errorf("%d rows", len(w.rows()))
			}
		})
	}
}
