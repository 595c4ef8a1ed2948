package app_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"crypto/sha512"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passdesk/app"
	"passdesk/app/assembly"
	"passdesk/app/desk"
	"passdesk/app/scanlog"
	"passdesk/app/scanlog/sqlite"
	"passdesk/app/settings"
	"passdesk/verify/mint"
	"passdesk/verify/rules"
	"passdesk/verify/trust"
)

// asKilled makes this test binary play a desk that is killed; its value is the
// folder of all that the desk keeps.
const asKilled = "PASSDESK_TEST_KILLED"

func TestMain(m *testing.M) {
	dir := os.Getenv(asKilled)
	if dir == "" {
		os.Exit(m.Run())
	}
	fmt.Fprintln(os.Stderr, places(dir).workUntilKilled())
	os.Exit(1)
}

// places is a folder of all that a desk keeps.
type places string

func (p places) settings() string { return filepath.Join(string(p), "settings.toml") }
func (p places) log() string      { return filepath.Join(string(p), "log.db") }
func (p places) trust() string    { return filepath.Join(string(p), "directory") }

// What the killed desk says once something is kept, each with a number.
const (
	begun         = "begun" // the desk runs
	keptEntry     = "entry"
	keptSettings  = "settings"
	keptDirectory = "directory"
)

func say(what string, number int64) { fmt.Println(what, number) }

// killedDesk is a real desk but for its window, with nobody to look at it: it
// keeps whatever it can as fast as it can, and tells what it has kept.
type killedDesk struct {
	places
	trust assembly.Trust
	set   settings.Settings
	store *sqlite.Store
	kept  chan error // one for each change and each import
}

// workUntilKilled returns only what kept it from working.
func (p places) workUntilKilled() error {
	store, err := sqlite.Open(p.log())
	if err != nil {
		return err
	}
	set, problems, err := settings.Load(p.settings())
	if err != nil || len(problems) > 0 {
		return errors.Join(err, fmt.Errorf("problems %v", problems))
	}
	d := &killedDesk{places: p, set: set, store: store, kept: make(chan error, 1)}
	d.trust = assembly.Trust{Dir: p.trust(), Pins: []trust.Pin{newPublisher().pin()}, Now: time.Now}
	outfit, err := d.refit()
	if err != nil {
		return err
	}
	a := app.New(app.Config{
		State: desk.New(outfit.About, outfit.Last, nil, time.Now()), Outfit: outfit, Clock: time.Now,
		Store: telling{store}, Show: func(desk.State) {},
		Office: app.Office{Refit: d.refit, Change: d.change, Import: d.importDirectory},
	})
	go a.Run(context.Background())
	cards, err := freshCards(8)
	if err != nil {
		return err
	}
	say(begun, 0)
	go func() {
		for n := 0; ; n++ {
			a.Read(desk.Reading{Text: cards[n%len(cards)], By: scanlog.ByFile})
		}
	}()
	return d.keepAll(a)
}

// keepAll changes the settings and imports a directory in turn, each newer
// than the one before.
func (d *killedDesk) keepAll(a *app.App) error {
	before, err := d.trust.Rulebook(nil)
	if err != nil {
		return err
	}
	change, issue := numberOf(d.set), issueOf(before.Directory.Issued)
	for {
		change, issue = change+1, issue+1
		a.Change(numbered(change))
		if err := <-d.kept; err != nil {
			return err
		}
		say(keptSettings, change)
		snapshot, signature := filepath.Join(string(d.places), "s.json"), filepath.Join(string(d.places), "s.sig")
		if err := newPublisher().publish(snapshot, signature, issue); err != nil {
			return err
		}
		a.ImportDirectory(snapshot, signature)
		if err := <-d.kept; err != nil {
			return err
		}
		say(keptDirectory, issue)
	}
}

// refit does what the desktop program does.
func (d *killedDesk) refit() (app.Outfit, error) {
	policy, err := rules.NewPolicy(d.set.Policies...)
	if err != nil {
		return app.Outfit{}, err
	}
	book, err := d.trust.Rulebook(policy)
	if err != nil {
		return app.Outfit{}, err
	}
	if book.Directory.Trouble != "" {
		return app.Outfit{}, errors.New(book.Directory.Trouble)
	}
	last, err := d.store.Last(d.set.Desk)
	about := desk.About{
		Site: d.set.Site, Desk: d.set.Desk, Policy: policy.String(),
		ResultFor: time.Duration(d.set.ResultSeconds) * time.Second, Directory: book.Directory,
	}
	return app.Outfit{Book: book, Training: book, Set: d.set, About: about, Last: last}, err
}

func (d *killedDesk) change(set settings.Settings) error {
	d.set = set
	err := settings.Save(d.settings(), set)
	d.kept <- err
	return err
}

func (d *killedDesk) importDirectory(snapshot, signature string) error {
	_, err := d.trust.Import(snapshot, signature)
	d.kept <- err
	return err
}

// telling is a log that tells which entries it has.
type telling struct{ *sqlite.Store }

func (s telling) Append(entries ...scanlog.Entry) error {
	err := s.Store.Append(entries...)
	if err == nil {
		say(keptEntry, entries[len(entries)-1].Number)
	}
	return err
}

// numbered gives settings that are the only ones with their number, and that
// differ in many ways from those before.
func numbered(n int64) settings.Settings {
	s := settings.Default()
	s.Site, s.ResultSeconds = fmt.Sprintf("Museum %d", n), 5+int(n%116)
	s.Camera = strings.Repeat("c", int(n%1000))
	if s.Mirror = n%2 == 0; s.Mirror {
		s.Policies = []string{"nys-full-2021-10", "any-genuine-record"}
	}
	return s
}

// numberOf is the number of settings; those of a new desk have 0.
func numberOf(s settings.Settings) (n int64) {
	_, _ = fmt.Sscanf(s.Site, "Museum %d", &n) // a new desk has no site
	return n
}

// firstIssue is when issue 0 of the directory would have been published; one
// follows each minute.
var firstIssue = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

func issueOf(issued time.Time) int64 {
	if issued.IsZero() {
		return 0
	}
	return int64(issued.Sub(firstIssue) / time.Minute)
}

// publisher signs directories as their publisher does; all are the same one.
type publisher struct{ *ecdsa.PrivateKey }

func newPublisher() publisher {
	seed := sha256.Sum256([]byte("a publisher of the tests"))
	key, err := ecdsa.ParseRawPrivateKey(elliptic.P521(), append(make([]byte, 66-len(seed)), seed[:]...))
	if err != nil {
		panic(err) // it is always the same key
	}
	return publisher{key}
}

func (p publisher) pin() trust.Pin {
	return trust.Pin{Name: "test", Public: &p.PublicKey, From: firstIssue, Until: firstIssue.AddDate(100, 0, 0)}
}

// publish writes an issue of the directory, every second one of which is
// long.
func (p publisher) publish(snapshot, signature string, issue int64) error {
	issuer, err := issuer()
	if err != nil {
		return err
	}
	set, err := issuer.JWKS()
	if err != nil {
		return err
	}
	keys := strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(string(set)), "{"), "}")
	content := fmt.Appendf(nil, `{"directory":"https://example.org/d.json","time":%q,"issuerInfo":[{"issuer":{"iss":%q,"name":"Example"},%s}`,
		firstIssue.Add(time.Duration(issue)*time.Minute).Format(time.RFC3339), issuer.ISS, keys)
	for i := range 200 * (issue % 2) {
		content = fmt.Appendf(content, `,{"issuer":{"iss":"https://example.org/%d","name":"Example"},"keys":[]}`, i)
	}
	content = append(content, "]}"...)
	sum := sha512.Sum512(content)
	signed, err := ecdsa.SignASN1(nil, p.PrivateKey, sum[:])
	if err != nil {
		return err
	}
	return errors.Join(os.WriteFile(snapshot, content, 0o600), os.WriteFile(signature, signed, 0o600))
}

// issuer is the one issuer of the tests' directory that has a key.
func issuer() (mint.Signer, error) {
	return mint.FromSeed("https://issuer.example/a", "an issuer of the tests")
}

// freshCards mints cards, each of another person.
func freshCards(count int) (texts []string, err error) {
	issuer, err := issuer()
	for i := 0; i < count && err == nil; i++ {
		var card mint.Card
		card, err = issuer.Card(mint.Spec{
			Name: mint.Name{Family: fmt.Sprintf("Anyperson %d", i)}, BirthDate: "1980-01-02",
			Doses: []mint.Dose{{CVX: "207", Date: "2021-01-01"}, {CVX: "207", Date: "2021-02-01"}},
		}, firstIssue)
		texts = append(texts, card.JWS)
	}
	return texts, err
}
