package shc

import (
	"math"
	"net/url"
	"slices"
	"strings"
	"time"

	"passdesk/verify/ijson"
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

// Bundle is the FHIR bundle.
func (c Card) Bundle() ijson.Object { return c.claims.bundle }

// claims are the contents of a payload.
type claims struct {
	iss      string
	nbf, exp time.Time
	rid      string
	bundle   ijson.Object
}

// readClaims reads the contents of a payload (specification, "Health Cards
// are encoded as Compact Serialization JSON Web Signatures"). A name that
// stands twice or a byte order mark makes them malformed, whatever else they
// say; members that are not known are ignored.
func readClaims(raw []byte) (claims, error) {
	p, err := ijson.Parse(raw)
	if err != nil {
		return claims{}, errPayload
	}
	vc := p.Object("vc")
	c := claims{bundle: vc.Object("credentialSubject").Object("fhirBundle")}
	if c.nbf, c.exp, err = dates(p); err != nil {
		return claims{}, err
	}
	if c.rid, err = revocationID(vc); err != nil {
		return claims{}, err
	}
	if !slices.Contains(vc.Texts("type"), healthCard) || c.bundle.IsZero() {
		return claims{}, fail(reason.NotAHealthCard, "The text is signed, but is not a health card.")
	}
	c.iss, _ = p.Text("iss")
	if !goodISS(c.iss) {
		return claims{}, fail(reason.MalformedIssuer, "The card does not name its issuer as health cards do.")
	}
	return c, nil
}

var errPayload = fail(reason.MalformedPayload, "The card's contents are not those of a health card.")

// dates reads nbf and exp (RFC 7519, 4.1.4 and 4.1.5): numbers of seconds,
// which may be fractional, as in the examples of the specification. Only nbf
// is required.
func dates(p ijson.Object) (nbf, exp time.Time, err error) {
	seconds, ok := p.Number("nbf")
	if !ok {
		return nbf, exp, errPayload
	}
	if nbf, err = moment(seconds); err != nil || !p.Has("exp") {
		return nbf, exp, err
	}
	if seconds, ok = p.Number("exp"); !ok {
		return nbf, exp, errPayload
	}
	exp, err = moment(seconds)
	return nbf, exp, err
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

// revocationID reads vc.rid (specification, "Revocation"): up to 24
// characters of the base64url alphabet. A card without one gives "". One that
// no list could name is malformed, lest the card escape its revocation.
func revocationID(vc ijson.Object) (string, error) {
	rid, ok := vc.Text("rid")
	if vc.Has("rid") && !ok || len(rid) > maxRID || !inAlphabet(rid) {
		return "", fail(reason.MalformedPayload, "The card's revocation id is not well formed.")
	}
	return rid, nil
}

// inAlphabet tells whether a text has characters of base64url only.
func inAlphabet(text string) bool {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	return strings.Trim(text, alphabet) == ""
}

// goodISS follows the specification, "Determining keys associated with an
// issuer": https, and no slash at the end. An address is printable ASCII (RFC
// 3986, 2): letters that only look like others, and characters that nobody
// sees, have no place in it. Names and passwords before an @ make one host
// look like another.
func goodISS(iss string) bool {
	if len(iss) > maxISS || !strings.HasPrefix(iss, "https://") || strings.HasSuffix(iss, "/") {
		return false
	}
	for _, c := range []byte(iss) {
		if c <= ' ' || c > '~' {
			return false
		}
	}
	u, err := url.Parse(iss)
	return err == nil && u.Host != "" && u.User == nil
}
