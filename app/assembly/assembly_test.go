package assembly_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passdesk/app/assembly"
	"passdesk/app/scanlog"
	"passdesk/app/scanlog/sqlite"
	"passdesk/verify"
	"passdesk/verify/mint"
	"passdesk/verify/reason"
	"passdesk/verify/rules"
	"passdesk/verify/trust"
	"passdesk/verify/trust/fetch/fetchtest"
)

var now = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func clock() time.Time { return now }

const iss = "https://issuer.example/a"

// signer is an issuer of our own.
func signer(t testing.TB) mint.Signer {
	t.Helper()
	s, err := mint.FromSeed(iss, "an issuer of the tests")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func jwks(t testing.TB, s mint.Signer) []byte {
	t.Helper()
	set, err := s.JWKS()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func card(t testing.TB, s mint.Signer) string {
	t.Helper()
	spec, err := mint.Parse([]byte(`{"name":{"family":"Anyperson"},"nbf":"2021-10-01","doses":[{"cvx":"207","date":"2021-01-01"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	c, err := s.Card(spec, now)
	if err != nil {
		t.Fatal(err)
	}
	return c.JWS
}

func file(t testing.TB, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// signed is a directory that holds the issuer, made on a day of November.
func signed(t testing.TB, s mint.Signer, day int) fetchtest.Files {
	t.Helper()
	keys := strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(string(jwks(t, s))), "{"), "}")
	return fetchtest.Sign(t, fmt.Appendf(nil, `{"directory":"https://example.org/d.json","time":"2026-11-%02dT04:00:00Z",
		"issuerInfo":[{"issuer":{"iss":%q,"name":"Example State"},%s}]}`, day, iss, keys))
}

// published gives the two files of a signed directory and the pin that trusts
// them.
func published(t testing.TB, s mint.Signer) (snapshot, signature string, pin trust.Pin) {
	t.Helper()
	files := signed(t, s, 1)
	return file(t, "s.json", files.Snapshot), file(t, "s.sig", files.Signature), fetchtest.Pin(t, now)
}

func policy(t testing.TB) *rules.Policy {
	t.Helper()
	p, err := rules.NewPolicy("any-genuine-record")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func rulebook(t testing.TB, at assembly.Trust) assembly.Rulebook {
	t.Helper()
	book, err := at.Rulebook(policy(t))
	if err != nil {
		t.Fatal(err)
	}
	return book
}

func TestARulebookAnswersBothQuestions(t *testing.T) {
	s := signer(t)
	book := rulebook(t, assembly.Trust{Dir: t.TempDir(), Issuers: []string{iss + "=" + file(t, "jwks.json", jwks(t, s))}, Now: clock})
	v := book.Verify(card(t, s), now)
	if v.Genuine != reason.Yes || book.Decide([]verify.Verdict{v}, now).Outcome != reason.Accepted || book.Refused != nil {
		t.Errorf("%s, %s, %v", v.Reason, v.Message, book.Refused)
	}
	if v := rulebook(t, assembly.Trust{Dir: t.TempDir(), Now: clock}).Verify(card(t, s), now); v.Reason != reason.NoDirectory {
		t.Errorf("without the issuer: %s", v.Reason)
	}
}

// The age of the directory goes by the real clock, the card by the time that
// was asked for.
func TestTheDirectoryAgesByTheRealClock(t *testing.T) {
	s := signer(t)
	snapshot, signature, pin := published(t, s)
	at := assembly.Trust{Dir: t.TempDir(), Now: clock, Pins: []trust.Pin{pin}}
	kept, err := at.Import(snapshot, signature)
	if issuers, keys := kept.Count(trust.FromDirectory); err != nil || issuers != 1 || keys != 1 {
		t.Fatalf("%d issuers, %d keys: %v", issuers, keys, err)
	}
	const day = 24 * time.Hour
	long := time.Date(2021, 10, 20, 0, 0, 0, 0, time.UTC) // when cards are judged
	for name, c := range map[string]struct {
		later, limit time.Duration
		want         reason.Reason
	}{
		"fresh":          {0, day, ""},
		"on the limit":   {30 * day, 30 * day, ""},
		"beyond it":      {30*day + 1, 30 * day, reason.StaleDirectory},
		"without limits": {300 * day, 0, ""},
	} {
		at.MaxAge, at.Now = c.limit, func() time.Time { return now.Add(c.later) }
		book := rulebook(t, at)
		if v := book.Verify(card(t, s), long); v.Reason != c.want || v.Issuer.Name != "Example State" {
			t.Errorf("%s: %s, by %q", name, v.Reason, v.Issuer.Name)
		}
		if d := book.Directory; !d.Checked.Equal(now) || d.Trouble != "" || d.Keys != 1 {
			t.Errorf("%s: %+v", name, d)
		}
	}
}

func TestAnIssuerOfTheDirectoryIsNotReplaced(t *testing.T) {
	s := signer(t)
	snapshot, signature, pin := published(t, s)
	at := assembly.Trust{Dir: t.TempDir(), Now: clock, Pins: []trust.Pin{pin}}
	if _, err := at.Import(snapshot, signature); err != nil {
		t.Fatal(err)
	}
	keys := file(t, "jwks.json", jwks(t, s))
	at.Issuers = []string{iss + "=" + keys}
	if _, err := at.Rulebook(policy(t)); !errors.Is(err, trust.ErrISSTaken) {
		t.Errorf("%v", err)
	}
	at.Issuers = []string{"https://issuer.example/b=" + keys}
	if _, err := at.Rulebook(policy(t)); err != nil {
		t.Errorf("beside it: %v", err)
	}
}

func TestADamagedDirectoryIsSaidAndNoError(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "directory.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	book := rulebook(t, assembly.Trust{Dir: dir, Now: clock})
	if book.Directory.Trouble == "" || book.Verify(card(t, signer(t)), now).Reason != reason.NoDirectory {
		t.Errorf("%+v", book.Directory)
	}
}

func TestSaysWhatOfAnIssuerIsNotUsed(t *testing.T) {
	s := signer(t)
	at := assembly.Trust{Dir: t.TempDir(), Now: clock}
	at.Issuers = []string{iss + "=" + file(t, "jwks.json", jwks(t, s)) + "," + file(t, "crl.json", []byte("x"))}
	book := rulebook(t, at)
	if len(book.Refused) != 1 || !strings.Contains(book.Refused[0], "a revocation list is not well formed") {
		t.Errorf("%q", book.Refused)
	}
	if v := book.Verify(card(t, s), now); v.Genuine != reason.Yes {
		t.Errorf("%s", v.Reason)
	}
}

func TestReadsALogAndBeginsNone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.db")
	if _, err := assembly.ReadLog(path); err == nil || err.Error() != "there is no log at "+path+" yet" {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Fatal("a log was begun")
	}
	store, err := sqlite.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Append(scanlog.Entry{Number: 1, Kind: scanlog.Scan, At: now, Desk: "Front desk"}); err != nil {
		t.Fatal(err)
	}
	store.Close()
	log, err := assembly.ReadLog(path)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := log.Entries(scanlog.Query{})
	if log.Close(); err != nil || len(rows) != 1 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	damaged := file(t, "log.db", []byte(strings.Repeat("x", 5000)))
	if _, err := assembly.ReadLog(damaged); !errors.Is(err, sqlite.ErrDamaged) {
		t.Errorf("damaged: %v", err)
	}
	if raw, err := os.ReadFile(damaged); err != nil || len(raw) != 5000 {
		t.Errorf("it was not left: %v", err)
	}
}

// Whatever is given as an issuer, it is refused in a sentence or names one
// whose address and files there are.
func FuzzIssuer(f *testing.F) {
	keys := file(f, "jwks.json", jwks(f, signer(f)))
	dir := f.TempDir()
	for _, named := range []string{iss + "=JWKS", iss + "=JWKS,JWKS", iss, "=JWKS", iss + "=", "https://[=JWKS", "http://a=JWKS", iss + "/=JWKS", iss + "=JWKS,", "https://a=b=JWKS", iss + "=\x00"} {
		f.Add(named)
	}
	f.Fuzz(func(t *testing.T, named string) {
		at := assembly.Trust{Dir: dir, Now: clock, Issuers: []string{strings.ReplaceAll(named, "JWKS", keys)}}
		book, err := at.Rulebook(policy(t))
		switch {
		case err == nil && !strings.HasPrefix(named, "https://"):
			t.Errorf("%q is trusted", named)
		case err != nil && !strings.HasPrefix(err.Error(), "--issuer"):
			t.Errorf("%q: %v", named, err)
		case err == nil && book.Verifier == nil:
			t.Errorf("%q: no rulebook", named)
		}
	})
}
