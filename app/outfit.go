package app

import (
	"context"
	"time"

	"passdesk/app/desk"
	"passdesk/app/folder"
	"passdesk/app/intake"
	"passdesk/app/scanlog"
	"passdesk/app/settings"
	"passdesk/camera"
)

// Outfit is what a desk works with: what follows from its settings, its
// directory and its log.
type Outfit struct {
	Book     desk.Rulebook     // at work
	Training desk.Rulebook     // in training
	Set      settings.Settings // in force; the camera's address is without password
	About    desk.About
	Last     int64           // number of the last entry of About.Desk in the log
	Newest   scanlog.Entry   // of About.Desk, zero if there is none
	Counts   []scanlog.Count // of About.Desk today
	Latest   time.Time       // of the latest entry of the log, zero if there is none
	Added    []desk.Added    // issuers that were added here
	Network  desk.Network    // when it was last used, with what came of it

	Open   Opener // opens the camera
	Reopen bool   // it is another camera than the outfit before had

	Listen   Listener // to a hand scanner on a serial line
	Relisten bool     // it is another line than the outfit before had
}

// Opener opens a camera; nil stands for none.
type Opener = func(context.Context) (camera.Source, error)

// Office keeps what outlasts a run of the desk: settings and directory. Its
// functions are called one at a time, but for Update, Places and List, and those
// that are nil do nothing. What they change counts from the next Refit on.
type Office struct {
	Refit   func() (Outfit, error)                 // by what is kept now
	Change  func(settings.Settings) error          // keeps settings; one that cannot be kept still counts for this run
	Import  func(snapshot, signature string) error // keeps a signed directory, from two files
	Update  func(context.Context) error            // keeps the signed directory that the network has
	Add     func(desk.NewIssuer) error             // keeps an issuer
	Keep    func(address, password string) error   // keeps the password of the log's server, where the system keeps such things
	HashPIN func(string) (string, error)           // gives what is kept of a manager's PIN
	Tries   func(desk.Gate) error                  // keeps how many wrong PINs there were, and how long the desk waits
	Remove  func(iss string) error                 // forgets an issuer that was added here
	Cameras func() []desk.Webcam                   // lists what can be chosen now
	Ports   func() []desk.Port                     // the same of serial lines
	Places  func() []folder.Place                  // where a person may keep files
	List    func(folder.Query) folder.Listing      // what lies in a folder
}

// Change lets settings be in force from now on.
func (a *App) Change(set settings.Settings) {
	a.send(func(*intake.Reader) { a.change(set) })
}

// change does so, and tells whether they were kept.
func (a *App) change(set settings.Settings) (kept bool) {
	trouble := ""
	if err := a.Office.Change(set); err != nil {
		trouble = err.Error()
	}
	outfit, ok := a.refit()
	if ok {
		a.post(func(a *App) []scanlog.Entry { return a.wear(outfit) })
	}
	if trouble != "" {
		a.Do(desk.NotChanged{Trouble: trouble})
		a.remark("settings-failed", trouble)
	}
	return ok && trouble == ""
}

// ImportDirectory takes a signed snapshot of the trust directory from files.
func (a *App) ImportDirectory(snapshot, signature string) {
	a.send(func(*intake.Reader) {
		if err := a.Office.Import(snapshot, signature); err != nil {
			a.remark("directory-failed", err.Error())
			return
		}
		a.trustAnew(passing("directory-updated", ""))
	})
}

// KeepPassword keeps the password of the log's server where the system keeps
// such things.
func (a *App) KeepPassword(address, password string) {
	a.send(func(*intake.Reader) {
		if err := a.Office.Keep(address, password); err != nil {
			a.remark("password-failed", err.Error())
			return
		}
		a.remark("password-kept", "")
	})
}

// AddIssuer lets the cards of an issuer count that is not in the directory.
func (a *App) AddIssuer(n desk.NewIssuer) {
	a.send(func(*intake.Reader) {
		if err := a.Office.Add(n); err != nil {
			a.remark("issuer-failed", err.Error())
			return
		}
		a.trustAnew(passing("issuer-added", n.Name))
	})
}

// RemoveIssuer takes an issuer away again that was added here.
func (a *App) RemoveIssuer(iss string) {
	a.send(func(*intake.Reader) {
		if err := a.Office.Remove(iss); err != nil {
			a.remark("issuer-failed", err.Error())
			return
		}
		a.trustAnew(passing("issuer-removed", iss))
	})
}

// UpdateDirectory takes the newest snapshot of the trust directory from the
// network. A second wish while one is under way is the same wish.
func (a *App) UpdateDirectory() {
	a.post(func(a *App) []scanlog.Entry {
		a.update(true)
		return nil
	})
}

// update starts an update over the network unless one is under way. What a
// person asked for is answered with a remark; what failed in the background
// stands in the State.
func (a *App) update(asked bool) {
	if a.state.Network.Busy || a.Office.Update == nil {
		return
	}
	a.state.Network.Busy = true
	a.updates <- asked // has room: none is under way
}

// pumpNetwork fetches the directory whenever it is asked to.
func (a *App) pumpNetwork(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case asked := <-a.updates:
			err := a.Office.Update(ctx)
			a.send(func(*intake.Reader) { a.updated(asked, err) })
		}
	}
}

// updated takes the directory that the network brought into use.
func (a *App) updated(asked bool, err error) {
	switch {
	case !asked:
		a.trustAnew(desk.Remark{})
	case err != nil:
		a.trustAnew(passing("directory-failed", err.Error()))
	default:
		a.trustAnew(passing("directory-updated", ""))
	}
}

// trustAnew goes by what is kept now of the directory and of the issuers that
// were added here, and says so. What is wrong with it is said in place of that.
func (a *App) trustAnew(said desk.Remark) {
	outfit, ok := a.refit()
	a.post(func(a *App) (entries []scanlog.Entry) {
		if ok {
			if said != (desk.Remark{}) {
				a.state, _ = a.state.Act(said, a.Clock())
			}
			a.outfit.Book, a.outfit.Training = outfit.Book, outfit.Training
			entries = a.know(outfit)
		}
		a.state, _ = a.state.Act(desk.NetworkIs{Network: outfit.Network}, a.Clock())
		return entries
	})
}

// know tells the desk the directory and the added issuers of an outfit.
func (a *App) know(o Outfit) (entries []scanlog.Entry) {
	a.state, _ = a.state.Act(desk.DirectoryIs{Directory: o.About.Directory}, a.Clock())
	a.state, entries = a.state.Act(desk.IssuersAre{Added: o.Added}, a.Clock())
	return entries
}

// recordIssuers logs the issuers that were added or removed while the desk was
// closed.
func (a *App) recordIssuers() {
	var entries []scanlog.Entry
	a.state, entries = a.state.Act(desk.IssuersAre{Added: a.outfit.Added}, a.Clock())
	a.record(entries)
}

// refit makes the outfit anew, and says why it could not.
func (a *App) refit() (Outfit, bool) {
	outfit, err := a.Office.Refit()
	if err != nil {
		a.remark("settings-failed", err.Error())
	}
	return outfit, err == nil
}

// wear lets a new outfit be in force.
func (a *App) wear(o Outfit) (entries []scanlog.Entry) {
	a.outfit = o
	a.reports.counted, a.forgot = time.Time{}, time.Time{}
	a.state, entries = a.state.Act(desk.Changed{Set: o.Set, About: o.About, Last: o.Last, Newest: o.Newest, Counts: o.Counts}, a.Clock())
	entries = append(entries, a.know(o)...)
	if o.Reopen && !a.state.Training.On {
		a.turnCamera()
	}
	if o.Relisten {
		a.turnLine()
	}
	return entries
}

// turnCamera takes pictures from the camera that is in force: the training
// reel in training, and none at a desk that is locked or out of sight. A
// picture from before, or what was read in it, is of another world.
func (a *App) turnCamera() {
	if a.Turn == nil {
		return
	}
	open := a.outfit.Open
	switch {
	case a.state.CameraRests():
		open = nil
	case a.state.Training.On:
		open = a.Reel
	}
	a.turned = a.Clock()
	a.pictures.drop()
	a.toRead.drop()
	a.forgets.put(struct{}{})
	a.Turn(open)
}

// isPast tells whether a picture is from before the last turn.
func (a *App) isPast(f camera.Frame) bool { return f.At.Before(a.turned) }

// book answers about cards: at work or in training.
func (a *App) book() desk.Rulebook {
	if a.state.Training.On {
		return a.outfit.Training
	}
	return a.outfit.Book
}

// listCameras looks which cameras there are.
func (a *App) listCameras() {
	if a.Office.Cameras == nil {
		return
	}
	a.files.add(func(*intake.Reader) { a.Do(desk.CamerasAre{Cameras: a.Office.Cameras()}) })
}

// listPorts looks which serial lines there are.
func (a *App) listPorts() {
	if a.Office.Ports == nil {
		return
	}
	a.files.add(func(*intake.Reader) { a.Do(desk.PortsAre{Ports: a.Office.Ports()}) })
}
