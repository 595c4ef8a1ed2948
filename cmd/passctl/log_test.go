package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"passdesk/app/scanlog"
	"passdesk/app/scanlog/sqlite"
	"passdesk/verify/reason"
)

// written makes a log of three days and gives its path.
func written(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "log.db")
	store, err := sqlite.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	for n, why := range []reason.Reason{"", "", reason.Revoked, ""} {
		e := scanlog.Entry{
			Number: int64(n + 1), Kind: scanlog.Scan, Desk: "Front desk", At: now.AddDate(0, 0, n/2).Add(time.Duration(n) * time.Minute),
			Outcome: reason.Accepted, Format: "smart-health-card", Policy: "any-genuine-record", By: scanlog.ByCamera,
		}
		if why != "" {
			e.Outcome, e.Reason = why.Outcome(), why
		}
		if err := store.Append(e); err != nil {
			t.Fatal(err)
		}
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

const header = "day,desk,policy,outcome,reason,format,count\n"

func TestCountsTheScansOfEachDay(t *testing.T) {
	log := written(t)
	const day1, day2 = "2021-10-20,Front desk,any-genuine-record,accepted,,smart-health-card,2\n", "2021-10-21,Front desk,any-genuine-record,"
	for _, c := range []struct {
		line string
		want string
	}{
		{"log counts", header + day1 + day2 + "accepted,,smart-health-card,1\n" + day2 + "invalid,revoked,smart-health-card,1\n"},
		{"log counts --to 2021-10-20", header + day1},
		{"log export --what counts --format csv --from 2021-10-20 --to 2021-10-20", header + day1},
		{"log export --from 2022-01-01 -o -", header},
	} {
		if got := run(append(strings.Fields(c.line), "--store", log)...).want(t, done, "").out; got != c.want {
			t.Errorf("%s:\n%swant\n%s", c.line, got, c.want)
		}
	}
}

func TestListsTheLogNewestFirst(t *testing.T) {
	got := strings.Split(run("log", "list", "--store", written(t)).want(t, done, "").out, "\n")
	if len(got) != 6 || !strings.HasPrefix(got[0], "number,day,time,") || !strings.HasPrefix(got[1], "4,2021-10-21,") || !strings.HasPrefix(got[4], "1,2021-10-20,2021-10-20T12:00:00Z,") {
		t.Errorf("%q", got)
	}
}

func TestExportsToAFile(t *testing.T) {
	log, out := written(t), filepath.Join(t.TempDir(), "new", "log.json")
	if r := run("log", "export", "--what", "log", "--format", "json", "-o", out, "--store", log).want(t, done, ""); r.out != "" {
		t.Errorf("printed %q", r.out)
	}
	raw, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]any
	if err := json.Unmarshal(raw, &rows); err != nil || len(rows) != 4 || rows[1]["reason"] != "revoked" {
		t.Errorf("%v: %s", err, raw)
	}
	run("log", "export", "-o", filepath.Join(log, "x"), "--store", log).want(t, usage, "cannot be written")
}

func TestExportsEveryTableInEveryFormat(t *testing.T) {
	log := written(t)
	for _, c := range []struct{ line, begins string }{
		{"--what hours", "day,hour,desk,outcome,count,millis\n2021-10-20,12,Front desk,accepted,2,"},
		{"--what reasons --to 2021-10-21 --from 2021-10-21", "day,desk,outcome,reason,count\n2021-10-21,Front desk,accepted,,1\n2021-10-21,Front desk,invalid,revoked,1\n"},
		{"--what counts --least 2", header + "2021-10-20,Front desk,any-genuine-record,accepted,,smart-health-card,2\n2021-10-21,Front desk,any-genuine-record,accepted,,smart-health-card,<2\n"},
		{"--what counts --desk Nobody", header},
		{"--what log --format json", "[\n{\"number\":4,"},
		{"--what counts --format xlsx", "PK"},
		{"--what hours --format png", "\x89PNG"},
		{"--format sheet", "<!DOCTYPE html>"},
		{"--format sheet --from 2021-10-20 --to 2021-10-21", "<!DOCTYPE html>"},
	} {
		out := filepath.Join(t.TempDir(), "out")
		run(append(strings.Fields("log export "+c.line+" -o "+out), "--store", log)...).want(t, done, "")
		raw, err := os.ReadFile(out)
		if err != nil || !strings.HasPrefix(string(raw), c.begins) {
			t.Errorf("%s: %v, begins %.120q, want %q", c.line, err, raw, c.begins)
		}
		if info, err := os.Stat(out); err == nil && runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
			t.Errorf("%s: anybody may read it: %v", c.line, info.Mode())
		}
	}
	sheet := run("log", "export", "--format", "sheet", "--store", log).want(t, done, "").out
	if !strings.Contains(sheet, "Day sheet, Wednesday 2021-10-20") {
		t.Error("the sheet is not of today")
	}
}

// passctl reads a log. It begins none, and moves none out of the way.
func TestLeavesALogThatItCannotReadAsItIs(t *testing.T) {
	for name, c := range map[string]struct{ content, says string }{
		"damaged":   {strings.Repeat("no database", 100), "could not open the log: "},
		"cut short": {"SQLite format 3\x00", "could not open the log: "},
		"empty":     {"", "there is no log at "},
	} {
		path := file(t, "log.db", c.content)
		run("log", "list", "--store", path).want(t, usage, c.says)
		after, err := os.ReadFile(path)
		if err != nil || !bytes.Equal(after, []byte(c.content)) {
			t.Errorf("%s: changed: %v", name, err)
		}
		if files, _ := filepath.Glob(path + "*"); len(files) != 1 {
			t.Errorf("%s: left %q", name, files)
		}
	}
	nowhere := filepath.Join(t.TempDir(), "new", "log.db")
	run("log", "counts", "--store", nowhere).want(t, usage, "there is no log at "+nowhere+" yet")
	if exists(filepath.Dir(nowhere)) {
		t.Error("a log was begun")
	}
	run("log", "counts", "--store", t.TempDir()).want(t, usage, "could not open the log: ")
}
