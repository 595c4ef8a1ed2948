package sqlite_test

import (
	"cmp"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"passdesk/app/scanlog"
	"passdesk/app/scanlog/sqlite"
	"passdesk/app/scanlog/storetest"
)

// With -rows 1000000 the benchmarks run over a year of a busy museum; -log
// keeps the log that they make for the next run.
var (
	benchRows = flag.Int("rows", 100_000, "rows of the log that benchmarks read")
	benchLog  = flag.String("log", "", "`FILE` of the log that benchmarks read, made if it is not there")
)

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
	entries := storetest.Year(*benchRows)
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
			if _, err := s.Entries(scanlog.Query{Limit: 100}); err != nil {
				b.Fatal(err)
			}
			if err := s.Close(); err != nil {
				b.Fatal(err)
			}
		}
	})
	s := open(b, path)
	storetest.Bench(b, s)
}

// BenchmarkAppend measures one durable entry behind a large log, as a desk
// writes it.
func BenchmarkAppend(b *testing.B) {
	s := open(b, largeLog(b))
	next := storetest.Year(1)[0]
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
