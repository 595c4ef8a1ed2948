package screen

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"passdesk/app/desk"
	"passdesk/app/scanlog"
	"passdesk/app/settings"
)

// limited is a desk of a house for 200, with so many inside.
func limited(n int) desk.State {
	return changed(genuine(twoDoses(), plainName), func(st *desk.State) {
		st.Setup.Set.Capacity, st.Inside = 200, desk.Inside{Known: true, Here: n / 2, All: n}
	})
}

// houses are the views of desks that count who is inside, and where that and
// the log are set.
func houses() []scene {
	small, narrow := [2]float32{1024, 640}, [2]float32{640, 900}
	kept := inSettings(func(st *desk.State) {
		st.Setup.Set.Log, st.Setup.Set.LogKeepDays, st.Setup.Set.Capacity = "postgres://north@db.example/passdesk", 45, 200
		st.Setup.Set.ClosingTime, st.Setup.Set.ClosingFolder = "18:00", "/home/desk/reports"
	})
	return []scene{
		{name: "inside", state: limited(143), texts: []string{"Inside: 143 of 200", "Let in today, less those counted out", "One left"}},
		{name: "inside-small", size: small, state: limited(143), texts: []string{"Inside: 143 of 200"}},
		{name: "inside-nearly", size: small, state: changed(limited(180), func(st *desk.State) { st.Setup.Set.Log = "postgres://n@db/p" }), texts: []string{"Nearly full. Inside: 180 of 200", "Let in today at all desks, less those counted out; 90 of them at this desk"}},
		{name: "inside-full-narrow", size: narrow, state: changed(limited(201), func(st *desk.State) { st.Inside.Alone = true }), texts: []string{"FULL. Inside: 201 of 200", "The server is away"}},
		{name: "log-initials", size: small, state: withInitials(), then: func(s *Screen) { s.log.choose(0) }, texts: []string{"Initials", "AL, removed at 18:12", "initials are kept for 8 hours"}},
		{name: "idle-initials", size: small, state: changed(atRest(), func(st *desk.State) { st.Setup.Set.InitialsHours = 8 }), texts: []string{"The visitor's initials are kept for 8 hours."}},
		{name: "settings-log", size: [2]float32{1280, 1900}, state: kept, texts: []string{"The scan log", "45 days", "When the day is over", "People inside", "On this computer"}},
		{name: "settings-log-narrow", size: [2]float32{640, 900}, state: kept, texts: []string{"Settings"}},
	}
}

// withInitials is the log of a desk that keeps some.
func withInitials() desk.State {
	return changed(filtered(scanlog.Query{}), func(st *desk.State) {
		st.Setup.Set.InitialsHours = 8
		st.Log.Initials = map[int64]scanlog.Kept{st.Log.Rows[0].Key: {Letters: "AL", Until: desksNow.Add(8 * time.Hour)}}
	})
}

// Initials go from the screen when their time is over, and are never copied.
func TestInitialsAreShownForTheirTimeAndNeverCopied(t *testing.T) {
	st := withInitials()
	screen, _ := open(t, scene{state: st}, Light)
	screen.log.choose(0)
	copied := ""
	screen.do.Copy = func(text string) { copied = text }
	screen.copyEntry()
	if copied == "" || strings.Contains(copied, "AL") && strings.Contains(copied, "Initials") {
		t.Errorf("copied %q", copied)
	}
	if !contains(textsIn(screen.Content()), "AL, removed") {
		t.Fatal("the initials are not shown, so nothing is tested")
	}
	st.Log.Initials = nil
	screen.Show(st)
	if contains(textsIn(screen.Content()), "AL, removed") {
		t.Error("the initials stay on the screen")
	}
	screen.Show(withInitials())
	screen.log.choose(-1)
	if contains(textsIn(screen.Content()), "AL, removed") {
		t.Error("the initials stay in a pane that is closed")
	}
}

func TestSomebodyIsCountedOutByOnePress(t *testing.T) {
	screen, _, wishes := wished(t, limited(143))
	test.Tap(screen.inside.left)
	for _, c := range screen.shortcuts() {
		if c.key == "D" {
			c.do()
		}
	}
	if got := *wishes; len(got) != 2 || got[0] != (desk.Leave{}) || got[1] != (desk.Leave{}) {
		t.Errorf("led to %v", got)
	}
	screen.Show(atRest())
	screen.leave()
	if len(*wishes) != 2 || screen.inside.root.Visible() {
		t.Error("a desk without a limit counts who leaves")
	}
}

// Each control of the log's settings hands on what it says.
func TestTheLogIsSetInWords(t *testing.T) {
	for name, c := range map[string]struct {
		do   func(*testing.T, *Screen)
		want func(*settings.Settings)
	}{
		"keep":     {func(t *testing.T, s *Screen) { test.Tap(s.settings.log.keep[90]) }, func(s *settings.Settings) { s.LogKeepDays = 90 }},
		"time":     {func(t *testing.T, s *Screen) { fill(s.settings.log.time, "18:30") }, func(s *settings.Settings) { s.ClosingTime = "18:30" }},
		"folder":   {func(t *testing.T, s *Screen) { fill(s.settings.log.folder, "/reports") }, func(s *settings.Settings) { s.ClosingFolder = "/reports" }},
		"initials": {func(t *testing.T, s *Screen) { test.Tap(s.settings.log.letters[8]) }, func(s *settings.Settings) { s.InitialsHours = 8 }},
		"capacity": {func(t *testing.T, s *Screen) { fill(s.settings.log.most, "250") }, func(s *settings.Settings) { s.Capacity = 250 }},
		"server": {func(t *testing.T, s *Screen) {
			test.Tap(s.settings.log.server)
			fill(s.settings.log.address, "postgres://north@db.example/passdesk")
		}, func(s *settings.Settings) { s.Log = "postgres://north@db.example/passdesk" }},
	} {
		st := inSettings(nil)
		screen, _, noted := listening(t, st)
		c.do(t, screen)
		want := st.Setup.Set
		c.want(&want)
		if got := noted.last(t); !got.Equal(want) {
			t.Errorf("%s: handed on %+v", name, got)
		}
	}
}

func fill(f *field, text string) {
	f.SetText(text)
	f.hand()
}

// A password that is typed into an address goes nowhere, and not even stays in
// the line.
func TestAPasswordInTheAddressOfTheLogIsDropped(t *testing.T) {
	for typed, left := range map[string]string{
		"postgres://north:hunter2@db.example/passdesk":            "postgres://north@db.example/passdesk",
		"postgres://north:hun@ter2@db.example/passdesk":           "postgres://north@db.example/passdesk",
		"postgres://north:hunter2:x@db.example:5433/passdesk":     "postgres://north@db.example:5433/passdesk",
		"postgresql://north@db.example/passdesk?password=hunter2": "postgresql://north@db.example/passdesk",
		"postgres://:hunter2@db.example/passdesk":                 "postgres://@db.example/passdesk",
	} {
		screen, _, noted := listening(t, inSettings(nil))
		test.Tap(screen.settings.log.server)
		fill(screen.settings.log.address, typed)
		if got := noted.last(t).Log; got != left || screen.settings.log.address.Text != left {
			t.Errorf("%s: handed on %q, the line shows %q", typed, got, screen.settings.log.address.Text)
		}
		if contains(textsIn(screen.Content()), "hunter2") || screen.settings.log.wrong.Hidden {
			t.Errorf("%s: is still to be seen, or nothing is said", typed)
		}
	}
}

// The password goes to the keyring's door and stays nowhere.
func TestThePasswordOfTheLogGoesToTheKeyring(t *testing.T) {
	st := inSettings(func(st *desk.State) { st.Setup.Set.Log = "postgres://north@db.example/passdesk" })
	screen, _, noted := listening(t, st)
	var kept []string
	screen.do.KeepPassword = func(address, password string) { kept = append(kept, address, password) }
	fill(screen.settings.log.secret, "hunter2")
	if len(kept) != 2 || kept[0] != st.Setup.Set.Log || kept[1] != "hunter2" {
		t.Errorf("kept %q", kept)
	}
	if screen.settings.log.secret.Text != "" || contains(textsIn(screen.Content()), "hunter2") || len(noted.sets) > 0 {
		t.Errorf("the password stays, or led to %+v", noted.sets)
	}
	fill(screen.settings.log.secret, "")
	if len(kept) != 2 {
		t.Error("no password was kept in place of one")
	}
}
