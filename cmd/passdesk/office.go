//go:build cgo

package main

import (
	"context"
	"io/fs"
	"path/filepath"
	"time"

	"passdesk/app"
	"passdesk/app/assembly"
	"passdesk/app/desk"
	"passdesk/app/directory"
	"passdesk/app/screen"
	"passdesk/app/settings"
	"passdesk/assets"
	"passdesk/camera/handheld"
	"passdesk/camera/opencv"
	"passdesk/verify/rules"
	"passdesk/verify/trust/fetch"
)

// office keeps what outlasts a run of the desk. See app.Office for who calls
// what when.
type office struct {
	file     string            // of the settings
	kept     settings.Settings // as the file has them
	set      settings.Settings // in force: the file's, below flags, and a camera's address with its password
	reopen   bool              // the camera in force is another one than at the last refit
	relisten bool              // the same of the serial line

	store   assembly.Log
	trust   assembly.Trust
	rules   assembly.Rules
	source  fetch.Source // of the directory
	cameras fs.FS        // where the system lists its cameras

	amiss      []desk.Notice // what refit found wrong
	logTrouble error
}

// triesFile is where wrong PINs are counted: beside the settings.
func (o *office) triesFile() string { return filepath.Join(filepath.Dir(o.file), "pin-tries.json") }

// refit makes what a desk works with out of settings, directory and log.
func (o *office) refit() (app.Outfit, error) {
	policy, err := o.policy(o.set)
	if err != nil {
		return app.Outfit{}, err
	}
	if policy.Language, err = screen.Nearest(assets.Translations, o.set.Language); err != nil {
		return app.Outfit{}, err
	}
	go prepare(policy)
	at := o.trust
	at.MaxAge = time.Duration(o.set.DirectoryMaxAgeDays) * 24 * time.Hour
	book, err := at.Rulebook(policy)
	if err != nil {
		return app.Outfit{}, err
	}
	training, err := assembly.Trust{Dir: at.Dir, Training: true, Now: at.Now}.Rulebook(policy)
	if err != nil {
		return app.Outfit{}, err
	}
	o.inspect(book)
	made := app.Outfit{
		Book: book, Training: training, About: about(o.set, policy, book.Directory), Set: o.shown(),
		Network: o.network(), Open: opener(o.set.Camera, o), Reopen: o.reopen,
		Added: book.Added, Listen: listener(o.set), Relisten: o.relisten,
	}
	o.reopen, o.relisten = false, false
	made.Last, made.Counts, o.logTrouble = today(o.store, o.set.Desk)
	made.Newest = newest(o.store, o.set.Desk)
	made.Latest = latest(o.store)
	return made, nil
}

// policy makes the rules that settings ask for.
func (o *office) policy(set settings.Settings) (*rules.Policy, error) {
	at := o.rules
	at.Edits = set.Edits
	return at.Policy(set.Policies...)
}

// prepare compiles the rules while the window opens, so that the first visitor
// does not wait for it. A pack that ships compiles, and one of the site's own
// was compiled before it was taken; a decision would tell the error.
func prepare(policy *rules.Policy) { _ = policy.Prepare() }

// inspect notes what of the directory, of the issuers of this run and of those
// that were added here is not used.
func (o *office) inspect(book assembly.Rulebook) {
	o.amiss = nil
	for _, refused := range book.Refused {
		o.amiss = append(o.amiss, desk.Notice{ID: "start", About: refused + "."})
	}
	if trouble := book.Directory.Trouble; trouble != "" {
		o.amiss = append(o.amiss, desk.Notice{ID: "list-trouble", About: trouble})
	}
}

// shown gives the settings as a person may see them.
func (o *office) shown() settings.Settings {
	s := o.set
	s.Camera = settings.WithoutPassword(s.Camera)
	return s
}

// change takes new settings into force and keeps what is new in them. An
// address that a person left as it was keeps its password.
func (o *office) change(wanted settings.Settings) error {
	if _, err := o.policy(wanted); err != nil {
		return err
	}
	kept, err := o.kept.Updated(o.shown(), wanted)
	if err != nil {
		return err
	}
	if wanted.Camera == o.shown().Camera {
		wanted.Camera = o.set.Camera
	}
	o.reopen = o.reopen || wanted.Camera != o.set.Camera
	o.relisten = o.relisten || wanted.Scanner != o.set.Scanner || wanted.ScannerBaud != o.set.ScannerBaud
	o.kept, o.set = kept, wanted
	return settings.Save(o.file, kept)
}

func (o *office) importDirectory(snapshot, signature string) error {
	_, err := o.trust.Import(snapshot, signature)
	return err
}

func (o *office) addIssuer(n desk.NewIssuer) error {
	_, err := o.trust.AddIssuer(n)
	return err
}

// update is called beside the others, and touches nothing that they change.
func (o *office) update(ctx context.Context) error {
	_, err := o.trust.Update(ctx, o.source)
	return err
}

// network tells when the network was last used, for whatever desk or terminal
// goes by the same directory.
func (o *office) network() desk.Network {
	use := o.trust.LastUse()
	n := desk.Network{Last: use.At}
	switch {
	case use.At.IsZero() || use.Outcome == directory.Taken:
	case use.Outcome == directory.Unknown:
		n.Fault = "unknown"
	default:
		n.Fault = string(use.Outcome)
	}
	return n
}

// listener listens to the serial line that is set, if one is.
func listener(set settings.Settings) app.Listener {
	line := handheld.Line{Port: set.Scanner, Baud: set.ScannerBaud}
	switch set.Scanner {
	case settings.ScannerOff:
		return nil
	case settings.ScannerAuto:
		line.Port = ""
	}
	return line.Listen
}

func listPorts() []desk.Port {
	var found []desk.Port
	for _, p := range handheld.Ports() {
		found = append(found, desk.Port(p))
	}
	return found
}

func (o *office) listCameras() []desk.Webcam {
	var found []desk.Webcam
	for _, d := range opencv.Devices(o.cameras) {
		found = append(found, desk.Webcam{ID: d.ID, Name: d.ID})
	}
	return found
}
