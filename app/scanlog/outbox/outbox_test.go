package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"passdesk/app/scanlog"
	"passdesk/app/scanlog/outbox"
	"passdesk/app/scanlog/postgres"
	"passdesk/app/scanlog/postgres/pgtest"
	"passdesk/app/scanlog/sqlite"
	"passdesk/app/scanlog/storetest"
)

// shared is the server of all tests here, started by the first that needs it.
var shared = sync.OnceValues(func() (*pgtest.Server, error) {
	s, end, err := pgtest.Start()
	stop = end
	return s, err
})

var stop = func() {}

func TestMain(m *testing.M) {
	if path := os.Getenv(asWriter); path != "" {
		fmt.Fprintln(os.Stderr, writeUntilKilled(path, os.Getenv(asAddress)))
		os.Exit(1)
	}
	status := m.Run()
	stop()
	os.Exit(status)
}

func server(t testing.TB) *pgtest.Server {
	t.Helper()
	s, err := shared()
	return pgtest.Need(t, s, err)
}

// open opens the outbox at a path for a test.
func open(t testing.TB, path, address string) *outbox.Outbox {
	t.Helper()
	store, err := postgres.Open(address)
	if err != nil {
		t.Fatal(err)
	}
	o := outbox.New(sqlite.Keep(path, func(aside string) { t.Errorf("set aside as %s", aside) }), store)
	t.Cleanup(func() { o.Close() })
	return o
}

func fresh(t testing.TB) string { return filepath.Join(t.TempDir(), "outbox.db") }

// running lets an outbox deliver until the test ends, and gives a channel of
// how it stands.
func running(t testing.TB, o *outbox.Outbox) <-chan outbox.Status {
	ctx, end := context.WithCancel(t.Context())
	again := time.NewTicker(20 * time.Millisecond)
	told, done := make(chan outbox.Status, 1000), make(chan struct{})
	go func() {
		defer close(done)
		o.Run(ctx, again.C, func(s outbox.Status) {
			select {
			case told <- s:
			default: // nobody looks
			}
		})
	}()
	t.Cleanup(func() {
		end()
		again.Stop()
		<-done
	})
	return told
}

// await waits until an outbox stands so.
func await(t testing.TB, told <-chan outbox.Status, what string, so func(outbox.Status) bool) {
	t.Helper()
	limit := time.After(20 * time.Second)
	for {
		select {
		case s := <-told:
			if so(s) {
				return
			}
		case <-limit:
			t.Fatalf("waited for %s in vain", what)
		}
	}
}

// delivered tells of a Status that all was delivered, of what had been appended
// by then and by now.
func delivered(o *outbox.Outbox) func(outbox.Status) bool {
	return func(s outbox.Status) bool { return s == outbox.Status{} && o.Status() == outbox.Status{} }
}

// scan gives an entry of a desk.
func scan(desk string, number int64) scanlog.Entry {
	e := storetest.Mixed(1, 1)[0]
	e.Kind, e.Desk, e.Number = scanlog.Scan, desk, number
	return e
}

// numbers gives the numbers of a desk's entries at the server, oldest first,
// and checks the chains there.
func numbers(t testing.TB, address, desk string) (all []int64) {
	t.Helper()
	store, err := postgres.Open(address)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	rows, err := store.Entries(scanlog.Query{Desk: desk})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range slices.Backward(rows) {
		all = append(all, r.Number)
	}
	if err := scanlog.Verify(scanlog.All(store, scanlog.Query{})); err != nil {
		t.Error(err)
	}
	return all
}

// upTo gives 1 to n.
func upTo(n int64) (all []int64) {
	for i := range n {
		all = append(all, i+1)
	}
	return all
}

// The server holds to the contract by itself, see its own test; this is the
// rest of it.
func TestKeepsTheContractOfAStoreWhileTheServerIsAway(t *testing.T) {
	if !contract {
		return
	}
	storetest.Run(t, func(t *testing.T) storetest.Store {
		o := open(t, fresh(t), "postgres://desk@/log?sslmode=disable&host="+t.TempDir())
		running(t, o)
		return struct{ storetest.Store }{o} // nothing is removed that was not delivered
	})
}

// What is appended while the server is away is delivered once it is back, in
// order and once, and the desk never waits for it.
func TestWritesOnWhileTheServerIsAway(t *testing.T) {
	s := server(t)
	address := s.Address("desk", s.Database(t))
	o := open(t, fresh(t), address)
	told := running(t, o)
	number := int64(0)
	append1 := func(n int) (slowest time.Duration) {
		for range n {
			number++
			began := time.Now()
			if err := o.Append(scan("North", number)); err != nil {
				t.Fatal(err)
			}
			slowest = max(slowest, time.Since(began))
		}
		return slowest
	}
	append1(5)
	await(t, told, "the first five", delivered(o))
	for range 2 { // stopped and started in the middle of scanning
		append1(3)
		if err := s.Down(); err != nil {
			t.Fatal(err)
		}
		if slowest := append1(20); slowest > 2*time.Second {
			t.Errorf("waited %s for a server that is away", slowest)
		}
		await(t, told, "trouble", func(s outbox.Status) bool { return s.Trouble != "" && s.Waiting >= 20 })
		if rows, err := o.Entries(scanlog.Query{}); err != nil || int64(len(rows)) != number {
			t.Errorf("shows %d rows of %d, %v", len(rows), number, err)
		}
		append1(20)
		if err := s.Up(); err != nil {
			t.Fatal(err)
		}
		append1(5)
		await(t, told, "the delivery", delivered(o))
	}
	if got := numbers(t, address, "North"); !slices.Equal(got, upTo(number)) {
		t.Errorf("the server has %v, want 1 to %d", got, number)
	}
}

func TestDeliversWhatWasLeftByARunBefore(t *testing.T) {
	s := server(t)
	address, path := s.Address("desk", s.Database(t)), fresh(t)
	before := open(t, path, address)
	for n := range int64(3) {
		if err := before.Append(scan("North", n+1)); err != nil {
			t.Fatal(err)
		}
	}
	before.Close()
	now := open(t, path, address)
	if last, err := now.Last("North"); err != nil || last != 3 {
		t.Errorf("last %d, %v", last, err)
	}
	await(t, running(t, now), "the delivery", delivered(now))
	if got := numbers(t, address, "North"); !slices.Equal(got, upTo(3)) {
		t.Errorf("the server has %v", got)
	}
}

func TestRefusesTwoDesksOfOneName(t *testing.T) {
	s := server(t)
	name := s.Database(t)
	one := open(t, fresh(t), s.Address("desk", name))
	if err := one.Append(scan("North", 1), scan("North", 2)); err != nil {
		t.Fatal(err)
	}
	if err := one.Deliver(); err != nil {
		t.Fatal(err)
	}
	for login, what := range map[string]string{"desk": "the same login", "desk2": "another login"} {
		two := open(t, fresh(t), s.Address(login, name))
		for n := range int64(3) {
			e := scan("North", n+1)
			e.Site = "elsewhere"
			if err := two.Append(e); err != nil {
				t.Fatal(err)
			}
			if err := two.Deliver(); !errors.Is(err, postgres.ErrNameTaken) {
				t.Errorf("%s, entry %d: %v, want ErrNameTaken", what, n+1, err)
			}
		}
		if s := two.Status(); s.Waiting != 3 || s.Trouble != postgres.ErrNameTaken.Error() {
			t.Errorf("%s: %+v", what, s)
		}
		if err := two.Append(scan("South of "+login, 1)); err != nil { // another name was chosen
			t.Fatal(err)
		}
		two.Deliver()
		if got := numbers(t, s.Address(login, name), "South of "+login); len(got) != 1 {
			t.Errorf("%s: after the name was changed: %v", what, got)
		}
	}
	if err := one.Append(scan("North", 3)); err != nil {
		t.Fatal(err)
	}
	if err := one.Deliver(); err != nil {
		t.Errorf("the first desk: %v", err)
	}
	if got := numbers(t, s.Address("desk", name), "North"); !slices.Equal(got, upTo(3)) {
		t.Errorf("the server has %v", got)
	}
}

// What retention removes here was delivered, and what is delivered after it
// still follows.
func TestRetentionHereRemovesOnlyWhatTheServerHas(t *testing.T) {
	s := server(t)
	address := s.Address("desk", s.Database(t))
	o := open(t, fresh(t), address)
	when := time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC)
	if err := o.Append(scan("North", 1), scan("North", 2), scan("North", 3)); err != nil {
		t.Fatal(err)
	}
	if n, err := o.Purge("2022-01-01", when); n != 0 || err != nil {
		t.Errorf("removed %d, %v before the delivery", n, err)
	}
	if err := o.Deliver(); err != nil {
		t.Fatal(err)
	}
	if n, err := o.Purge("2022-01-01", when); n != 2 || err != nil {
		t.Errorf("removed %d, %v", n, err)
	}
	if err := o.Append(scan("North", 4)); err != nil {
		t.Fatal(err)
	}
	if err := o.Deliver(); err != nil {
		t.Fatal(err)
	}
	if got := numbers(t, address, "North"); !slices.Equal(got, upTo(4)) {
		t.Errorf("the server has %v", got)
	}
}

func TestAllDesksOfASiteAreSeenFromEach(t *testing.T) {
	s := server(t)
	name := s.Database(t)
	one, two := open(t, fresh(t), s.Address("desk", name)), open(t, fresh(t), s.Address("desk2", name))
	for i, o := range []*outbox.Outbox{one, two} {
		for n := range int64(3) {
			if err := o.Append(scan(fmt.Sprint("Desk ", i), n+1)); err != nil {
				t.Fatal(err)
			}
		}
		if err := o.Deliver(); err != nil {
			t.Fatal(err)
		}
	}
	if rows, err := one.Entries(scanlog.Query{}); err != nil || len(rows) != 6 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	if counts, err := two.Counts(scanlog.Query{}); err != nil || len(counts) != 2 {
		t.Errorf("%v, %v", counts, err)
	}
}
