package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"passdesk/verify/mint"
	"passdesk/verify/trust/fetch/fetchtest"
)

// addTo is the command line that adds an issuer to a folder.
func addTo(dir, name, iss string, files ...string) []string {
	return append([]string{"trust", "add", "--trust", dir, name, iss}, files...)
}

func TestTrustAddTrustsAnIssuerUntilItIsRemoved(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "directory")
	i := newIssuer(t)
	card := i.card(t, adult).JWS
	at := []string{"--trust", dir}
	if r := run(addTo(dir, "City Clinic", ownISS, i.jwks)...).want(t, done, ""); r.out != "added here: City Clinic, https://issuer.example/a, 1 usable keys\n" {
		t.Errorf("%q", r.out)
	}
	r := run(verifyJSON(at, card)...).want(t, done, "")
	if !strings.Contains(r.out, `"issuer":{"iss":"https://issuer.example/a","name":"City Clinic","kid":"`+i.kid+`","addedHere":true}`) {
		t.Errorf("%s", r.out)
	}
	if r := run("verify", "--trust", dir, card).want(t, done, ""); !strings.Contains(r.out, "  issuer  City Clinic, https://issuer.example/a (added here)\n") {
		t.Errorf("%s", r.out)
	}
	shown := run("trust", "show", "--trust", dir).want(t, usage, "there is no directory in")
	if shown.out != "network: no use is known\nlocal\t1 keys\t0 revoked\t-\thttps://issuer.example/a\tCity Clinic\n" {
		t.Errorf("%q", shown.out)
	}
	if r := run("trust", "remove", ownISS, "--trust", dir).want(t, done, ""); r.out != "removed: https://issuer.example/a\n" {
		t.Errorf("%q", r.out)
	}
	if got := run(verifyJSON(at, card)...).want(t, other, "").reasons(t); got != "unverified:no-directory" {
		t.Errorf("once removed: %s", got)
	}
	run("trust", "remove", ownISS, "--trust", dir).want(t, usage, "no issuer with this address was added here")
}

// Every result says it, also that of a card which is not good.
func TestEveryResultOfAnAddedIssuerSaysSo(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "directory")
	i := newIssuer(t)
	run(addTo(dir, "City Clinic", ownISS, i.jwks)...).want(t, done, "")
	for _, defect := range []mint.Defect{"altered", "expired", "unknown-key", "revoked"} {
		r := run("verify", "--json", "--trust", dir, i.card(t, adult+`,"defect":"`+string(defect)+`"`).JWS)
		if !strings.Contains(r.out, `"addedHere":true`) {
			t.Errorf("%s: %s", defect, r.out)
		}
	}
	// One that is named for this run was not added.
	r := run(verifyJSON(append(i.trusted(), "--trust", dir), i.card(t, adult).JWS)...).want(t, done, "")
	if strings.Contains(r.out, "addedHere") {
		t.Errorf("%s", r.out)
	}
}

func TestTrustAddTakesRevocationLists(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "directory")
	i := newIssuer(t)
	revoked := i.card(t, adult+`,"defect":"revoked"`).JWS
	run(addTo(dir, "Clinic", ownISS, i.jwks, i.list(t, "rid", "b3RoZXI"), i.list(t, "rid", "cmV2b2tlZA"))...).want(t, done, "")
	if got := run(verifyJSON([]string{"--trust", dir}, revoked)...).want(t, other, "").reasons(t); got != "invalid:revoked" {
		t.Errorf("%s", got)
	}
	if r := run("trust", "show", "--trust", dir); !strings.Contains(r.out, "local\t1 keys\t2 revoked\t") {
		t.Errorf("%q", r.out)
	}
	run(addTo(dir, "Clinic", ownISS, i.jwks, i.list(t, "ird", "cmV2b2tlZA"))...).want(t, done, "not all of it is used: its revocation list uses a method that is not known")
}

func TestTrustAddSaysWhyItAddsNobody(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "directory")
	from := fetchtest.Serve(t, fetchtest.Publish(t, now))
	networked(t, from, "trust", "update", "--url", from.Snapshot, "--trust", dir).want(t, done, "")
	i := newIssuer(t)
	listed, name := onlyIssuer(t, networked(t, from, "trust", "show", "--trust", dir).out)
	for _, c := range []struct {
		args []string
		says string
	}{
		{addTo(dir, "Clinic", listed, i.jwks), "the directory has an issuer with this address already"},
		{addTo(dir, strings.ToUpper(name), ownISS, i.jwks), "the directory has an issuer with this name already"},
		{addTo(dir, "", ownISS, i.jwks), "an issuer needs a name"},
		{addTo(dir, "Clinic", "http://a.example", i.jwks), "http://a.example was not added: an issuer's address begins with https://"},
		{addTo(dir, "Clinic", mint.TrainingISS, i.jwks), "this is an issuer of test cards"},
		{addTo(dir, "Clinic", ownISS, "nowhere.json"), "nowhere.json: there is no such file"},
		{addTo(dir, "Clinic", ownISS, i.jwks, i.jwks), "not a card revocation list"},
		{addTo(dir, "Clinic", ownISS, file(t, "a.json", "{}")), "not a JSON web key set"},
		{addTo(dir, "Clinic", ownISS), "trust add takes NAME, ISS and JWKS.json"},
		{[]string{"trust", "remove", "--trust", dir}, "trust remove takes ISS"},
		{[]string{"trust", "remove", "--trust", dir, listed}, "no issuer with this address was added here"},
	} {
		if r := networked(t, from, c.args...).want(t, usage, c.says); r.out != "" {
			t.Errorf("%q: wrote %q", c.says, r.out)
		}
	}
	if r := networked(t, from, "trust", "show", "--trust", dir).want(t, done, ""); strings.Contains(r.out, "local") {
		t.Errorf("%q", r.out)
	}
}

// onlyIssuer gives address and name of the only issuer of the directory, out
// of what trust show prints.
func onlyIssuer(t *testing.T, shown string) (iss, name string) {
	t.Helper()
	for line := range strings.Lines(shown) {
		if cells := strings.Split(strings.TrimSpace(line), "\t"); cells[0] == "directory" {
			return cells[4], cells[5]
		}
	}
	t.Fatalf("no issuer in %q", shown)
	return "", ""
}

// A directory that comes later wins, and a file that is damaged costs nobody
// else: both are said at every run.
func TestSaysWhichAddedIssuersDoNotCount(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "directory")
	i := newIssuer(t)
	none := fetchtest.Serve(t, http.NotFoundHandler())
	from := fetchtest.Serve(t, fetchtest.Publish(t, now))
	elsewhere := filepath.Join(t.TempDir(), "directory")
	networked(t, from, "trust", "update", "--url", from.Snapshot, "--trust", elsewhere).want(t, done, "")
	_, name := onlyIssuer(t, networked(t, from, "trust", "show", "--trust", elsewhere).out)

	networked(t, none, addTo(dir, name, ownISS, i.jwks)...).want(t, done, "")
	networked(t, from, "trust", "update", "--url", from.Snapshot, "--trust", dir).want(t, done, "")
	const says = "which was added here, does not count: the directory has an issuer with this name already"
	r := networked(t, from, verifyJSON([]string{"--trust", dir}, i.card(t, adult).JWS)...).want(t, other, says)
	if got := r.reasons(t); got != "unverified:unknown-issuer" {
		t.Errorf("%s", got)
	}
	networked(t, from, "trust", "show", "--trust", dir).want(t, done, says)

	files, err := filepath.Glob(filepath.Join(dir, "added-*.json"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	if err := os.WriteFile(files[0], []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	networked(t, from, "trust", "show", "--trust", dir).want(t, done, filepath.Base(files[0])+" in the directory's folder is damaged")
	networked(t, from, "trust", "remove", ownISS, "--trust", dir).want(t, done, "")
	networked(t, from, "trust", "show", "--trust", dir).want(t, done, "")
}
