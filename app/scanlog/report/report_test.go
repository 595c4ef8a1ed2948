package report_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"passdesk/app/scanlog"
	"passdesk/app/scanlog/report"
	"passdesk/verify/reason"
)

var update = flag.Bool("update", false, "write the golden files anew")

// rows are entries as a desk writes them, and one whose issuer is a trap.
func rows() []scanlog.Row {
	zone := time.FixedZone("", -4*3600)
	accepted := scanlog.Entry{
		Number: 1, Kind: scanlog.Scan, At: time.Date(2021, 10, 17, 9, 12, 13, 999, zone),
		Site: "Museum", Desk: "Front desk", Outcome: reason.Accepted,
		Issuer: "https://issuer.example/shc?a=1&b=2", Format: "smart-health-card",
		Policy: "nys-full-2021-10+nys-pcr", By: scanlog.ByCamera, Took: 123600 * time.Microsecond,
	}
	early := accepted
	early.Number, early.Outcome, early.Reason = 2, reason.NotAccepted, "nys-full-2021-10/two-weeks"
	early.Flips, early.By, early.At = "2021-10-31", scanlog.ByScanner, accepted.At.Add(15*time.Hour)
	trap := accepted
	trap.Number, trap.Outcome, trap.Reason = 3, reason.Unverified, reason.UnknownIssuer
	trap.Issuer, trap.Desk = `=HYPERLINK("http://evil.example","受付, click")`, "Nebeneingang \"Süd\"\nzweite Zeile"
	change := scanlog.Entry{Number: 4, Kind: scanlog.Change, At: accepted.At.UTC(), Desk: "Front desk"}
	return []scanlog.Row{{Key: 1, Entry: accepted}, {Key: 2, Entry: early}, {Key: 3, Entry: trap}, {Key: 4, Entry: change}}
}

// tables are what is written, each in both formats.
func tables() map[string]func(*bytes.Buffer, report.Format) error {
	return map[string]func(*bytes.Buffer, report.Format) error{
		"counts": func(b *bytes.Buffer, f report.Format) error {
			return report.WriteCounts(b, f, scanlog.Fold(rows(), scanlog.Query{}))
		},
		"log":       func(b *bytes.Buffer, f report.Format) error { return report.WriteLog(b, f, rows()) },
		"no-counts": func(b *bytes.Buffer, f report.Format) error { return report.WriteCounts(b, f, nil) },
		"no-log":    func(b *bytes.Buffer, f report.Format) error { return report.WriteLog(b, f, nil) },
	}
}

func TestWritesWhatOtherProgramsRelyOn(t *testing.T) {
	for name, write := range tables() {
		for _, format := range []report.Format{report.CSV, report.JSON} {
			var b bytes.Buffer
			if err := write(&b, format); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join("testdata", name+"."+string(format))
			if *update {
				if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			// A checkout on Windows may have turned the ends of lines.
			if want = bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n")); !bytes.Equal(b.Bytes(), want) {
				t.Errorf("%s is\n%s\nwant\n%s", path, b.Bytes(), want)
			}
		}
	}
}

// Both formats, read by the standard library, must say the same.
func TestCSVAndJSONSayTheSame(t *testing.T) {
	for name, write := range tables() {
		var asCSV, asJSON bytes.Buffer
		if err := errors.Join(write(&asCSV, report.CSV), write(&asJSON, report.JSON)); err != nil {
			t.Fatal(err)
		}
		lines, err := csv.NewReader(&asCSV).ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		decoder := json.NewDecoder(&asJSON)
		decoder.UseNumber()
		var objects []map[string]any
		if err := decoder.Decode(&objects); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(objects) != len(lines)-1 {
			t.Fatalf("%s: %d objects for %d lines", name, len(objects), len(lines)-1)
		}
		for i, object := range objects {
			if got := asLine(lines[0], object); !slices.Equal(got, lines[i+1]) {
				t.Errorf("%s: JSON says %q, CSV %q", name, got, lines[i+1])
			}
		}
	}
}

// asLine gives an object's values in the order of columns, the apostrophe of
// CSV put back.
func asLine(columns []string, object map[string]any) []string {
	var line []string
	for _, name := range columns {
		text := reflect.ValueOf(object[name]).String()
		if strings.HasPrefix(text, "=") {
			text = "'" + text
		}
		line = append(line, text)
	}
	return line
}

func TestNoCellOfCSVIsAFormula(t *testing.T) {
	formulas := []string{"=1", "+1", "-1", "@A", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠A", " =1", "="}
	for _, text := range formulas {
		if got := deskInCSV(t, text); got != "'"+text {
			t.Errorf("%q became %q, want an apostrophe in front", text, got)
		}
	}
	for _, text := range []string{"", " ", "'=1", "a=1", "1-2", "受付", `"=1"`} {
		if got := deskInCSV(t, text); got != text {
			t.Errorf("%q became %q, want it as it was", text, got)
		}
	}
}

// deskInCSV gives the desk of a count as a reader of CSV finds it.
func deskInCSV(t *testing.T, desk string) string {
	t.Helper()
	var b bytes.Buffer
	err := report.WriteCounts(&b, report.CSV, []scanlog.Count{{Day: "2021-10-17", Desk: desk, N: 1}})
	if err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(lines) != 2 {
		t.Fatalf("%q: %v, %v", desk, lines, err)
	}
	return lines[1][1]
}

// broken is a writer whose disk is full.
type broken struct{}

var errFull = errors.New("disk full")

func (broken) Write([]byte) (int, error) { return 0, errFull }

func TestTellsWhenATableCouldNotBeWritten(t *testing.T) {
	many := slices.Repeat(rows(), 100)
	for _, format := range []report.Format{report.CSV, report.JSON} {
		for name, rows := range map[string][]scanlog.Row{"few": many[:1], "many": many} {
			if err := report.WriteLog(broken{}, format, rows); !errors.Is(err, errFull) {
				t.Errorf("%s, %s: got %v, want the writer's error", format, name, err)
			}
		}
	}
	if err := report.WriteLog(&bytes.Buffer{}, "xml", nil); !errors.Is(err, report.ErrFormat) {
		t.Errorf("xml: got %v, want ErrFormat", err)
	}
}

func ExampleWriteCounts() {
	report.WriteCounts(os.Stdout, report.CSV, []scanlog.Count{
		{Day: "2021-10-17", Desk: "Front desk", Policy: "nys-pcr", Outcome: reason.Accepted, Format: "smart-health-card", N: 112},
		{Day: "2021-10-17", Desk: "Front desk", Policy: "nys-pcr", Outcome: reason.Invalid, Reason: reason.Expired, Format: "smart-health-card", N: 3},
	})
	// Output:
	// day,desk,policy,outcome,reason,format,count
	// 2021-10-17,Front desk,nys-pcr,accepted,,smart-health-card,112
	// 2021-10-17,Front desk,nys-pcr,invalid,expired,smart-health-card,3
}
