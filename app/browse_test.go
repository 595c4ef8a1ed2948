package app_test

import (
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"passdesk/app"
	"passdesk/app/desk"
	"passdesk/app/folder"
)

// TestAFolderThatHangsHoldsUpNothing lists others meanwhile, up to the number
// that may hang, and drops what comes of it at last.
func TestAFolderThatHangsHoldsUpNothing(t *testing.T) {
	home := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		answers := make(chan struct{})
		q := beginAs(t, &disk{}, func(c *app.Config) {
			c.Office.Places = func() []folder.Place { return []folder.Place{{ID: folder.Home, Path: home}} }
			c.Office.List = func(q folder.Query) folder.Listing {
				if q.Name == "hangs" {
					<-answers
				}
				return folder.Read(q, home)
			}
		})
		ask := func(serial int, name string) desk.Browsing {
			q.app.Browse(folder.Query{Serial: serial, Name: name})
			return q.after(time.Second).Browsing
		}
		if b := ask(1, "hangs"); len(b.Places) != 1 || b.Asked != 1 || b.Listing.Path != "" {
			t.Errorf("while the first hangs there is %+v", b)
		}
		for serial := 2; serial <= 5; serial++ {
			ask(serial, "hangs")
		}
		if b := ask(6, "new.csv"); b.Listing.Target != filepath.Join(home, "new.csv") {
			t.Errorf("while five hang there is %+v", b)
		}
		ask(7, "hangs")
		if b := ask(8, ""); b.Listing.Trouble != folder.Hanging {
			t.Errorf("while six hang there is %+v", b)
		}
		close(answers)
		if b := q.after(time.Second).Browsing; b.Listing.Query.Serial != 8 {
			t.Errorf("what came too late is on view: %+v", b)
		}
		if b := ask(9, ""); b.Listing.Path != home || b.Listing.Trouble != "" {
			t.Errorf("after they have answered there is %+v", b)
		}
		q.stop()
	})
}
