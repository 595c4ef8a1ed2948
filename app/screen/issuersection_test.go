package screen

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"passdesk/app/desk"
	"passdesk/verify"
	"passdesk/verify/trust"
)

// clinics are two issuers that were added here; the second does not count.
func clinics(st *desk.State) {
	st.Setup.Added = []desk.Added{
		{ISS: "https://cards.clinic.example", Name: "City Clinic", At: desksNow.AddDate(0, 0, -5), Keys: 2, Unused: "a revocation list is not well formed"},
		{ISS: "https://other.example", Name: "New York State", At: desksNow, Why: "the directory has an issuer with this name already"},
	}
}

// requests notes what is asked for about issuers.
type requests struct {
	added   []desk.NewIssuer
	removed []string
}

func withIssuers(t *testing.T, change func(*desk.State)) (*Screen, fyne.Window, *requests) {
	t.Helper()
	screen, w, _ := listening(t, inSettings(change))
	r := &requests{}
	screen.do.AddIssuer = func(n desk.NewIssuer) { r.added = append(r.added, n) }
	screen.do.RemoveIssuer = func(iss string) { r.removed = append(r.removed, iss) }
	return screen, w, r
}

func TestListsTheIssuersThatWereAddedHere(t *testing.T) {
	screen, _, _ := withIssuers(t, clinics)
	seen := seenIn(screen.settings.list.issuers.root)
	for _, want := range []string{
		"City Clinic", "https://cards.clinic.example", "Added 19 Nov 2021, 2 keys", "Not all of it is used: a revocation list is not well formed.",
		"New York State", "Does not count: the directory has an issuer with this name already.",
	} {
		if !contains(seen, want) {
			t.Errorf("%q is not there; there is %q", want, seen)
		}
	}
	screen.Show(inSettings(nil))
	if seen := seenIn(screen.settings.list.issuers.root); contains(seen, "City Clinic") {
		t.Errorf("still there once it was removed: %q", seen)
	}
}

func TestAnIssuerIsRemovedOnceThePersonHasSaidSoTwice(t *testing.T) {
	screen, _, asked := withIssuers(t, clinics)
	section := screen.settings.list.issuers
	test.Tap(labelled(t, section.rows.Objects[0], "Remove"))
	if len(asked.removed) != 0 || !contains(seenIn(section.root), "Remove City Clinic? Its cards then show COULD NOT CHECK.") {
		t.Fatalf("removed %q at once; there is %q", asked.removed, seenIn(section.root))
	}
	test.Tap(labelled(t, section.rows.Objects[0], "Keep"))
	if len(asked.removed) != 0 || !contains(seenIn(section.root), "Added 19 Nov 2021") {
		t.Fatalf("removed %q; there is %q", asked.removed, seenIn(section.root))
	}
	test.Tap(labelled(t, section.rows.Objects[0], "Remove"))
	test.Tap(labelled(t, section.rows.Objects[0], "Remove"))
	if !slices.Equal(asked.removed, []string{"https://cards.clinic.example"}) {
		t.Errorf("removed %q", asked.removed)
	}
	test.Tap(labelled(t, section.rows.Objects[1], "Remove"))
	screen.Show(atRest())
	screen.Show(inSettings(clinics))
	if contains(seenIn(section.root), "Remove New York State?") {
		t.Error("the question waits for whoever opens the settings next")
	}
}

func TestTheFormHandsAnIssuerOnAndClosesWhenItIsThere(t *testing.T) {
	screen, _, asked := withIssuers(t, nil)
	section := screen.settings.list.issuers
	form := section.form
	if form.root.Visible() {
		t.Fatal("the form is open by itself")
	}
	test.Tap(section.open)
	form.name.SetText(" City Clinic ")
	form.iss.SetText("https://cards.clinic.example")
	test.Tap(form.add)
	if len(asked.added) != 0 || !contains(seenIn(form.root), "A name, an address and a key file are needed.") {
		t.Fatalf("handed on %+v; there is %q", asked.added, seenIn(form.root))
	}
	form.keys, form.lists = "/media/stick/jwks.json", []string{"/media/stick/crl.json"}
	form.nameFiles()
	if seen := seenIn(form.root); !contains(seen, "Keys: jwks.json · Revoked: crl.json") {
		t.Errorf("there is %q", seen)
	}
	test.Tap(form.add)
	want := desk.NewIssuer{Name: "City Clinic", ISS: "https://cards.clinic.example", Keys: "/media/stick/jwks.json", Lists: []string{"/media/stick/crl.json"}}
	if len(asked.added) != 1 || asked.added[0].Name != want.Name || asked.added[0].ISS != want.ISS || asked.added[0].Keys != want.Keys || !slices.Equal(asked.added[0].Lists, want.Lists) {
		t.Errorf("handed on %+v", asked.added)
	}
	// It is refused: the form stays, and the words are said.
	screen.Show(inSettings(func(st *desk.State) {
		st.Notice = desk.Notice{ID: "issuer-failed", About: "the directory has an issuer with this name already"}
	}))
	if !form.root.Visible() || form.name.text() != "City Clinic" || !contains(seenIn(screen.settings.foot), "No issuer was added or removed: the directory has an issuer with this name already.") {
		t.Errorf("%q; there is %q", form.name.text(), seenIn(screen.settings.foot))
	}
	screen.Show(inSettings(clinics))
	if form.root.Visible() || form.name.text() != "" || form.keys != "" || !section.open.Visible() {
		t.Errorf("the form stays open with %q", form.name.text())
	}
}

func TestFilesOfAnIssuerAreChosen(t *testing.T) {
	screen, _, _ := withIssuers(t, nil)
	test.Tap(screen.settings.list.issuers.open)
	for _, label := range []string{"Choose its key file", "Add a revocation list"} {
		test.Tap(labelled(t, screen.settings.list.issuers.form.root, label))
		if !screen.chooser.isOpen {
			t.Errorf("%s asks for no file", label)
		}
		screen.Key(press(fyne.KeyEscape))
	}
	test.Tap(labelled(t, screen.settings.list.issuers.form.root, "Cancel"))
	if screen.settings.list.issuers.form.root.Visible() {
		t.Error("the form cannot be closed")
	}
}

// Whatever the answer is, it says that the issuer was added here.
func TestEveryResultOfAnAddedIssuerSaysSo(t *testing.T) {
	const says = "Issuer added here: it is not in the signed list"
	states := map[string]desk.State{"accepted": genuine(twoDoses(), plainName), "not accepted": genuine(tooEarly(), plainName)}
	for name, st := range map[string]desk.State{"expired": failed("expired"), "altered": failed("bad-signature"), "unknown key": failed("unknown-key")} {
		states[name] = st
	}
	for name, st := range states {
		for origin, want := range map[trust.Origin]bool{trust.AddedHere: true, trust.FromDirectory: false} {
			r := *st.Result
			r.Verdict.Issuer = verify.Issuer{ISS: "https://cards.clinic.example", Name: "City Clinic", Origin: origin}
			st.Result = &r
			screen, _ := open(t, scene{state: st}, Light)
			if got := contains(seenIn(screen.side.root), says); got != want {
				t.Errorf("%s, %s: said %v", name, origin, got)
			}
		}
	}
}

func TestAWrongClockIsSaidInEveryViewUntilItIsRight(t *testing.T) {
	const says = "This computer's clock says 24 Nov 2021, 10:12, but the issuer list was made later, on 1 Mar 2022, 07:00"
	for _, view := range []desk.View{desk.ScanView, desk.LogView, desk.SettingsView} {
		st := atRest()
		st.View = view
		screen, _, noted := listening(t, st)
		if screen.clock.root.Visible() {
			t.Fatalf("%s: a right clock is doubted", view)
		}
		wrong := changed(st, func(st *desk.State) {
			st.About.Directory.Issued = time.Date(2022, 3, 1, 12, 0, 0, 0, time.UTC)
		})
		screen.Show(wrong)
		if seen := seenIn(screen.root); !contains(seen, says) || screen.clock.right.Visible() {
			t.Errorf("%s: there is %q", view, seen)
		}
		behind := st.Remembers(desksNow.AddDate(0, 0, 1))
		screen.Show(behind)
		if seen := seenIn(screen.root); !contains(seen, "but a scan was logged later, on 25 Nov 2021, 10:12") {
			t.Errorf("%s: there is %q", view, seen)
		}
		test.Tap(screen.clock.right)
		if !slices.Contains(noted.acts, desk.Action(desk.ClockIsRight{})) {
			t.Errorf("%s: asked for %#v", view, noted.acts)
		}
		screen.Show(st)
		if screen.clock.root.Visible() {
			t.Errorf("%s: it is said though the clock is right", view)
		}
	}
}

// What the strip says of the list turns at the very moment at which the
// verifier does.
func TestTheStripCallsAListTooOldExactlyWhenItsCardsAreRefused(t *testing.T) {
	checked := desksNow.Add(-30 * 24 * time.Hour)
	for _, c := range []struct {
		at   time.Time
		want string
	}{
		{desksNow, "Connect within 1 day"},
		{desksNow.Add(1), "Too old: update it"},
		{checked.Add(7*24*time.Hour + 1), "Connect within 23 days"},
		{checked.Add(7 * 24 * time.Hour), "651 issuers, as of 24 Oct 2021"},
		{checked.AddDate(0, 3, 0), "Too old: update it"},
	} {
		st := changed(atRest(), func(st *desk.State) {
			st.Now, st.About.Directory.Checked, st.About.Directory.Issued = c.at, checked, desksNow.AddDate(0, -1, 0)
		})
		screen, _ := open(t, scene{state: st}, Light)
		if seen := seenIn(screen.strip.root); !contains(seen, c.want) {
			t.Errorf("at %v there is %q, want %q", c.at, seen, c.want)
		}
		if old := c.want == "Too old: update it"; old != contains(seenIn(screen.side.root), "The issuer list is too old to rely on") {
			t.Errorf("at %v the desk says otherwise", c.at)
		}
	}
}

func TestAListThatWasIssuedLongAgoIsSaidToBe(t *testing.T) {
	for days, want := range map[int]string{60: "651 issuers, as of 25 Sep 2021", 61: "651 issuers, as of 61 days ago"} {
		st := changed(atRest(), func(st *desk.State) { st.About.Directory.Issued = desksNow.AddDate(0, 0, -days) })
		screen, _ := open(t, scene{state: st}, Light)
		if seen := seenIn(screen.strip.root); !contains(seen, want) {
			t.Errorf("after %d days there is %q", days, seen)
		}
	}
}
