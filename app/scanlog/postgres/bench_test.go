package postgres_test

import (
	"flag"
	"testing"
	"time"

	"passdesk/app/scanlog"
	"passdesk/app/scanlog/postgres/pgtest"
	"passdesk/app/scanlog/storetest"
)

// With -rows 1000000 the benchmarks run over a year of a busy site.
var benchRows = flag.Int("rows", 50_000, "rows of the log that benchmarks read")

// BenchmarkServer measures what a desk waits for of a large log in a server on
// this machine: its round trips are those over a network, but for their delay.
func BenchmarkServer(b *testing.B) {
	started, end, err := pgtest.Start("-c fsync=on", "-c autovacuum=on", "-c shared_buffers=128MB")
	server := pgtest.Need(b, started, err)
	defer end()
	name := server.Database(b)
	s := open(b, server.Address("desk", name))
	for entries := storetest.Year(*benchRows); len(entries) > 0; {
		n := min(len(entries), 5000)
		if err := s.Append(entries[:n]...); err != nil {
			b.Fatal(err)
		}
		entries = entries[n:]
	}
	if err := server.Execute(name, "VACUUM ANALYZE passdesk.entries"); err != nil { // as the server does by itself in a while
		b.Fatal(err)
	}
	b.Run("connect to first page", func(b *testing.B) {
		for b.Loop() {
			fresh := open(b, server.Address("desk", name))
			if _, err := fresh.Entries(scanlog.Query{Limit: 100}); err != nil {
				b.Fatal(err)
			}
		}
	})
	storetest.Bench(b, s)
	b.Run("append", func(b *testing.B) {
		next := storetest.Year(1)[0]
		last, err := s.Last(next.Desk)
		if err != nil {
			b.Fatal(err)
		}
		for next.Number = last; b.Loop(); {
			next.Number++
			next.At = next.At.Add(time.Second)
			if err := s.Append(next); err != nil {
				b.Fatal(err)
			}
		}
	})
}
