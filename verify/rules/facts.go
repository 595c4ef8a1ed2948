package rules

import (
	"cmp"
	"slices"
	"time"

	"passdesk/verify"
	"passdesk/verify/fhir"
)

// Facts is the one model that every rule reads, whatever the format of the
// cards was. Rules never see FHIR bundles.
type Facts struct {
	Holder fhir.Holder
	Doses  []fhir.Dose // by date, each once
	Tests  []fhir.Test // by time, each once
	Now    time.Time   // in the desk's zone
	Today  time.Time   // the desk's calendar date, as midnight UTC
}

// merge joins the facts of genuine cards of one person.
func merge(cards []verify.Verdict, at time.Time) *Facts {
	f := &Facts{Holder: cards[0].Record.Holder, Now: at, Today: calendarDate(at)}
	for _, c := range cards {
		f.Doses = append(f.Doses, c.Record.Doses...)
		f.Tests = append(f.Tests, c.Record.Tests...)
	}
	slices.SortStableFunc(f.Doses, byDate)
	f.Doses = slices.CompactFunc(f.Doses, sameDose)
	slices.SortStableFunc(f.Tests, func(a, b fhir.Test) int {
		return cmp.Or(a.Taken.Time.Compare(b.Taken.Time), cmp.Compare(a.Code.Code, b.Code.Code))
	})
	f.Tests = slices.CompactFunc(f.Tests, sameTest)
	return f
}

// byDate orders doses by date, undated ones last, and equal dates by what was
// given, so that equal doses of several cards become neighbours. Of equal
// doses the more valid one comes first and is kept.
func byDate(a, b fhir.Dose) int {
	if a.Date.IsZero() != b.Date.IsZero() {
		if a.Date.IsZero() {
			return 1
		}
		return -1
	}
	return cmp.Or(
		a.Date.Time.Compare(b.Date.Time),
		cmp.Compare(a.Date.Precision, b.Date.Precision),
		cmp.Compare(given(a), given(b)),
		cmp.Compare(b.Valid, a.Valid),
	)
}

// given names what was injected: two cards may write one product in two code
// systems, and it is one dose all the same.
func given(d fhir.Dose) string {
	if d.Known && d.Vaccine.Product != "" {
		return d.Vaccine.Product
	}
	return d.Code.System + "|" + d.Code.Code
}

func sameDose(a, b fhir.Dose) bool {
	return !a.Date.IsZero() && a.Date.Precision == b.Date.Precision &&
		calendarDate(a.Date.Time).Equal(calendarDate(b.Date.Time)) && given(a) == given(b)
}

func sameTest(a, b fhir.Test) bool {
	return a.Taken.Equal(b.Taken) && a.Code == b.Code && a.Result == b.Result && a.Valid == b.Valid
}

// calendarDate is the date that a clock in t's own zone shows, as midnight
// UTC, so that days can be counted without daylight saving in the way.
func calendarDate(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// days counts the calendar days from a to b.
func days(a, b time.Time) int { return int(b.Sub(a) / (24 * time.Hour)) }

// plusDays gives the calendar date n days after d.
func plusDays(d time.Time, n int) fhir.When {
	return fhir.When{Time: d.AddDate(0, 0, n), Precision: fhir.Day}
}
