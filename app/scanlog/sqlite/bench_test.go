package sqlite_test

import (
	"cmp"
	"flag"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"passdesk/app/scanlog"
	"passdesk/app/scanlog/report"
	"passdesk/app/scanlog/sqlite"
	"passdesk/verify/reason"
)

// With -rows 1000000 the benchmarks run over a year of a busy museum; -log
// keeps the log that they make for the next run.
var (
	benchRows = flag.Int("rows", 100_000, "rows of the log that benchmarks read")
	benchLog  = flag.String("log", "", "`FILE` of the log that benchmarks read, made if it is not there")
)

// scans gives n scans spread evenly over a year, most of them accepted.
func scans(n int) []scanlog.Entry {
	r := rand.New(rand.NewPCG(1, 1))
	first := time.Date(2021, 1, 1, 9, 0, 0, 0, time.FixedZone("", -5*3600))
	issuers := []string{"https://ekeys.ny.gov/epass/doh/dvc/2021", "https://myvaccinerecord.cdph.ca.gov/creds", "https://waverify.doh.wa.gov/creds"}
	refusals := []reason.Reason{"nys-full-2021-10/two-weeks", reason.UnknownIssuer, reason.Expired, reason.NotACard}
	entries := make([]scanlog.Entry, n)
	for i := range entries {
		e := scanlog.Entry{
			Number: int64(i + 1), Kind: scanlog.Scan, Site: "Museum", Desk: "Front desk",
			At:      first.Add(time.Duration(i) * (365 * 24 * time.Hour / time.Duration(n))),
			Outcome: reason.Accepted, Issuer: issuers[r.IntN(len(issuers))],
			Format: "smart-health-card", Policy: "nys-full-2021-10",
			By: scanlog.ByCamera, Took: time.Duration(r.IntN(300)) * time.Millisecond,
		}
		if r.IntN(20) == 0 {
			e.Reason = refusals[r.IntN(len(refusals))]
			e.Outcome = e.Reason.Outcome()
		}
		entries[i] = e
	}
	return entries
}

// largeLog makes a log of *benchRows scans and gives its path.
func largeLog(b *testing.B) string {
	b.Helper()
	path := cmp.Or(*benchLog, filepath.Join(b.TempDir(), "log.db"))
	if _, err := os.Stat(path); err == nil {
		return path
	}
	s, err := sqlite.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	entries := scans(*benchRows)
	for len(entries) > 0 {
		n := min(len(entries), 10_000)
		if err := s.Append(entries[:n]...); err != nil {
			b.Fatal(err)
		}
		entries = entries[n:]
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	return path
}

// BenchmarkReading measures what a desk waits for on a large log.
func BenchmarkReading(b *testing.B) {
	path := largeLog(b)
	b.Run("open to first page", func(b *testing.B) {
		for b.Loop() {
			s, err := sqlite.Open(path)
			if err != nil {
				b.Fatal(err)
			}
			mustRead(b, s, scanlog.Query{Limit: 100})
			if err := s.Close(); err != nil {
				b.Fatal(err)
			}
		}
	})
	s := open(b, path)
	day := scanlog.Query{From: "2021-07-01", To: "2021-07-01"}
	b.Run("counts of a day", func(b *testing.B) {
		for b.Loop() {
			if counts, err := s.Counts(day); err != nil || len(counts) == 0 {
				b.Fatal(len(counts), err)
			}
		}
	})
	b.Run("counts of the year", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Counts(scanlog.Query{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("counts of a day by the hour", func(b *testing.B) {
		for b.Loop() {
			if counts, err := s.Counts(scanlog.Query{From: day.From, To: day.To, Hourly: true}); err != nil || len(counts) == 0 {
				b.Fatal(len(counts), err)
			}
		}
	})
	b.Run("a year as CSV", func(b *testing.B) {
		for b.Loop() {
			year := report.Export{What: report.Counts, Format: report.CSV}
			if err := year.Write(b.Context(), io.Discard, s, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	for name, q := range map[string]scanlog.Query{
		"newest":              {},
		"old":                 {Before: 1000},
		"one day":             day,
		"a month":             {From: "2021-02-01", To: "2021-02-28"},
		"a month of one desk": {From: "2021-02-01", To: "2021-02-28", Desk: "Front desk"},
		"all of one desk":     {Desk: "Front desk"},
		"accepted":            {Outcome: reason.Accepted},
		"rare reason":         {Reason: reason.Revoked},
		"old rare reason":     {Reason: reason.Expired, To: "2021-01-10"},
		"issuer":              {Issuer: "https://waverify.doh.wa.gov/creds"},
		"issuer unheard of":   {Issuer: "https://nobody.example"},
		"by hand, never used": {By: scanlog.ByHand},
		"clock jumps":         {Kind: scanlog.ClockJump},
		"text often":          {Text: "WA.GOV"},
		"text never":          {Text: "nobody.example"},
		"text of a day":       {Text: "nobody.example", From: day.From, To: day.To},
	} {
		q.Limit = 100
		b.Run("page "+name, func(b *testing.B) {
			for b.Loop() {
				mustRead(b, s, q)
			}
		})
	}
}

func mustRead(b *testing.B, s *sqlite.Store, q scanlog.Query) {
	if _, err := s.Entries(q); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkAppend measures one durable entry behind a large log, as a desk
// writes it.
func BenchmarkAppend(b *testing.B) {
	s := open(b, largeLog(b))
	next := scans(1)[0]
	last, err := s.Last(next.Desk)
	if err != nil {
		b.Fatal(err)
	}
	next.Number = last
	for b.Loop() {
		next.Number++
		next.At = next.At.Add(time.Second)
		if err := s.Append(next); err != nil {
			b.Fatal(err)
		}
	}
}
