package verify

import (
	"time"

	"passdesk/verify/fhir"
	"passdesk/verify/reason"
	"passdesk/verify/trust"
)

// Verdict says whether a text is a genuine health card. The zero Verdict is
// not genuine and carries no facts.
type Verdict struct {
	// Genuine is yes only when signature, dates and revocation have been
	// checked and hold, with a trusted issuer.
	Genuine reason.Answer
	// Reason is empty when Genuine is yes, but for CannotTell: a genuine card
	// whose bundle cannot be read, which then has no Record.
	Reason  reason.Reason
	Message string // one English sentence without any personal data
	Format  Format
	Host    string // of a WebAddress, where it can be shown

	// Issuer is what the card claims until Genuine is yes.
	Issuer    Issuer
	NotBefore time.Time // zero where unknown
	Expires   time.Time // zero where the card has no end

	// Record holds the holder's facts, only when Genuine is yes.
	Record *fhir.Record
}

// Issuer names who signed a card. Name, LastSeen and Origin are known only
// for issuers of the directory.
type Issuer struct {
	ISS      string
	Kid      string
	Name     string
	LastSeen time.Time // when the directory last fetched its keys
	Origin   trust.Origin
}
