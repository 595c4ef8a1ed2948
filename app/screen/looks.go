package screen

import (
	"strings"

	"fyne.io/fyne/v2"

	"passdesk/verify/reason"
)

// family is the colours of one meaning.
type family struct{ band, on, ink, tint fyne.ThemeColorName }

var (
	admit   = family{Admit, OnAdmit, AdmitInk, AdmitTint}
	refuse  = family{Refuse, OnRefuse, RefuseInk, RefuseTint}
	ask     = family{Ask, OnAsk, AskInk, AskTint}
	neutral = family{Neutral, OnNeutral, NeutralInk, NeutralTint}
)

// look is how an outcome with its reason appears: colour, shape and word
// together, since none of them is enough alone.
type look struct {
	family
	shape    string // a drawing, named after the outcome
	headline string // ids of texts
	message  string
	hint     string
	fails    stage // the check that did not hold, noStage if all did
}

// stage is a group of checks as a person understands them, in their order.
type stage int

const (
	noStage stage = iota
	readStage
	issuerStage
	signatureStage
	validityStage
	trustStage
	rulesStage
)

// id names the text of a stage.
func (s stage) id() string {
	return [...]string{"", "stage.read", "stage.issuer", "stage.signature", "stage.validity", "stage.trust", "stage.rules"}[s]
}

// families gives each outcome its colours.
var families = map[reason.Outcome]family{
	reason.Accepted:    admit,
	reason.NotAccepted: refuse,
	reason.Invalid:     refuse,
	reason.Unverified:  ask,
	reason.Unreadable:  neutral,
}

// reasonRow is what a person is told about one reason.
type reasonRow struct {
	reason   reason.Reason
	headline string
	hint     string
	fails    stage
}

// reasons is the one table from a reason to what a person is told. A hint
// stands for "hint.ID"; headlines are those of the outcome but for codes that
// are no cards.
var reasons = []reasonRow{
	{reason.NotACard, "not-a-card", "not-a-card", readStage},
	{reason.UnsupportedFormat, "unsupported-format", "unsupported-format", readStage},
	{reason.Incomplete, "incomplete", "incomplete", readStage},
	{reason.MalformedCode, "invalid", "damaged", readStage},
	{reason.MalformedJWS, "invalid", "damaged", readStage},
	{reason.WrongAlgorithm, "invalid", "invalid", readStage},
	{reason.NotCompressed, "invalid", "invalid", readStage},
	{reason.MalformedPayload, "invalid", "invalid", readStage},
	{reason.NotAHealthCard, "invalid", "invalid", readStage},
	{reason.MalformedIssuer, "invalid", "invalid", readStage},
	{reason.NoDirectory, "unverified", "no-directory", issuerStage},
	{reason.UnknownIssuer, "unverified", "unknown-issuer", issuerStage},
	{reason.UnknownKey, "unverified", "unknown-key", issuerStage},
	{reason.BadSignature, "invalid", "invalid", signatureStage},
	{reason.Revoked, "invalid", "revoked", validityStage},
	{reason.Expired, "invalid", "expired", validityStage},
	{reason.NotYetValid, "invalid", "not-yet-valid", validityStage},
	{reason.StaleDirectory, "unverified", "stale-directory", trustStage},
	{reason.TestIssuer, "unverified", "test-issuer", trustStage},
	{reason.CannotTell, "unverified", "cannot-tell", rulesStage},
}

// lookOf finds how an answer appears. An outcome that is not on the list
// looks as if nothing could be checked, and admits nobody.
func lookOf(o reason.Outcome, r reason.Reason) look {
	colours, known := families[o]
	if !known {
		o, r, colours = reason.Unverified, reason.CannotTell, ask
	}
	l := look{family: colours, shape: string(o)}
	for _, row := range reasons {
		if row.reason == r {
			return l.with(row.headline, string(r), row.hint, row.fails)
		}
	}
	fails := rulesStage
	if o == reason.Accepted {
		fails = noStage
	}
	return l.with(string(o), string(o), string(o), fails)
}

func (l look) with(headline, message, hint string, fails stage) look {
	l.headline, l.message, l.hint, l.fails = "headline."+headline, "message."+message, "hint."+hint, fails
	return l
}

// reasonWords gives a reason in a few words, as the log shows it; "" for none.
// A step of a rule pack has words for PACK/two-doses, for two-doses in any
// pack, or is called by its id.
func (w *Words) reasonWords(r reason.Reason) string {
	switch {
	case r == "":
		return ""
	case r.IsStep():
		_, step, _ := strings.Cut(string(r), "/")
		for _, id := range []string{string(r), step} {
			if s, ok := w.find("step." + id); ok {
				return s
			}
		}
		return w.say("reason.step", values{"Step": strings.ReplaceAll(step, "-", " ")})
	default:
		return w.named("reason", string(r))
	}
}
