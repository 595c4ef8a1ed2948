package desk

import (
	"time"

	"passdesk/app/scanlog"
	"passdesk/app/settings"
	"passdesk/verify/rules"
)

// Setup is what the settings view shows. The same view is the first that a
// new desk shows.
type Setup struct {
	Set     settings.Settings // in force; its camera address is without password
	First   bool              // nobody has set this desk up yet; until its settings are left
	Packs   []*rules.Pack     // rule packs to choose from
	Cameras []Webcam          // found last
	Ports   []Port            // serial lines found last
	Before  []scanlog.Count   // of this desk's last days, since the view was opened
	Added   []Added           // issuers that were added at this desk
	Read    bool              // the camera has read a code since the view was opened
	Trouble string            // why the last change was not taken, empty when it was
}

// Webcam is a camera to choose: what the settings keep, and what a person
// reads.
type Webcam struct{ ID, Name string }

// Port is a serial line to choose: what the settings keep, and what a person
// reads.
type Port struct{ ID, Name string }

// Network is what the desk says of its use of the network, which is for the
// directory only.
type Network struct {
	Busy  bool      // an update is under way
	Last  time.Time // of the last use, zero if there was none
	Fault string    // why it failed, a directory.Outcome or "unknown"; empty when all went well
}

// With gives a State with a settings view. A desk that nobody has set up
// begins there.
func (s State) With(setup Setup, network Network) State {
	s.Setup, s.Network = setup, network
	if setup.First {
		s.View = SettingsView
	}
	return s
}

// How often the directory is updated by itself, and tried again.
const (
	updateEvery = 24 * time.Hour
	retryEvery  = time.Hour
)

// UpdateDue tells whether the directory is to be updated over the network
// now. A desk that nobody has set up yet asks before it uses the network.
func (s State) UpdateDue() bool {
	return s.Setup.Set.Network && !s.Setup.First && !s.Network.Busy &&
		s.passed(s.About.Directory.Checked, updateEvery) && s.passed(s.Network.Last, retryEvery)
}

// passed tells whether so much time has passed since a moment. A moment that
// is still to come was written down by a wrong clock and puts nothing off.
func (s State) passed(since time.Time, enough time.Duration) bool {
	return since.IsZero() || s.Now.Before(since) || s.Now.Sub(since) >= enough
}

// turn opens a view. The settings are a room of their own: no result waits
// behind them, and no training goes on in them.
func (s State) turn(view View, at time.Time) (State, []scanlog.Entry) {
	if view != SettingsView {
		s.View, s.Setup.First = view, false
		return s, nil
	}
	if s.Training.On {
		return s, nil
	}
	s, entries := Clear{}.on(s, at)
	s.View, s.Setup.Read, s.Setup.Trouble = view, false, ""
	return s, entries
}

// checkCamera takes a code that the camera read while the settings are open
// as the proof that it can, and as nothing else.
func (s State) checkCamera(r Reading) (State, bool) {
	if s.View != SettingsView || r.By != scanlog.ByCamera {
		return s, false
	}
	s.Setup.Read = true
	return s, true
}

// Changed brings the settings that are in force from now on, with what
// follows from them. Last, Newest and Counts are of the desk they name, as its log has
// them.
type Changed struct {
	Set    settings.Settings
	About  About
	Last   int64
	Newest scanlog.Entry
	Counts []scanlog.Count
}

// on also logs a change of the rules, which the counts depend on.
func (a Changed) on(s State, at time.Time) (State, []scanlog.Entry) {
	before := s.About
	s.About, s.Setup.Set, s.Setup.Trouble = a.About, a.Set, ""
	if before.Desk != a.About.Desk {
		s.number = a.Last
		s = s.GoesOnFrom(a.Newest)
		s.Today = Today{Day: at.Format(time.DateOnly)}.with(a.Counts, a.About.Desk)
	}
	if before.Policy == a.About.Policy && before.Desk == a.About.Desk {
		return s, nil
	}
	e := s.remark(scanlog.Change, at)
	return s.wrote(e), []scanlog.Entry{e}
}

// NotChanged says why a change was not taken.
type NotChanged struct{ Trouble string }

func (a NotChanged) on(s State, _ time.Time) (State, []scanlog.Entry) {
	s.Setup.Trouble = a.Trouble
	return s, nil
}

// CamerasAre brings the cameras that there are.
type CamerasAre struct{ Cameras []Webcam }

func (a CamerasAre) on(s State, _ time.Time) (State, []scanlog.Entry) {
	s.Setup.Cameras = a.Cameras
	return s, nil
}

// PortsAre brings the serial lines that there are.
type PortsAre struct{ Ports []Port }

func (a PortsAre) on(s State, _ time.Time) (State, []scanlog.Entry) {
	s.Setup.Ports = a.Ports
	return s, nil
}

// NetworkIs brings news of the network.
type NetworkIs struct{ Network Network }

func (a NetworkIs) on(s State, _ time.Time) (State, []scanlog.Entry) {
	s.Network = a.Network
	return s, nil
}
