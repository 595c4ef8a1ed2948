package rules

import (
	"passdesk/verify/fhir"
	"passdesk/verify/reason"
)

// anyGenuineRecord asks only for one completed vaccination, of any kind.
func anyGenuineRecord() *Pack {
	return &Pack{
		ID:        "any-genuine-record",
		Title:     "Any genuine immunization record",
		Authority: "Passdesk",
		steps: []step{{"has-record", func(f *Facts) finding {
			found := finding{answer: reason.No, message: "The card is genuine but holds no completed vaccination."}
			for _, d := range f.Doses {
				switch answer, _ := isRecord(f, d); answer {
				case reason.Yes:
					return holds
				case reason.Unknown:
					found = finding{answer: reason.Unknown, message: cannotTell}
				}
			}
			return found
		}}},
		counts: isRecord,
		status: func(f *Facts, a reason.Answer) string {
			switch a {
			case reason.Yes:
				return "Vaccination on record"
			case reason.No:
				return "No vaccination on record"
			default:
				return "Vaccination not clear"
			}
		},
	}
}

// isRecord asks whether a dose was given to this person by today.
func isRecord(f *Facts, d fhir.Dose) (reason.Answer, Why) {
	if d.Valid != reason.Yes {
		return d.Valid, Why(d.Why)
	}
	if calendarDate(d.Date.Time).After(f.Today) {
		return reason.No, InTheFuture
	}
	return reason.Yes, Counted
}
