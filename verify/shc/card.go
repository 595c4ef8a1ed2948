package shc

import (
	"encoding/json"
	"math"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"passdesk/verify/reason"
)

// healthCard is the type that every card must bear. Others, such as
// #immunization, are deprecated and mean nothing to a verifier.
const healthCard = "https://smarthealth.cards#health-card"

// Card is what a key has signed. The zero Card says nothing.
type Card struct {
	kid    string
	claims claims
}

// Issuer is the iss claim, an https address without a slash at its end.
func (c Card) Issuer() string { return c.claims.iss }

// KeyID is the id of the key that signed the card.
func (c Card) KeyID() string { return c.kid }

// NotBefore is the moment of issue, the nbf claim, in UTC.
func (c Card) NotBefore() time.Time { return c.claims.nbf }

// Expires is the exp claim in UTC, zero where the card has no end.
func (c Card) Expires() time.Time { return c.claims.exp }

// RevocationID is the vc.rid claim, "" where there is none.
func (c Card) RevocationID() string { return c.claims.rid }

// Bundle is the FHIR bundle, a JSON object. The caller must not change it.
func (c Card) Bundle() []byte { return c.claims.bundle }

// claims are the contents of a payload.
type claims struct {
	iss      string
	nbf, exp time.Time
	rid      string
	bundle   json.RawMessage
}

// payload is the form of the contents; its numbers may be fractional, as in
// the examples of the specification.
type payload struct {
	ISS string   `json:"iss"`
	NBF *float64 `json:"nbf"`
	EXP *float64 `json:"exp"`
	VC  struct {
		Type              []string `json:"type"`
		RID               string   `json:"rid"`
		CredentialSubject struct {
			FHIRBundle json.RawMessage `json:"fhirBundle"`
		} `json:"credentialSubject"`
	} `json:"vc"`
}

func readClaims(raw []byte) (claims, error) {
	var p payload
	if !utf8.Valid(raw) || json.Unmarshal(raw, &p) != nil || p.NBF == nil {
		return claims{}, fail(reason.MalformedPayload, "The card's contents are not those of a health card.")
	}
	c := claims{iss: p.ISS, rid: p.VC.RID, bundle: p.VC.CredentialSubject.FHIRBundle}
	var err error
	if c.nbf, err = moment(*p.NBF); err != nil {
		return claims{}, err
	}
	if p.EXP != nil {
		if c.exp, err = moment(*p.EXP); err != nil {
			return claims{}, err
		}
	}
	if !goodRID(c.rid) {
		return claims{}, fail(reason.MalformedPayload, "The card's revocation id is not well formed.")
	}
	if !slices.Contains(p.VC.Type, healthCard) || !strings.HasPrefix(string(c.bundle), "{") {
		return claims{}, fail(reason.NotAHealthCard, "The text is signed, but is not a health card.")
	}
	if !goodISS(c.iss) {
		return claims{}, fail(reason.MalformedIssuer, "The card does not name its issuer as health cards do.")
	}
	return c, nil
}

// maxSeconds tells seconds from milliseconds: as seconds it lies 3,000 years
// ahead, as milliseconds in 1973.
const maxSeconds = 1e11

// moment turns a number of seconds since 1970 into a time.
func moment(seconds float64) (time.Time, error) {
	if seconds > maxSeconds {
		return time.Time{}, fail(reason.MalformedPayload, "The card gives its dates in milliseconds, where health cards give seconds.")
	}
	if seconds < 0 {
		return time.Time{}, fail(reason.MalformedPayload, "The card's dates are not those of a health card.")
	}
	whole, part := math.Modf(seconds)
	micros := time.Duration(math.Round(part * 1e6)) // a float64 holds no more of a date
	return time.Unix(int64(whole), 0).Add(micros * time.Microsecond).UTC(), nil
}

// goodRID follows the specification, "Revocation": up to 24 characters of
// the base64url alphabet, or no id at all.
func goodRID(rid string) bool {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	return len(rid) <= 24 && strings.Trim(rid, alphabet) == ""
}

// goodISS follows the specification, "Determining keys associated with an
// issuer": https, and no slash at the end.
func goodISS(iss string) bool {
	if !strings.HasPrefix(iss, "https://") || strings.HasSuffix(iss, "/") {
		return false
	}
	u, err := url.Parse(iss)
	return err == nil && u.Host != ""
}
