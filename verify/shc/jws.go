package shc

import (
	"bytes"
	"compress/flate"
	"crypto/ecdsa"
	"crypto/elliptic"
	"encoding/base64"
	"encoding/json"
	"io"
	"strings"

	"github.com/lestrrat-go/jwx/v2/jwa"
	"github.com/lestrrat-go/jwx/v2/jws"

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

// split decodes header, payload and signature. Of the several base64 texts
// that decoders take for the same bytes it admits the canonical one only:
// otherwise a card could be changed without its signature noticing.
func split(compact string) (parts [3][]byte, err error) {
	if len(compact) > maxJWS {
		return parts, fail(reason.MalformedJWS, "The card is longer than any health card.")
	}
	texts := strings.Split(compact, ".")
	if len(texts) != len(parts) {
		return parts, fail(reason.MalformedJWS, "The card does not have the three parts of a signed text.")
	}
	for i, text := range texts {
		if strings.ContainsAny(text, "\r\n") { // which the decoder would skip
			return parts, fail(reason.MalformedJWS, "The card holds characters that no signed text has.")
		}
		if parts[i], err = base64.RawURLEncoding.Strict().DecodeString(text); err != nil {
			return parts, fail(reason.MalformedJWS, "The card holds characters that no signed text has.")
		}
	}
	return parts, nil
}

// readHeader gives the key id. A header that names extensions it must not be
// read without (RFC 7515, 4.1.11) is malformed, as no card may have any.
func readHeader(raw []byte) (kid string, err error) {
	var header struct {
		Alg, Zip, Kid string
		Crit          json.RawMessage
	}
	if err := json.Unmarshal(raw, &header); err != nil || header.Kid == "" || header.Crit != nil {
		return "", fail(reason.MalformedJWS, "The card's header is not that of a health card.")
	}
	if header.Alg != "ES256" {
		return "", fail(reason.WrongAlgorithm, "The card is signed in a way that health cards are not.")
	}
	if header.Zip != "DEF" {
		return "", fail(reason.NotCompressed, "The card is not compressed as health cards are.")
	}
	return header.Kid, nil
}

// inflate decompresses a raw DEFLATE stream (RFC 1951). No stream of a JSON
// object begins with a brace. Bytes after its end are signed and mean nothing:
// some libraries leave a checksum there.
func inflate(raw []byte) ([]byte, error) {
	if bytes.HasPrefix(raw, []byte("{")) {
		return nil, fail(reason.NotCompressed, "The card is not compressed as health cards are.")
	}
	stream := flate.NewReader(bytes.NewReader(raw))
	payload, err := io.ReadAll(io.LimitReader(stream, maxPayload+1))
	if err != nil {
		return nil, fail(reason.MalformedPayload, "The card's contents cannot be decompressed.")
	}
	if len(payload) > maxPayload {
		return nil, fail(reason.MalformedPayload, "The card's contents are larger than any health card's.")
	}
	return payload, nil
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
