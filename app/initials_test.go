package app_test

import (
	"testing"
	"time"

	"passdesk/app"
	"passdesk/app/desk"
	"passdesk/app/desk/desktest"
	"passdesk/app/scanlog"
	"passdesk/app/settings"
)

// A site that keeps initials sees them beside the entry; one that stops keeping
// them has none left.
func TestInitialsAreKeptBesideTheLogWhereThatIsChosen(t *testing.T) {
	set := settings.Settings{InitialsHours: 8}
	f := run(t, func(c *app.Config) {
		c.State = c.State.With(desk.Setup{Set: set}, desk.Network{})
		c.Outfit.Set = set
		c.Office.Change = func(settings.Settings) error { return nil }
		c.Office.Refit = func() (app.Outfit, error) {
			none := c.Outfit
			none.Set.InitialsHours = 0
			none.About = c.State.About
			none.Last = 1
			return none, nil
		}
	})
	f.app.Read(desk.Reading{Text: desktest.Card(t, "Lovelace", 2).JWS, By: scanlog.ByFile})
	f.app.Do(desk.Show{View: desk.LogView})
	kept := func() map[int64]scanlog.Kept {
		rows := f.rows()
		found, err := f.store.InitialsOf(rows, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	s := f.await("the entry with its initials", func(s desk.State) bool { return len(s.Log.Rows) == 1 && len(s.Log.Initials) == 1 })
	if got := kept(); len(got) != 1 || got[s.Log.Rows[0].Key].Letters != s.Log.Initials[s.Log.Rows[0].Key].Letters {
		t.Errorf("the store has %v, the State %v", got, s.Log.Initials)
	}
	f.app.Change(settings.Settings{})
	f.await("none on view", func(s desk.State) bool { return len(s.Log.Initials) == 0 })
	for limit := time.Now().Add(10 * time.Second); len(kept()) > 0; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(limit) {
			t.Fatal("they are still kept")
		}
	}
}
