package trust_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"math/big"
	"net/url"
	"strings"
	"testing"
	"time"

	"passdesk/verify/trust"
)

// certificate makes a certificate for a key with alternative names.
func certificate(t *testing.T, public *ecdsa.PublicKey, uris ...string) string {
	t.Helper()
	anchor, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "issuer"}, NotBefore: time.Unix(0, 0), NotAfter: time.Unix(1, 0)}
	for _, text := range uris {
		u, err := url.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		c.URIs = append(c.URIs, u)
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, public, anchor)
	if err != nil {
		t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(der)
}

// publicOf gives the key that a JWK says.
func publicOf(t *testing.T, k object) *ecdsa.PublicKey {
	t.Helper()
	i, err := trust.ParseJWKS("https://a.example", "A", marshal(t, object{"keys": []object{k}}))
	if err != nil {
		t.Fatal(err)
	}
	return i.Keys[0].Public
}

// The certificates are of 1970, and no anchor of ours: neither matters.
func TestHoldsAKeyAgainstItsCertificate(t *testing.T) {
	const iss = "https://a.example/issuer"
	k, other := newKey(t), newKey(t)
	good := certificate(t, publicOf(t, k), "https://commontrust.example", iss)
	for name, c := range map[string]struct {
		x5c  any
		used bool
		said string
	}{
		"none":                       {nil, true, ""},
		"for this key and issuer":    {[]string{good}, true, ""},
		"with a chain behind it":     {[]string{good, "not looked at"}, true, ""},
		"for another key":            {[]string{certificate(t, publicOf(t, other), iss), good}, false, "for another key"},
		"for another issuer":         {[]string{certificate(t, publicOf(t, k), "https://b.example/issuer")}, true, "names another issuer"},
		"for the issuer in capitals": {[]string{certificate(t, publicOf(t, k), "https://a.example/ISSUER")}, true, "names another issuer"},
		"without names":              {[]string{certificate(t, publicOf(t, k))}, true, "names another issuer"},
		"base64url":                  {[]string{strings.NewReplacer("+", "-", "/", "_").Replace(good) + "-"}, true, "not well formed"},
		"no certificate":             {[]string{"AAAA"}, true, "not well formed"},
		"an empty list":              {[]string{}, true, "not well formed"},
		"one text":                   {good, true, "not well formed"},
		"longer than any":            {[]string{good, strings.Repeat("A", 64<<10)}, true, "not well formed"},
	} {
		i, err := trust.ParseJWKS(iss, "A", marshal(t, object{"keys": []object{with(k, "x5c", c.x5c), other}}))
		if err != nil {
			t.Fatal(err)
		}
		if used := i.Keys[0].Kid == k["kid"]; used != c.used || (c.said == "") != (len(i.Refused) == 0) {
			t.Errorf("%s: used %v, refused %v", name, used, i.Refused)
		}
		if c.said != "" && (i.Refused[0].Kid != k["kid"] || !strings.Contains(i.Refused[0].Why, c.said)) {
			t.Errorf("%s: %v", name, i.Refused)
		}
	}
}

// The same key may stand there several times, with other certificates.
func TestAKeyMayStandInASetTwice(t *testing.T) {
	k := newKey(t)
	old := with(k, "x5c", []string{certificate(t, publicOf(t, k), "https://old.example")})
	i, err := trust.ParseJWKS("https://a.example", "A", marshal(t, object{"keys": []object{old, k, k}}))
	if err != nil || len(i.Keys) != 1 || len(i.Refused) != 1 {
		t.Errorf("%d keys, refused %v, %v", len(i.Keys), i.Refused, err)
	}
}
