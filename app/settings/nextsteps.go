package settings

import "strings"

// NextSteps is what the desk says is to be done now, in the words of the site;
// each is empty where the usual words are wanted.
type NextSteps struct{ Accepted, NotAccepted, Invalid, Unverified, Unreadable string }

// MaxNextStep is how many characters a next step may have: what can be read at
// a glance.
const MaxNextStep = 160

// Of gives the step of an outcome by its word, such as not-accepted, and where
// it is kept; nil for a word that is none.
func (n *NextSteps) Of(outcome string) *string {
	switch outcome {
	case "accepted":
		return &n.Accepted
	case "not-accepted":
		return &n.NotAccepted
	case "invalid":
		return &n.Invalid
	case "unverified":
		return &n.Unverified
	case "unreadable":
		return &n.Unreadable
	}
	return nil
}

func putStep(to *string, v any) error {
	var step string
	if err := putText(&step, v, MaxNextStep); err != nil {
		return err
	}
	*to = strings.TrimSpace(step)
	return nil
}
