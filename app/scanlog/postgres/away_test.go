package postgres_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"passdesk/app/scanlog"
	"passdesk/app/scanlog/postgres"
)

func connect(t *testing.T, address string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(context.Background(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(context.Background()) })
	return conn
}

// executeAs runs SQL as a login.
func executeAs(t *testing.T, address, statement string) error {
	t.Helper()
	_, err := connect(t, address).Exec(context.Background(), statement)
	return err
}

// hang begins a transaction that does not end before the test does.
func hang(t *testing.T, address, statement string) {
	t.Helper()
	tx, err := connect(t, address).Begin(context.Background())
	if err == nil {
		_, err = tx.Exec(context.Background(), statement)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// says tells whether the server answered with a code.
func says(err error, code string) bool {
	var said *pgconn.PgError
	return errors.As(err, &said) && said.Code == code
}

func TestSaysWhatKeepsItFromTheServer(t *testing.T) {
	s := server(t)
	if err := s.Execute("postgres", "CREATE DATABASE empty"); err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]string{
		s.Address("desk", "empty"):                                 "could not write to the log: the database has no log yet, or an older one: its owner runs passctl log schema",
		s.Address("desk", "none"):                                  "could not write to the log: the server has no such database",
		s.Address("stranger", "log"):                               "could not write to the log: the server does not let this desk in: its login or password is wrong",
		"postgres://desk@/log?sslmode=disable&host=" + t.TempDir(): "could not write to the log: the server cannot be reached",
		"postgres://desk@127.0.0.1:1/log?sslmode=disable":          "could not write to the log: the server cannot be reached",
	} {
		err := open(t, address).Append(entry("North", 1))
		var failure *scanlog.Error
		if !errors.As(err, &failure) || err.Error() != want {
			t.Errorf("%s: %v\nwant %s", address, err, want)
		}
		if errors.Is(err, postgres.ErrAway) != strings.HasSuffix(want, "reached") {
			t.Errorf("%s: away: %v", address, errors.Is(err, postgres.ErrAway))
		}
	}
}

func TestGoesOnOnceTheServerIsBack(t *testing.T) {
	s := server(t)
	name := s.Database(t)
	store := open(t, s.Address("desk", name))
	if err := store.Append(entry("North", 1)); err != nil {
		t.Fatal(err)
	}
	if err := s.Down(); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if err := store.Append(entry("North", 2)); !errors.Is(err, postgres.ErrAway) || time.Since(began) > 6*time.Second {
		t.Errorf("while it is away: %v after %s", err, time.Since(began))
	}
	if _, err := store.Entries(scanlog.Query{}); !errors.Is(err, postgres.ErrAway) {
		t.Errorf("while it is away: %v", err)
	}
	if err := s.Up(); err != nil {
		t.Fatal(err)
	}
	if err := store.Append(entry("North", 2)); err != nil {
		t.Error(err)
	}
	if n, err := store.Last("North"); n != 2 || err != nil {
		t.Errorf("last is %d, %v", n, err)
	}
}
