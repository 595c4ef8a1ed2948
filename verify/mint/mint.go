// Package mint signs cards for training and tests: good ones and named bad
// ones.
//
// The training issuer's private key stands in this package for everybody to
// read. Whoever has the program can sign any card with it, so such a card
// proves nothing, and a desk accepts it in training mode only. Nothing here
// signs with a key that could ever be trusted.
//
// The same specification gives the same card, byte for byte: signatures are
// deterministic (RFC 6979).
package mint

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/json"
	"io"

	"github.com/lestrrat-go/jwx/v2/jwa"
	"github.com/lestrrat-go/jwx/v2/jwk"
	"github.com/lestrrat-go/jwx/v2/jws"
)

// TrainingISS is the address of the training issuer; example is a domain that
// nobody can own (RFC 2606).
const TrainingISS = "https://training.passdesk.example/issuer"

// StrangerISS is the address of an issuer of the training world that no desk
// knows.
const StrangerISS = "https://unknown.training.passdesk.example/issuer"

// trainingKey is PUBLIC KNOWLEDGE: the SHA-256 of this sentence is the private
// key of the training issuer.
const trainingKey = "Passdesk training issuer: this private key is public, trust nothing it signs"

// revokedRID is the id that the training issuer's revocation list names
// (assets/trust/test-issuers.json).
const revokedRID = "cmV2b2tlZA"

// Signer is an issuer with its private key.
type Signer struct {
	ISS string
	Key *ecdsa.PrivateKey // on P-256
}

// Training gives the training issuer.
func Training() (Signer, error) { return FromSeed(TrainingISS, trainingKey) }

// Stranger gives an issuer of the training world that is in no directory. Its
// key is as public as the training issuer's.
func Stranger() (Signer, error) { return FromSeed(StrangerISS, StrangerISS) }

// FromSeed makes an issuer whose private key is the SHA-256 of a text, for
// tests that need an issuer of their own.
func FromSeed(iss, seed string) (Signer, error) {
	d := sha256.Sum256([]byte(seed))
	key, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), d[:])
	return Signer{iss, key}, err
}

// JWKS gives the issuer's key set as JSON, in the form that issuers publish
// it.
func (s Signer) JWKS() ([]byte, error) {
	key, err := s.public()
	if err != nil {
		return nil, err
	}
	set := jwk.NewSet()
	if err := set.AddKey(key); err != nil {
		return nil, err
	}
	return json.MarshalIndent(set, "", "  ")
}

// public gives the public key as a JSON web key, its id the RFC 7638
// thumbprint.
func (s Signer) public() (jwk.Key, error) {
	key, err := jwk.FromRaw(s.Key.Public())
	if err != nil {
		return nil, err
	}
	for name, value := range map[string]any{jwk.AlgorithmKey: jwa.ES256, jwk.KeyUsageKey: jwk.ForSignature} {
		if err := key.Set(name, value); err != nil {
			return nil, err
		}
	}
	return key, jwk.AssignKeyID(key)
}

// kid is the id of the issuer's key.
func (s Signer) kid() (string, error) {
	key, err := s.public()
	if err != nil {
		return "", err
	}
	return key.KeyID(), nil
}

// sign gives the 64-byte signature of ES256.
func (s Signer) sign(text string) ([]byte, error) {
	signer, err := jws.NewSigner(jwa.ES256)
	if err != nil {
		return nil, err
	}
	return signer.Sign([]byte(text), deterministic{s.Key})
}

// deterministic is a key that needs no randomness to sign (RFC 6979).
type deterministic struct{ *ecdsa.PrivateKey }

// Sign gives the signature in DER.
func (k deterministic) Sign(_ io.Reader, digest []byte, _ crypto.SignerOpts) ([]byte, error) {
	return k.PrivateKey.Sign(nil, digest, crypto.SHA256)
}
