package desk_test

import (
	"testing"
	"time"

	"passdesk/app/desk"
	"passdesk/app/scanlog"
	"passdesk/verify"
	"passdesk/verify/trust"
)

func TestAnIssuerThatIsAddedOrRemovedIsLogged(t *testing.T) {
	f := newFront(t)
	f.act(desk.IssuerIs{ISS: "https://clinic.example"})
	f.act(desk.Train{On: true}) // which logs no cards
	f.act(desk.IssuerIs{ISS: "https://clinic.example", Removed: true})
	if len(f.log) != 2 {
		t.Fatalf("%+v", f.log)
	}
	for n, why := range []string{"issuer-added", "issuer-removed"} {
		want := scanlog.Entry{
			Number: int64(n + 1), Kind: scanlog.Change, Reason: f.log[n].Reason, Issuer: "https://clinic.example",
			At: noon, Site: "Museum", Desk: "North", Policy: "nys-full-2021-10",
		}
		if f.log[n] != want || string(want.Reason) != why {
			t.Errorf("%+v, want %+v", f.log[n], want)
		}
	}
	if f.Today.Total() != 0 {
		t.Error("it counts as a scan")
	}
}

func TestSaysWhenTheDirectoryTakesThePlaceOfAnAddedIssuer(t *testing.T) {
	clinic := desk.Added{ISS: "https://clinic.example", Name: "City Clinic", At: noon, Keys: 1}
	other := desk.Added{ISS: "https://other.example", Name: "Other"}
	f := newFront(t)
	f.act(desk.DirectoryIs{Added: []desk.Added{other, clinic}})
	if f.Notice.ID != "" || len(f.Setup.Added) != 2 {
		t.Fatalf("%+v, %+v", f.Notice, f.Setup.Added)
	}
	taken := clinic
	taken.Keys, taken.Why = 0, "the directory has an issuer with this address already"
	f.act(desk.DirectoryIs{Added: []desk.Added{taken}}) // and the other was removed
	if f.Notice.ID != "issuer-superseded" || f.Notice.About != "City Clinic" {
		t.Errorf("%+v", f.Notice)
	}
	f.act(desk.Clear{})
	f.act(desk.DirectoryIs{Added: []desk.Added{taken}})
	if f.Notice.ID != "" {
		t.Error("it is said again and again")
	}
}

func TestAResultTellsWhetherItsIssuerWasAddedHere(t *testing.T) {
	for origin, want := range map[trust.Origin]bool{trust.AddedHere: true, trust.FromDirectory: false, trust.ForTests: false, "": false} {
		r := desk.Result{Verdict: verify.Verdict{Issuer: verify.Issuer{Origin: origin}}}
		if r.AddedHere() != want {
			t.Errorf("%q: %v", origin, r.AddedHere())
		}
	}
}

// A clock that was ahead for a day must not keep the list from being fetched
// ever after.
func TestAMomentToComePutsNoUpdateOff(t *testing.T) {
	f := newFront(t)
	setup := f.Setup
	setup.Set.Network = true
	f.State = f.With(setup, desk.Network{Last: noon.AddDate(1, 0, 0)})
	f.act(desk.DirectoryIs{Directory: desk.Directory{Checked: noon.AddDate(1, 0, 0)}})
	if !f.UpdateDue() {
		t.Error("it is put off until next year")
	}
	f.act(desk.NetworkIs{Network: desk.Network{Last: noon.Add(-time.Minute)}})
	if f.UpdateDue() {
		t.Error("it is tried again at once")
	}
}
