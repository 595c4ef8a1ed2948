package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// feed gives lines of go test -json to a tally and returns what it wrote.
func feed(t *testing.T, lines ...string) (*tally, string) {
	t.Helper()
	var out strings.Builder
	y := &tally{out: &out}
	if err := y.read(strings.NewReader(strings.Join(lines, "\n"))); err != nil {
		t.Fatal(err)
	}
	return y, out.String()
}

func TestCountsHowTestsEnded(t *testing.T) {
	rows := []struct {
		name  string
		lines []string
		sum   string
		says  string
		fails bool
	}{
		{"a pass", []string{
			`{"Action":"pass","Package":"p","Test":"TestA"}`,
			`{"Action":"pass","Package":"p","Elapsed":0.5}`,
		}, "1 passed, 0 failed, 0 skipped", "ok  ", false},
		{"a failure shows what the test said", []string{
			`{"Action":"output","Package":"p","Test":"TestA","Output":"    a_test.go:7: got 1\n"}`,
			`{"Action":"fail","Package":"p","Test":"TestA"}`,
			`{"Action":"fail","Package":"p"}`,
		}, "0 passed, 1 failed, 0 skipped", "a_test.go:7: got 1", true},
		{"a skip shows why", []string{
			`{"Action":"output","Package":"p","Test":"TestA","Output":"    a_test.go:7: no printer\n"}`,
			`{"Action":"skip","Package":"p","Test":"TestA"}`,
			`{"Action":"pass","Package":"p"}`,
		}, "0 passed, 0 failed, 1 skipped", "no printer", false},
		{"a build failure counts", []string{
			`{"ImportPath":"p","Action":"build-output","Output":"p.go:1:1: expected package\n"}`,
			`{"ImportPath":"p","Action":"build-fail"}`,
			`{"Action":"fail","Package":"p","FailedBuild":"p"}`,
		}, "0 passed, 1 failed, 0 skipped", "expected package", true},
		{"a panic shows the test that did not end", []string{
			`{"Action":"output","Package":"p","Test":"TestA","Output":"panic: out of range\n"}`,
			`{"Action":"fail","Package":"p"}`,
		}, "0 passed, 1 failed, 0 skipped", "TestA (did not end)\npanic: out of range", true},
		{"a package without tests", []string{
			`{"Action":"skip","Package":"p"}`,
		}, "0 passed, 0 failed, 0 skipped", "none", false},
		{"no package at all", nil, "0 passed, 0 failed, 0 skipped", "", true},
		{"other lines are passed on", []string{
			`go: warning: matched no packages`,
			`{"Action":"pass","Package":"p"}`,
		}, "0 passed, 0 failed, 0 skipped", "go: warning", false},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			y, out := feed(t, row.lines...)
			if got := y.sum(); got != row.sum {
				t.Errorf("sum is %q, want %q", got, row.sum)
			}
			if !strings.Contains(out, row.says) {
				t.Errorf("does not say %q but:\n%s", row.says, out)
			}
			if got := y.verdict() != nil; got != row.fails {
				t.Errorf("fails = %v, want %v", got, row.fails)
			}
		})
	}
}

func TestOnlyAStrictRunFailsOnMissingData(t *testing.T) {
	y, _ := feed(t,
		`{"Action":"output","Package":"p","Test":"TestA","Output":"    a_test.go:7: SKIPPED: no corpus\n"}`,
		`{"Action":"skip","Package":"p","Test":"TestA"}`,
		`{"Action":"pass","Package":"p"}`)
	if err := y.verdict(); err != nil {
		t.Errorf("a relaxed run fails: %v", err)
	}
	y.strict = true
	if err := y.verdict(); err == nil || !strings.Contains(err.Error(), "no corpus") {
		t.Errorf("a strict run says %v", err)
	}
}

func TestAStrictRunBearsOtherSkips(t *testing.T) {
	y, _ := feed(t,
		`{"Action":"output","Package":"p","Test":"TestA","Output":"SKIPPED: this user may read everything\n"}`,
		`{"Action":"skip","Package":"p","Test":"TestA"}`,
		`{"Action":"pass","Package":"p"}`)
	y.strict = true
	if err := y.verdict(); err != nil {
		t.Errorf("a strict run says %v", err)
	}
}

func TestHearsOfMissingDataInATestThatPasses(t *testing.T) {
	y, _ := feed(t,
		`{"Action":"output","Package":"p","Test":"TestA","Output":"SKIPPED: no corpus\n"}`,
		`{"Action":"pass","Package":"p","Test":"TestA"}`,
		`{"Action":"pass","Package":"p"}`)
	y.strict = true
	if y.verdict() == nil {
		t.Error("a strict run is content")
	}
}

func TestKeepsTheStatusOfTheCommand(t *testing.T) {
	rows := []struct {
		name   string
		script string
		fails  bool
	}{
		{"content", `echo '{"Action":"pass","Package":"p"}'`, false},
		{"ends badly after good news", `echo '{"Action":"pass","Package":"p"}'; exit 3`, true},
		{"says nothing", `true`, true},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			y := &tally{out: &strings.Builder{}}
			if got := y.command([]string{"sh", "-c", row.script}) != nil; got != row.fails {
				t.Errorf("fails = %v, want %v", got, row.fails)
			}
		})
	}
}

func TestAddsItsSumsToAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sums")
	for range 2 {
		y := &tally{passed: 5, failed: 1, skipped: 2}
		if err := y.appendTo(path); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil || string(got) != "5 1 2\n5 1 2\n" {
		t.Errorf("the file holds %q, %v", got, err)
	}
}
