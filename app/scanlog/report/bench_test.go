package report_test

import (
	"flag"
	"io"
	"path/filepath"
	"testing"
	"time"

	"passdesk/app/scanlog"
	"passdesk/app/scanlog/report"
	"passdesk/app/scanlog/sqlite"
	"passdesk/verify/reason"
)

// With -rows 1000000 the benchmark runs over a year of a busy museum.
var benchRows = flag.Int("rows", 100_000, "rows of the log that benchmarks export")

// BenchmarkAYear measures exports of a year's log in a file.
func BenchmarkAYear(b *testing.B) {
	store := yearLog(b)
	for _, e := range []report.Export{
		{What: report.Counts, Format: report.CSV},
		{What: report.Hours, Format: report.CSV},
		{What: report.Counts, Format: report.PNG},
		{What: report.Log, Format: report.CSV},
		{What: report.Log, Format: report.XLSX},
	} {
		b.Run(string(e.What)+"."+string(e.Format), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := e.Write(b.Context(), io.Discard, store, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// yearLog fills a log with scans spread over a year's opening hours.
func yearLog(b *testing.B) *sqlite.Store {
	b.Helper()
	store, err := sqlite.Open(filepath.Join(b.TempDir(), "log.db"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { store.Close() })
	reasons := []reason.Reason{"", "", "", "", "", "", reason.Expired, reason.UnknownIssuer, "nys-pcr/age", reason.NotACard}
	perDay := *benchRows/365 + 1
	var batch []scanlog.Entry
	for n := range *benchRows {
		e := scanlog.Entry{
			Number: int64(n + 1), Kind: scanlog.Scan, Desk: "Front desk", Site: "Museum",
			At:     time.Date(2021, 1, 1+n/perDay, 9, 0, 0, 0, time.UTC).Add(time.Duration(n%perDay) * 9 * time.Hour / time.Duration(perDay)),
			Reason: reasons[n%len(reasons)], Outcome: reason.Accepted, Issuer: "https://issuer.example/shc",
			Format: "smart-health-card", Policy: "nys-pcr", By: scanlog.ByCamera, Took: 80 * time.Millisecond,
		}
		if e.Reason != "" {
			e.Outcome = e.Reason.Outcome()
		}
		if batch = append(batch, e); len(batch) == 10_000 || n == *benchRows-1 {
			if err := store.Append(batch...); err != nil {
				b.Fatal(err)
			}
			batch = batch[:0]
		}
	}
	return store
}
