package report_test

import (
	"bytes"
	"encoding/base64"
	"html"
	"image/png"
	"os"
	"path/filepath"
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

// A sheet speaks the desk's language throughout: nothing that English says is
// left, and nothing is without words.
func TestADaySheetSpeaksTheDesksLanguage(t *testing.T) {
	day := scanlog.Query{From: "2021-10-17", To: "2021-10-17"}
	for lang, want := range map[string][]string{
		"es":      {`lang="es"`, "Hoja del domingo 2021-10-17", "visitas", "Aceptada", "Sello", "Saltos del reloj"},
		"es-MX":   {`lang="es"`, "Hoja del domingo 2021-10-17"},
		"zh-Hant": {`lang="zh-Hant"`, "日報，星期日 2021-10-17", "人次", "通過", "封存碼", "時鐘調整"},
		"zh-TW":   {`lang="zh-Hant"`},
		"fr":      {`lang="en"`, "Day sheet, Sunday 2021-10-17"},
	} {
		e := report.Export{What: report.Counts, Format: report.Sheet, Query: day, About: made}
		e.About.Language = lang
		var b bytes.Buffer
		if err := e.Write(t.Context(), &b, aDay(t), nil); err != nil {
			t.Fatal(err)
		}
		page, n := chartsIn(t, b.Bytes())
		for _, w := range want {
			if !strings.Contains(string(page), w) {
				t.Errorf("%s: %q is not on the sheet", lang, w)
			}
		}
		if n != 2 || bytes.Contains(page, []byte("{{")) || bytes.Contains(page, []byte("<no value>")) {
			t.Errorf("%s: %d charts, or a gap that is not filled", lang, n)
		}
		for _, english := range []string{"Day sheet", "visits", "Accepted", "Seal", "Clock", "None was", "Checked", "Outcome"} {
			if lang != "fr" && strings.Contains(string(page), english) {
				t.Errorf("%s: %q is left", lang, english)
			}
		}
	}
}

func TestAChartIsDrawnInEachLanguage(t *testing.T) {
	pictures := map[string]bool{}
	for _, lang := range []string{"", "en", "es", "zh-Hant"} {
		e := report.Export{What: report.Hours, Format: report.PNG, About: report.About{Language: lang, Fonts: os.DirFS("/")}}
		var b bytes.Buffer
		if err := e.Write(t.Context(), &b, aDay(t), nil); err != nil {
			t.Fatalf("%s: %v", lang, err)
		}
		pictures[b.String()] = true
		if folder := os.Getenv("PASSDESK_GALLERY"); folder != "" {
			if err := os.WriteFile(filepath.Join(folder, "export-chart-"+lang+".png"), b.Bytes(), 0o600); err != nil {
				t.Error(err)
			}
		}
	}
	want := 2 // where the system has no Chinese letters that charts can be drawn with
	if _, err := os.Stat("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"); err == nil {
		want = 3
	}
	if len(pictures) != want {
		t.Errorf("%d pictures, want %d", len(pictures), want)
	}
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
