package trust

import (
	"crypto/ecdsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"slices"
)

// maxChain bounds the characters of a key's certificates; the real ones have
// some 3,000.
const maxChain = 32 << 10

// The reasons about certificates. Only the first costs a key.
const (
	whyOtherLeaf   = "its certificate is for another key"
	whyBadChain    = "its certificates are not well formed; the key counts without them"
	whyOtherIssuer = "its certificate names another issuer; the key counts without it"
)

// chain judges the x5c of a key (SMART Health Cards specification,
// "Determining keys associated with an issuer"; RFC 7517, 4.7): the leaf
// holds the key itself, and one of its alternative names is the issuer's
// address. Certificates are for frameworks with anchors of their own: a
// directory vouches for the key whether or not they help, and eight of the
// eleven in the VCI directory were made for the specification's example
// issuer. So only a leaf with another key counts against one: the set then
// contradicts itself. Dates are those of the framework and not looked at.
func (k *jwk) chain(iss string, public *ecdsa.PublicKey) (why string) {
	if k.X5C == nil {
		return ""
	}
	var certificates []string
	if len(k.X5C) > maxChain || json.Unmarshal(k.X5C, &certificates) != nil || len(certificates) == 0 {
		return whyBadChain
	}
	// Standard base64 here, unlike everywhere else in a key.
	der, err := base64.StdEncoding.DecodeString(certificates[0])
	if err != nil {
		return whyBadChain
	}
	leaf, err := x509.ParseCertificate(der)
	switch {
	case err != nil:
		return whyBadChain
	case !public.Equal(leaf.PublicKey):
		return whyOtherLeaf
	case !slices.Contains(uris(leaf), iss):
		return whyOtherIssuer
	default:
		return ""
	}
}

// uris lists the addresses among a certificate's alternative names.
func uris(c *x509.Certificate) []string {
	var all []string
	for _, u := range c.URIs {
		all = append(all, u.String())
	}
	return all
}
