package report

import (
	"fmt"
	"io"
	"iter"
	"time"

	"github.com/xuri/excelize/v2"
)

// The sheets of a workbook. The last has what the charts draw.
const chartsSheet = "Charts"

func sheetOf(w What) string {
	return map[What]string{Counts: "Counts", Hours: "Hours", Reasons: "Reasons", Log: "Log"}[w]
}

// workbook is a workbook under way.
type workbook struct {
	file                          *excelize.File
	heading, date, moment, number int // styles
}

// writeWorkbook writes all tables. Where small counts are withheld there is no
// log in it, which would tell them.
func (j job) writeWorkbook(w io.Writer) error {
	b, err := newWorkbook(j.About.Made)
	if err != nil {
		return err
	}
	defer b.file.Close() // takes away what it kept in files
	if err := j.fill(b); err != nil {
		return err
	}
	at, err := b.file.GetSheetIndex(sheetOf(j.What))
	if err != nil {
		return err
	}
	b.file.SetActiveSheet(max(at, 0))
	_, err = b.file.WriteTo(w)
	return err
}

func (j job) fill(b *workbook) error {
	counts, err := j.counts()
	if err != nil {
		return err
	}
	hours, err := j.hours()
	if err != nil {
		return err
	}
	reasons, err := j.reasons()
	if err != nil {
		return err
	}
	if err := putSheet(b, sheetOf(Counts), countColumns(), each(counts)); err != nil {
		return err
	}
	if err := putSheet(b, sheetOf(Hours), hourColumns(), each(hours)); err != nil {
		return err
	}
	if err := putSheet(b, sheetOf(Reasons), reasonColumns(), each(reasons)); err != nil {
		return err
	}
	if j.Least <= 1 {
		if err := putSheet(b, sheetOf(Log), logColumns(), j.entries()); err != nil {
			return err
		}
	}
	return b.putCharts(counts, hours)
}

// newWorkbook makes one that has its first sheet.
func newWorkbook(made time.Time) (*workbook, error) {
	b := &workbook{file: excelize.NewFile()}
	stamp := made.UTC().Format(time.RFC3339)
	err := b.file.SetDocProps(&excelize.DocProperties{Creator: "Passdesk", Title: "Passdesk scan log", Created: stamp, Modified: stamp})
	if err != nil {
		return nil, err
	}
	if err := b.file.SetSheetName("Sheet1", sheetOf(Counts)); err != nil {
		return nil, err
	}
	day, moment := "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
	for _, s := range []struct {
		id    *int
		style excelize.Style
	}{
		{&b.heading, excelize.Style{Font: &excelize.Font{Bold: true}}},
		{&b.date, excelize.Style{CustomNumFmt: &day}},
		{&b.moment, excelize.Style{CustomNumFmt: &moment}},
		{&b.number, excelize.Style{NumFmt: 3}}, // #,##0
	} {
		if *s.id, err = b.file.NewStyle(&s.style); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// putSheet writes a table into a sheet of its own.
func putSheet[T any](b *workbook, name string, columns []column[T], rows iter.Seq2[T, error]) error {
	stream, err := b.begin(name, len(columns))
	if err != nil {
		return err
	}
	line := make([]any, len(columns))
	for i, c := range columns {
		line[i] = excelize.Cell{StyleID: b.heading, Value: c.name}
	}
	at := 1
	if err := stream.SetRow("A1", line); err != nil {
		return err
	}
	for row, err := range rows {
		if err != nil {
			return err
		}
		if at++; at > excelize.TotalRows {
			return ErrTooLong
		}
		for i, c := range columns {
			line[i] = b.cell(c.value(row))
		}
		if err := stream.SetRow(fmt.Sprintf("A%d", at), line); err != nil {
			return err
		}
	}
	return stream.Flush()
}

// begin opens a sheet whose heading stays in view.
func (b *workbook) begin(name string, columns int) (*excelize.StreamWriter, error) {
	if _, err := b.file.NewSheet(name); err != nil {
		return nil, err
	}
	stream, err := b.file.NewStreamWriter(name)
	if err != nil {
		return nil, err
	}
	if err := stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, err
	}
	return stream, stream.SetColWidth(1, columns, 18)
}

// cell gives a value as a workbook has it: dates, times and numbers are real.
// A time is the desk's own, since a workbook knows no zones. A text is never a
// formula there.
func (b *workbook) cell(value any) any {
	switch v := value.(type) {
	case date:
		day, err := time.Parse(time.DateOnly, string(v))
		if err != nil {
			return string(v)
		}
		return excelize.Cell{StyleID: b.date, Value: day}
	case time.Time:
		local := time.Date(v.Year(), v.Month(), v.Day(), v.Hour(), v.Minute(), v.Second(), 0, time.UTC)
		return excelize.Cell{StyleID: b.moment, Value: local}
	case Cell:
		if v.Hidden == "" {
			return excelize.Cell{StyleID: b.number, Value: v.N}
		}
		return v.Hidden
	default:
		return v
	}
}
