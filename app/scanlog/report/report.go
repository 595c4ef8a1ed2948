// Package report writes counts and entries as CSV, JSON, a workbook and a day
// sheet to print.
//
// Columns are plain, the same in every format, and never renamed: other
// people's programs read them. New ones come last. The package counts nothing
// that the log does not; what a person wants withheld it withholds, see
// withhold. Workbooks are written by excelize, the only library in Go that
// writes charts into them as a stream.
package report

import (
	"bufio"
	"context"
	"errors"
	"io"
	"iter"

	"passdesk/app/scanlog"
)

// What is a table that can be written.
type What string

// The tables.
const (
	Counts  What = "counts"  // day,desk,policy,outcome,reason,format,count
	Hours   What = "hours"   // day,hour,desk,outcome,count,millis
	Reasons What = "reasons" // day,desk,outcome,reason,count
	Log     What = "log"     // entry by entry, see logColumns
)

// Tables lists all of them.
func Tables() []What { return []What{Counts, Hours, Reasons, Log} }

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
	// XLSX is a workbook of all tables and two charts, opened at the one that
	// was asked for.
	XLSX Format = "xlsx"
	// Sheet is a page of HTML for each day, to print. Nothing in it is fetched.
	Sheet Format = "sheet"
	// PNG is a chart: of the hours of the day for Hours, of the outcomes for
	// Reasons, of the days for Counts.
	PNG Format = "png"
)

// Formats lists all of them.
func Formats() []Format { return []Format{CSV, XLSX, JSON, Sheet, PNG} }

// Ending is that of a file in this format.
func (f Format) Ending() string {
	if f == Sheet {
		return ".html"
	}
	return "." + string(f)
}

// Export is what to write of a log, and how.
type Export struct {
	What   What
	Format Format
	Query  scanlog.Query // of which Before, Limit and Hourly do not count
	Least  int           // counts below it are withheld; 0 withholds none
	About  About         // what a day sheet says of the desk
}

// The errors of an export that cannot be.
var (
	ErrFormat   = errors.New("this table cannot be written so: tables are csv, xlsx or json, charts and day sheets are of counts")
	ErrWithheld = errors.New("the log names each scan, so small counts cannot be withheld from it")
	ErrDays     = errors.New("day sheets are for one day, or for up to 31 days: say from and to")
	ErrTooLong  = errors.New("a workbook holds 1,048,575 entries: choose fewer days, or csv")
)

// Check tells whether the export can be.
func (e Export) Check() error {
	switch isLog := e.What == Log; {
	case isLog && e.Least > 1:
		return ErrWithheld
	case e.Format == Sheet:
		return e.checkDays()
	case e.Format == PNG && isLog:
		return ErrFormat
	}
	return nil
}

// Told takes how many entries are written, and how many there are about. It is
// called now and then, from where Write was.
type Told func(done, all int)

// Write writes the export to w. It ends early with ctx, whose error it gives
// then; the others are those above, the store's, and w's. A log of any length
// passes through a page at a time.
func (e Export) Write(ctx context.Context, w io.Writer, s scanlog.Store, told Told) error {
	if err := e.Check(); err != nil {
		return err
	}
	e.Query.Before, e.Query.Limit, e.Query.Hourly = 0, 0, false
	if told == nil {
		told = func(int, int) {}
	}
	job := job{Export: e, ctx: ctx, store: s, told: told}
	buffered := bufio.NewWriter(w)
	if err := job.write(buffered); err != nil {
		return err
	}
	return buffered.Flush()
}

// job is an export under way.
type job struct {
	Export
	ctx   context.Context
	store scanlog.Store
	told  Told
}

func (j job) write(w io.Writer) error {
	switch j.Format {
	case XLSX:
		return j.writeWorkbook(w)
	case Sheet:
		return j.writeSheet(w)
	case PNG:
		return j.writeChart(w)
	}
	switch j.What {
	case Counts:
		return writeCells(j, w, countColumns(), j.counts)
	case Hours:
		return writeCells(j, w, hourColumns(), j.hours)
	case Reasons:
		return writeCells(j, w, reasonColumns(), j.reasons)
	case Log:
		return writeTable(w, j.Format, logColumns(), j.entries())
	}
	return ErrFormat
}

// writeCells writes counts of some kind.
func writeCells(j job, w io.Writer, columns []column[Cell], counted func() ([]Cell, error)) error {
	cells, err := counted()
	if err != nil {
		return err
	}
	return writeTable(w, j.Format, columns, each(cells))
}

// writeTable writes a table in a format of lines.
func writeTable[T any](w io.Writer, format Format, columns []column[T], rows iter.Seq2[T, error]) error {
	switch format {
	case CSV:
		return writeCSV(w, columns, rows)
	case JSON:
		return writeJSON(w, columns, rows)
	}
	return ErrFormat
}

// each gives the items of a list as a table's rows.
func each[T any](list []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, one := range list {
			if !yield(one, nil) {
				return
			}
		}
	}
}
