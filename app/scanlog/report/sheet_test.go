package report_test

import (
	"bytes"
	"encoding/base64"
	"html"
	"image/png"
	"regexp"
	"strings"
	"testing"
	"time"

	"passdesk/app/scanlog"
	"passdesk/app/scanlog/report"
)

// chartsIn finds the pictures of a page, and puts their size in their place:
// fonts may be drawn otherwise some day.
func chartsIn(t *testing.T, page []byte) (plain []byte, n int) {
	t.Helper()
	data := regexp.MustCompile(`data:image/png;base64,([^"]+)`)
	plain = data.ReplaceAllFunc(page, func(found []byte) []byte {
		n++
		raw, err := base64.StdEncoding.DecodeString(html.UnescapeString(string(data.FindSubmatch(found)[1])))
		if err != nil {
			t.Fatal(err)
		}
		picture, err := png.Decode(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		return []byte(picture.Bounds().String())
	})
	return plain, n
}

// aDay is a log with all that a day sheet tells.
func aDay(t *testing.T) *scanlog.Memory {
	t.Helper()
	store := sample(t)
	scan := rows()[0].Entry
	scan.Number, scan.Desk, scan.At = 1, "Week before", scan.At.AddDate(0, 0, -7)
	jump := scanlog.Entry{
		Number: 4, Kind: scanlog.ClockJump, Desk: "Front desk", At: time.Date(2021, 10, 17, 12, 0, 0, 0, time.UTC),
		Detail: "2021-10-17T11:00:00Z",
	}
	if err := store.Append(scan, jump); err != nil {
		t.Fatal(err)
	}
	return store
}

func TestADaySheetTellsTheDay(t *testing.T) {
	day := scanlog.Query{From: "2021-10-17", To: "2021-10-17"}
	page, n := chartsIn(t, write(t, report.Export{What: report.Counts, Format: report.Sheet, Query: day}, aDay(t)))
	if n != 2 {
		t.Errorf("%d charts on the sheet, want 2", n)
	}
	golden(t, "testdata/sheet.html", page)
}

// A page that somebody prints must not ask anybody for anything, and must not
// run what a card brought.
func TestADaySheetFetchesAndRunsNothing(t *testing.T) {
	e := rows()[0].Entry
	e.Desk = `<script>alert(1)</script>`
	day := scanlog.Query{From: e.Day(), To: e.Day()}
	page := string(write(t, report.Export{What: report.Counts, Format: report.Sheet, Query: day}, filled(t, e)))
	for _, no := range []string{"<script", "<link", "http://", "https://", "url("} {
		if strings.Contains(page, no) {
			t.Errorf("the page has %q", no)
		}
	}
	if !strings.Contains(page, "&lt;script&gt;") {
		t.Error("the desk's name is gone")
	}
}

func TestThereIsASheetForEachDay(t *testing.T) {
	days := scanlog.Query{From: "2021-10-15", To: "2021-10-18"}
	page := string(write(t, report.Export{What: report.Counts, Format: report.Sheet, Query: days}, aDay(t)))
	for _, day := range []string{"Friday 2021-10-15", "Saturday 2021-10-16", "Sunday 2021-10-17", "Monday 2021-10-18"} {
		if !strings.Contains(page, "Day sheet, "+day) {
			t.Errorf("there is no sheet of %s", day)
		}
	}
}

func TestADaySheetWithholdsSmallCounts(t *testing.T) {
	day := scanlog.Query{From: "2021-10-17", To: "2021-10-17"}
	page := string(write(t, report.Export{What: report.Counts, Format: report.Sheet, Query: day, Least: 3}, aDay(t)))
	if !strings.Contains(page, "&lt;3") || strings.Contains(page, "let in") {
		t.Error(page)
	}
}

func TestAChartIsAPicture(t *testing.T) {
	for _, what := range []report.What{report.Counts, report.Hours, report.Reasons} {
		for name, store := range map[string]*scanlog.Memory{"a day": aDay(t), "nothing": filled(t)} {
			picture, err := png.Decode(bytes.NewReader(write(t, report.Export{What: what, Format: report.PNG}, store)))
			if err != nil || picture.Bounds().Dx() != 1200 {
				t.Errorf("%s of %s: %v", what, name, err)
			}
		}
	}
}
