package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passdesk/camera/symbol"
	"passdesk/verify/mint"
)

// TestMain keeps the tests away from the desk of whoever runs them.
func TestMain(m *testing.M) {
	home, err := os.MkdirTemp("", "passctl")
	if err != nil {
		panic(err)
	}
	for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "AppData", "LocalAppData"} {
		os.Setenv(name, home)
	}
	status := m.Run()
	stop()
	os.RemoveAll(home)
	os.Exit(status)
}

var now = time.Date(2021, 10, 20, 12, 0, 0, 0, time.UTC)

func clock() time.Time { return now }

// result is what a command line did.
type result struct {
	status   int
	out, err string
}

// passctl runs a command line on some standard input.
func passctl(in io.Reader, args ...string) result {
	var out, err bytes.Buffer
	p := &program{in: in, out: &out, err: &err, now: clock}
	status := p.run(args)
	return result{status, out.String(), err.String()}
}

func run(args ...string) result { return passctl(strings.NewReader(""), args...) }

// want holds a result against its status and, unless empty, the sentence on
// standard error, which is one.
func (r result) want(t *testing.T, status int, sentence string) result {
	t.Helper()
	if r.status != status {
		t.Fatalf("status %d, want %d\n%s%s", r.status, status, r.out, r.err)
	}
	switch {
	case sentence == "" && r.err != "":
		t.Fatalf("said %q", r.err)
	case sentence != "" && (!strings.Contains(r.err, sentence) || strings.Count(r.err, "\n") != 1):
		t.Fatalf("said %q, want one line with %q", r.err, sentence)
	}
	return r
}

// line is the JSON of a card as another program reads it, with all fields
// that there may be.
type line struct {
	Input, Outcome, Reason, Message, Genuine, Format string
	Issuer                                           struct {
		ISS, Name, Kid, LastSeen string
		AddedHere                bool
	}
	Holder                      *struct{ Name, BirthDate string }
	Doses                       []struct{ Date, Code, System, Product, Group, Lot, Site, Counts, Why string }
	Tests                       []struct{ Taken, Code, Kind, Result string }
	Policy, Status, From, Until string
	Micros                      int64
}

// cards reads the lines of verify --json.
func (r result) cards(t *testing.T) []line {
	t.Helper()
	var cards []line
	for text := range strings.Lines(r.out) {
		var c line
		d := json.NewDecoder(strings.NewReader(text))
		d.DisallowUnknownFields()
		if err := d.Decode(&c); err != nil {
			t.Fatalf("%v: %s", err, text)
		}
		cards = append(cards, c)
	}
	return cards
}

// reasons gives "outcome/reason" of each line of verify --json.
func (r result) reasons(t *testing.T) string {
	t.Helper()
	var all []string
	for _, c := range r.cards(t) {
		s := c.Outcome
		if c.Reason != "" {
			s += ":" + c.Reason
		}
		all = append(all, s)
	}
	return strings.Join(all, " ")
}

// issuer is one of our own, trusted with its flag.
type issuer struct {
	mint.Signer
	jwks string // file
	kid  string
}

const ownISS = "https://issuer.example/a"

func newIssuer(t testing.TB) issuer {
	t.Helper()
	signer, err := mint.FromSeed(ownISS, "an issuer of the tests")
	if err != nil {
		t.Fatal(err)
	}
	set, err := signer.JWKS()
	if err != nil {
		t.Fatal(err)
	}
	var keys struct{ Keys []struct{ Kid string } }
	if err := json.Unmarshal(set, &keys); err != nil {
		t.Fatal(err)
	}
	return issuer{signer, file(t, "jwks.json", string(set)), keys.Keys[0].Kid}
}

// trusted gives the flags that trust the issuer, with revocation lists.
func (i issuer) trusted(lists ...string) []string {
	return []string{"--issuer", strings.Join(append([]string{ownISS + "=" + i.jwks}, lists...), ",")}
}

// list writes a revocation list for the issuer's key.
func (i issuer) list(t testing.TB, method, rid string) string {
	return file(t, "crl.json", `{"kid":"`+i.kid+`","method":"`+method+`","ctr":1,"rids":["`+rid+`"]}`)
}

const adult = `"name":{"family":"Anyperson","given":["John","B."]},"birthDate":"1951-01-20",
	"doses":[{"cvx":"207","date":"2021-01-01","lot":"0000001","site":"ABC General Hospital"},{"cvx":"207","date":"2021-01-29"}]`

// card signs a specification, given without its braces.
func (i issuer) card(t testing.TB, spec string) mint.Card {
	t.Helper()
	s, err := mint.Parse([]byte("{" + spec + "}"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := i.Card(s, now.Add(-time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// long gives a card in several codes; the seed tells cards apart.
func (i issuer) long(t testing.TB, seed string) []string {
	t.Helper()
	spec := adult[:len(adult)-1]
	for n := range 28 {
		lot := sha256.Sum256([]byte(seed + string(rune(n))))
		spec += fmt.Sprintf(`,{"cvx":"140","date":"%d-10-03","lot":"%x"}`, 1990+n, lot[:10])
	}
	c := i.card(t, spec+"]")
	if len(c.Texts) != 2 {
		t.Fatalf("a card in %d codes", len(c.Texts))
	}
	return c.Texts
}

func file(t testing.TB, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// picture draws the code of a text into a PNG file.
func picture(t testing.TB, name, text string) string {
	t.Helper()
	code, err := symbol.Encode(text)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, code.Picture(4)); err != nil {
		t.Fatal(err)
	}
	return file(t, name, b.String())
}

// args joins flags and inputs.
func args(lists ...[]string) []string {
	var all []string
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}

// verifyJSON asks for JSON.
func verifyJSON(flags []string, inputs ...string) []string {
	return args([]string{"verify", "--json"}, flags, inputs)
}
