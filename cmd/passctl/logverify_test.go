package main

import (
	"database/sql"
	"strings"
	"testing"
)

// tamper changes a log behind the program's back.
func tamper(t *testing.T, path, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

// sealOf gives the seal that log verify prints.
func sealOf(t *testing.T, log string) string {
	t.Helper()
	_, seal, ok := strings.Cut(run("log", "verify", "--store", log).want(t, done, "").out, "Front desk: 4 entries, seal ")
	if seal = strings.TrimSpace(seal); !ok || !strings.HasPrefix(seal, "Front desk=4-") {
		t.Fatalf("printed the seal %q", seal)
	}
	return seal
}

func TestNamesWhatWasDoneToTheLog(t *testing.T) {
	for name, c := range map[string]struct{ statement, says string }{
		"changed":  {"UPDATE entries SET outcome = 'accepted' WHERE number = 3", `entry 3 of desk "Front desk" was changed`},
		"removed":  {"DELETE FROM entries WHERE number = 2", `entries before number 3 of desk "Front desk" were removed`},
		"put in":   {"DROP INDEX by_number; DROP TRIGGER added; INSERT INTO entries SELECT 9, " + allButKey + " FROM entries WHERE number = 2", `entry 2 of desk "Front desk" is not in its place`},
		"counts":   {"UPDATE sums SET n = n + 1", "the entries are as they were written, but not what is kept to find and count them by"},
		"made fit": {"UPDATE entries SET prev = zeroblob(32) WHERE number = 4", `entry 4 of desk "Front desk" was changed`},
	} {
		log := written(t)
		tamper(t, log, c.statement)
		if got := run("log", "verify", "--store", log).want(t, other, "").out; !strings.Contains(got, c.says) {
			t.Errorf("%s: says %q", name, got)
		}
	}
}

const allButKey = `number, kind, refers, seconds, nanos, zone, site, desk, outcome, reason, flips, issuer, format,
	policy, via, took, prev, hash, layout, versions, idcheck, detail`

func TestASealThatWasKeptFindsWhatAChainCannot(t *testing.T) {
	log := written(t)
	seal := sealOf(t, log)
	run("log", "verify", "--store", log, "--seal", seal).want(t, done, "")
	tamper(t, log, "DELETE FROM entries WHERE number = 4")
	run("log", "verify", "--store", log).want(t, done, "")
	const says = `entry 4 of desk "Front desk" is not the one that was sealed`
	if got := run("log", "verify", "--store", log, "--seal", seal).want(t, other, "").out; !strings.Contains(got, says) {
		t.Errorf("says %q", got)
	}
	run("log", "verify", "--store", log, "--seal", "4-abc").want(t, usage, "--seal: a seal is DESK=NUMBER-HASH")
}
