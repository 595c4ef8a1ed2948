package app_test

import (
	"crypto/rand"
	"strings"
	"testing"

	"passdesk/app"
	"passdesk/app/desk"
	"passdesk/app/pin"
	"passdesk/app/settings"
)

// TestAPINIsSetTriedAndRemoved goes through the life of a PIN, wrong ones
// included.
func TestAPINIsSetTriedAndRemoved(t *testing.T) {
	kept := settings.Settings{Desk: "North"}
	tries := make(chan int, 9)
	f := run(t, func(c *app.Config) {
		c.Office = app.Office{
			HashPIN: func(typed string) (string, error) { return pin.Hash(typed, rand.Reader) },
			Tries:   func(g desk.Gate) error { tries <- g.Wrong; return nil },
			Change:  func(set settings.Settings) error { kept = set; return nil },
			Refit:   func() (app.Outfit, error) { o := c.Outfit; o.Set = kept; return o, nil },
		}
	})
	f.app.SetPIN("12", settings.Settings{Desk: "North"})
	f.await("the word that this is no PIN", func(s desk.State) bool { return s.Notice.ID == "pin-failed" && s.Setup.Set.PIN == "" })
	f.app.SetPIN("4711", settings.Settings{Desk: "North"})
	s := f.await("a PIN", func(s desk.State) bool { return s.Setup.Set.PIN != "" && s.Notice.ID == "pin-set" })
	if strings.Contains(s.Setup.Set.PIN, "4711") {
		t.Fatal(s.Setup.Set.PIN)
	}
	f.app.TryPIN("0000")
	s = f.await("one wrong PIN", func(s desk.State) bool { return s.Gate.Wrong == 1 })
	f.app.TryPIN("4711") // too soon: the desk waits
	s = f.await("the end of the wait", func(s desk.State) bool { return s.PINWait() == 0 })
	if s.Gate.Passed != 0 {
		t.Error("a PIN was tried while the desk waits")
	}
	f.app.TryPIN("4711")
	f.await("the right PIN", func(s desk.State) bool { return s.Gate.Passed == 1 && s.Gate.Wrong == 0 })
	for _, want := range []int{1, 2, 0} { // the right one, too, was a wrong one until it was known
		if got := <-tries; got != want {
			t.Errorf("kept %d tries, want %d", got, want)
		}
	}
	f.app.SetPIN("", s.Setup.Set)
	f.await("no PIN", func(s desk.State) bool { return s.Setup.Set.PIN == "" && s.Notice.ID == "pin-removed" })
}
