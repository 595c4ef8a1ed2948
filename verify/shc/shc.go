// Package shc opens a SMART Health Card's envelope, joins its parts, and
// hands out Unverified until a key has spoken.
//
// The layers, outermost first: the text of a QR code (Decode, Parts) or a
// file (Open) holds a JWS in compact form; Parse takes it apart and gives an
// Unverified, which tells nothing but whose key to ask; only its Verify makes
// a Card. It follows the SMART Health Cards specification 1.4.0, strictly
// where a signature could mean two things, tolerantly elsewhere.
//
// This package trusts nobody, compares no dates and reads no FHIR. What a
// Card says was signed with a key; whose key that is, and whether the card is
// still valid, is decided elsewhere. Errors never repeat their input.
package shc

import "passdesk/verify/reason"

// The limits of what is read. The largest example of the specification comes
// in three codes and has 30 kB of payload; what compresses much better than
// that is no health record.
const (
	maxFile    = 1 << 20   // bytes of a file
	maxTexts   = 100       // cards, or parts of cards, in one file
	maxParts   = 50        // QR codes of one card
	maxJWS     = 64 << 10  // characters, some 50 QR codes
	maxPayload = 256 << 10 // bytes after decompression
	maxISS     = 2048      // characters of an issuer's address
	maxKid     = 64        // characters of a key id; a thumbprint has 43
	maxRID     = 24        // characters of a revocation id
)

// Error says why a text or file is not a health card. It names the layer by
// its reason, and holds a constant sentence.
type Error struct {
	Reason reason.Reason
	Detail string
}

// Error gives the sentence.
func (e *Error) Error() string { return e.Detail }

func fail(r reason.Reason, detail string) error { return &Error{r, detail} }
