package report

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"passdesk/app/scanlog"
)

// column is one column of a table of T. A value is a text, a whole number, a
// date, a time with the desk's offset, or a Cell.
type column[T any] struct {
	name  string
	value func(T) any
}

// date is a day as YYYY-MM-DD: a text but in a workbook.
type date string

func countColumns() []column[Cell] {
	return []column[Cell]{
		{"day", func(c Cell) any { return date(c.Day) }},
		{"desk", func(c Cell) any { return c.Desk }},
		{"policy", func(c Cell) any { return c.Policy }},
		{"outcome", func(c Cell) any { return string(c.Outcome) }},
		{"reason", func(c Cell) any { return string(c.Reason) }},
		{"format", func(c Cell) any { return c.Format }},
		{"count", func(c Cell) any { return c }},
	}
}

// hourColumns are those of Hours; millis is how long an answer took in the
// mean, in milliseconds.
func hourColumns() []column[Cell] {
	return []column[Cell]{
		{"day", func(c Cell) any { return date(c.Day) }},
		{"hour", func(c Cell) any { return int64(c.Hour) }},
		{"desk", func(c Cell) any { return c.Desk }},
		{"outcome", func(c Cell) any { return string(c.Outcome) }},
		{"count", func(c Cell) any { return c }},
		{"millis", func(c Cell) any { return millis(c.Took / time.Duration(c.N)) }},
	}
}

func reasonColumns() []column[Cell] {
	return []column[Cell]{
		{"day", func(c Cell) any { return date(c.Day) }},
		{"desk", func(c Cell) any { return c.Desk }},
		{"outcome", func(c Cell) any { return string(c.Outcome) }},
		{"reason", func(c Cell) any { return string(c.Reason) }},
		{"count", func(c Cell) any { return c }},
	}
}

// logColumns are those of Log. time is RFC 3339 with the desk's offset, millis
// how long the answer took in milliseconds, refers the number of the entry
// that this one is about, 0 for none.
func logColumns() []column[scanlog.Row] {
	return []column[scanlog.Row]{
		{"number", func(r scanlog.Row) any { return r.Number }},
		{"day", func(r scanlog.Row) any { return date(r.Day()) }},
		{"time", func(r scanlog.Row) any { return r.At }},
		{"site", func(r scanlog.Row) any { return r.Site }},
		{"desk", func(r scanlog.Row) any { return r.Desk }},
		{"kind", func(r scanlog.Row) any { return string(r.Kind) }},
		{"outcome", func(r scanlog.Row) any { return string(r.Outcome) }},
		{"reason", func(r scanlog.Row) any { return string(r.Reason) }},
		{"flips", func(r scanlog.Row) any { return r.Flips }},
		{"issuer", func(r scanlog.Row) any { return r.Issuer }},
		{"format", func(r scanlog.Row) any { return r.Format }},
		{"policy", func(r scanlog.Row) any { return r.Policy }},
		{"by", func(r scanlog.Row) any { return string(r.By) }},
		{"millis", func(r scanlog.Row) any { return millis(r.Took) }},
		{"refers", func(r scanlog.Row) any { return r.Refers }},
		{"id", func(r scanlog.Row) any { return string(r.ID) }},
		{"versions", func(r scanlog.Row) any { return r.Versions }},
		{"detail", func(r scanlog.Row) any { return r.Detail }},
	}
}

func millis(d time.Duration) int64 { return d.Round(time.Millisecond).Milliseconds() }

// plain gives a value as a line of text has it. Numbers, dates and times are
// ours and need no care.
func plain(value any) string {
	switch v := value.(type) {
	case time.Time:
		return v.Format(time.RFC3339)
	default:
		return fmt.Sprint(v)
	}
}

// jsonValue gives a value as JSON has it: a number that is withheld is a text.
func jsonValue(value any) any {
	switch v := value.(type) {
	case int64:
		return v
	case Cell:
		if v.Hidden == "" {
			return json.Number(v.String())
		}
	}
	return plain(value)
}

// signed gives a number with its sign, with the real minus.
func signed(n int) string {
	if n < 0 {
		return "−" + strconv.Itoa(-n)
	}
	return "+" + strconv.Itoa(n)
}
