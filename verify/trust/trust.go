// Package trust knows whose signature counts: issuers, their keys and their
// revocations, in an immutable Directory.
//
// A Directory is made of a signed snapshot of the VCI directory, of issuers
// that were added here, and of the two test issuers, which are known and
// never trusted. Keys are found by issuer and key id together, never by key
// id alone: 46 key ids of the VCI directory are shared by several issuers.
// One bad key or list is left out and shown with its issuer; it takes nothing
// else down. Nothing is ever fetched from here, least of all from an address
// that a card names.
package trust

import (
	"crypto/ecdsa"
	"errors"
	"slices"
	"strings"
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
	Kid         string // its RFC 7638 thumbprint
	Public      *ecdsa.PublicKey
	Revocations *Revocations // nil if the issuer publishes none
	// Holder is the iss whose key set holds the key: the canonical one where
	// a card names an alias and only the canonical issuer has this key.
	Holder string
}

// Refused is a key, a certificate or a revocation list that was left out, in
// whole or in part, and why.
type Refused struct {
	Kid string // as written, may be empty
	Why string
}

// The errors of this package. They are constant and never repeat their input.
var (
	ErrUnknownIssuer = errors.New("the directory does not know this issuer")
	ErrUnknownKey    = errors.New("the directory knows this issuer, but not this key of it")

	ErrTooLarge     = errors.New("larger than any snapshot or key set can be")
	ErrNoSignature  = errors.New("the signature file of the snapshot is not an ECDSA signature")
	ErrBadSignature = errors.New("the snapshot is not what was signed: it was damaged or cut short")
	ErrPinDates     = errors.New("the snapshot is signed with a key that is not valid on this day")
	ErrMalformed    = errors.New("the file is signed, but is not a snapshot of a directory")

	ErrNotAKeySet = errors.New("not a JSON web key set")
	ErrNoUsable   = errors.New("the key set holds no key that may sign health cards")
	ErrISS        = errors.New("an issuer's address begins with https:// and does not end with a slash")
	ErrNoName     = errors.New("an issuer needs a name")
	ErrISSTaken   = errors.New("the directory has an issuer with this address already")
	ErrNameTaken  = errors.New("the directory has an issuer with this name already")
)

// ErrOtherKey says that a whole snapshot bears a signature of none of the
// pins. It is an ErrBadSignature too.
var ErrOtherKey error = otherKeyError{}

type otherKeyError struct{}

// Error gives a constant sentence.
func (otherKeyError) Error() string {
	return "the snapshot was changed, or signed with a key that this program does not know; a new key comes only with a new version of the program"
}

// Unwrap gives ErrBadSignature.
func (otherKeyError) Unwrap() error { return ErrBadSignature }

// NoUsableError says why each key of a set may not sign health cards. It is an
// ErrNoUsable.
type NoUsableError struct{ Refused []Refused }

// Error gives the reasons, each once and none of its own.
func (e *NoUsableError) Error() string {
	var whys []string
	for _, r := range e.Refused {
		if !slices.Contains(whys, r.Why) {
			whys = append(whys, r.Why)
		}
	}
	if len(whys) == 0 {
		return ErrNoUsable.Error()
	}
	return ErrNoUsable.Error() + ": " + strings.Join(whys, "; ")
}

// Unwrap gives ErrNoUsable.
func (e *NoUsableError) Unwrap() error { return ErrNoUsable }

// clone gives a copy whose lists the caller may change.
func (i Issuer) clone() Issuer {
	i.Keys, i.Refused = slices.Clone(i.Keys), slices.Clone(i.Refused)
	return i
}
