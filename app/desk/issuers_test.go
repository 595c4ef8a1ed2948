package desk_test

import (
	"slices"
	"testing"
	"time"

	"passdesk/app/desk"
	"passdesk/app/scanlog"
	"passdesk/verify"
	"passdesk/verify/reason"
	"passdesk/verify/trust"
)

func TestAnIssuerThatIsAddedOrRemovedIsLogged(t *testing.T) {
	clinic := desk.Added{ISS: "https://clinic.example", Name: "City Clinic", At: noon, Keys: 1}
	state := desk.Added{ISS: "https://state.example", Name: "State", At: noon, Keys: 1}
	renewed := clinic
	renewed.At, renewed.Keys = noon.Add(time.Hour), 2
	f := newFront(t)
	f.act(desk.IssuersAre{Added: []desk.Added{clinic}})
	f.act(desk.IssuersAre{Added: []desk.Added{clinic}})
	f.act(desk.Train{On: true}) // which logs no cards
	f.act(desk.IssuersAre{Added: []desk.Added{clinic, state}})
	f.act(desk.IssuersAre{Added: []desk.Added{renewed}})
	f.act(desk.IssuersAre{})
	var got []string
	for n, e := range f.log {
		got = append(got, string(e.Reason)+" "+e.Issuer)
		want := scanlog.Entry{
			Number: int64(n + 1), Kind: scanlog.Change, Reason: e.Reason, Issuer: e.Issuer,
			At: noon, Site: "Museum", Desk: "North", Policy: "nys-full-2021-10",
		}
		if e != want {
			t.Errorf("%+v, want %+v", e, want)
		}
	}
	want := []string{
		"issuer-added https://clinic.example", "issuer-added https://state.example",
		"issuer-removed https://state.example", "issuer-added https://clinic.example", // with new keys
		"issuer-removed https://clinic.example",
	}
	if !slices.Equal(got, want) || f.Today.Total() != 0 {
		t.Errorf("logged %q, want %q; %d scans", got, want, f.Today.Total())
	}
}

// What a terminal did while the desk was closed is logged when it opens, and
// nothing is logged twice.
func TestTheLogTellsWhoWasThereBefore(t *testing.T) {
	row := func(key int64, why reason.Reason, iss string) scanlog.Row {
		return scanlog.Row{Key: key, Entry: scanlog.Entry{Kind: scanlog.Change, Reason: why, Issuer: iss}}
	}
	before := desk.AddedBefore([]scanlog.Row{
		row(5, scanlog.IssuerAdded, "https://back.example"), row(4, scanlog.IssuerRemoved, "https://gone.example"),
		row(3, scanlog.IssuerRemoved, "https://back.example"), row(2, scanlog.IssuerAdded, "https://gone.example"), row(1, scanlog.IssuerAdded, "https://clinic.example"),
	})
	f := newFront(t)
	f.State = f.With(desk.Setup{Added: before}, desk.Network{})
	now := []desk.Added{{ISS: "https://clinic.example", At: noon, Keys: 1}, {ISS: "https://new.example", At: noon, Why: "taken"}}
	f.act(desk.IssuersAre{Added: now})
	var got []string
	for _, e := range f.log {
		got = append(got, string(e.Reason)+" "+e.Issuer)
	}
	if want := []string{"issuer-removed https://back.example", "issuer-added https://new.example"}; !slices.Equal(got, want) {
		t.Errorf("logged %q, want %q", got, want)
	}
	if f.Notice.ID != "" || len(f.Setup.Added) != 2 {
		t.Errorf("%+v, %+v", f.Notice, f.Setup.Added)
	}
}

func TestSaysWhenTheDirectoryTakesThePlaceOfAnAddedIssuer(t *testing.T) {
	clinic := desk.Added{ISS: "https://clinic.example", Name: "City Clinic", At: noon, Keys: 1}
	other := desk.Added{ISS: "https://other.example", Name: "Other", Keys: 1}
	f := newFront(t)
	f.act(desk.IssuersAre{Added: []desk.Added{other, clinic}})
	if f.Notice.ID != "" || len(f.Setup.Added) != 2 {
		t.Fatalf("%+v, %+v", f.Notice, f.Setup.Added)
	}
	taken := clinic
	taken.Keys, taken.Why = 0, "the directory has an issuer with this address already"
	f.act(desk.IssuersAre{Added: []desk.Added{taken}}) // and the other was removed
	if f.Notice.ID != "issuer-superseded" || f.Notice.About != "City Clinic" {
		t.Errorf("%+v", f.Notice)
	}
	f.act(desk.Clear{})
	f.act(desk.IssuersAre{Added: []desk.Added{taken}})
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
