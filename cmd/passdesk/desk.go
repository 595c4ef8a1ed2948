//go:build cgo

package main

import (
	"context"
	"time"

	"passdesk/app"
	"passdesk/app/assembly"
	"passdesk/app/desk"
	"passdesk/app/scanlog"
	"passdesk/app/scanlog/sqlite"
	"passdesk/app/settings"
	"passdesk/camera"
	"passdesk/camera/opencv"
	"passdesk/verify/rules"
)

// opened is a desk with everything ready but its window and camera.
type opened struct {
	set    settings.Settings
	state  desk.State
	book   desk.Rulebook
	store  *sqlite.Kept
	trust  assembly.Trust
	policy *rules.Policy
	say    func(string) // at the desk
}

// open opens log and trust directory. What is wrong with them, or with the
// rule packs in the settings, is said at the desk, which works all the same.
func open(f flags, paths settings.Paths, set settings.Settings, say func(string)) (*opened, error) {
	d := &opened{set: set, say: say}
	if err := d.rules(f); err != nil {
		return nil, err
	}
	d.store = sqlite.Keep(paths.Log, func(aside string) {
		d.say("The log was damaged. It was kept as " + aside + ", and a new one was begun.")
	})
	d.trust = assembly.Trust{
		Dir: paths.Directory, Issuers: f.issuers,
		MaxAge: time.Duration(set.DirectoryMaxAgeDays) * 24 * time.Hour, Now: time.Now,
	}
	return d, d.assemble()
}

// rules takes the rule packs in force. A flag must be right; what the
// settings name wrongly has its default, as everything in them.
func (d *opened) rules(f flags) (err error) {
	d.policy, err = rules.NewPolicy(d.set.Policies...)
	if err == nil || len(f.policies) > 0 {
		return err
	}
	d.say("The settings: " + err.Error() + ". The usual ones are in force.")
	d.policy, err = rules.NewPolicy(settings.Default().Policies...)
	return err
}

// assemble makes the rulebook and the first State. A log that cannot be
// opened is tried again by whoever writes to it.
func (d *opened) assemble() error {
	book, err := d.trust.Rulebook(d.policy)
	if err != nil {
		return err
	}
	for _, refused := range book.Refused {
		d.say(refused + ".")
	}
	if trouble := book.Directory.Trouble; trouble != "" {
		d.say("The list of issuers: " + trouble + ".")
	}
	now := time.Now()
	today := now.Format(time.DateOnly)
	last, err := d.store.Last(d.set.Desk)
	var counts []scanlog.Count
	if err == nil {
		counts, err = d.store.Counts(scanlog.Query{From: today, To: today, Desk: d.set.Desk})
	}
	d.book = book
	d.state = desk.New(d.about(book.Directory), last, counts, now)
	if err != nil {
		d.state.Log.Trouble = err.Error()
	}
	return nil
}

func (d *opened) about(directory desk.Directory) desk.About {
	about := desk.About{
		Site: d.set.Site, Desk: d.set.Desk, Policy: d.policy.String(),
		ResultFor: time.Duration(d.set.ResultSeconds) * time.Second, Directory: directory,
	}
	for _, pack := range d.policy.Packs {
		about.Rules = append(about.Rules, pack.Title)
	}
	return about
}

// loop makes the running desk that draws by show.
func (d *opened) loop(draw func(desk.State)) *app.App {
	var a *app.App
	kept := camera.Keep(
		func(ctx context.Context) (camera.Source, error) {
			return opencv.Open(ctx, opencv.Config{Name: d.set.Camera})
		},
		camera.Keeping{Report: func(c camera.Change) { a.CameraIs(c) }},
	)
	a = app.New(app.Config{
		State: d.state, Book: d.book, Store: d.store, Camera: kept, Show: draw,
		Clock: time.Now, Import: d.importDirectory,
	})
	d.say = func(sentence string) { a.Do(desk.Remark{ID: "start", About: sentence}) }
	return a
}

// importDirectory takes a signed snapshot from two files and gives the
// rulebook that goes by it.
func (d *opened) importDirectory(snapshot, signature string) (desk.Rulebook, desk.Directory, error) {
	if _, err := d.trust.Import(snapshot, signature); err != nil {
		return nil, desk.Directory{}, err
	}
	book, err := d.trust.Rulebook(d.policy)
	if err != nil {
		return nil, desk.Directory{}, err
	}
	return book, book.Directory, nil
}
