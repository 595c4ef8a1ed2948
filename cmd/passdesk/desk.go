//go:build cgo

package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"os"
	"slices"
	"strings"
	"time"

	"passdesk/app"
	"passdesk/app/assembly"
	"passdesk/app/clipboard"
	"passdesk/app/desk"
	"passdesk/app/folder"
	"passdesk/app/keyring"
	"passdesk/app/pin"
	"passdesk/app/scanlog"
	"passdesk/app/settings"
	"passdesk/camera"
	"passdesk/camera/opencv"
	"passdesk/camera/reel"
	"passdesk/verify/reason"
	"passdesk/verify/rules"
)

// opened is a desk with everything ready but its window.
type opened struct {
	office  *office
	outfit  app.Outfit
	state   desk.State
	store   assembly.DeskLog
	say     func(desk.Notice) // at the desk
	figures *figures          // nil unless measurements are wanted
	speaker *speaker
	talker  *talker
}

// open opens log and trust directory. What is wrong with them, or with the
// rule packs in the settings, is said at the desk, which works all the same.
func open(f flags, s settled, say func(desk.Notice)) (*opened, error) {
	d := &opened{say: say}
	if err := s.rules(f, say); err != nil {
		return nil, err
	}
	var err error
	d.store, err = assembly.KeepLog(s.paths, func(aside string) {
		d.say(desk.Notice{ID: "log-damaged", About: aside})
	})
	if err != nil {
		return nil, err
	}
	source, err := f.source()
	if err != nil {
		return nil, err
	}
	if d.figures, err = newFigures(f.figures); err != nil {
		return nil, err
	}
	d.office = &office{
		file: s.paths.Settings, kept: s.kept, set: s.set, store: d.store, source: source,
		trust:   assembly.Trust{Dir: s.paths.Directory, Issuers: f.issuers, Now: time.Now},
		rules:   assembly.RulesBeside(s.paths.Settings),
		cameras: os.DirFS(f.cameras),
	}
	if d.outfit, err = d.office.refit(); err != nil {
		return nil, err
	}
	d.begin(s.first, f.training)
	return d, nil
}

// begin makes the first State, and says what is amiss. A log that cannot be
// opened is tried again by whoever writes to it.
func (d *opened) begin(first, training bool) {
	for _, n := range d.office.amiss {
		d.say(n)
	}
	now, o := time.Now(), d.outfit
	setup := desk.Setup{Set: o.Set, First: first, Added: d.addedBefore()}
	library := d.office.rules.Library()
	setup.Packs = library.Packs()
	for _, r := range library.Refused {
		d.say(desk.Notice{ID: "pack-unused", About: r.Err.Error()})
	}
	d.state = desk.New(o.About, o.Last, o.Counts, now).With(setup, o.Network).Remembers(o.Latest).GoesOnFrom(o.Newest).Remembering(randomKey())
	tries := pin.ReadTries(d.office.triesFile())
	d.state.Gate.Wrong, d.state.Gate.Until = tries.Wrong, tries.Until
	if d.office.logTrouble != nil {
		d.state.Log.Trouble = d.office.logTrouble.Error()
	}
	if training {
		d.state, _ = d.state.Act(desk.Train{On: true}, now)
	}
}

// loop makes the running desk that draws by show.
func (d *opened) loop(draw func(desk.State)) *app.App {
	var a *app.App
	kept := camera.Keep(nil, camera.Keeping{Report: func(c camera.Change) { a.CameraIs(c) }})
	o := d.office
	a = app.New(app.Config{
		State: d.state, Outfit: d.outfit, Store: d.store, Deliver: d.store.Deliver, Show: draw, Clock: time.Now,
		Camera: kept, Turn: kept.Use, Reel: openReel, Watch: d.figures.watch(),
		Clip:  clipboard.Picture,
		Chime: func(o reason.Outcome) { d.speaker.sound(sound{of: o}) },
		Office: app.Office{
			Refit: o.refit, Change: o.change, Import: o.importDirectory, Update: o.update, Cameras: o.listCameras, Ports: listPorts,
			HashPIN: func(typed string) (string, error) { return pin.Hash(typed, rand.Reader) },
			Tries:   func(g desk.Gate) error { return pin.Tries{Wrong: g.Wrong, Until: g.Until}.Write(o.triesFile()) },
			Places:  func() []folder.Place { return folder.Places(person()) },
			List:    func(q folder.Query) folder.Listing { return folder.Read(q, person().Home) },
			Add:     o.addIssuer, Remove: o.trust.RemoveIssuer, Keep: keyring.Keep,
		},
	})
	d.say = func(n desk.Notice) { a.Do(desk.Remark{ID: n.ID, About: n.About}) }
	d.speaker = newSpeaker(func(err error) {
		a.Do(desk.Remark{ID: "sound-failed", About: err.Error(), For: 10 * time.Second})
	})
	d.talker = newTalker(func(err error) {
		a.Do(desk.Remark{ID: "speech-failed", About: err.Error(), For: 10 * time.Second})
	})
	return a
}

// person is whose folders are looked into. What the system does not tell is
// left out.
func person() folder.Person {
	home, err := os.UserHomeDir()
	if err != nil {
		home = string(os.PathSeparator)
	}
	config, _ := os.UserConfigDir()
	return folder.Person{Home: home, Config: config, User: os.Getenv("USER")}
}

// randomKey is what this run knows cards of the day again by.
func randomKey() (key [32]byte) {
	_, _ = rand.Read(key[:]) // never fails
	return key
}

func openReel(context.Context) (camera.Source, error) {
	return reel.New(reel.Config{Now: time.Now})
}

// opener opens a camera by its name or address.
func opener(name string, office *office) app.Opener {
	return func(ctx context.Context) (camera.Source, error) {
		return opencv.Open(ctx, opencv.Config{Name: name, Sysfs: office.cameras})
	}
}

// today gives where a desk's log stands.
func today(store assembly.Log, name string) (last int64, counts []scanlog.Count, err error) {
	day := time.Now().Format(time.DateOnly)
	if last, err = store.Last(name); err == nil {
		counts, err = store.Counts(scanlog.Query{From: day, To: day, Desk: name})
	}
	return last, counts, err
}

// addedBefore gives the issuers that were added at this desk as its log has
// them; what has changed since is logged once the desk is open. A log that
// cannot be read tells of no change.
func (d *opened) addedBefore() []desk.Added {
	var rows []scanlog.Row
	for _, why := range []reason.Reason{scanlog.IssuerAdded, scanlog.IssuerRemoved} {
		found, err := d.store.Entries(scanlog.Query{Desk: d.outfit.About.Desk, Reason: why})
		if err != nil {
			return d.outfit.Added
		}
		rows = append(rows, found...)
	}
	slices.SortFunc(rows, func(a, b scanlog.Row) int { return cmp.Compare(b.Key, a.Key) })
	return desk.AddedBefore(rows)
}

// recent is how many entries of the log the clock is held against. A clock
// that is set back is found out by them, and one that ran ahead long ago, and
// was put right since, is let be.
const recent = 100

// latest gives the latest moment among the recent entries, zero if there are
// none.
func latest(store assembly.Log) (at time.Time) {
	rows, _ := store.Entries(scanlog.Query{Limit: recent}) // whoever writes the log tells its trouble
	for _, row := range rows {
		if row.At.After(at) {
			at = row.At
		}
	}
	return at
}

// newest gives a desk's newest entry, zero if there is none.
func newest(store assembly.Log, name string) scanlog.Entry {
	rows, _ := store.Entries(scanlog.Query{Desk: name, Limit: 1}) // whoever writes the log tells its trouble
	if len(rows) == 0 {
		return scanlog.Entry{}
	}
	return rows[0].Entry
}

// about says what the strip says of a desk.
func about(set settings.Settings, policy *rules.Policy, directory desk.Directory) desk.About {
	a := desk.About{
		Site: set.Site, Desk: set.Desk, Policy: policy.String(), Versions: policy.Versions(),
		ResultFor: time.Duration(set.ResultSeconds) * time.Second, Directory: directory,
	}
	for _, pack := range policy.Packs {
		title := pack.TitleIn(policy.Language)
		if marks := pack.Marks(time.Now(), policy.Language); len(marks) > 0 {
			title += " [" + strings.Join(marks, "; ") + "]"
		}
		a.Rules = append(a.Rules, title)
	}
	return a
}
