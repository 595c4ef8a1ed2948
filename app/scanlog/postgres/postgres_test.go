package postgres_test

import (
	"errors"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"passdesk/app/scanlog"
	"passdesk/app/scanlog/postgres"
	"passdesk/app/scanlog/postgres/pgtest"
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
	status := m.Run()
	stop()
	os.Exit(status)
}

func server(t testing.TB) *pgtest.Server {
	t.Helper()
	s, err := shared()
	return pgtest.Need(t, s, err)
}

// open opens a log as a login for a test.
func open(t testing.TB, address string) *postgres.Store {
	t.Helper()
	s, err := postgres.Open(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestKeepsTheContractOfAStore(t *testing.T) {
	s := server(t)
	storetest.Run(t, func(t *testing.T) storetest.Store {
		return open(t, s.Address("everything", s.Database(t)))
	})
}

// entry gives a scan of a desk.
func entry(desk string, number int64) scanlog.Entry {
	e := storetest.Mixed(1, 1)[0]
	e.Kind, e.Desk, e.Number = scanlog.Scan, desk, number
	return e
}

func TestADeskMayAppendAndReadAndNothingElse(t *testing.T) {
	s := server(t)
	name := s.Database(t)
	desk := open(t, s.Address("desk", name))
	if err := desk.Append(entry("North", 1), entry("North", 2)); err != nil {
		t.Fatal(err)
	}
	for who, statements := range map[string][]string{
		"desk": {
			"UPDATE passdesk.entries SET outcome = 'accepted'",
			"DELETE FROM passdesk.entries",
			"TRUNCATE passdesk.entries",
			"UPDATE passdesk.desks SET login = 'desk'",
			"DELETE FROM passdesk.desks",
			"INSERT INTO passdesk.desks (desk, login) VALUES ('South', 'desk2')",
			"UPDATE passdesk.about SET schema = 9",
			"ALTER TABLE passdesk.entries DISABLE ROW LEVEL SECURITY",
			"CREATE TABLE passdesk.mine (n integer)",
			"UPDATE passdesk.sums SET n = 0",
			"INSERT INTO passdesk.sums VALUES ('2021-10-17', 'North', '', '', '', '', 1, 1, 0, 0, 0, 0)",
			"CREATE TRIGGER mine AFTER INSERT ON passdesk.entries EXECUTE FUNCTION passdesk.sum_up()",
		},
		"reader": {"INSERT INTO passdesk.desks (desk) VALUES ('South')", "DELETE FROM passdesk.entries"},
		"keeper": {"UPDATE passdesk.entries SET outcome = 'accepted'", "TRUNCATE passdesk.entries", "DELETE FROM passdesk.sums"},
	} {
		for _, statement := range statements {
			if err := executeAs(t, s.Address(who, name), statement); !says(err, "42501") {
				t.Errorf("%s: %s: %v, want permission denied", who, statement, err)
			}
		}
	}
	if err := open(t, s.Address("reader", name)).Append(entry("South", 1)); err == nil || !strings.Contains(err.Error(), "does not allow") {
		t.Errorf("a reader writes: %v", err)
	}
	if _, err := desk.Purge("2030-01-01", time.Now()); err == nil || !strings.Contains(err.Error(), "does not allow") {
		t.Errorf("a desk removes: %v", err)
	}
	rows, err := open(t, s.Address("reader", name)).Entries(scanlog.Query{})
	if err != nil || len(rows) != 2 || scanlog.Verify(scanlog.All(desk, scanlog.Query{})) != nil {
		t.Errorf("%d rows, %v", len(rows), err)
	}
}

// The sums are no second truth: whoever changes them is found.
func TestCheckHoldsTheSumsAgainstTheEntries(t *testing.T) {
	s := server(t)
	for _, change := range []string{
		"UPDATE passdesk.sums SET n = n + 1", "DELETE FROM passdesk.sums", "UPDATE passdesk.sums SET hour = hour - 1",
		"INSERT INTO passdesk.sums VALUES ('2021-10-17', 'x', '', '', '', '', 1, 1, 0, 0, 0, 0)",
		"UPDATE passdesk.entries SET outcome = 'invalid' WHERE number = 1",
	} {
		name := s.Database(t)
		log := open(t, s.Address("everything", name))
		if err := log.Append(entry("North", 1), entry("North", 2), entry("South", 1)); err != nil {
			t.Fatal(err)
		}
		if _, err := log.Purge("2000-01-01", time.Now()); err != nil {
			t.Fatal(err)
		}
		if err := log.Check(); err != nil {
			t.Fatalf("before: %v", err)
		}
		if err := s.Execute(name, change); err != nil {
			t.Fatal(err)
		}
		if err := log.Check(); !errors.Is(err, postgres.ErrSums) {
			t.Errorf("%s: %v, want ErrSums", change, err)
		}
	}
}

func TestADesksNameIsItsLoginsAlone(t *testing.T) {
	s := server(t)
	name := s.Database(t)
	one, two := open(t, s.Address("desk", name)), open(t, s.Address("desk2", name))
	if err := one.Append(entry("North", 1)); err != nil {
		t.Fatal(err)
	}
	if err := two.Append(entry("North", 2)); !errors.Is(err, postgres.ErrNameTaken) {
		t.Errorf("got %v, want ErrNameTaken", err)
	}
	if err := two.Append(entry("South", 1)); err != nil {
		t.Error(err)
	}
	err := executeAs(t, s.Address("desk2", name), `INSERT INTO passdesk.entries (layout, number, kind, refers, seconds, nanos, zone,
		site, desk, outcome, reason, flips, issuer, format, policy, versions, idcheck, via, took, detail, prev, hash)
		SELECT layout, 2, kind, refers, seconds, nanos, zone,
		site, desk, outcome, reason, flips, issuer, format, policy, versions, idcheck, via, took, detail, prev, hash
		FROM passdesk.entries WHERE desk = 'North'`)
	if !says(err, "42501") {
		t.Errorf("wrote under another's name: %v", err)
	}
}

// A desk that is in the middle of a transaction, or hangs in it, holds nobody up.
func TestNoDeskIsBlockedByAnother(t *testing.T) {
	s := server(t)
	name := s.Database(t)
	one, two := open(t, s.Address("desk", name)), open(t, s.Address("desk2", name))
	if err := one.Append(entry("North", 1)); err != nil {
		t.Fatal(err)
	}
	hang(t, s.Address("desk", name), `INSERT INTO passdesk.entries (layout, number, kind, refers, seconds, nanos, zone,
		site, desk, outcome, reason, flips, issuer, format, policy, versions, idcheck, via, took, detail, prev, hash)
		SELECT layout, 2, kind, refers, seconds, nanos, zone,
		site, desk, outcome, reason, flips, issuer, format, policy, versions, idcheck, via, took, detail, prev, hash
		FROM passdesk.entries`)
	began := time.Now()
	for n := range int64(20) {
		if err := two.Append(entry("South", n+1)); err != nil {
			t.Fatal(err)
		}
	}
	if counts, err := two.Counts(scanlog.Query{}); err != nil || time.Since(began) > 3*time.Second {
		t.Errorf("took %s, counts %v, %v", time.Since(began), counts, err)
	}
}

func TestDeliversOnlyWhatFollows(t *testing.T) {
	s := server(t)
	store := open(t, s.Address("desk", s.Database(t)))
	chain := func(first string, n int) (all []scanlog.Entry) {
		var head scanlog.Head
		for i := range n {
			e := entry("North", int64(i+1))
			e.Site = first
			linked, err := head.Next(e)
			if err != nil {
				t.Fatal(err)
			}
			all, head = append(all, linked), linked.Head()
		}
		return all
	}
	mine, others := chain("mine", 4), chain("other", 4)
	for _, step := range []struct {
		entries []scanlog.Entry
		want    error
	}{
		{mine[1:2], scanlog.ErrNumberSkipped},
		{mine[:2], nil},
		{mine[:2], scanlog.ErrNumberTaken},
		{others[2:], postgres.ErrNameTaken},
		{mine[2:], nil},
	} {
		if err := store.Deliver(step.entries...); !errors.Is(err, step.want) {
			t.Errorf("delivered %d and on: %v, want %v", step.entries[0].Number, err, step.want)
		}
	}
	head, err := store.Head("North")
	if err != nil || head != mine[3].Head() || scanlog.Verify(scanlog.All(store, scanlog.Query{})) != nil {
		t.Errorf("head %+v, %v", head, err)
	}
}
