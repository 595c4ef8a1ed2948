// Package reason holds the closed lists: the outcomes of a scan, and why a
// card was not simply accepted.
//
// The same words stand in code, on the screen, in the scan log, in exports
// and in JSON, so they never change their spelling. A test elsewhere ranges
// over All to find every place that misses a new reason.
package reason

import "strings"

// Outcome is the answer a desk shows. Its zero value admits nobody.
type Outcome string

// The outcomes, in the order a report lists them.
const (
	// Accepted: genuine, and enough under this desk's rules.
	Accepted Outcome = "accepted"
	// NotAccepted: genuine, but not enough here today.
	NotAccepted Outcome = "not-accepted"
	// Invalid: checked and wrong (forged, altered, expired, revoked).
	Invalid Outcome = "invalid"
	// Unverified: could not be checked (issuer or key unknown, facts missing).
	Unverified Outcome = "unverified"
	// Unreadable: no card that this desk can check.
	Unreadable Outcome = "unreadable"
)

// Outcomes lists every outcome in report order.
func Outcomes() []Outcome {
	return []Outcome{Accepted, NotAccepted, Invalid, Unverified, Unreadable}
}

// Reason says why a card was not simply accepted. The zero value means
// "nothing stands against it"; it goes with Accepted only. The failing step
// of a rule pack is a Reason of the form PACK/STEP, see Step.
type Reason string

// The reasons below the rules, in the order the checks run; the first that
// applies is the reason of the scan.
const (
	NotACard          Reason = "not-a-card"
	UnsupportedFormat Reason = "unsupported-format"
	Incomplete        Reason = "incomplete"

	MalformedCode    Reason = "malformed-code"
	MalformedJWS     Reason = "malformed-jws"
	WrongAlgorithm   Reason = "wrong-algorithm"
	NotCompressed    Reason = "not-compressed"
	MalformedPayload Reason = "malformed-payload"
	NotAHealthCard   Reason = "not-a-health-card"
	MalformedIssuer  Reason = "malformed-issuer"

	NoDirectory   Reason = "no-directory"
	UnknownIssuer Reason = "unknown-issuer"
	UnknownKey    Reason = "unknown-key"

	BadSignature Reason = "bad-signature"
	Revoked      Reason = "revoked"
	Expired      Reason = "expired"
	NotYetValid  Reason = "not-yet-valid"

	StaleDirectory Reason = "stale-directory"
	TestIssuer     Reason = "test-issuer"

	// CannotTell is the rules' third answer: genuine, but a fact the rules
	// ask for is missing or unknown.
	CannotTell Reason = "cannot-tell"
)

// checks maps every closed reason to its outcome, in the order of checks.
var checks = []struct {
	reason  Reason
	outcome Outcome
}{
	{NotACard, Unreadable},
	{UnsupportedFormat, Unreadable},
	{Incomplete, Unreadable},
	{MalformedCode, Invalid},
	{MalformedJWS, Invalid},
	{WrongAlgorithm, Invalid},
	{NotCompressed, Invalid},
	{MalformedPayload, Invalid},
	{NotAHealthCard, Invalid},
	{MalformedIssuer, Invalid},
	{NoDirectory, Unverified},
	{UnknownIssuer, Unverified},
	{UnknownKey, Unverified},
	{BadSignature, Invalid},
	{Revoked, Invalid},
	{Expired, Invalid},
	{NotYetValid, Invalid},
	{StaleDirectory, Unverified},
	{TestIssuer, Unverified},
	{CannotTell, Unverified},
}

// All lists every closed reason in the order of checks. Steps of rule packs
// are open-ended and not among them.
func All() []Reason {
	all := make([]Reason, len(checks))
	for i, c := range checks {
		all[i] = c.reason
	}
	return all
}

// Step is the reason "step of this rule pack failed": PACK/STEP.
func Step(pack, step string) Reason { return Reason(pack + "/" + step) }

// IsStep tells whether r names a failed step of a rule pack.
func (r Reason) IsStep() bool { return strings.Contains(string(r), "/") }

// Outcome gives the outcome that r leads to. The zero reason gives the zero
// outcome, which admits nobody: only a Decision says Accepted.
func (r Reason) Outcome() Outcome {
	if r.IsStep() {
		return NotAccepted
	}
	for _, c := range checks {
		if c.reason == r {
			return c.outcome
		}
	}
	return ""
}
