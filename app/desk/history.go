package desk

import (
	"slices"
	"time"

	"passdesk/app/scanlog"
)

// HistoryView shows counts of some days, and lets them be exported.
const HistoryView View = "history"

// History is the counts on view: of so many days up to today, of all desks.
type History struct {
	Days   int             // asked for; 0 and 1 are today
	From   string          // first day of Hourly, empty until it is known
	To     string          // last day, today when it was counted
	Hourly []scanlog.Count // of these days, by the hour
	Before []scanlog.Count // of the same days a week before
}

// Exporting tells how far an export is; its zero value is none.
type Exporting struct {
	Busy      bool
	Done, All int // entries, 0 while that is not known
}

// ChooseDays asks for the counts of so many days up to today.
type ChooseDays struct{ Days int }

func (a ChooseDays) on(s State, _ time.Time) (State, []scanlog.Entry) {
	s.History.Days = max(1, a.Days)
	return s, nil
}

// HistoryIs brings the counts of days. Those that are not wanted any more are
// dropped.
type HistoryIs struct{ History History }

func (a HistoryIs) on(s State, _ time.Time) (State, []scanlog.Entry) {
	if max(1, s.History.Days) == a.History.Days {
		s.History = a.History
	}
	return s, nil
}

// ExportIs brings news of an export.
type ExportIs struct{ Exporting Exporting }

func (a ExportIs) on(s State, _ time.Time) (State, []scanlog.Entry) {
	s.Export = a.Exporting
	return s, nil
}

// FilterLog asks for the entries that a query selects, in place of those on
// view.
type FilterLog struct{ Query scanlog.Query }

func (a FilterLog) on(s State, _ time.Time) (State, []scanlog.Entry) {
	a.Query.Before, a.Query.Limit, a.Query.Hourly = 0, 0, false
	if a.Query != s.Log.Query {
		s.Log.Query, s.Log.Rows, s.Log.More, s.Log.Read = a.Query, nil, false, false
	}
	return s, nil
}

// KnownIs brings what there is to choose from in a log.
type KnownIs struct{ Values scanlog.Values }

func (a KnownIs) on(s State, _ time.Time) (State, []scanlog.Entry) {
	s.Log.Known = a.Values
	return s, nil
}

// know adds what comes by with rows.
func (l Log) know(rows []scanlog.Row) Log {
	for _, r := range rows {
		l.Known.Reasons = withValue(l.Known.Reasons, string(r.Reason))
		l.Known.Desks = withValue(l.Known.Desks, r.Desk)
		l.Known.Issuers = withValue(l.Known.Issuers, r.Issuer)
	}
	return l
}

// withValue gives values in order, with one more if it is new and there is
// room for it. What was there is not written to.
func withValue(values []string, one string) []string {
	i, found := slices.BinarySearch(values, one)
	if one == "" || found || len(values) >= scanlog.MostValues {
		return values
	}
	return slices.Insert(slices.Clone(values), i, one)
}
