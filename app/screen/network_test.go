package screen

import (
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"passdesk/app/desk"
)

func TestSaysHowTheNetworkIsUsed(t *testing.T) {
	ago := func(d time.Duration) desk.Network { return desk.Network{Last: desksNow.Add(-d)} }
	for _, c := range []struct {
		name    string
		network desk.Network
		off     bool
		want    string
	}{
		{"today", ago(time.Hour), false, "Network last used today 09:12"},
		{"yesterday", ago(20 * time.Hour), false, "Network last used yesterday 14:12"},
		{"earlier", ago(60 * time.Hour), false, "Network last used 21 Nov 2021, 22:12"},
		{"never", desk.Network{}, false, "Network never used"},
		{"off", ago(time.Hour), true, "Network off"},
		{"off after a failure", desk.Network{Fault: "slow"}, true, "Network off"},
		{"busy", desk.Network{Busy: true, Fault: "slow"}, false, "Updating…"},
		{"failed", desk.Network{Fault: "unreachable", Last: desksNow}, false, "Update failed: no connection"},
		{"failed in a way of tomorrow", desk.Network{Fault: "eclipse"}, false, "Update failed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			st := atRest()
			st.Network, st.Setup.Set.Network = c.network, !c.off
			screen, _ := open(t, scene{state: st}, Light)
			if seen := seenIn(screen.strip.root); !contains(seen, c.want) {
				t.Errorf("%q is not in the strip; there is %q", c.want, seen)
			}
		})
	}
}

// TestTheListIsTooOldWhenTheSettingsSaySo moves the limit and leaves the list
// as it is.
func TestTheListIsTooOldWhenTheSettingsSaySo(t *testing.T) {
	st := atRest()
	st.About.Directory.Checked = desksNow.AddDate(0, 0, -20)
	for limit, want := range map[int]bool{0: false, 19: true, 20: false, 30: false} {
		st.Setup.Set.DirectoryMaxAgeDays = limit
		screen, _ := open(t, scene{state: st}, Light)
		if got := contains(seenIn(screen.strip.root), "Too old: update it"); got != want {
			t.Errorf("limit %d: too old in the strip: %t", limit, got)
		}
		if got := contains(seenIn(screen.side.root), "The issuer list is too old to rely on"); got != want {
			t.Errorf("limit %d: too old beside the camera: %t", limit, got)
		}
	}
}

func TestAMissingListIsUpdatedWithOnePress(t *testing.T) {
	st := atRest()
	st.About.Directory = desk.Directory{}
	screen, _, noted := listening(t, st)
	test.Tap(screen.side.idle.list.update)
	if len(noted.calls) != 1 || noted.calls[0] != "update" {
		t.Errorf("called %q", noted.calls)
	}
	for _, c := range []struct {
		change func(*desk.State)
		update bool
		says   string
	}{
		{func(st *desk.State) { st.Network.Busy = true }, false, "The list is being fetched"},
		{func(st *desk.State) { st.Network.Fault = "web-page" }, true, "This network may want a login first"},
		{func(st *desk.State) { st.Setup.Set.Network = false }, false, "Import it from two files"},
		{func(st *desk.State) { st.Training.On = true }, false, "Training cards appear by themselves"},
	} {
		screen.Show(changed(st, c.change))
		seen := seenIn(screen.side.root)
		if contains(seen, "Update now") != c.update || !contains(seen, c.says) {
			t.Errorf("want %q, and to update: %t; there is %q", c.says, c.update, seen)
		}
	}
}
