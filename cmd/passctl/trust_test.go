package main

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"passdesk/verify/trust"
	"passdesk/verify/trust/fetch"
	"passdesk/verify/trust/fetch/fetchtest"
)

func TestTrustsAnIssuerForOneRun(t *testing.T) {
	i := newIssuer(t)
	card := i.card(t, adult).JWS
	if got := run("verify", "--json", card).want(t, other, "").reasons(t); got != "unverified:no-directory" {
		t.Errorf("without the flag: %s", got)
	}
	other2 := "https://other.example/b=" + i.jwks
	run(verifyJSON(append([]string{"--issuer", other2}, i.trusted()...), card)...).want(t, done, "")
	if got := run("verify", "--json", "--issuer", other2, card).want(t, other, "").reasons(t); got != "unverified:no-directory" {
		t.Errorf("with another issuer's name: %s", got)
	}
}

func TestRevocationListsOfAnIssuerCount(t *testing.T) {
	i := newIssuer(t)
	revoked := i.card(t, adult+`,"defect":"revoked"`).JWS
	run(verifyJSON(i.trusted(), revoked)...).want(t, done, "")
	for _, c := range []struct {
		lists []string
		says  string
	}{
		{[]string{i.list(t, "rid", "cmV2b2tlZA")}, ""},
		{[]string{file(t, "other.json", `{"kid":"another","method":"rid","ctr":1,"rids":["cmV2b2tlZA"]}`), i.list(t, "rid", "cmV2b2tlZA")},
			"key another: a revocation list is for a key that the set does not have"},
	} {
		if got := run(verifyJSON(i.trusted(c.lists...), revoked)...).want(t, other, c.says).reasons(t); got != "invalid:revoked" {
			t.Errorf("with %d lists: %s", len(c.lists), got)
		}
	}
}

// A list that is not used must not go unnoticed: revoked cards pass then.
func TestSaysThatARevocationListIsNotUsed(t *testing.T) {
	i := newIssuer(t)
	card := i.card(t, adult).JWS
	for name, c := range map[string]struct{ list, says string }{
		"method":    {i.list(t, "ird", "cmV2b2tlZA"), "its revocation list uses a method that is not known"},
		"entries":   {i.list(t, "rid", "$wrong"), "its revocation list has malformed entries, which were left out"},
		"no JSON":   {file(t, "crl.json", "x"), "a revocation list is not well formed"},
		"a key set": {i.jwks, "a revocation list is for a key that the set does not have"},
	} {
		t.Run(name, func(t *testing.T) {
			run(verifyJSON(i.trusted(c.list), card)...).want(t, done, c.says)
		})
	}
}

func TestSaysWhyAnIssuerCannotBeTrusted(t *testing.T) {
	i := newIssuer(t)
	for flag, says := range map[string]string{
		"":                                  "--issuer takes ISS=JWKS.json[,CRL.json]",
		"https://issuer.example/a":          "--issuer takes ISS=JWKS.json[,CRL.json]",
		"https://issuer.example/a=":         "--issuer takes ISS=JWKS.json[,CRL.json]",
		"=" + i.jwks:                        "--issuer takes ISS=JWKS.json[,CRL.json]",
		"http://issuer.example/a=" + i.jwks: "an issuer's address begins with https://",
		"https://issuer.example/=" + i.jwks: "does not end with a slash",
		"https://issuer.example/a=nowhere":  "--issuer: nowhere: there is no such file",
		"https://issuer.example/a=" + i.jwks + ",nowhere.json":            "--issuer: nowhere.json: there is no such file",
		"https://issuer.example/a=" + i.jwks + ",":                        "--issuer takes ISS=JWKS.json[,CRL.json]",
		"https://issuer.example/a=" + t.TempDir():                         "this is a folder",
		"https://issuer.example/a=" + file(t, "jwks.json", "x"):           "not a JSON web key set",
		"https://issuer.example/a=" + file(t, "jwks.json", `{"keys":[]}`): "holds no key that may sign health cards",
	} {
		run("verify", "--issuer", flag, "eyJ").want(t, usage, says)
	}
}

func TestTrustImportLeavesWhatIsThereWhenItTakesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "directory")
	run("trust", "show", "--trust", dir).want(t, usage, "there is no directory in "+dir+" yet; passctl trust update fetches one, and passctl trust import takes one from files")
	snapshot, signature := file(t, "s.json", `{"issuerInfo":[]}`), file(t, "s.sig", "garbage")
	for _, c := range []struct{ snapshot, signature, says string }{
		{snapshot, signature, "s.json was not taken: "},
		{snapshot, "nowhere.sig", "nowhere.sig: there is no such file"},
		{"nowhere.json", signature, "nowhere.json: there is no such file"},
		{file(t, "empty.json", ""), file(t, "empty.sig", ""), "empty.json was not taken: "},
	} {
		r := run("trust", "import", c.snapshot, c.signature, "--trust", dir).want(t, usage, c.says)
		if strings.Count(r.err, "nowhere") > 1 {
			t.Errorf("says it twice: %s", r.err)
		}
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("a folder was made for what was not taken")
	}
}

// networked runs a command line where the tests' publisher may sign, and the
// server of a source is trusted.
func networked(t *testing.T, from fetch.Source, line ...string) result {
	t.Helper()
	var out, err bytes.Buffer
	p := &program{out: &out, err: &err, now: clock, pins: []trust.Pin{fetchtest.Pin(t, now)}, roots: from.Roots}
	return result{p.run(line), out.String(), err.String()}
}

func TestTrustUpdateTakesTheDirectoryFromTheNetwork(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "directory")
	from := fetchtest.Serve(t, fetchtest.Publish(t, now.AddDate(0, 0, -1)))
	show := func() string { return networked(t, from, "trust", "show", "--trust", dir).want(t, done, "").out }
	for range 2 { // once more is a check
		r := networked(t, from, "trust", "update", "--url", from.Snapshot, "--trust", dir).want(t, done, "")
		if r.out != "taken: 1 issuers, 0 usable keys, issued 2021-10-19T12:00:00Z\n" {
			t.Errorf("%q", r.out)
		}
	}
	const taken = "1 issuers, 0 usable keys, issued 2021-10-19T12:00:00Z, checked 2021-10-20T12:00:00Z\n"
	if got := show(); !strings.HasPrefix(got, taken+"network: last used 2021-10-20T12:00:00Z, the directory was taken\n") {
		t.Errorf("%q", got)
	}

	older := fetchtest.Serve(t, fetchtest.Publish(t, now.AddDate(0, 0, -2)))
	r := networked(t, older, "trust", "update", "--url", older.Snapshot, "--trust", dir).want(t, usage,
		"no directory was taken: this snapshot is older than the one in use, which stays")
	if got := show(); r.out != "" || !strings.HasPrefix(got, taken+"network: last used 2021-10-20T12:00:00Z, what came is older than ") {
		t.Errorf("%q, %q", r.out, got)
	}
}

func TestTrustUpdateSaysWhyItTakesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "directory")
	gone := fetchtest.Serve(t, http.NotFoundHandler())
	forged := fetchtest.Publish(t, now)
	forged.Signature = fetchtest.Sign(t, []byte("x")).Signature
	unsigned := fetchtest.Serve(t, forged)
	for _, c := range []struct {
		from       fetch.Source
		says, used string
	}{
		{gone, "the directory could not be fetched from 127.0.0.1: the server did not give it (status 404)", "the directory could not be fetched: the server did not give it"},
		{unsigned, "no directory was taken: the snapshot was changed, or signed with a key that this program does not know", "what came is not signed by the directory's publisher"},
	} {
		r := networked(t, c.from, "trust", "update", "--url", c.from.Snapshot+"?token=secret", "--trust", dir).want(t, usage, c.says)
		if strings.Contains(r.out+r.err, "secret") {
			t.Errorf("said %q", r.err)
		}
		shown := networked(t, c.from, "trust", "show", "--trust", dir).want(t, usage, "there is no directory in "+dir+" yet")
		if !strings.HasPrefix(shown.out, "network: last used 2021-10-20T12:00:00Z, "+c.used) {
			t.Errorf("%q", shown.out)
		}
	}
}

func TestTrustUpdateTakesHTTPSOnlyAndRepeatsNoPassword(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "directory")
	for _, address := range []string{"", "http://a.example/s.json", "https://me:secret@a.example/s.json", "https://a.example/", "s.json", "file:///s.json"} {
		r := run("trust", "update", "--url", address, "--trust", dir).want(t, usage, "--url takes the address of a snapshot, which begins with https://")
		if strings.Contains(r.err, "secret") {
			t.Errorf("a password is repeated: %s", r.err)
		}
	}
	if got := run("trust", "show", "--trust", dir).want(t, usage, "there is no directory"); got.out != "network: no use is known\n" {
		t.Errorf("%q", got.out)
	}
}

func TestADamagedDirectoryIsSaidAndTheRestAnswered(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "directory.json"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	i := newIssuer(t)
	run(verifyJSON(append(i.trusted(), "--trust", dir), i.card(t, adult).JWS)...).want(t, done, "is damaged")
	run("trust", "show", "--trust", dir).want(t, usage, "is damaged")
}

func TestPathsPrintsWhatCounts(t *testing.T) {
	r := run("paths").want(t, done, "")
	for _, part := range []string{"settings\t", "settings.toml\ntrust\t", "\nlog\t", "log.db\n"} {
		if !strings.Contains(r.out, part) {
			t.Errorf("no %q in %q", part, r.out)
		}
	}
	if r := run("paths", "--settings", "a", "--trust", "b", "--store", "c").want(t, done, ""); r.out != "settings\ta\ntrust\tb\nlog\tc\n" {
		t.Errorf("%q", r.out)
	}
	if r := run("paths", "--store", "postgres://desk:secret@server/log").want(t, usage, "the address holds a password"); strings.Contains(r.err, "secret") {
		t.Error("a password is repeated")
	}
}

// Somebody who names the place needs no home.
func TestANamedPlaceNeedsNoHome(t *testing.T) {
	for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "AppData", "LocalAppData"} {
		t.Setenv(name, "")
	}
	i := newIssuer(t)
	card := i.card(t, adult).JWS
	run(verifyJSON(append(i.trusted(), "--trust", t.TempDir()), card)...).want(t, done, "")
	run(verifyJSON(i.trusted(), card)...).want(t, usage, "--trust DIR names the folder")
	run("log", "list").want(t, usage, "--store FILE names it")
	run("paths", "--settings", "a", "--trust", "b", "--store", "c").want(t, done, "")
}
