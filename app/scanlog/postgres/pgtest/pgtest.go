// Package pgtest starts PostgreSQL servers for tests: real ones, from the
// binaries that are found, never a person's own.
//
// A server has its data and its socket in a folder that only its user may
// enter, and listens to the network only when it is told to. It runs as
// somebody without rights when the tests run as root, which PostgreSQL
// refuses. Where there are no binaries, a test that needs one is skipped and
// says so. Only tests import it.
package pgtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"passdesk/app/scanlog/postgres"
)

// Server is a running server with the roles of postgres.Schema. Its owner logs
// in as "owner"; "desk", "desk2", "reader" and "keeper" have one role each.
type Server struct {
	dir     string // of socket and certificates
	data    string
	bin     string
	made    int
	port    int // of the socket too
	options []string
}

// binaries finds the folder of initdb and pg_ctl, the newest one.
func binaries() (string, bool) {
	if path, err := exec.LookPath("initdb"); err == nil {
		if real, err := filepath.EvalSymlinks(path); err == nil && filepath.Base(real) == "initdb" {
			return filepath.Dir(real), true
		}
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb") // the pattern is sound
	if len(found) == 0 {
		return "", false
	}
	slices.Sort(found)
	return filepath.Dir(found[len(found)-1]), true
}

// Start starts a server, with more options for the program postgres such as
// "-c", "port=1". The second result ends it and removes all it kept.
func Start(options ...string) (*Server, func(), error) {
	bin, found := binaries()
	if !found {
		return nil, func() {}, ErrNone
	}
	dir, err := os.MkdirTemp("", "passdesk-pg")
	if err != nil {
		return nil, func() {}, err
	}
	s := &Server{dir: dir, data: filepath.Join(dir, "data"), bin: bin, port: 5432, options: options}
	end := func() {
		s.run("pg_ctl", "stop", "-D", s.data, "-m", "immediate")
		os.RemoveAll(dir)
	}
	err = s.begin()
	if err != nil {
		end()
		return nil, func() {}, err
	}
	return s, end, nil
}

// ErrNone says that there is no server to start on this machine.
var ErrNone = errors.New("SKIPPED: no PostgreSQL server")

// Need gives a server that was started, or skips the test aloud.
func Need(t testing.TB, s *Server, err error) *Server {
	t.Helper()
	if err == ErrNone {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// begin makes the server's data and its template for databases.
func (s *Server) begin() error {
	if err := giveTo(s.dir); err != nil {
		return err
	}
	if err := s.run("initdb", "-D", s.data, "-U", "owner", "-E", "UTF8", "--locale=C", "-A", "trust", "--auth-host=scram-sha-256", "-N"); err != nil {
		return err
	}
	if err := s.Up(); err != nil {
		return err
	}
	if err := s.Execute("postgres", `CREATE DATABASE log`); err != nil {
		return err
	}
	return s.Execute("log", postgres.Schema+`
		CREATE ROLE desk LOGIN IN ROLE passdesk_desk;
		CREATE ROLE desk2 LOGIN IN ROLE passdesk_desk;
		CREATE ROLE reader LOGIN IN ROLE passdesk_reader;
		CREATE ROLE keeper LOGIN IN ROLE passdesk_keeper;
		CREATE ROLE everything LOGIN IN ROLE passdesk_desk, passdesk_keeper;`)
}

// Up starts the server again after Down.
func (s *Server) Up() error {
	// Nothing here outlives a crash of the machine, so nothing waits for the
	// disk; what a crash of the server alone keeps, it keeps all the same.
	args := []string{"-k " + s.dir, "-c listen_addresses=", "-c fsync=off", "-c shared_buffers=16MB", "-c max_connections=50", "-c autovacuum=off"}
	all := ""
	for _, a := range append(args, s.options...) {
		all += " " + a
	}
	return s.run("pg_ctl", "start", "-D", s.data, "-l", filepath.Join(s.data, "said"), "-w", "-t", "30", "-o", all)
}

// Down stops the server at once, as a crash would.
func (s *Server) Down() error { return s.run("pg_ctl", "stop", "-D", s.data, "-m", "immediate", "-w") }

// run runs one of the server's programs as the server's user.
func (s *Server) run(program string, args ...string) error {
	cmd := exec.Command(filepath.Join(s.bin, program), args...)
	cmd.Dir = s.dir
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + s.dir, "LC_ALL=C", "TZ=UTC"} // nothing of a person's own server
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	asNobody(cmd)
	if err := cmd.Run(); err != nil {
		log, _ := os.ReadFile(filepath.Join(s.data, "said"))
		return fmt.Errorf("%s: %w: %s%s", program, err, said.Bytes(), log)
	}
	return nil
}

// Dir is the folder of the server's socket.
func (s *Server) Dir() string { return s.dir }

// Address gives where a login finds a database, over the socket.
func (s *Server) Address(login, database string) string {
	return (&url.URL{
		Scheme: "postgres", User: url.User(login), Path: "/" + database,
		RawQuery: url.Values{"host": {s.dir}, "port": {fmt.Sprint(s.port)}, "sslmode": {"disable"}}.Encode(),
	}).String()
}

// Execute runs SQL in a database as its owner.
func (s *Server) Execute(database, sql string) error {
	ctx, done := context.WithTimeout(context.Background(), 20*time.Second)
	defer done()
	conn, err := pgx.Connect(ctx, s.Address("owner", database))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, sql)
	return err
}

// Database makes a database with an empty log and gives its name. It is not
// for several goroutines.
func (s *Server) Database(t testing.TB) string {
	t.Helper()
	s.made++
	name := fmt.Sprintf("log%d", s.made)
	if err := s.Execute("postgres", `CREATE DATABASE `+name+` TEMPLATE log STRATEGY file_copy`); err != nil {
		t.Fatal(err)
	}
	return name
}
