//go:build cgo

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passdesk/app/assembly"
	"passdesk/app/desk"
	"passdesk/app/scanlog"
	"passdesk/app/scanlog/sqlite"
	"passdesk/app/settings"
	"passdesk/verify/mint"
	"passdesk/verify/reason"
)

// officeAt is the office of a desk that keeps everything in a folder.
func officeAt(t *testing.T, dir string) *office {
	t.Helper()
	store := sqlite.Keep(filepath.Join(dir, "log.db"), func(string) {})
	t.Cleanup(func() { store.Close() })
	return &office{
		set: settings.Default(), store: store, cameras: os.DirFS(dir),
		trust: assembly.Trust{Dir: filepath.Join(dir, "directory"), Now: time.Now},
	}
}

func TestTheOfficeAddsAnIssuerForTheNextRulebook(t *testing.T) {
	o := officeAt(t, t.TempDir())
	clinic, err := mint.FromSeed("https://cards.clinic.example", "clinic")
	if err != nil {
		t.Fatal(err)
	}
	keys, err := clinic.JWKS()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "jwks.json")
	if err := os.WriteFile(path, keys, 0o600); err != nil {
		t.Fatal(err)
	}
	card, err := clinic.Card(mint.Spec{Name: mint.Name{Family: "Anyperson"}}, time.Now().Add(-time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	want := func(r reason.Reason, added int) {
		t.Helper()
		outfit, err := o.refit()
		if err != nil {
			t.Fatal(err)
		}
		if v := outfit.Book.Verify(card.JWS, time.Now()); v.Reason != r || len(outfit.Added) != added || outfit.About.Directory.Issuers != added {
			t.Errorf("%q, want %q; added %+v", v.Reason, r, outfit.Added)
		}
	}
	want(reason.NoDirectory, 0)
	if err := o.addIssuer(desk.NewIssuer{ISS: "https://cards.clinic.example", Name: "City Clinic", Keys: path}); err != nil {
		t.Fatal(err)
	}
	want("", 1)
	if err := o.trust.RemoveIssuer("https://cards.clinic.example"); err != nil {
		t.Fatal(err)
	}
	want(reason.NoDirectory, 0)
}

// An hour that lies in the log of yesterday's clock is remembered, and after a
// hundred entries forgotten.
func TestTheLatestMomentIsOfTheRecentEntries(t *testing.T) {
	o := officeAt(t, t.TempDir())
	if at := latest(o.store); !at.IsZero() {
		t.Errorf("of an empty log: %v", at)
	}
	now := time.Now().Truncate(time.Second)
	ahead := now.AddDate(1, 0, 0)
	entry := func(number int64, at time.Time) scanlog.Entry {
		return scanlog.Entry{Number: number, Kind: scanlog.Scan, At: at, Desk: "Front desk"}
	}
	entries := []scanlog.Entry{entry(1, ahead)}
	for n := range recent - 1 {
		entries = append(entries, entry(int64(n+2), now.Add(time.Duration(n)*time.Second)))
	}
	if err := o.store.Append(entries...); err != nil {
		t.Fatal(err)
	}
	if outfit, err := o.refit(); err != nil || !outfit.Latest.Equal(ahead) {
		t.Errorf("%v, %v", outfit.Latest, err)
	}
	if err := o.store.Append(entry(recent+1, now)); err != nil {
		t.Fatal(err)
	}
	if at := latest(o.store); !at.Equal(now.Add((recent - 2) * time.Second)) {
		t.Errorf("%v", at)
	}
}

// What a manager set of the log is there after a restart, and a password that
// is typed into its address is not.
func TestTheLogsSettingsOutlastTheProgram(t *testing.T) {
	o := officeAt(t, t.TempDir())
	o.file, o.kept = filepath.Join(t.TempDir(), "settings.toml"), o.set
	wanted := o.shown()
	wanted.Log, wanted.LogKeepDays, wanted.Capacity = "postgres://north@db.example/passdesk", 90, 200
	wanted.ClosingTime, wanted.ClosingFolder = "18:00", t.TempDir()
	if err := o.change(wanted); err != nil {
		t.Fatal(err)
	}
	again, problems, err := settings.Load(o.file)
	if err != nil || len(problems) > 0 || !again.Equal(wanted) {
		t.Errorf("%+v, %v, %v, want %+v", again, problems, err, wanted)
	}
	wanted.Log = "postgres://north:hunter2@db.example/passdesk"
	if err := o.change(wanted); err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("a password was taken, or told: %v", err)
	}
	if data, _ := os.ReadFile(o.file); strings.Contains(string(data), "hunter2") {
		t.Error("the password is in the file")
	}
}
