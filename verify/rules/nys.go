package rules

import (
	"fmt"
	"slices"
	"time"

	"passdesk/verify/fhir"
	"passdesk/verify/reason"
	"passdesk/verify/vocab"
)

// The parameters of New York's rule of October 2021.
const (
	mixedInterval = 17 // days between two doses of a series (CDC 2021-10-15)
	waitingDays   = 14 // full days after the series; the dose's day is day 0
)

// acceptedOctober2021 lists the product families that the FDA had authorised
// or the WHO had listed by 15 October 2021.
var acceptedOctober2021 = []string{"pfizer", "moderna", "janssen", "astrazeneca", "sinopharm-bibp", "coronavac"}

// nysFull202110 is "fully vaccinated" as New York State checked it in October
// 2021: a complete series of products the FDA or the WHO had accepted, and
// 14 days since. One Janssen dose is a series; so are two doses of any
// accepted products at least 17 days apart.
func nysFull202110() *Pack {
	return &Pack{
		ID:        "nys-full-2021-10",
		Title:     "Fully vaccinated (New York State, October 2021)",
		Authority: "New York State Department of Health, after CDC",
		Sources: []string{
			"CDC, Interim Public Health Recommendations for Fully Vaccinated People, 15 October 2021",
			"New York State, Excelsior Pass Scanner, 5 October 2021",
			"WHO, Emergency Use Listing of COVID-19 vaccines, status of 15 October 2021",
		},
		steps: []step{
			{"has-accepted-vaccine", hasAcceptedVaccine},
			{"series-complete", seriesComplete},
			{"fourteen-days", fourteenDays},
		},
		counts: countsForNYS,
		status: statusNYS,
	}
}

// countsForNYS sorts one dose: yes with a full date and an accepted product,
// unknown where product or date leave it open.
func countsForNYS(f *Facts, d fhir.Dose) (reason.Answer, Why) {
	switch {
	case d.Valid == reason.No:
		return reason.No, Why(d.Why)
	case !d.Known, d.Vaccine.Against(vocab.COVID19) && d.Vaccine.Product == "":
		return reason.Unknown, UnknownProduct
	case !d.Vaccine.Against(vocab.COVID19):
		return reason.No, OtherDisease
	case !slices.Contains(acceptedOctober2021, d.Vaccine.Product):
		return reason.No, ProductNotAccepted
	case d.Valid != reason.Yes:
		return reason.Unknown, Why(d.Why)
	case d.Date.Precision < fhir.Day:
		return reason.Unknown, PartialDate
	case calendarDate(d.Date.Time).After(f.Today):
		return reason.No, InTheFuture
	default:
		return reason.Yes, Counted
	}
}

// series is what the accepted doses amount to.
type series struct {
	dates     []time.Time // of the doses that count, ascending
	accepted  bool        // one at least is of an accepted product
	unsure    int         // doses whose product or date is open
	complete  time.Time   // when the series was complete, zero if it is not
	maybeDone bool        // complete if the unsure doses count
}

func seriesOf(f *Facts) series {
	var s series
	for _, d := range f.Doses {
		switch counts, why := countsForNYS(f, d); counts {
		case reason.Yes:
			s.add(calendarDate(d.Date.Time), d.Vaccine.Product)
		case reason.Unknown:
			s.unsure++
			s.accepted = s.accepted || why != UnknownProduct
			if why == UnknownProduct || d.Vaccine.Product == "janssen" {
				s.maybeDone = true // one dose may have been a whole series
			}
		}
	}
	if s.unsure > 0 && len(s.dates)+s.unsure >= 2 {
		s.maybeDone = true
	}
	return s
}

// add takes the next dose in order of dates. The series is complete on the
// earliest day on which it can be called so, which further doses never move.
func (s *series) add(date time.Time, product string) {
	ends := product == "janssen"
	for _, earlier := range s.dates {
		ends = ends || days(earlier, date) >= mixedInterval
	}
	s.dates = append(s.dates, date)
	s.accepted = true
	if ends && s.complete.IsZero() {
		s.complete = date
	}
}

func hasAcceptedVaccine(f *Facts) finding {
	s := seriesOf(f)
	switch {
	case s.accepted:
		return holds
	case s.unsure > 0:
		return finding{answer: reason.Unknown, message: cannotTell}
	default:
		return finding{answer: reason.No, message: "The card holds no dose of a COVID-19 vaccine that the FDA or the WHO had accepted."}
	}
}

const cannotTell = "The card names a vaccine or a date that this desk cannot read exactly, so it cannot tell whether it is enough."

func seriesComplete(f *Facts) finding {
	s := seriesOf(f)
	switch {
	case !s.complete.IsZero():
		return holds
	case s.maybeDone:
		return finding{answer: reason.Unknown, message: cannotTell}
	case len(s.dates)+s.unsure == 1:
		return finding{answer: reason.No, message: "Only one dose counts so far; this vaccine needs two, at least 17 days apart."}
	default:
		return finding{answer: reason.No, message: "The doses are fewer than 17 days apart; another dose is needed."}
	}
}

func fourteenDays(f *Facts) finding {
	s := seriesOf(f)
	since := days(s.complete, f.Today)
	if since >= waitingDays {
		return holds
	}
	from := plusDays(s.complete, waitingDays)
	if s.maybeDone {
		return finding{answer: reason.Unknown, message: cannotTell, from: from}
	}
	return finding{
		answer: reason.No, from: from,
		message: fmt.Sprintf("The last dose of the series was on %s. It counts from %s, in %s.",
			s.complete.Format(time.DateOnly), from, inDays(waitingDays-since)),
	}
}

func inDays(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}

func statusNYS(f *Facts, answer reason.Answer) string {
	s := seriesOf(f)
	switch {
	case answer == reason.Yes:
		return "Fully vaccinated"
	case answer == reason.Unknown:
		return "Vaccination not clear"
	case !s.complete.IsZero():
		return "Series complete, waiting period not over"
	case !s.accepted:
		return "No accepted dose"
	default:
		return "1 of 2 doses"
	}
}
