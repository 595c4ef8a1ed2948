// Package trust knows whose signature counts: issuers, their keys and their
// revocations, in an immutable Directory.
//
// A Directory is made of a signed snapshot of the VCI directory, of issuers
// that were added here, and of the two test issuers, which are known and
// never trusted. Keys are found by issuer and key id together, never by key
// id alone: 46 key ids of the VCI directory are shared by several issuers.
// Nothing is ever fetched from here, least of all from an address that a
// card names.
package trust

import (
	"crypto/ecdsa"
	"time"
)

// Origin says how an issuer came to be known.
type Origin string

// The origins of an issuer.
const (
	FromDirectory Origin = "directory" // in the signed snapshot
	AddedHere     Origin = "local"     // added by this desk's manager
	ForTests      Origin = "test"      // a published test key: never trusted
	ForTraining   Origin = "training"  // trusted only in training mode
)

// Issuer is one who signs cards.
type Issuer struct {
	ISS           string // exact, case-sensitive
	Name          string
	Canonical     string    // canonical_iss, "" if none
	LastRetrieved time.Time // zero if unknown
	Origin        Origin
	Keys          []Key // usable keys only
	Refused       []Refused
}

// Key is a usable P-256 signing key of an issuer.
type Key struct {
	Kid         string
	Public      *ecdsa.PublicKey
	Revocations *Revocations // nil if the issuer publishes none
}

// Refused is a key or list that was left out, and why.
type Refused struct {
	Kid string // as written, may be empty
	Why string
}
