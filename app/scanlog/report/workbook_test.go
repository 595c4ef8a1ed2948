package report_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/thedatashed/xlsxreader"
	"github.com/xuri/excelize/v2"

	"passdesk/app/scanlog/report"
)

// cells gives a workbook as lines of text, as a reader has it that shares
// nothing with what wrote it.
func cells(t *testing.T, data []byte) string {
	t.Helper()
	book, err := xlsxreader.NewReader(data)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, sheet := range book.Sheets {
		fmt.Fprintf(&b, "[%s]\n", sheet)
		for row := range book.ReadRows(sheet) {
			if row.Error != nil {
				t.Fatal(row.Error)
			}
			for _, c := range row.Cells {
				fmt.Fprintf(&b, "%s%d %s %q\n", c.Column, c.Row, c.Type, c.Value)
			}
		}
	}
	return b.String()
}

func TestAWorkbookHoldsAllTables(t *testing.T) {
	data := write(t, report.Export{What: report.Log, Format: report.XLSX}, sample(t))
	golden(t, "testdata/workbook.txt", []byte(cells(t, data)))
	book, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if got := book.GetSheetName(book.GetActiveSheetIndex()); got != "Log" {
		t.Errorf("opens at %s, want what was asked for", got)
	}
	if n := bytes.Count(unzipped(t, data, "xl/drawings/drawing1.xml"), []byte("<xdr:graphicFrame")); n != 2 {
		t.Errorf("%d charts in the workbook, want 2", n)
	}
}

// A spreadsheet must be able to count on dates and numbers.
func TestDatesAndNumbersAreReal(t *testing.T) {
	data := write(t, report.Export{What: report.Counts, Format: report.XLSX}, sample(t))
	book, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	day := time.Date(2021, 10, 17, 0, 0, 0, 0, time.UTC)
	const epoch = 25569 // 1970-01-01 in days of a spreadsheet
	for cell, want := range map[string]string{
		"Counts!A2": fmt.Sprint(epoch + int(day.Unix()/86400)),
		"Counts!G2": "1",
		"Hours!B2":  "9",
		"Log!A2":    "3",
	} {
		sheet, at, _ := strings.Cut(cell, "!")
		raw, err := book.GetCellValue(sheet, at, excelize.Options{RawCellValue: true})
		if kind, _ := book.GetCellType(sheet, at); err != nil || raw != want || kind == excelize.CellTypeSharedString || kind == excelize.CellTypeInlineString {
			t.Errorf("%s holds %q as type %d (%v), want the number %s", cell, raw, kind, err, want)
		}
	}
	if shown, _ := book.GetCellValue("Counts", "A2"); shown != "2021-10-17" {
		t.Errorf("a day is shown as %q", shown)
	}
}

func TestNoTextOfAWorkbookIsAFormula(t *testing.T) {
	e := rows()[0].Entry
	e.Issuer, e.Desk = "=1+1", "@SUM(A1)\x01<&>\"'"
	data := write(t, report.Export{What: report.Log, Format: report.XLSX}, filled(t, e))
	for _, sheet := range []string{"sheet1", "sheet2", "sheet3", "sheet4", "sheet5"} {
		if bytes.Contains(unzipped(t, data, "xl/worksheets/"+sheet+".xml"), []byte("<f")) {
			t.Errorf("%s has a formula", sheet)
		}
	}
	if all := cells(t, data); !strings.Contains(all, `"=1+1"`) {
		t.Errorf("the text is gone: %s", all)
	}
}

func TestAnEmptyWorkbookOpens(t *testing.T) {
	if all := cells(t, write(t, report.Export{What: report.Hours, Format: report.XLSX}, filled(t))); !strings.Contains(all, "[Reasons]") {
		t.Errorf("holds %s", all)
	}
}

// A log that is not to be told in small counts is not in the workbook either.
func TestAWorkbookOfWithheldCountsHasNoLog(t *testing.T) {
	all := cells(t, write(t, report.Export{What: report.Counts, Format: report.XLSX, Least: 5}, sample(t)))
	if strings.Contains(all, "[Log]") || !strings.Contains(all, `"<5"`) || strings.Contains(all, "issuer.example") {
		t.Errorf("holds %s", all)
	}
}

// unzipped gives a part of a workbook.
func unzipped(t *testing.T, data []byte, name string) []byte {
	t.Helper()
	book, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	part, err := book.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer part.Close()
	content, err := io.ReadAll(part)
	if err != nil {
		t.Fatal(err)
	}
	return content
}
