package reason

// Answer is a three-valued answer. Its zero value, Unknown, admits nobody:
// unknown means "could not check", never "yes".
type Answer uint8

// The answers.
const (
	Unknown Answer = iota
	No
	Yes
)

// Is turns a checked condition into Yes or No.
func Is(ok bool) Answer {
	if ok {
		return Yes
	}
	return No
}

// String gives "unknown", "no" or "yes".
func (a Answer) String() string {
	switch a {
	case Yes:
		return "yes"
	case No:
		return "no"
	default:
		return "unknown"
	}
}

// MarshalText writes the answer as its word, for JSON.
func (a Answer) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// Genuine says whether a card with this reason is genuine: no for every
// invalid one, yes for a decided one (accepted, a failed step, cannot-tell),
// unknown for the rest.
func (r Reason) Genuine() Answer {
	switch {
	case r == "" || r == CannotTell || r.IsStep():
		return Yes
	case r.Outcome() == Invalid:
		return No
	default:
		return Unknown
	}
}
