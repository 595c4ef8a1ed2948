//go:build cgo

package main

import (
	"crypto/rand"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passdesk/app/pin"
	"passdesk/app/settings"
)

// TestPINWindow opens the settings of a desk with a PIN, by keys: with the wrong
// one they stay shut, with the right one they open. Wrong ones are counted on from
// where the program ended last.
func TestPINWindow(t *testing.T) {
	hash, err := pin.Hash("4711", rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	w := newDesk(t)
	w.setUp(func(set *settings.Settings) { set.PIN = hash })
	file := filepath.Join(w.dir, "pin-tries.json")
	if err := (pin.Tries{Wrong: 1, Until: time.Now()}).Write(file); err != nil {
		t.Fatal(err)
	}
	w.run()
	w.awaitTitle("Passdesk –")
	w.key("ctrl+comma")
	time.Sleep(time.Second)
	w.write("1234")
	w.key("Return")
	time.Sleep(time.Second)
	w.keep("wrong")
	if title := w.title(); strings.Contains(title, "Settings") {
		t.Fatalf("the wrong PIN opened %q", title)
	}
	w.eventually("the second wrong PIN on disk", func() bool { return pin.ReadTries(file).Wrong == 2 })
	w.eventually("the settings", func() bool {
		w.write("4711")
		w.key("Return")
		time.Sleep(time.Second)
		return strings.HasPrefix(w.title(), "Passdesk – Settings")
	})
	w.keep("right")
	w.eventually("no wrong PIN any more", func() bool { return pin.ReadTries(file) == pin.Tries{} })
}
