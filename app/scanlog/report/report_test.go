package report_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"io"
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

// filled gives a log that holds entries.
func filled(t testing.TB, entries ...scanlog.Entry) *scanlog.Memory {
	t.Helper()
	var m scanlog.Memory
	if err := m.Append(entries...); err != nil {
		t.Fatal(err)
	}
	return &m
}

// sample is the log of rows, numbered by the desk.
func sample(t testing.TB) *scanlog.Memory {
	numbers := map[string]int64{}
	var entries []scanlog.Entry
	for _, r := range rows() {
		numbers[r.Desk]++
		r.Number = numbers[r.Desk]
		entries = append(entries, r.Entry)
	}
	return filled(t, entries...)
}

// made is the desk and the time of exports.
var made = report.About{
	Site: "City <Museum>", Rules: []string{"Fully vaccinated (New York State, October 2021)"},
	Issued: time.Date(2021, 10, 10, 8, 0, 0, 0, time.UTC), Checked: time.Date(2021, 10, 16, 8, 0, 0, 0, time.UTC),
	Made: time.Date(2021, 10, 17, 20, 0, 0, 0, time.UTC),
}

// write gives an export as bytes.
func write(t testing.TB, e report.Export, s scanlog.Store) []byte {
	t.Helper()
	var b bytes.Buffer
	e.About = made
	if err := e.Write(t.Context(), &b, s, nil); err != nil {
		t.Fatalf("%s as %s: %v", e.What, e.Format, err)
	}
	return b.Bytes()
}

// tables are what is written as lines, each in both formats.
func tables(t *testing.T) map[string]func(*bytes.Buffer, report.Format) error {
	all := map[string]func(*bytes.Buffer, report.Format) error{}
	for _, what := range report.Tables() {
		for name, store := range map[string]*scanlog.Memory{string(what): sample(t), "no-" + string(what): filled(t)} {
			all[name] = func(b *bytes.Buffer, f report.Format) error {
				return report.Export{What: what, Format: f}.Write(t.Context(), b, store, nil)
			}
		}
	}
	return all
}

// golden holds what was written against a file.
func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	// A checkout on Windows may have turned the ends of lines.
	if want = bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n")); !bytes.Equal(got, want) {
		t.Errorf("%s is\n%s\nwant\n%s", path, got, want)
	}
}

func TestWritesWhatOtherProgramsRelyOn(t *testing.T) {
	for name, write := range tables(t) {
		for _, format := range []report.Format{report.CSV, report.JSON} {
			var b bytes.Buffer
			if err := write(&b, format); err != nil {
				t.Fatal(err)
			}
			golden(t, filepath.Join("testdata", name+"."+string(format)), b.Bytes())
		}
	}
}

// Both formats, read by the standard library, must say the same.
func TestCSVAndJSONSayTheSame(t *testing.T) {
	for name, write := range tables(t) {
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
	e := rows()[0].Entry
	e.Desk = desk
	b.Write(write(t, report.Export{What: report.Counts, Format: report.CSV}, filled(t, e)))
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
	entries := make([]scanlog.Entry, 300)
	for i := range entries {
		entries[i] = rows()[0].Entry
		entries[i].Number = int64(i + 1)
	}
	for _, format := range []report.Format{report.CSV, report.JSON, report.XLSX} {
		for name, some := range map[string][]scanlog.Entry{"few": entries[:1], "many": entries} {
			err := report.Export{What: report.Log, Format: format}.Write(t.Context(), broken{}, filled(t, some...), nil)
			if !errors.Is(err, errFull) {
				t.Errorf("%s, %s: got %v, want the writer's error", format, name, err)
			}
		}
	}
}

func TestRefusesWhatCannotBe(t *testing.T) {
	day := scanlog.Query{From: "2021-10-01", To: "2021-10-01"}
	month := scanlog.Query{From: "2021-10-01", To: "2021-11-01"}
	for _, c := range []struct {
		export report.Export
		want   error
	}{
		{report.Export{What: report.Counts, Format: "xml"}, report.ErrFormat},
		{report.Export{What: "people", Format: report.CSV}, report.ErrFormat},
		{report.Export{What: report.Log, Format: report.PNG}, report.ErrFormat},
		{report.Export{What: report.Log, Format: report.CSV, Least: 5}, report.ErrWithheld},
		{report.Export{What: report.Counts, Format: report.Sheet}, report.ErrDays},
		{report.Export{What: report.Counts, Format: report.Sheet, Query: month}, report.ErrDays},
		{report.Export{What: report.Counts, Format: report.Sheet, Query: day}, nil},
	} {
		if err := c.export.Write(t.Context(), io.Discard, filled(t), nil); !errors.Is(err, c.want) {
			t.Errorf("%+v: got %v, want %v", c.export, err, c.want)
		}
	}
}

// A log of any length can be given up, and tells how far it is.
func TestTellsHowFarItIsAndEndsWhenAsked(t *testing.T) {
	entries := make([]scanlog.Entry, 5000)
	for i := range entries {
		entries[i] = rows()[0].Entry
		entries[i].Number = int64(i + 1)
	}
	store := filled(t, entries...)
	log := report.Export{What: report.Log, Format: report.CSV}
	var told []int
	if err := log.Write(t.Context(), io.Discard, store, func(done, all int) {
		if told = append(told, done); all != 5000 {
			t.Errorf("%d of %d, want of 5000", done, all)
		}
	}); err != nil || !slices.Equal(told, []int{2000, 4000, 5000}) {
		t.Errorf("told %v, error %v", told, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var out bytes.Buffer
	err := log.Write(ctx, &out, store, func(int, int) { cancel() })
	if lines := bytes.Count(out.Bytes(), []byte("\n")); !errors.Is(err, context.Canceled) || lines > 2100 {
		t.Errorf("wrote %d lines and ended with %v", lines, err)
	}
}

func ExampleExport_Write() {
	var log scanlog.Memory
	card := scanlog.Entry{
		Number: 1, Kind: scanlog.Scan, At: time.Date(2021, 10, 17, 9, 0, 0, 0, time.UTC), Desk: "Front desk",
		Policy: "nys-pcr", Outcome: reason.Accepted, Format: "smart-health-card",
	}
	if err := log.Append(card); err != nil {
		panic(err)
	}
	counts := report.Export{What: report.Counts, Format: report.CSV}
	if err := counts.Write(context.Background(), os.Stdout, &log, nil); err != nil {
		panic(err)
	}
	// Output:
	// day,desk,policy,outcome,reason,format,count
	// 2021-10-17,Front desk,nys-pcr,accepted,,smart-health-card,1
}
