package app_test

import (
	"testing"
	"time"

	"passdesk/app"
	"passdesk/app/desk"
	"passdesk/app/scanlog"
	"passdesk/app/settings"
	"passdesk/verify/reason"
)

// A house with two doors: what is let in at one is seen at the other.
func TestWhoIsInsideIsCountedOverAllDesks(t *testing.T) {
	lateBubble(t, func(t *testing.T) {
		var site disk
		set := settings.Settings{Capacity: 3}
		q := beginAs(t, &site, func(c *app.Config) {
			c.State = c.State.With(desk.Setup{Set: set}, desk.Network{})
			c.Outfit.Set = set
		})
		let := func(door string, number int64, o reason.Outcome) {
			e := scanlog.Entry{Number: number, Kind: scanlog.Scan, At: q.clock(), Desk: door, Outcome: o}
			if err := site.Append(e); err != nil {
				t.Fatal(err)
			}
		}
		let("South", 1, reason.Accepted)
		let("South", 2, reason.Invalid)
		if s := q.after(10 * time.Second); s.Inside != (desk.Inside{Known: true, All: 1}) || s.Room() != desk.Enough {
			t.Errorf("after one at the other door: %+v, %s", s.Inside, s.Room())
		}
		q.scan("Lovelace")
		if s := q.after(time.Second); s.Inside != (desk.Inside{Known: true, Here: 1, All: 2}) {
			t.Errorf("after one here: %+v", s.Inside)
		}
		let("South", 3, reason.Accepted)
		if s := q.after(10 * time.Second); s.Inside.All != 3 || s.Room() != desk.Full {
			t.Errorf("after a third: %+v, %s", s.Inside, s.Room())
		}
		q.app.Do(desk.Leave{})
		if s := q.after(time.Second); s.Inside != (desk.Inside{Known: true, Here: 0, All: 2}) || s.Today.Total() != 1 || !s.CanUnleave() {
			t.Errorf("after one left: %+v, %d today", s.Inside, s.Today.Total())
		}
		q.app.Do(desk.Unleave{})
		q.app.Do(desk.Unleave{})
		if s := q.after(time.Second); s.Inside != (desk.Inside{Known: true, Here: 1, All: 3}) || s.CanUnleave() {
			t.Errorf("after that was taken back: %+v", s.Inside)
		}
		if s := q.after(time.Hour); s.Inside != (desk.Inside{Known: true}) {
			t.Errorf("the next day begins with %+v", s.Inside)
		}
		q.stop()
	})
}
