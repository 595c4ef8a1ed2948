package main

import (
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"passdesk/app/scanlog/postgres"
	"passdesk/app/scanlog/postgres/pgtest"
	"passdesk/app/scanlog/storetest"
)

// server is a PostgreSQL server for the tests here, started by the first that
// needs it.
var server = sync.OnceValues(func() (*pgtest.Server, error) {
	s, end, err := pgtest.Start()
	stop = end
	return s, err
})

var stop = func() {}

func TestALogInAServerIsReadLikeAFile(t *testing.T) {
	started, err := server()
	s := pgtest.Need(t, started, err)
	name := s.Database(t)
	store, err := postgres.Open(s.Address("desk", name))
	if err == nil {
		err = store.Append(storetest.Mixed(1, 60)...)
	}
	if err != nil {
		t.Fatal(err)
	}
	store.Close()
	reader, keeper := s.Address("reader", name), s.Address("keeper", name)
	for _, kept := range []string{"--store " + reader, "--settings " + file(t, "settings.toml", "log = \""+reader+"\"")} {
		listed := run(strings.Fields("log list "+kept)...).want(t, done, "").out
		if n := strings.Count(listed, "\n"); n != 61 {
			t.Errorf("%s: lists %d lines", kept, n)
		}
	}
	counted := func() string { return run("log", "counts", "--store", reader).want(t, done, "").out }
	before := counted()
	if got := run("log", "verify", "--store", reader).want(t, done, "").out; strings.Count(got, ", seal ") != 2 {
		t.Errorf("verify says %q", got)
	}
	run("log", "purge", "--keep-days", "1", "--store", reader).want(t, usage, "the server does not allow it to this login")
	run("log", "purge", "--store", keeper).want(t, usage, "--keep-days")
	run("log", "purge", "--keep-days", "1", "--store", keeper).want(t, done, "")
	if after := counted(); after != before || before == header {
		t.Errorf("counts after the purge:\n%sbefore:\n%s", after, before)
	}
	got := run("log", "verify", "--store", reader).want(t, done, "").out
	if !strings.Contains(got, "more removed by retention") {
		t.Errorf("verify says %q", got)
	}
	if err := s.Execute(name, "UPDATE passdesk.entries SET outcome = 'accepted' WHERE desk = 'Front desk'"); err != nil {
		t.Fatal(err)
	}
	if got := run("log", "verify", "--store", reader).want(t, other, "").out; !strings.Contains(got, "was changed after it was written") {
		t.Errorf("verify says %q", got)
	}
}

func TestTheSchemaIsPrintedForItsOwner(t *testing.T) {
	if got := run("log", "schema").want(t, done, "").out; got != postgres.Schema {
		t.Errorf("prints %.80q", got)
	}
}

func TestRetentionInATerminalKeepsTheCounts(t *testing.T) {
	log := written(t)
	before := run("log", "counts", "--store", log).want(t, done, "").out
	if got := run("log", "purge", "--keep-days", "1", "--store", log).want(t, done, "").out; got != "removed 0 entries\n" {
		t.Errorf("says %q", got) // all of them are of today and tomorrow
	}
	if after := run("log", "counts", "--store", log).want(t, done, "").out; after != before {
		t.Errorf("counts %q", after)
	}
	run("log", "purge", "--keep-days", "1", "--store", filepath.Join(t.TempDir(), "none.db")).want(t, usage, "there is no log at")
}
