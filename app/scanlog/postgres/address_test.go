package postgres_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"passdesk/app/scanlog"
	"passdesk/app/scanlog/postgres"
)

func TestTakesOnlyAddressesThatAreSafe(t *testing.T) {
	t.Setenv("PGSSLMODE", "")
	for address, want := range map[string]error{
		"postgres://north@db.example/passdesk":                                nil,
		"postgresql://north@db.example:5433/passdesk?application_name=x":      nil,
		"postgres://north@db.example/passdesk?sslmode=verify-full":            nil,
		"postgres://north@db.example/passdesk?sslmode=disable":                postgres.ErrPlain,
		"postgres://north@db.example/passdesk?sslmode=allow":                  postgres.ErrPlain,
		"postgres://north@db.example/passdesk?sslmode=prefer":                 postgres.ErrPlain,
		"postgres://north@db.example/passdesk?sslmode=require":                postgres.ErrPlain,
		"postgres://north@127.0.0.1,db.example/passdesk?sslmode=disable":      postgres.ErrPlain,
		"postgres://north@127.0.0.1/passdesk?sslmode=disable":                 nil,
		"postgres://north@[::1]/passdesk?sslmode=disable":                     nil,
		"postgres://north@localhost/passdesk?sslmode=disable":                 nil,
		"postgres://north@/passdesk?sslmode=disable&host=/var/run/postgresql": nil,
		"postgres://north:geheim@db.example/passdesk":                         postgres.ErrPassword,
		"postgres://north@db.example/passdesk?password=geheim":                postgres.ErrPassword,
		"mysql://north@db.example/passdesk":                                   postgres.ErrAddress,
		"postgres://north@db.example:geheim/passdesk":                         postgres.ErrAddress,
		"postgres://north@db.example/passdesk?sslmode=geheim":                 postgres.ErrAddress,
		"log.db": postgres.ErrAddress,
	} {
		_, err := postgres.Parse(address)
		if !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", address, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "geheim") {
			t.Errorf("repeats a password: %v", err)
		}
	}
	t.Setenv("PGSSLMODE", "require")
	if _, err := postgres.Parse("postgres://north@db.example/passdesk"); !errors.Is(err, postgres.ErrPlain) {
		t.Errorf("PGSSLMODE weakens the connection: %v", err)
	}
}

// The connection to another machine is encrypted, the server must prove who it
// is, and the password comes from where libpq looks for it.
func TestTrustsOnlyTheServerThatIsMeant(t *testing.T) {
	s := server(t)
	name := s.Database(t)
	if err := s.Execute("log", `ALTER ROLE desk PASSWORD 'geheim'`); err != nil {
		t.Fatal(err)
	}
	port, authority, err := s.Secure()
	if err != nil {
		t.Fatal(err)
	}
	passwords := filepath.Join(t.TempDir(), "pgpass")
	if err := os.WriteFile(passwords, fmt.Appendf(nil, "localhost:%d:*:desk:geheim\n127.0.0.1:%d:*:desk:geheim\n", port, port), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PGSSLMODE", "")
	t.Setenv("PGPASSFILE", passwords)
	at := func(host, more string) string {
		return fmt.Sprintf("postgres://desk@%s:%d/%s?%s", host, port, name, more)
	}
	const untrusted = "could not write to the log: the server's certificate is not one that this computer trusts for its name"
	for _, c := range []struct{ address, want string }{
		{at("localhost", ""), untrusted},
		{at("127.0.0.1", "sslrootcert="+authority), untrusted}, // its name is localhost
		{at("localhost", "sslrootcert="+authority), "<nil>"},
	} {
		if err := open(t, c.address).Append(entry("North", 1)); fmt.Sprint(err) != c.want {
			t.Errorf("%s: %v\nwant %s", c.address, err, c.want)
		}
	}
	store := open(t, at("localhost", "sslrootcert="+authority))
	if rows, err := store.Entries(scanlog.Query{}); err != nil || len(rows) != 1 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	t.Setenv("PGPASSFILE", "/nowhere")
	err = open(t, at("localhost", "sslrootcert="+authority)).Append(entry("North", 2))
	if fmt.Sprint(err) != "could not write to the log: the server does not let this desk in: its login or password is wrong" {
		t.Errorf("without a password: %v", err)
	}
	// Then it is asked for, such as of the system's keyring.
	asked := ""
	keyring := func(address string) (string, error) {
		asked = address
		return "geheim", nil
	}
	asking, err := postgres.OpenAsking(at("localhost", "sslrootcert="+authority), keyring)
	if err != nil {
		t.Fatal(err)
	}
	defer asking.Close()
	if err := asking.Append(entry("North", 2)); err != nil || asked != at("localhost", "sslrootcert="+authority) {
		t.Errorf("asked for %q: %v", asked, err)
	}
	asked = ""
	t.Setenv("PGPASSWORD", "falsch")
	other, err := postgres.OpenAsking(at("localhost", "sslrootcert="+authority), keyring)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if err := other.Append(entry("North", 3)); err == nil || asked != "" {
		t.Errorf("a password was given, and %q asked for: %v", asked, err)
	}
}
