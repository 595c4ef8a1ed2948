//go:build cgo

package main

import (
	"testing"

	"passdesk/app/settings"
)

// The whole program is killed while it shows a result, while its settings are
// being changed, and in training; each time it starts again, and everything
// that was there is there. Package app kills a desk without a window much
// more often.
func TestAKilledProgramStartsAgain(t *testing.T) {
	w := newDesk(t)
	w.setUp(nothing)
	video, issuer := clip(t, 15, 8, jane(t, 200, 170).Texts[0]), trainingIssuer(t)
	for visit, busy := range []func(){
		func() {},
		func() {
			w.turn("Passdesk – Settings", "ctrl+comma")
			w.section(ofNames)
			w.write("City Museum")
			w.key("Return")
			w.eventually("a changed setting", func() bool { return w.set().Site == "City Museum" })
			w.key("ctrl+a")
			w.write("Town Hall")
		},
		func() {
			w.turn("TRAINING", "ctrl+t")
			w.awaitTitle("TRAINING: ACCEPTED")
		},
	} {
		w.run("--camera", video, "--issuer", issuer)
		w.awaitTitle("ACCEPTED")
		w.eventually("an entry", func() bool { return len(w.rows()) == visit+1 })
		busy()
		if err := w.cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		<-w.over
		if n := len(w.rows()); n != visit+1 {
			t.Errorf("after the kill there are %d entries, want %d", n, visit+1)
		}
		if site := w.set().Site; visit > 0 && site != "City Museum" && site != "Town Hall" {
			t.Errorf("after the kill the place is %q", site)
		}
	}
}

// set reads the settings as the next start would.
func (w *window) set() settings.Settings {
	w.t.Helper()
	set, problems, err := settings.Load(w.settings())
	if err != nil || len(problems) > 0 {
		w.t.Fatalf("%v, %v", problems, err)
	}
	return set
}
