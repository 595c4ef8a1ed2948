package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// event is one line of "go test -json" (cmd/test2json and, for builds,
// "go help buildjson").
type event struct {
	Action     string
	Package    string
	ImportPath string
	Test       string
	Elapsed    float64
	Output     string
}

// test names one test, or with an empty name a whole package.
type test struct{ pkg, name string }

// tally counts the tests of one run and keeps what each said until it is
// known how it ended.
type tally struct {
	out    io.Writer
	strict bool

	passed, failed, skipped, packages int
	loud                              []string // the lines of tests that lack something

	said   map[test][]string
	inside map[string]int // tests ended in a package, for its line
	broken map[string]int // of them failed
}

// add takes in one event.
func (t *tally) add(e event) {
	if t.said == nil {
		t.said, t.inside, t.broken = map[test][]string{}, map[string]int{}, map[string]int{}
	}
	at := test{e.Package, e.Test}
	switch e.Action {
	case "output":
		t.said[at] = append(t.said[at], e.Output)
	case "build-output":
		fmt.Fprint(t.out, e.Output)
	case "pass", "fail", "skip":
		if e.Test == "" {
			t.endPackage(e)
		} else {
			t.endTest(e)
		}
		delete(t.said, at)
	}
}

// endTest counts a test and shows what a person must see of it.
func (t *tally) endTest(e event) {
	said := t.said[test{e.Package, e.Test}]
	t.inside[e.Package]++
	switch e.Action {
	case "pass":
		t.passed++
	case "fail":
		t.failed++
		t.broken[e.Package]++
		fmt.Fprintf(t.out, "--- FAIL %s %s (%.2fs)\n", e.Package, e.Test, e.Elapsed)
		t.show(said)
	case "skip":
		t.skipped++
		fmt.Fprintf(t.out, "--- skip %s %s\n", e.Package, e.Test)
		t.show(said)
	}
	t.listen(e, said)
}

// endPackage writes the package's line. A package that failed with no failing
// test (a build, a panic, a race at exit) counts as one failure itself.
func (t *tally) endPackage(e event) {
	t.packages++
	word, said := "ok  ", t.said[test{e.Package, ""}]
	if e.Action == "fail" {
		word = "FAIL"
		if t.broken[e.Package] == 0 {
			t.failed++
		}
		t.show(said)
		t.showUnended(e.Package)
	}
	if e.Action == "skip" {
		word = "none"
	}
	t.listen(e, said)
	fmt.Fprintf(t.out, "%s %7.2fs %4d tests  %s\n", word, e.Elapsed, t.inside[e.Package], e.Package)
}

// showUnended shows what tests said that never ended, as after a panic.
func (t *tally) showUnended(pkg string) {
	for at, said := range t.said {
		if at.pkg == pkg && at.name != "" {
			fmt.Fprintf(t.out, "--- FAIL %s %s (did not end)\n", at.pkg, at.name)
			t.show(said)
			delete(t.said, at)
		}
	}
}

// lacking begins the line of a test that lacks its data or its screen, as in
// "SKIPPED: no corpus". Other skips have reasons that a machine cannot mend.
const lacking = "SKIPPED: no "

// listen looks for the words of tests that lack something.
func (t *tally) listen(e event, said []string) {
	for _, line := range said {
		if strings.Contains(line, lacking) {
			t.loud = append(t.loud, e.Package+": "+strings.TrimSpace(line))
		}
	}
}

// show writes what a test said, without go test's own framing lines.
func (t *tally) show(said []string) {
	for _, line := range said {
		if !strings.HasPrefix(line, "=== ") && !strings.HasPrefix(strings.TrimLeft(line, " "), "--- ") {
			fmt.Fprint(t.out, line)
		}
	}
}

// sum is the closing line.
func (t *tally) sum() string {
	return fmt.Sprintf("%d passed, %d failed, %d skipped", t.passed, t.failed, t.skipped)
}

// verdict says why a run is no success although go test was content.
func (t *tally) verdict() error {
	switch {
	case t.failed > 0:
		return fmt.Errorf("%d failed", t.failed)
	case t.packages == 0:
		return errors.New("no package was tested")
	case t.strict && len(t.loud) > 0:
		return fmt.Errorf("tests without their data:\n  %s", strings.Join(t.loud, "\n  "))
	default:
		return nil
	}
}
