package trust_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"passdesk/cmd/housekeeping/corpus"
	"passdesk/verify/trust"
)

// day is a moment at which the real pin is valid.
var day = time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC)

func realDirectory(t testing.TB) *trust.Directory {
	t.Helper()
	pins, err := trust.Pins()
	if err != nil {
		t.Fatal(err)
	}
	d, err := trust.Open(corpus.Read(t, "corpus", "vci/vci_snapshot.json"), corpus.Read(t, "corpus", "vci/vci_snapshot.sig"), day, pins)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestReadsTheWholeRealSnapshot(t *testing.T) {
	d := realDirectory(t)
	if issuers, keys := d.Count(trust.FromDirectory); issuers != 651 || keys != 961 {
		t.Errorf("%d issuers and %d usable keys, want 651 and 961", issuers, keys)
	}
	// Yukon, Rhode Island and one more had their certificates made for the
	// specification's example issuer; Japan's three are right.
	strangers := 0
	for _, i := range d.Issuers() {
		for _, r := range i.Refused {
			if strangers++; r.Why != "its certificate names another issuer; the key counts without it" {
				t.Errorf("%s: refused %s: %s", i.ISS, r.Kid, r.Why)
			}
		}
	}
	if strangers != 8 {
		t.Errorf("%d certificates of another issuer, want 8", strangers)
	}
	if got := d.Time().Format(time.RFC3339); got != "2026-08-22T04:43:50Z" {
		t.Errorf("snapshot of %s", got)
	}
}

func TestReadsTheRealAnomalies(t *testing.T) {
	d := realDirectory(t)
	lists := map[string]int{ // iss -> ids revoked
		"https://covid19.quebec.ca/PreuveVaccinaleApi/issuer": 771 + 17,
		"https://labtools.curativeinc.com/api":                555,
		"https://www.hss.gov.nt.ca/covax":                     0, // versions as strings
	}
	short, empty, never := 0, 0, 0
	for _, i := range d.Issuers() {
		if i.Origin != trust.FromDirectory {
			continue
		}
		revoked, any := 0, false
		for _, k := range i.Keys {
			revoked += k.Revocations.Len()
			any = any || k.Revocations != nil
			if k.Public.X.BitLen() <= 31*8 {
				short++
			}
		}
		if want, ok := lists[i.ISS]; ok != any || revoked != want {
			t.Errorf("%s: has lists: %v, %d ids revoked, want %v, %d", i.ISS, any, revoked, ok, want)
		}
		if len(i.Keys) == 0 {
			empty++
		}
		if i.LastRetrieved.IsZero() || i.Name == "" {
			never++
		}
	}
	if short < 2 || empty != 1 || never != 0 {
		t.Errorf("%d keys with 31-byte coordinates, %d issuers without keys, %d without date or name; want 2 or more, 1, 0", short, empty, never)
	}
}

// Of the 961 keys, 46 ids are shared by 206 issuers, four pairs of issuers
// differ by letter case only, and names are in any script.
func TestFindsEveryRealKeyByIssuerAndID(t *testing.T) {
	d := realDirectory(t)
	byKid, byFold, scripts, aliases := map[string]int{}, map[string]int{}, 0, 0
	for _, i := range d.Issuers() {
		if i.Origin != trust.FromDirectory {
			continue
		}
		byFold[strings.ToLower(i.ISS)]++
		if strings.ContainsFunc(i.Name, func(r rune) bool { return r > '~' }) {
			scripts++
		}
		if i.Canonical != "" {
			aliases++
		}
		for _, k := range i.Keys {
			byKid[k.Kid]++
			found, err := d.Lookup(i.ISS, k.Kid)
			if err != nil || !found.Public.Equal(k.Public) || found.Holder != i.ISS {
				t.Errorf("%s, %s: %v", i.ISS, k.Kid, err)
			}
			if _, err := d.Lookup("https://nobody.example", k.Kid); !errors.Is(err, trust.ErrUnknownIssuer) {
				t.Errorf("%s alone: %v", k.Kid, err)
			}
		}
	}
	shared, pairs := 0, 0
	for _, n := range byKid {
		if n > 1 {
			shared++
		}
	}
	for _, n := range byFold {
		if n > 1 {
			pairs++
		}
	}
	if len(byKid) != 596 || shared != 46 || pairs != 4 || scripts != 9 || aliases != 6 {
		t.Errorf("%d ids, %d shared, %d pairs, %d names beyond ASCII, %d aliases; want 596, 46, 4, 9, 6", len(byKid), shared, pairs, scripts, aliases)
	}
}

func TestFindsStateIssuersByExactAddress(t *testing.T) {
	d := realDirectory(t)
	const ny = "https://ekeys.ny.gov/epass/doh/dvc/2021"
	i, ok := d.Issuer(ny)
	if !ok || i.Name != "State of New York" || len(i.Keys) != 1 {
		t.Fatalf("New York is %+v, %v", i, ok)
	}
	if _, err := d.Lookup(ny, i.Keys[0].Kid); err != nil {
		t.Error(err)
	}
	if _, err := d.Lookup(ny+"/", i.Keys[0].Kid); !errors.Is(err, trust.ErrUnknownIssuer) {
		t.Errorf("with a slash: %v", err)
	}
	if _, err := d.Lookup(ny, "x"+i.Keys[0].Kid[1:]); !errors.Is(err, trust.ErrUnknownKey) {
		t.Errorf("another key: %v", err)
	}
}

func TestRefusesARealSnapshotWithOneChangedByte(t *testing.T) {
	snapshot, signature := corpus.Read(t, "corpus", "vci/vci_snapshot.json"), corpus.Read(t, "corpus", "vci/vci_snapshot.sig")
	pins, err := trust.Pins()
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []int{0, len(snapshot) / 2, len(snapshot) - 1} {
		changed := bytes.Clone(snapshot)
		changed[at] ^= 1
		if _, err := trust.Open(changed, signature, day, pins); !errors.Is(err, trust.ErrBadSignature) {
			t.Errorf("byte %d changed: %v", at, err)
		}
	}
}

func TestJudgesThePublishedTestKeys(t *testing.T) {
	for file, want := range map[string]error{
		"valid_key.json":       nil,
		"wrong_kid_key.json":   trust.ErrNoUsable,
		"wrong_curve_key.json": trust.ErrNoUsable,
		"wrong_use_key.json":   trust.ErrNoUsable,
		"wrong_kty_key.json":   trust.ErrNoUsable,
		"private_key.json":     trust.ErrNoUsable,
	} {
		_, err := trust.ParseJWKS("https://issuer.example", "Clinic", corpus.Read(t, "corpus", "devtools", file))
		if !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", file, err, want)
		}
	}
}

func TestReadsMalformedRevocationListsWithoutFailing(t *testing.T) {
	const list = ".well-known/crl/hrvC0uzB16UXK83BnPo7Glg685b1D6iYOyJd5hpRaAA.json"
	for _, kind := range []string{"invalid-method", "non-base64url-rid", "version-mismatch"} {
		i, err := trust.ParseJWKS("https://issuer.example", "Clinic",
			corpus.Read(t, "corpus", "devtools/valid_key.json"), corpus.Read(t, "corpus", "devtools/badcrl", kind, list))
		if err != nil || len(i.Refused) != 1 {
			t.Errorf("%s: %v, said %v", kind, err, i.Refused)
		}
	}
}

// The cost of starting with the real directory: signature, keys, lists.
func BenchmarkOpenRealDirectory(b *testing.B) {
	snapshot, signature := corpus.Read(b, "corpus", "vci/vci_snapshot.json"), corpus.Read(b, "corpus", "vci/vci_snapshot.sig")
	pins, err := trust.Pins()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := trust.Open(snapshot, signature, day, pins); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLookup(b *testing.B) {
	d := realDirectory(b)
	i, _ := d.Issuer("https://ekeys.ny.gov/epass/doh/dvc/2021")
	for b.Loop() {
		if _, err := d.Lookup(i.ISS, i.Keys[0].Kid); err != nil {
			b.Fatal(err)
		}
	}
}
