package fhir

import (
	"errors"
	"time"
)

// Precision says how much of a When is known.
type Precision uint8

// The precisions of a FHIR date or dateTime.
const (
	NoTime Precision = iota
	Year
	Month
	Day
	Clock // with time of day and zone
)

// When is a FHIR date or dateTime, which may be partial (FHIR R4, 2.24.0.1).
// For Year, Month and Day, Time is the first moment of it in UTC and stands
// for a calendar date, not for a moment.
type When struct {
	Time      time.Time
	Precision Precision
}

// Date makes a When of a whole calendar date.
func Date(year int, month time.Month, day int) When {
	return When{time.Date(year, month, day, 0, 0, 0, 0, time.UTC), Day}
}

var errWhen = errors.New("not a FHIR date or dateTime")

// layouts of FHIR dates; a dateTime must carry a zone once it has a clock,
// but seconds are sometimes left out by issuers.
var layouts = []struct {
	layout string
	Precision
}{
	{time.DateOnly, Day},
	{"2006-01", Month},
	{"2006", Year},
	{time.RFC3339Nano, Clock},
	{"2006-01-02T15:04Z07:00", Clock},
}

// maxWhen is more than any dateTime needs, in bytes.
const maxWhen = 40

// ParseWhen reads a FHIR date or dateTime. The error never repeats its input.
func ParseWhen(s string) (When, error) {
	if len(s) > maxWhen {
		return When{}, errWhen
	}
	for _, l := range layouts {
		// Named UTC, or the zone of this machine would creep in.
		if t, err := time.ParseInLocation(l.layout, s, time.UTC); err == nil {
			return When{t, l.Precision}, nil
		}
	}
	return When{}, errWhen
}

// IsZero tells whether nothing is known.
func (w When) IsZero() bool { return w.Precision == NoTime }

// Equal tells whether two say the same moment to the same precision. Whens
// with a clock must not be compared by ==, which looks at how a zone is kept.
func (w When) Equal(other When) bool {
	return w.Precision == other.Precision && w.Time.Equal(other.Time)
}

// String gives the date as it was written: YYYY, YYYY-MM, YYYY-MM-DD, or an
// RFC 3339 time; "" for the zero When.
func (w When) String() string {
	switch w.Precision {
	case Year:
		return w.Time.Format("2006")
	case Month:
		return w.Time.Format("2006-01")
	case Day:
		return w.Time.Format(time.DateOnly)
	case Clock:
		return w.Time.Format(time.RFC3339)
	default:
		return ""
	}
}
