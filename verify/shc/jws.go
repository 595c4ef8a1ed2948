package shc

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"encoding/base64"
	"strings"

	"github.com/lestrrat-go/jwx/v2/jwa"
	"github.com/lestrrat-go/jwx/v2/jws"

	"passdesk/verify/ijson"
	"passdesk/verify/reason"
)

// signatureLength is r and s of P-256, 32 bytes each (RFC 7518, 3.4).
const signatureLength = 64

// Unverified is a card whose signature nobody has checked. It tells whose key
// to look up, and nothing else.
type Unverified struct {
	signed    string // header.payload, as it was signed
	signature []byte
	kid       string
	claims    claims
}

// Issuer is the address that the card names as its issuer.
func (u Unverified) Issuer() string { return u.claims.iss }

// KeyID is the id of the key that the card names.
func (u Unverified) KeyID() string { return u.kid }

// Parse takes a JWS in compact form apart. Every error is an *Error, with the
// first reason that applies, in this order: MalformedJWS, WrongAlgorithm,
// NotCompressed, MalformedPayload, NotAHealthCard, MalformedIssuer.
func Parse(compact string) (Unverified, error) {
	parts, err := split(compact)
	if err != nil {
		return Unverified{}, err
	}
	kid, err := readHeader(parts[0])
	if err != nil {
		return Unverified{}, err
	}
	payload, err := inflate(parts[1])
	if err != nil {
		return Unverified{}, err
	}
	c, err := readClaims(payload)
	if err != nil {
		return Unverified{}, err
	}
	return Unverified{SigningInput(compact), parts[2], kid, c}, nil
}

// canonical decodes base64url without padding whose last bits, those that
// stand for nothing, are zero.
var canonical = base64.RawURLEncoding.Strict()

// split decodes header, payload and signature. Of the several base64 texts
// that decoders take for the same bytes it admits the canonical one only:
// otherwise a card could be changed without its signature noticing.
func split(compact string) (parts [3][]byte, err error) {
	if len(compact) > maxJWS {
		return parts, fail(reason.MalformedJWS, "The card is longer than any health card.")
	}
	texts := strings.SplitN(compact, ".", len(parts)+1)
	if len(texts) != len(parts) {
		return parts, fail(reason.MalformedJWS, "The card does not have the three parts of a signed text.")
	}
	if strings.IndexByte(compact, '\r') >= 0 || strings.IndexByte(compact, '\n') >= 0 { // which the decoder would skip
		return parts, errCharacters
	}
	for i, text := range texts {
		if parts[i], err = canonical.DecodeString(text); err != nil {
			return parts, errCharacters
		}
	}
	return parts, nil
}

var errCharacters = fail(reason.MalformedJWS, "The card holds characters that no signed text has.")

// readHeader gives the key id (specification, "Health Cards are encoded as
// Compact Serialization JSON Web Signatures"). A header that names extensions
// it must not be read without (RFC 7515, 4.1.11) is malformed, as no card may
// have any, and so is one that names anything twice (RFC 7515, 4). A key id is
// a thumbprint in base64url; nothing else could be found, and anything else
// might be shown.
func readHeader(raw []byte) (kid string, err error) {
	header, err := ijson.Parse(raw)
	kid, _ = header.Text("kid")
	if err != nil || header.Has("crit") || kid == "" || len(kid) > maxKid || !inAlphabet(kid) {
		return "", fail(reason.MalformedJWS, "The card's header is not that of a health card.")
	}
	if alg, _ := header.Text("alg"); alg != "ES256" {
		return "", fail(reason.WrongAlgorithm, "The card is signed in a way that health cards are not.")
	}
	if zip, _ := header.Text("zip"); zip != "DEF" {
		return "", errPlain
	}
	return kid, nil
}

// Verify checks the signature with a P-256 key and is the only maker of a
// Card. Without a good signature it gives nothing but an *Error with the
// reason BadSignature; that includes signatures in DER, which RFC 7518, 3.4,
// has fail validation.
func (u Unverified) Verify(key *ecdsa.PublicKey) (Card, error) {
	if u.claims.iss == "" || key == nil || key.Curve != elliptic.P256() || len(u.signature) != signatureLength {
		return Card{}, errSignature
	}
	verifier, err := jws.NewVerifier(jwa.ES256)
	if err != nil || verifier.Verify([]byte(u.signed), u.signature, key) != nil {
		return Card{}, errSignature
	}
	return Card{u.kid, u.claims}, nil
}

var errSignature = fail(reason.BadSignature, "The card was changed after it was signed, or its signature is forged.")

// SigningInput gives the part of a JWS that its signature covers, by which
// the same card is known again: a signature can be rewritten without the
// key, what it covers cannot.
func SigningInput(compact string) string {
	if dot := strings.LastIndexByte(compact, '.'); dot >= 0 {
		return compact[:dot]
	}
	return compact
}
