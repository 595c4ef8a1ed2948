package trust

import (
	"crypto/ecdsa"
	"crypto/sha512"
	"crypto/x509"
	"encoding/asn1"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"time"

	"passdesk/assets"
)

// Pin is a public key that may sign a snapshot of the directory, and when.
type Pin struct {
	Name        string
	Public      *ecdsa.PublicKey
	From, Until time.Time
}

// Pins gives the keys that Passdesk ships with, of assets/trust/pins.json.
func Pins() ([]Pin, error) {
	raw, err := assets.Trust.ReadFile("trust/pins.json")
	if err != nil {
		return nil, fmt.Errorf("pinned keys: %w", err)
	}
	return ParsePins(raw)
}

// ParsePins reads {"pins":[{"name","from","until","spki"}]}: dates as RFC
// 3339, the key as lines of a PEM "PUBLIC KEY" (SubjectPublicKeyInfo). The
// list is part of a release: nothing that comes over a network or out of a
// setting is a pin.
func ParsePins(raw []byte) ([]Pin, error) {
	if len(raw) > maxKeySet {
		return nil, ErrTooLarge
	}
	var file struct {
		Pins []struct {
			Name        string
			From, Until time.Time
			SPKI        []string
		}
	}
	if err := json.Unmarshal(raw, &file); err != nil {
		return nil, fmt.Errorf("pinned keys: %w", err)
	}
	var pins []Pin
	for _, p := range file.Pins {
		public, err := parsePublic(strings.Join(p.SPKI, "\n"))
		if err != nil {
			return nil, fmt.Errorf("pinned key %q: %w", p.Name, err)
		}
		pins = append(pins, Pin{p.Name, public, p.From, p.Until})
	}
	return pins, nil
}

var errPEM = errors.New("not an ECDSA public key in PEM")

func parsePublic(text string) (*ecdsa.PublicKey, error) {
	block, _ := pem.Decode([]byte(text))
	if block == nil {
		return nil, errPEM
	}
	key, err := x509.ParsePKIXPublicKey(block.Bytes)
	public, ok := key.(*ecdsa.PublicKey)
	if err != nil || !ok {
		return nil, errPEM
	}
	return public, nil
}

// maxSignature bounds a DER signature; P-521 gives 139 bytes at most.
const maxSignature = 1 << 10

// checkSignature says whether one of the pins signed the snapshot's bytes as
// they are, with SHA-512 and a DER signature ("openssl dgst -sha512 -sign").
// The signature does not tell who made it: a snapshot that was changed on
// purpose and one by another signer look the same. One that lost bytes on its
// way does not: it is no JSON any more.
func checkSignature(snapshot, signature []byte, at time.Time, pins []Pin) error {
	var rs struct{ R, S *big.Int }
	if len(signature) > maxSignature {
		return ErrNoSignature
	}
	if rest, err := asn1.Unmarshal(signature, &rs); err != nil || len(rest) > 0 {
		return ErrNoSignature
	}
	digest := sha512.Sum512(snapshot)
	known := false
	for _, pin := range pins {
		if !ecdsa.VerifyASN1(pin.Public, digest[:], signature) {
			continue
		}
		if !at.Before(pin.From) && !at.After(pin.Until) {
			return nil
		}
		known = true
	}
	switch {
	case known:
		return ErrPinDates
	case json.Valid(snapshot):
		return ErrOtherKey
	default:
		return ErrBadSignature
	}
}
