package app_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"passdesk/app"
	"passdesk/app/desk"
	"passdesk/app/desk/desktest"
	"passdesk/app/scanlog"
	"passdesk/verify/mint"
	"passdesk/verify/reason"
)

// registry is an office that knows at most one issuer, that of the tests'
// cards.
type registry struct {
	t     *testing.T
	added []desk.Added
	fault error
}

func (r *registry) add(n desk.NewIssuer) error {
	if r.fault == nil {
		r.added = []desk.Added{{ISS: n.ISS, Name: n.Name, At: time.Now(), Keys: 1}}
	}
	return r.fault
}

func (r *registry) remove(string) error {
	if r.fault == nil {
		r.added = nil
	}
	return r.fault
}

func (r *registry) refit() (app.Outfit, error) {
	var trusted []string
	for _, a := range r.added {
		trusted = append(trusted, a.ISS)
	}
	return app.Outfit{Book: desktest.Rulebook(r.t, trusted...), Added: r.added, About: desk.About{Directory: desk.Directory{Issuers: len(r.added)}}}, nil
}

// withRegistry starts a desk that trusts nobody yet.
func withRegistry(t *testing.T, test func(*quiet, *registry)) {
	synctest.Test(t, func(t *testing.T) {
		r := &registry{t: t}
		test(beginAs(t, &disk{}, func(c *app.Config) {
			c.Outfit.Book = desktest.Rulebook(t)
			c.Office = app.Office{Refit: r.refit, Add: r.add, Remove: r.remove, Import: func(string, string) error { return nil }}
		}), r)
	})
}

func TestAnIssuerCountsFromTheNextCardOnUntilItIsRemoved(t *testing.T) {
	withRegistry(t, func(q *quiet, _ *registry) {
		outcome := func(want reason.Outcome) desk.State {
			t.Helper()
			q.scan("Lovelace")
			s := q.after(time.Second)
			if s.Result == nil || s.Result.Decision.Outcome != want {
				t.Errorf("%+v, want %s", s.Result, want)
			}
			return s
		}
		outcome(reason.Unverified)
		q.app.AddIssuer(desk.NewIssuer{ISS: mint.TrainingISS, Name: "City Clinic", Keys: "jwks.json"})
		s := q.after(time.Second)
		if len(s.Setup.Added) != 1 || s.About.Directory.Issuers != 1 || s.Notice.ID != "issuer-added" || s.Notice.About != "City Clinic" {
			t.Errorf("%+v, %+v", s.Setup.Added, s.Notice)
		}
		outcome(reason.Accepted)
		q.app.RemoveIssuer(mint.TrainingISS)
		if s := q.after(time.Second); len(s.Setup.Added) != 0 || s.Notice.ID != "issuer-removed" {
			t.Errorf("%+v, %+v", s.Setup.Added, s.Notice)
		}
		s = outcome(reason.Unverified)
		var kinds []string
		for _, row := range s.Log.Rows {
			if row.Kind == scanlog.Change {
				kinds = append(kinds, string(row.Reason)+" "+row.Issuer)
			}
		}
		if len(s.Log.Rows) != 5 || len(kinds) != 2 || kinds[0] != "issuer-removed "+mint.TrainingISS || kinds[1] != "issuer-added "+mint.TrainingISS {
			t.Errorf("logged %q in %d rows", kinds, len(s.Log.Rows))
		}
		if s.Today.Total() != 3 {
			t.Errorf("%d scans", s.Today.Total())
		}
	})
}

func TestAnIssuerThatIsRefusedIsSaidAndNotLogged(t *testing.T) {
	withRegistry(t, func(q *quiet, r *registry) {
		r.fault = errors.New("the directory has an issuer with this name already")
		q.app.AddIssuer(desk.NewIssuer{ISS: mint.TrainingISS, Name: "City Clinic"})
		if s := q.after(time.Second); s.Notice.ID != "issuer-failed" || s.Notice.About != r.fault.Error() || len(s.Log.Rows) != 0 {
			t.Errorf("%+v, %d rows", s.Notice, len(s.Log.Rows))
		}
		q.app.RemoveIssuer(mint.TrainingISS)
		if s := q.after(time.Second); s.Notice.ID != "issuer-failed" || len(s.Log.Rows) != 0 {
			t.Errorf("%+v, %d rows", s.Notice, len(s.Log.Rows))
		}
	})
}

// The news that an added issuer does not count any more is worth more than
// that the list is fresh.
func TestAnUpdateThatKnowsAnAddedIssuerSaysSo(t *testing.T) {
	withRegistry(t, func(q *quiet, r *registry) {
		q.app.AddIssuer(desk.NewIssuer{ISS: mint.TrainingISS, Name: "City Clinic"})
		q.after(time.Second)
		q.app.ImportDirectory("s.json", "s.sig")
		if s := q.after(time.Second); s.Notice.ID != "directory-updated" {
			t.Errorf("%+v", s.Notice)
		}
		r.added = []desk.Added{{ISS: mint.TrainingISS, Name: "City Clinic", At: r.added[0].At, Why: "the directory has it"}}
		q.app.ImportDirectory("s.json", "s.sig")
		if s := q.after(time.Hour); s.Notice.ID != "issuer-superseded" || s.Setup.Added[0].Why == "" {
			t.Errorf("%+v, %+v", s.Notice, s.Setup.Added)
		}
	})
}

// A terminal may use the same folder, while the desk is open or closed.
func TestTheLogHasWhatATerminalDid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := &registry{t: t, added: []desk.Added{{ISS: "https://new.example", At: time.Now(), Keys: 1}}}
		q := beginAs(t, &disk{}, func(c *app.Config) {
			c.Outfit.Added = r.added
			c.State = c.State.With(desk.Setup{Added: []desk.Added{{ISS: "https://gone.example"}}}, desk.Network{})
			c.Office = app.Office{Refit: r.refit, Import: func(string, string) error { return nil }}
		})
		s := q.after(time.Second)
		if len(s.Log.Rows) != 2 || s.Log.Rows[0].Reason != scanlog.IssuerAdded || s.Log.Rows[1].Issuer != "https://gone.example" {
			t.Errorf("%+v", s.Log.Rows)
		}
		r.added = nil
		q.app.ImportDirectory("s.json", "s.sig") // looks at the folder again
		if s := q.after(time.Second); len(s.Log.Rows) != 3 || s.Log.Rows[0].Reason != scanlog.IssuerRemoved || len(s.Setup.Added) != 0 {
			t.Errorf("%+v", s.Log.Rows)
		}
	})
}
