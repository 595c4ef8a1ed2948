package trust

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"
)

// coordinate is the length of a P-256 coordinate in bytes.
const coordinate = 32

// jwk is a JSON web key as issuers write it (RFC 7517). Fields that do not
// matter here (date, keySize, hasPrivateKey ...) are ignored.
type jwk struct {
	Kty        string          `json:"kty"`
	Kid        string          `json:"kid"`
	Use        string          `json:"use"`
	Alg        string          `json:"alg"`
	Crv        string          `json:"crv"`
	X          string          `json:"x"`
	Y          string          `json:"y"`
	D          json.RawMessage `json:"d"`
	X5C        json.RawMessage `json:"x5c"`
	CRLVersion counter         `json:"crlVersion"`

	unreadable bool
}

// UnmarshalJSON never fails: one broken key must not cost its whole set.
func (k *jwk) UnmarshalJSON(raw []byte) error {
	type plain jwk
	k.unreadable = json.Unmarshal(raw, (*plain)(k)) != nil
	return nil
}

// key makes a usable key of k, or says why it is none. The rules are those of
// the SMART Health Cards specification, "Determining keys associated with an
// issuer". They are checked here and not left to a JOSE library, because those
// take private keys and points off the curve, and differ over coordinates
// that lost a leading zero byte.
func (k *jwk) key() (Key, string) {
	switch {
	case k.unreadable:
		return Key{}, "the key is not well formed"
	case k.D != nil:
		return Key{}, "the set gives away the private part of this key"
	case k.Kty != "EC":
		return Key{}, "not an elliptic curve key"
	case k.Crv != "P-256":
		return Key{}, "not on the curve P-256"
	case k.Use != "sig":
		return Key{}, "not meant for signatures"
	case k.Alg != "ES256":
		return Key{}, "not meant for ES256"
	case k.Kid != k.thumbprint():
		return Key{}, "its key id is not its thumbprint"
	}
	public, ok := point(k.X, k.Y)
	if !ok {
		return Key{}, "not a point of the curve"
	}
	return Key{Kid: k.Kid, Public: public}, ""
}

// thumbprint follows RFC 7638. It is taken over the coordinates as written:
// two issuers of the VCI directory write 31 bytes, and their key ids are the
// thumbprints of that.
func (k *jwk) thumbprint() string {
	if !plainBase64(k.X) || !plainBase64(k.Y) {
		return "" // would need escapes in the hashed JSON, and is no number
	}
	sum := sha256.Sum256([]byte(`{"crv":"P-256","kty":"EC","x":"` + k.X + `","y":"` + k.Y + `"}`))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// plainBase64 tells whether s consists of the base64url alphabet only; Go's
// decoder would skip line breaks.
func plainBase64(s string) bool {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	return s != "" && strings.Trim(s, alphabet) == ""
}

// point reads affine coordinates, padding them on the left.
func point(x, y string) (*ecdsa.PublicKey, bool) {
	encoded := make([]byte, 1+2*coordinate)
	encoded[0] = 4 // SEC 1, 2.3.3: uncompressed
	for i, text := range []string{x, y} {
		raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
		if err != nil || len(raw) > coordinate {
			return nil, false
		}
		end := 1 + (i+1)*coordinate
		copy(encoded[end-len(raw):end], raw)
	}
	public, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), encoded)
	return public, err == nil
}

// counter is crlVersion or ctr, which issuers write as number or as string.
type counter string

// UnmarshalJSON takes `69`, `"69"`, any other string, and null.
func (c *counter) UnmarshalJSON(raw []byte) error {
	if bytes.HasPrefix(raw, []byte(`"`)) {
		return json.Unmarshal(raw, (*string)(c))
	}
	var number json.Number
	if err := json.Unmarshal(raw, &number); err != nil {
		return err
	}
	*c = counter(number)
	return nil
}

// set is the form of a key set (RFC 7517, 5), or of a single key where one
// belongs.
type set struct {
	Keys []jwk           `json:"keys"`
	Kty  json.RawMessage `json:"kty"`
}

// parseSet reads a key set; every key still has to be judged. A key by itself
// is a set of one.
func parseSet(raw []byte) ([]jwk, error) {
	var s set
	switch err := json.Unmarshal(raw, &s); {
	case err != nil || s.Keys == nil && s.Kty == nil:
		return nil, ErrNotAKeySet
	case s.Keys == nil:
		s.Keys = make([]jwk, 1)
		_ = s.Keys[0].UnmarshalJSON(raw) // which never fails
	}
	return s.Keys, nil
}

// withoutBOM drops the mark that some editors put before a file.
func withoutBOM(raw []byte) []byte { return bytes.TrimPrefix(raw, []byte("\xEF\xBB\xBF")) }
