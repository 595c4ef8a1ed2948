package rules

import (
	"errors"
	"fmt"
	"reflect"
	"time"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"

	"passdesk/verify/fhir"
)

// date is a calendar date as rules see it: days since 1 January 1970. CEL has
// timestamps only, and a day in New York is none.
type date int32

var dateType = types.NewObjectType("Date", traits.ComparerType)

var errDate = errors.New("a date is written YYYY-MM-DD")

// dateOf is the date that a clock in t's own zone shows.
func dateOf(t time.Time) date { return date(calendarDate(t).Unix() / daySeconds) }

const daySeconds = 24 * 60 * 60

func parseDate(s string) (date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, errDate
	}
	return dateOf(t), nil
}

// midnight is the date as package fhir writes it: its midnight in UTC.
func (d date) midnight() time.Time { return time.Unix(int64(d)*daySeconds, 0).UTC() }

func (d date) when() fhir.When { return fhir.When{Time: d.midnight(), Precision: fhir.Day} }

// start is the first moment of the date in a zone.
func (d date) start(zone *time.Location) time.Time {
	y, m, day := d.midnight().Date()
	return time.Date(y, m, day, 0, 0, 0, 0, zone)
}

func (d date) String() string { return d.midnight().Format(time.DateOnly) }

// plusMonths gives the same day of a later or earlier month. Where that month
// has no such day it is the first of the next: CDC's rule CALCDT-5, by which
// one born on 29 February turns a year older on 1 March.
func (d date) plusMonths(n int) date {
	y, m, day := d.midnight().Date()
	first := time.Date(y, m+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	return dateOf(time.Date(first.Year(), first.Month(), min(day, daysIn(first)+1), 0, 0, 0, 0, time.UTC))
}

func daysIn(month time.Time) int { return month.AddDate(0, 1, -1).Day() }

// seasonStart is the last such day of the year on or before d.
func (d date) seasonStart(month, day int) date {
	start := func(year int) date {
		return dateOf(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC))
	}
	year := d.midnight().Year()
	if start(year) > d {
		return start(year - 1)
	}
	return start(year)
}

// The methods of a CEL value.

// ConvertToNative is refused: no library needs the Go value of a date.
func (d date) ConvertToNative(t reflect.Type) (any, error) {
	return nil, fmt.Errorf("a date is no %s", t)
}

// ConvertToType is refused: rules convert dates by calendar functions only.
func (d date) ConvertToType(t ref.Type) ref.Val {
	return types.NewErr("a date is no %s", t.TypeName())
}

// Equal tells whether other is the same date.
func (d date) Equal(other ref.Val) ref.Val { return types.Bool(other == ref.Val(d)) }

// Type is Date.
func (d date) Type() ref.Type { return dateType }

// Value gives the date itself.
func (d date) Value() any { return d }

// Compare orders dates.
func (d date) Compare(other ref.Val) ref.Val {
	o, ok := other.(date)
	switch {
	case !ok:
		return types.NoSuchOverloadErr()
	case d < o:
		return types.IntNegOne
	case d > o:
		return types.IntOne
	default:
		return types.IntZero
	}
}
