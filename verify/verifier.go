package verify

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"passdesk/verify/fhir"
	"passdesk/verify/reason"
	"passdesk/verify/shc"
	"passdesk/verify/trust"
	"passdesk/verify/vocab"
)

// Config is what a Verifier relies on.
type Config struct {
	Directory *trust.Directory // trust.New gives one without a snapshot
	Tables    *vocab.Tables

	// Trusted names issuers of the directory, by their iss, that count for
	// this run even though they are test issuers.
	Trusted []string
	// Training makes the training issuer count as trusted, and leaves every
	// card unchecked that is not of the training world: a desk that trains
	// says nothing about a real one.
	Training bool

	// Checked is when the snapshot was last found to be the newest, MaxAge
	// how old that may be; 0 sets no limit. Issuers that were added at this
	// desk do not age.
	Checked time.Time
	MaxAge  time.Duration
	// Now is the clock for that age, which differs from the time that cards
	// are judged by when somebody asks about another day. Nil takes the
	// latter.
	Now func() time.Time
}

// Verifier says which cards are genuine. It never changes.
type Verifier struct{ config Config }

// ErrConfig says that a Config lacks what a Verifier cannot do without.
var ErrConfig = errors.New("a verifier needs a directory and code tables")

// New makes a Verifier. Without a directory or tables it gives ErrConfig.
func New(c Config) (*Verifier, error) {
	if c.Directory == nil || c.Tables == nil {
		return nil, ErrConfig
	}
	c.Trusted = slices.Clone(c.Trusted)
	return &Verifier{c}, nil
}

// Verify says whether a text is a genuine health card at that moment; the
// time's zone is the one that dates in the Message are given in. The text is
// that of a QR code, a JWS, or a file with one card in it. See the package
// comment for the order of checks; the first that fails is the reason.
func (v *Verifier) Verify(text string, at time.Time) Verdict {
	format, sentence := Recognise(text)
	if format != HealthCard {
		verdict := Verdict{Reason: format.reason(), Message: sentence, Format: format}
		if format == WebAddress {
			verdict.Host = hostOf(bare(text))
		}
		return verdict
	}
	unverified, err := parse(text)
	if err != nil {
		return refusal(Verdict{Format: format}, err)
	}
	verdict := Verdict{Format: format, Issuer: v.issuer(unverified)}
	if v.config.Training && !ofTraining(verdict.Issuer.ISS) {
		return verdict.because(reason.TestIssuer, notInTraining)
	}
	key, err := v.config.Directory.Lookup(unverified.Issuer(), unverified.KeyID())
	if err != nil {
		return verdict.because(v.unknown(err))
	}
	card, err := unverified.Verify(key.Public)
	if err != nil {
		return refusal(verdict, err)
	}
	verdict.NotBefore, verdict.Expires = card.NotBefore(), card.Expires()
	if r, message := v.against(card, key, at); r != "" {
		return verdict.because(r, message)
	}
	if r, message := v.distrust(verdict.Issuer, at); r != "" {
		return verdict.because(r, message)
	}
	return v.read(verdict, card)
}

// parse takes the envelope of a text apart.
func parse(text string) (shc.Unverified, error) {
	jws, err := shc.Decode(text)
	var e *shc.Error
	if errors.As(err, &e) && e.Reason == reason.NotACard {
		jws, err = only(text)
	}
	if err != nil {
		return shc.Unverified{}, err
	}
	return shc.Parse(jws)
}

// only gives the JWS of the one card in a file's text.
func only(text string) (string, error) {
	file, err := shc.Open([]byte(text))
	if err != nil {
		return "", err
	}
	if len(file.Texts) > 1 {
		return "", &shc.Error{Reason: reason.NotACard, Detail: "This text holds several cards. Open it as a file to see each of them."}
	}
	return shc.Decode(file.Texts[0])
}

// issuer gives what is known of the issuer that a card names.
func (v *Verifier) issuer(u shc.Unverified) Issuer {
	known, _ := v.config.Directory.Issuer(u.Issuer())
	return Issuer{
		ISS: u.Issuer(), Kid: u.KeyID(),
		Name: known.Name, LastSeen: known.LastRetrieved, Origin: known.Origin,
	}
}

// unknown says why there is no key.
func (v *Verifier) unknown(err error) (reason.Reason, string) {
	switch {
	case errors.Is(err, trust.ErrUnknownKey):
		return reason.UnknownKey, "The issuer of this card is known, but not the key that signed it. That does not make it a forgery: the directory may need an update."
	case !v.config.Training && !v.config.Directory.HasSnapshot():
		return reason.NoDirectory, "This desk has no directory of trusted issuers yet, so it cannot check this card."
	default:
		return reason.UnknownIssuer, "The issuer of this card is not in the directory of trusted issuers."
	}
}

// against gives what stands against a card with a good signature: revocation
// (specification, "Revocation"), a moment of expiry that has come (RFC 7519,
// 4.1.4) and a moment of issue that has not (4.1.5).
func (v *Verifier) against(card shc.Card, key trust.Key, at time.Time) (reason.Reason, string) {
	switch expires := card.Expires(); {
	case key.Revocations.Revoked(card.RevocationID(), card.NotBefore()):
		return reason.Revoked, "The issuer has revoked this card."
	case !expires.IsZero() && !at.Before(expires):
		return reason.Expired, fmt.Sprintf("This card expired on %s.", day(expires, at))
	case at.Before(card.NotBefore()):
		return reason.NotYetValid, fmt.Sprintf("This card is not valid before %s.", day(card.NotBefore(), at))
	}
	return "", ""
}

// distrust gives what stands against the issuer of a good card.
func (v *Verifier) distrust(i Issuer, at time.Time) (reason.Reason, string) {
	switch i.Origin {
	case trust.FromDirectory:
		now := at
		if v.config.Now != nil {
			now = v.config.Now()
		}
		if age := now.Sub(v.config.Checked); v.config.MaxAge > 0 && age > v.config.MaxAge {
			return reason.StaleDirectory, "This desk's directory of trusted issuers is too old. Update it to check this card."
		}
		return "", ""
	case trust.AddedHere:
		return "", ""
	}
	if i.Origin == trust.ForTraining && v.config.Training || slices.Contains(v.config.Trusted, i.ISS) {
		return "", ""
	}
	if i.Origin == trust.ForTraining {
		return reason.TestIssuer, "This is a training card. Anybody can make one."
	}
	return reason.TestIssuer, "This is an example card for tests. Anybody can make one."
}

const notInTraining = "Training mode: this card was not checked."

// ofTraining tells whether an issuer's address is of the training world: its
// host lies under passdesk.example, which nobody can own (RFC 2606).
func ofTraining(iss string) bool {
	address, err := url.Parse(iss)
	return err == nil && strings.HasSuffix(address.Hostname(), ".passdesk.example")
}

// read adds the holder's record. A bundle that cannot be read is its issuer's
// fault: the card stays genuine, and nothing can be decided by it.
func (v *Verifier) read(verdict Verdict, card shc.Card) Verdict {
	verdict.Genuine = reason.Yes
	record, err := fhir.ReadObject(card.Bundle(), v.config.Tables)
	if err != nil {
		verdict.Reason, verdict.Message = reason.CannotTell, "This card is genuine, but its contents cannot be read."
		return verdict
	}
	verdict.Record, verdict.Message = &record, "This is a genuine health card."
	return verdict
}

// because ends a verdict with its reason.
func (v Verdict) because(r reason.Reason, message string) Verdict {
	v.Genuine, v.Reason, v.Message = r.Genuine(), r, message
	return v
}

// refusal ends a verdict with the reason of an envelope that did not open.
func refusal(v Verdict, err error) Verdict {
	var e *shc.Error
	if !errors.As(err, &e) {
		return v.because(reason.NotACard, kinds[len(kinds)-1].sentence)
	}
	if e.Reason == reason.NotACard {
		v.Format = UnknownFormat
	}
	return v.because(e.Reason, e.Detail)
}

// day writes the date of t in the zone of at, with the time of day when both
// are the same date.
func day(t, at time.Time) string {
	t = t.In(at.Location())
	if t.Format(time.DateOnly) == at.Format(time.DateOnly) {
		return t.Format("2 January 2006, 15:04")
	}
	return t.Format("2 January 2006")
}
