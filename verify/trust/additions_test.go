package trust_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"passdesk/verify/mint"
	"passdesk/verify/trust"
)

func addition(t *testing.T, iss, name string, keys ...object) trust.Addition {
	t.Helper()
	a, err := trust.NewAddition(iss, name, day, marshal(t, object{"keys": keys}))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestKeepsAddedIssuersAsTheyWereGiven(t *testing.T) {
	listed, plain := with(newKey(t), "crlVersion", "2"), newKey(t)
	crl := marshal(t, object{"kid": listed["kid"], "method": "rid", "ctr": 2, "rids": []string{"AAAA"}})
	jwks := append([]byte("\xEF\xBB\xBF"), marshal(t, object{"keys": []object{listed, with(plain, "use", "enc"), plain}})...)
	a, err := trust.NewAddition("https://clinic.example", " Our clinic ", day, jwks, crl)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := trust.FormatAdditions([]trust.Addition{a, addition(t, "https://b.example", "Ὑγίεια", newKey(t))})
	if err != nil {
		t.Fatal(err)
	}
	back, err := trust.ParseAdditions(append([]byte("\xEF\xBB\xBF"), raw...))
	if err != nil || len(back) != 2 || back[0].Name != "Our clinic" || !back[0].Added.Equal(day) {
		t.Fatalf("%+v, %v", back, err)
	}
	again, err := trust.FormatAdditions(back)
	if err != nil || !bytes.Equal(again, raw) {
		t.Errorf("written twice, it differs: %v\n%s\n%s", err, raw, again)
	}
	d, not := newSigner(t).open(t, row("https://ny.example", "New York", newKey(t))).WithAdditions(back)
	i, ok := d.Issuer("https://clinic.example")
	if len(not) > 0 || !ok || i.Origin != trust.AddedHere || len(i.Keys) != 2 || len(i.Refused) != 1 || !i.Keys[0].Revocations.Revoked("AAAA", day) {
		t.Errorf("%+v, not added: %v", i, not)
	}
}

// Each key is judged alone, and told of in words; a private key is refused and
// nothing secret of it reaches the disk.
func TestRefusesTheKeysOfASetOneByOne(t *testing.T) {
	const secret = "c2VjcmV0"
	good := newKey(t)
	set := object{"keys": []object{
		good, with(newKey(t), "d", secret), {"kty": "RSA", "kid": "r", "n": "AQAB", "e": "AQAB", "D": secret, "oth": []object{{"r": secret}}},
		{"kty": "oct", "kid": "o", "k": secret}, {"kty": 7, "d": secret}, with(newKey(t), "use", "enc"), with(newKey(t), "crv", "P-384"), with(newKey(t), "kid", "mine"),
	}}
	a, err := trust.NewAddition("https://a.example", "A", day, marshal(t, set))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := trust.FormatAdditions([]trust.Addition{a})
	if err != nil || bytes.Contains(raw, []byte(secret)) {
		t.Errorf("%v, kept: %s", err, raw)
	}
	i, err := a.Issuer()
	if err != nil || len(i.Keys) != 1 || i.Keys[0].Kid != good["kid"] {
		t.Fatalf("%+v, %v", i.Keys, err)
	}
	const private = "the set gives away the private part of this key"
	want := []string{private, private, "not an elliptic curve key", "the key is not well formed", "not meant for signatures", "not on the curve P-256", "its key id is not its thumbprint"}
	for n, r := range i.Refused {
		if n >= len(want) || r.Why != want[n] {
			t.Errorf("key %d: %s", n, r.Why)
		}
	}
	if len(i.Refused) != len(want) {
		t.Errorf("%v", i.Refused)
	}
}

func TestSaysWhyNoKeyOfASetIsUsable(t *testing.T) {
	enc := with(newKey(t), "use", "enc")
	_, err := trust.NewAddition("https://a.example", "A", day, marshal(t, object{"keys": []object{enc, with(newKey(t), "d", "AAAA"), enc}}))
	var none *trust.NoUsableError
	if !errors.As(err, &none) || len(none.Refused) != 3 || none.Refused[0].Kid != enc["kid"] {
		t.Fatalf("%v", err)
	}
	if want := trust.ErrNoUsable.Error() + ": not meant for signatures; the set gives away the private part of this key"; err.Error() != want {
		t.Errorf("%q", err)
	}
}

func TestKeepsNoStrayFile(t *testing.T) {
	good := newKey(t)
	set := marshal(t, object{"keys": []object{good}})
	list := marshal(t, object{"kid": good["kid"], "method": "rid", "ctr": 1, "rids": []string{}})
	for name, c := range map[string]struct {
		iss        string
		jwks, list []byte
		want       error
	}{
		"good":              {"https://a.example", set, list, nil},
		"a key by itself":   {"https://a.example", marshal(t, good), list, nil},
		"private":           {"https://a.example", marshal(t, object{"keys": []object{with(good, "d", "AAAA")}}), list, trust.ErrNoUsable},
		"a key set as list": {"https://a.example", set, set, trust.ErrNotAList},
		"prose as list":     {"https://a.example", set, []byte("rids"), trust.ErrNotAList},
		"no usable key":     {"https://a.example", marshal(t, object{"keys": []object{with(good, "alg", "ES384")}}), list, trust.ErrNoUsable},
		"http":              {"http://a.example", set, list, trust.ErrISS},
		"no key set":        {"https://a.example", list, list, trust.ErrNotAKeySet},
	} {
		if a, err := trust.NewAddition(c.iss, "A", day, c.jwks, c.list); !errors.Is(err, c.want) || (err != nil) != (a.ISS == "") {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// The directory may come to know a clinic that a desk has added.
func TestAnAdditionThatMayNotBeCostsNoOther(t *testing.T) {
	d := newSigner(t).open(t, row("https://ny.example", "New York", newKey(t)))
	d, not := d.WithAdditions([]trust.Addition{
		addition(t, "https://ny.example", "Us", newKey(t)),
		addition(t, "https://a.example", "New-York", newKey(t)),
		addition(t, "https://b.example", "B", newKey(t)),
		{ISS: "https://c.example", Name: "C"},
	})
	var iss []string
	for i, want := range []error{trust.ErrISSTaken, trust.ErrNameTaken, trust.ErrNotAKeySet} {
		if i < len(not) && errors.Is(not[i].Err, want) {
			iss = append(iss, not[i].ISS)
		}
	}
	if got := strings.Join(iss, " "); len(not) != 3 || got != "https://ny.example https://a.example https://c.example" {
		t.Errorf("%v", not)
	}
	if issuers, _ := d.Count(trust.AddedHere); issuers != 1 {
		t.Errorf("%d added", issuers)
	}
}

func TestRefusesFilesThatHoldNoAdditions(t *testing.T) {
	for raw, want := range map[string]error{
		`{"issuers":[]}`:   nil,
		`{"issuers":null}`: trust.ErrNotAdditions,
		`{}`:               trust.ErrNotAdditions,
		`[]`:               trust.ErrNotAdditions,
		`{"issuers":[7]}`:  trust.ErrNotAdditions,
		`{"issuers":[`:     trust.ErrNotAdditions,
		`{"issuers":[` + strings.Repeat(`{},`, 1000) + `{}]}`: trust.ErrTooLarge,
		strings.Repeat(" ", 17<<20):                           trust.ErrTooLarge,
	} {
		if _, err := trust.ParseAdditions([]byte(raw)); !errors.Is(err, want) {
			t.Errorf("%.30s: %v, want %v", raw, err, want)
		}
	}
	raw, err := trust.FormatAdditions(nil)
	if err != nil || string(raw) != "{\n  \"issuers\": []\n}\n" {
		t.Errorf("%q, %v", raw, err)
	}
	if _, err := trust.FormatAdditions([]trust.Addition{{Keys: []byte("{MARKER")}}); err == nil || strings.Contains(err.Error(), "MARKER") {
		t.Errorf("%v", err)
	}
}

// A clinic's key set becomes an issuer of this desk, and is kept.
func ExampleNewAddition() {
	clinic, err := mint.FromSeed("https://clinic.example/shc", "a clinic's private key")
	if err != nil {
		fmt.Println(err)
		return
	}
	jwks, err := clinic.JWKS()
	if err != nil {
		fmt.Println(err)
		return
	}
	added, err := trust.NewAddition(clinic.ISS, "Our clinic", day, jwks)
	if err != nil {
		fmt.Println(err)
		return
	}
	kept, err := trust.FormatAdditions([]trust.Addition{added}) // for a file
	if err != nil {
		fmt.Println(err)
		return
	}

	directory, err := trust.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	all, err := trust.ParseAdditions(kept)
	if err != nil {
		fmt.Println(err)
		return
	}
	directory, not := directory.WithAdditions(all)
	issuer, _ := directory.Issuer("https://clinic.example/shc")
	fmt.Println(issuer.Name, issuer.Origin, len(issuer.Keys), len(not))
	// Output: Our clinic local 1 0
}
