package rules

import (
	"cmp"
	"slices"
	"time"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"passdesk/verify"
	"passdesk/verify/fhir"
	"passdesk/verify/reason"
)

// facts is the one model that every rule reads, whatever the format of the
// cards was. Rules never see FHIR bundles.
type facts struct {
	doses    []*dose // by date, each once
	results  []fhir.Test
	person   ref.Val
	tests    ref.Val // those that are not ruled out, by time
	issuers  ref.Val
	now      time.Time // in the desk's zone
	today    date      // what the desk's calendar shows
	language string    // BCP 47, of the sentences
	runs     *[]*run   // at this hour and others, see run.goOn
}

// merge joins the facts of genuine cards of one person.
func merge(cards []verify.Verdict, at time.Time) *facts {
	f := &facts{now: at, today: dateOf(at), person: &object{personType, personOf(cards[0].Record.Holder)}, runs: &[]*run{}}
	n := 0
	for _, c := range cards {
		n += len(c.Record.Doses)
	}
	doses, issuers := make([]fhir.Dose, 0, n), make([]string, 0, len(cards))
	for _, c := range cards {
		doses = append(doses, c.Record.Doses...)
		f.results = append(f.results, c.Record.Tests...)
		issuers = append(issuers, c.Issuer.ISS)
	}
	if !slices.IsSortedFunc(doses, byDate) {
		slices.SortStableFunc(doses, byDate)
	}
	doses = slices.CompactFunc(doses, sameDose)
	f.doses = make([]*dose, len(doses))
	all := make([]dose, len(doses))
	for i := range doses {
		f.doses[i] = all[i].read(&doses[i])
	}
	link(f.doses)
	slices.SortStableFunc(f.results, func(a, b fhir.Test) int {
		return cmp.Or(a.Taken.Time.Compare(b.Taken.Time), cmp.Compare(a.Code.Code, b.Code.Code))
	})
	f.results = slices.CompactFunc(f.results, sameTest)
	tests := make([]ref.Val, 0, len(f.results))
	for _, t := range f.results {
		tests = append(tests, &testOf(t, at.Location()).object)
	}
	f.tests = listOf(tests)
	f.issuers = stringList(types.DefaultTypeAdapter, issuers)
	return f
}

func listOf(vals []ref.Val) ref.Val { return types.NewRefValList(types.DefaultTypeAdapter, vals) }

// at gives the same facts at another moment, or on another day as it begins
// at the desk.
func (f *facts) at(w fhir.When) *facts {
	later := *f
	if w.Precision == fhir.Day {
		later.today = dateOf(w.Time)
		later.now = later.today.start(f.now.Location())
		return &later
	}
	later.now = w.Time.In(f.now.Location())
	later.today = dateOf(later.now)
	return &later
}

// end is the first moment after a last day or a last moment.
func (f *facts) end(w fhir.When) time.Time {
	if w.Precision == fhir.Day {
		return (dateOf(w.Time) + 1).start(f.now.Location())
	}
	return w.Time.Add(time.Second)
}

// empty tells whether the card holds nothing that could speak for anybody.
func (f *facts) empty() bool {
	for _, d := range f.doses {
		if d.Valid != reason.No {
			return false
		}
	}
	for _, t := range f.results {
		if t.Valid != reason.No {
			return false
		}
	}
	return true
}

// byDate orders doses by date, undated ones last, and equal dates by what was
// given, so that equal doses of several cards become neighbours. Of equal
// doses the more valid one comes first and is kept, then that of the lower
// code, whatever the order of the cards.
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
		cmp.Compare(a.Code.System, b.Code.System), cmp.Compare(a.Code.Code, b.Code.Code),
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
