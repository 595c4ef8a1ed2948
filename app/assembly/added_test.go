package assembly_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passdesk/app/desk"
	"passdesk/app/directory"
	"passdesk/app/intake"
	"passdesk/verify/mint"
	"passdesk/verify/reason"
	"passdesk/verify/trust"
	"passdesk/verify/trust/fetch/fetchtest"
)

// newIssuer is the tests' issuer as a manager adds it.
func newIssuer(t testing.TB, lists ...string) desk.NewIssuer {
	t.Helper()
	return desk.NewIssuer{ISS: iss, Name: "City Clinic", Keys: file(t, "jwks.json", jwks(t, signer(t))), Lists: lists}
}

func TestAnIssuerThatIsAddedCountsUntilItIsRemoved(t *testing.T) {
	at := place(t)
	card := card(t, signer(t))
	told, err := at.AddIssuer(newIssuer(t))
	if want := (desk.Added{ISS: iss, Name: "City Clinic", At: now, Keys: 1}); err != nil || told != want {
		t.Fatalf("%+v, %v", told, err)
	}
	book := rulebook(t, at)
	if v := book.Verify(card, now); v.Genuine != reason.Yes || v.Issuer.Origin != trust.AddedHere || v.Issuer.Name != "City Clinic" {
		t.Errorf("%s, %+v", v.Reason, v.Issuer)
	}
	if len(book.Added) != 1 || book.Added[0] != told || book.Refused != nil || book.Directory.Issuers != 1 {
		t.Errorf("%+v", book)
	}
	if err := at.RemoveIssuer(iss); err != nil {
		t.Fatal(err)
	}
	book = rulebook(t, at)
	if v := book.Verify(card, now); v.Reason != reason.NoDirectory || book.Added != nil || book.Directory.Issuers != 0 {
		t.Errorf("%s, %+v", v.Reason, book)
	}
}

// The limit is for the signed directory, which a local list has nothing to do
// with.
func TestAnIssuerThatIsAddedDoesNotAge(t *testing.T) {
	at := place(t)
	listed, err := mint.FromSeed("https://listed.example", "listed")
	if err != nil {
		t.Fatal(err)
	}
	keys := strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(string(jwks(t, listed))), "{"), "}")
	files := fetchtest.Sign(t, fmt.Appendf(nil, `{"time":"2026-11-20T04:00:00Z","issuerInfo":[{"issuer":{"iss":"https://listed.example","name":"Listed"},%s}]}`, keys))
	if _, err := at.Update(t.Context(), fetchtest.Serve(t, files)); err != nil {
		t.Fatal(err)
	}
	if _, err := at.AddIssuer(newIssuer(t)); err != nil {
		t.Fatal(err)
	}
	at.MaxAge = 30 * 24 * time.Hour
	at.Now = func() time.Time { return now.Add(at.MaxAge + 1) }
	book := rulebook(t, at)
	if v := book.Verify(card(t, listed), now); v.Reason != reason.StaleDirectory {
		t.Errorf("of the directory: %s", v.Reason)
	}
	if v := book.Verify(card(t, signer(t)), now); v.Genuine != reason.Yes {
		t.Errorf("added here: %s", v.Reason)
	}
}

func TestRevocationListsComeWithAnAddedIssuer(t *testing.T) {
	s := signer(t)
	revoked, err := s.Card(mint.Spec{Name: mint.Name{Family: "Anyperson"}, Defect: "revoked"}, now.Add(-time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	var set struct{ Keys []struct{ Kid string } }
	if err := json.Unmarshal(jwks(t, s), &set); err != nil {
		t.Fatal(err)
	}
	kid := set.Keys[0].Kid
	list := func(key, rid string) string {
		return file(t, "crl.json", fmt.Appendf(nil, `{"kid":%q,"method":"rid","ctr":1,"rids":[%q]}`, key, rid))
	}
	at := place(t)
	for _, c := range []struct {
		lists  []string
		want   reason.Reason
		unused string
	}{
		{nil, "", ""},
		{[]string{list("another", "cmV2b2tlZA")}, "", "a revocation list is for a key that the set does not have"},
		{[]string{list(kid, "b3RoZXI"), list(kid, "cmV2b2tlZA")}, reason.Revoked, ""},
	} {
		told, err := at.AddIssuer(newIssuer(t, c.lists...))
		if err != nil || told.Unused != c.unused {
			t.Errorf("%d lists: %v, not used: %q", len(c.lists), err, told.Unused)
		}
		if v := rulebook(t, at).Verify(revoked.JWS, now); v.Reason != c.want {
			t.Errorf("%d lists: %q, want %q", len(c.lists), v.Reason, c.want)
		}
	}
}

func TestNothingIsKeptOfAnIssuerThatIsRefused(t *testing.T) {
	at := begun(t, 10) // which has an issuer of this address, named Example State
	good := newIssuer(t)
	for name, c := range map[string]struct {
		change func(*desk.NewIssuer)
		want   error
	}{
		"address of the directory": {func(*desk.NewIssuer) {}, trust.ErrISSTaken},
		"name of the directory":    {func(n *desk.NewIssuer) { n.ISS, n.Name = "https://a.example", "EXAMPLE  STATE" }, trust.ErrNameTaken},
		"no name":                  {func(n *desk.NewIssuer) { n.ISS, n.Name = "https://a.example", " " }, trust.ErrNoName},
		"http":                     {func(n *desk.NewIssuer) { n.ISS = "http://a.example" }, trust.ErrISS},
		"no key set":               {func(n *desk.NewIssuer) { n.ISS, n.Keys = "https://a.example", file(t, "a.json", []byte("x")) }, trust.ErrNotAKeySet},
		"no list":                  {func(n *desk.NewIssuer) { n.ISS, n.Lists = "https://a.example", []string{n.Keys} }, trust.ErrNotAList},
		"a test issuer":            {func(n *desk.NewIssuer) { n.ISS = mint.TrainingISS }, directory.ErrTestIssuer},
	} {
		n := good
		c.change(&n)
		if _, err := at.AddIssuer(n); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	for _, n := range []desk.NewIssuer{{ISS: iss, Name: "A", Keys: "nowhere"}, {ISS: iss, Name: "A", Keys: good.Keys, Lists: []string{t.TempDir()}}} {
		var unread *intake.Error
		if _, err := at.AddIssuer(n); !errors.As(err, &unread) {
			t.Errorf("%v", err)
		}
	}
	if book := rulebook(t, at); book.Added != nil || book.Refused != nil {
		t.Errorf("%+v, %q", book.Added, book.Refused)
	}
	wantOld(t, at, 10)
}

// The directory's word counts once it has one, and that is said.
func TestALaterSnapshotTakesThePlaceOfAnAddedIssuer(t *testing.T) {
	at := place(t)
	if _, err := at.AddIssuer(newIssuer(t)); err != nil {
		t.Fatal(err)
	}
	n := newIssuer(t)
	n.ISS, n.Name = "https://other.example", "Example State"
	if _, err := at.AddIssuer(n); err != nil {
		t.Fatal(err)
	}
	if _, err := at.Update(t.Context(), fetchtest.Serve(t, signed(t, signer(t), 20))); err != nil {
		t.Fatal(err)
	}
	book := rulebook(t, at)
	want := []string{
		"City Clinic (" + iss + "), which was added here, does not count: the directory has an issuer with this address already",
		"Example State (https://other.example), which was added here, does not count: the directory has an issuer with this name already",
	}
	said := strings.Join(book.Refused, "\n")
	if len(book.Refused) != 2 || !strings.Contains(said, want[0]) || !strings.Contains(said, want[1]) {
		t.Errorf("said %q", book.Refused)
	}
	for _, a := range book.Added {
		if a.Why == "" || a.Keys != 0 {
			t.Errorf("%+v", a)
		}
	}
	if v := book.Verify(card(t, signer(t)), now); v.Issuer.Origin != trust.FromDirectory || v.Issuer.Name != "Example State" {
		t.Errorf("%+v", v.Issuer)
	}
}

func TestADamagedIssuerIsSaidAndTheOthersCount(t *testing.T) {
	at := place(t)
	if _, err := at.AddIssuer(newIssuer(t)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(at.Dir, "added-x.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	book := rulebook(t, at)
	if len(book.Refused) != 1 || !strings.Contains(book.Refused[0], "added-x.json in the directory's folder is damaged") {
		t.Errorf("%q", book.Refused)
	}
	if v := book.Verify(card(t, signer(t)), now); v.Genuine != reason.Yes {
		t.Errorf("%s", v.Reason)
	}
}

func TestNobodyIsAddedToTheTraining(t *testing.T) {
	at := place(t)
	if _, err := at.AddIssuer(newIssuer(t)); err != nil {
		t.Fatal(err)
	}
	at.Training = true
	if v := rulebook(t, at).Verify(card(t, signer(t)), now); v.Reason != reason.TestIssuer || v.Genuine == reason.Yes {
		t.Errorf("%s", v.Reason)
	}
}

// What is named for one run goes over what was added here.
func TestAnIssuerNamedForARunStandsInForTheAddedOne(t *testing.T) {
	at := place(t)
	if _, err := at.AddIssuer(newIssuer(t)); err != nil {
		t.Fatal(err)
	}
	fresh, err := mint.FromSeed(iss, "fresh keys")
	if err != nil {
		t.Fatal(err)
	}
	at.Issuers = []string{iss + "=" + file(t, "fresh.json", jwks(t, fresh))}
	book := rulebook(t, at)
	if v := book.Verify(card(t, fresh), now); v.Genuine != reason.Yes {
		t.Errorf("its card: %s", v.Reason)
	}
	if v := book.Verify(card(t, signer(t)), now); v.Reason != reason.UnknownKey {
		t.Errorf("the other's: %s", v.Reason)
	}
}
