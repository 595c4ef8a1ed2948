// Package report writes counts and entries as CSV and JSON.
//
// Columns are plain, the same in every format, and never renamed: other
// people's programs read them. Rows are written in the order given. The
// package counts nothing and withholds nothing; what it is given it writes.
package report

import (
	"bufio"
	"errors"
	"io"
	"time"

	"passdesk/app/scanlog"
)

// Format is a way to write a table.
type Format string

// The formats.
const (
	// CSV is RFC 4180 in UTF-8 without a byte order mark, with a header line.
	// Lines end in LF, which all readers of CSV take and which keeps the last
	// column clean for line tools. A text that a spreadsheet would run as a
	// formula has an apostrophe in front, see plainText.
	CSV Format = "csv"
	// JSON is an array of objects, one a line, with the columns as names in
	// their order; every name is always there.
	JSON Format = "json"
)

// ErrFormat says that a table cannot be written in that format.
var ErrFormat = errors.New("this table can be written as csv or json only")

// column is one column of a table of T: a text or a whole number.
type column[T any] struct {
	name  string
	value func(T) any
}

// WriteCounts writes counts with the columns
// day,desk,policy,outcome,reason,format,count.
func WriteCounts(w io.Writer, format Format, counts []scanlog.Count) error {
	return write(w, format, countColumns(), counts)
}

// WriteLog writes entries with the columns number,day,time,site,desk,kind,
// outcome,reason,flips,issuer,format,policy,by,millis. time is RFC 3339 with
// the desk's offset, millis how long the answer took in milliseconds.
func WriteLog(w io.Writer, format Format, rows []scanlog.Row) error {
	return write(w, format, logColumns(), rows)
}

func countColumns() []column[scanlog.Count] {
	return []column[scanlog.Count]{
		{"day", func(c scanlog.Count) any { return c.Day }},
		{"desk", func(c scanlog.Count) any { return c.Desk }},
		{"policy", func(c scanlog.Count) any { return c.Policy }},
		{"outcome", func(c scanlog.Count) any { return string(c.Outcome) }},
		{"reason", func(c scanlog.Count) any { return string(c.Reason) }},
		{"format", func(c scanlog.Count) any { return c.Format }},
		{"count", func(c scanlog.Count) any { return int64(c.N) }},
	}
}

func logColumns() []column[scanlog.Row] {
	return []column[scanlog.Row]{
		{"number", func(r scanlog.Row) any { return r.Number }},
		{"day", func(r scanlog.Row) any { return r.Day() }},
		{"time", func(r scanlog.Row) any { return r.At.Format(time.RFC3339) }},
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
		{"millis", func(r scanlog.Row) any { return r.Took.Round(time.Millisecond).Milliseconds() }},
	}
}

// write writes a table in a format.
func write[T any](w io.Writer, format Format, columns []column[T], rows []T) error {
	buffered := bufio.NewWriter(w)
	var err error
	switch format {
	case CSV:
		err = writeCSV(buffered, columns, rows)
	case JSON:
		err = writeJSON(buffered, columns, rows)
	default:
		err = ErrFormat
	}
	if err != nil {
		return err
	}
	return buffered.Flush()
}
