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

// opened is a desk with everything open but its window and camera.
type opened struct {
	set     settings.Settings
	state   desk.State
	book    desk.Rulebook
	store   *sqlite.Store
	trust   assembly.Trust
	policy  *rules.Policy
	notices []string // to be said when the desk opens
}

// open opens log and trust directory. A damaged directory or a log that had
// to be set aside is said at the desk, which works all the same.
func open(f flags, paths settings.Paths, set settings.Settings) (*opened, error) {
	d := &opened{set: set}
	var err error
	if d.policy, err = rules.NewPolicy(set.Policies...); err != nil {
		return nil, err
	}
	if d.store, err = sqlite.Open(paths.Log); err != nil {
		return nil, err
	}
	if d.store.SetAside != "" {
		d.notices = append(d.notices, "The log was damaged. It was kept as "+d.store.SetAside+", and a new one was begun.")
	}
	d.trust = assembly.Trust{
		Dir: paths.Directory, Issuers: f.issuers,
		MaxAge: time.Duration(set.DirectoryMaxAgeDays) * 24 * time.Hour, Now: time.Now,
	}
	if err := d.assemble(); err != nil {
		d.store.Close()
		return nil, err
	}
	return d, nil
}

// assemble makes the rulebook and the first State.
func (d *opened) assemble() error {
	book, err := d.trust.Rulebook(d.policy)
	if err != nil {
		return err
	}
	now := time.Now()
	last, err := d.store.Last(d.set.Desk)
	if err != nil {
		return err
	}
	today := now.Format(time.DateOnly)
	counts, err := d.store.Counts(scanlog.Query{From: today, To: today, Desk: d.set.Desk})
	if err != nil {
		return err
	}
	d.book = book
	d.state = desk.New(d.about(book.Directory), last, counts, now)
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
