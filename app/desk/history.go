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
		s.Log = Log{Query: a.Query, Trouble: s.Log.Trouble, Known: s.Log.Known}
	}
	return s, nil
}

// know remembers what there is to choose from in a filter, as rows come by.
func (l Log) know(rows []scanlog.Row) Log {
	for _, r := range rows {
		if r.Reason != "" && !slices.Contains(l.Known.Reasons, string(r.Reason)) && len(l.Known.Reasons) < mostKnown {
			l.Known.Reasons = append(slices.Clip(l.Known.Reasons), string(r.Reason))
			slices.Sort(l.Known.Reasons)
		}
		if r.Desk != "" && !slices.Contains(l.Known.Desks, r.Desk) && len(l.Known.Desks) < mostKnown {
			l.Known.Desks = append(slices.Clip(l.Known.Desks), r.Desk)
			slices.Sort(l.Known.Desks)
		}
	}
	return l
}

// mostKnown is how many reasons or desks a filter offers.
const mostKnown = 60

// Known is what a filter of the log offers.
type Known struct{ Reasons, Desks []string }
