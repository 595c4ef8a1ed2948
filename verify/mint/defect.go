package mint

import (
	"bytes"
	"crypto"
	"crypto/sha256"
	"strings"
	"time"

	"passdesk/verify/shc"
)

// Defect names a way in which a card is wrong; "" is none.
type Defect string

// defect spoils a card before it is signed, after, or on its way into codes.
type defect struct {
	name   Defect
	before func(*draft) error
	after  func(*draft, string) (string, error)
	texts  func(jws string) []string
}

// defects is the table of what can be wrong.
var defects = []defect{
	{name: ""},

	{name: "missing-part", texts: func(jws string) []string { return parts(jws, 2)[:1] }},
	{name: "odd-digits", texts: func(jws string) []string { return []string{"shc:/" + digits(jws) + "5"} }},
	{name: "foreign-digits", texts: func(jws string) []string { return []string{"shc:/99" + digits(jws)} }},

	{name: "four-parts", after: func(_ *draft, jws string) (string, error) { return jws + ".A", nil }},
	{name: "wrong-algorithm", before: header("alg", "ES384")},
	{name: "not-compressed", before: notCompressed},
	{name: "zlib", before: func(d *draft) error {
		d.compress = func(plain []byte) []byte { return append([]byte{0x78, 0xDA}, deflate(plain)...) }
		return nil
	}},
	{name: "bom", before: payload(func(plain []byte) []byte { return append([]byte("\xEF\xBB\xBF"), plain...) })},
	{name: "bomb", before: payload(func(plain []byte) []byte { return append(bytes.Repeat([]byte(" "), 300<<10), plain...) })},
	{name: "milliseconds", before: func(d *draft) error {
		d.claims["nbf"] = d.claims["nbf"].(float64) * 1000
		return nil
	}},
	{name: "not-a-health-card", before: func(d *draft) error {
		d.credential["type"] = []string{"VerifiableCredential"}
		return nil
	}},
	{name: "unreadable-bundle", before: func(d *draft) error {
		d.credential["credentialSubject"] = object{"fhirVersion": "4.0.1", "fhirBundle": object{"resourceType": "Patient"}}
		return nil
	}},
	{name: "http-issuer", before: issuer(func(iss string) string { return strings.Replace(iss, "https:", "http:", 1) })},
	{name: "trailing-slash-issuer", before: issuer(func(iss string) string { return iss + "/" })},

	{name: "unknown-issuer", before: issuer(func(iss string) string { return iss + "/unknown" })},
	{name: "unknown-key", before: unknownKey},

	{name: "altered", after: altered},
	{name: "der-signature", after: derSignature},
	{name: "revoked", before: func(d *draft) error { d.credential["rid"] = revokedRID; return nil }},
	{name: "expired", before: func(d *draft) error {
		d.claims["nbf"], d.claims["exp"] = seconds(d.at.AddDate(-1, 0, 0)), seconds(d.at.AddDate(0, 0, -1))
		return nil
	}},
	{name: "future", before: func(d *draft) error {
		d.claims["nbf"] = seconds(d.at.Add(30 * 24 * time.Hour))
		delete(d.claims, "exp")
		return nil
	}},
}

// Defects lists every defect by name.
func Defects() []Defect {
	var names []Defect
	for _, d := range defects {
		if d.name != "" {
			names = append(names, d.name)
		}
	}
	return names
}

func find(name Defect) (defect, bool) {
	for _, d := range defects {
		if d.name == name {
			return d, true
		}
	}
	return defect{}, false
}

func header(name, value string) func(*draft) error {
	return func(d *draft) error { d.header[name] = value; return nil }
}

func payload(change func([]byte) []byte) func(*draft) error {
	return func(d *draft) error { d.plain = change; return nil }
}

func issuer(change func(string) string) func(*draft) error {
	return func(d *draft) error { d.claims["iss"] = change(d.signer.ISS); return nil }
}

func notCompressed(d *draft) error {
	delete(d.header, "zip")
	d.compress = func(plain []byte) []byte { return plain }
	return nil
}

// unknownKey signs with a key that the issuer has never published.
func unknownKey(d *draft) error {
	other, err := FromSeed(d.signer.ISS, "another key of "+d.signer.ISS)
	if err != nil {
		return err
	}
	d.signer.Key = other.Key
	d.header["kid"], err = other.kid()
	return err
}

// altered changes what a card says after it was signed, by one second.
func altered(d *draft, jws string) (string, error) {
	d.claims["nbf"] = d.claims["nbf"].(float64) - 1
	changed, err := d.payload()
	if err != nil {
		return "", err
	}
	parts := strings.Split(jws, ".")
	return parts[0] + "." + encode(changed) + "." + parts[2], nil
}

// derSignature writes a good signature in the form of X.509.
func derSignature(d *draft, jws string) (string, error) {
	text := shc.SigningInput(jws)
	digest := sha256.Sum256([]byte(text))
	der, err := d.signer.Key.Sign(nil, digest[:], crypto.SHA256)
	return text + "." + encode(der), err
}
