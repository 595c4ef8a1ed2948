// Command tally runs "go test -json" and says what happened: a line a package,
// the output of what failed, every skip with its reason, and the sum.
//
// go test without -v hides the skips of a package that passes, so a machine
// without the test data would look as green as one with it. Tally shows them,
// and with -strict a skip that says "SKIPPED: no" such data is a failure.
//
//	go run ./.ci/tally [-strict] [-sums FILE] go test -json ./...
//
// It promises nothing about programs other than go test, and its exit status
// is 0 only when that program's is.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
)

// maxLine bounds one line of go test; a longer one ends the run as a failure.
const maxLine = 16 << 20

func main() {
	strict := flag.Bool("strict", false, "a test that says \"SKIPPED: no ...\" fails the run")
	sums := flag.String("sums", "", "append \"passed failed skipped\" to this file")
	flag.Parse()
	if flag.NArg() == 0 {
		fmt.Fprintln(os.Stderr, "tally: name the go test -json command to run")
		os.Exit(2)
	}
	t := &tally{out: os.Stdout, strict: *strict}
	err := t.command(flag.Args())
	if *sums != "" {
		if e := t.appendTo(*sums); e != nil && err == nil {
			err = e
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "tally:", err)
		os.Exit(1)
	}
}

// command runs go test and reads what it says to the end.
func (t *tally) command(args []string) error {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stderr = os.Stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	read := t.read(stdout)
	if read != nil {
		// The rest is drained so that go test can end by itself.
		_, _ = io.Copy(io.Discard, stdout)
	}
	exit := cmd.Wait()
	fmt.Fprintln(t.out, t.sum())
	switch {
	case read != nil:
		return read
	case exit != nil && t.failed > 0:
		return fmt.Errorf("%d failed", t.failed)
	case exit != nil:
		return exit
	default:
		return t.verdict()
	}
}

// read takes one JSON object a line; go test's other lines are passed on.
func (t *tally) read(r io.Reader) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 64<<10), maxLine)
	for lines.Scan() {
		var e event
		if line := lines.Bytes(); !bytes.HasPrefix(line, []byte("{")) || json.Unmarshal(line, &e) != nil {
			fmt.Fprintln(t.out, lines.Text())
			continue
		}
		t.add(e)
	}
	return lines.Err()
}

// appendTo adds this run's numbers to a file, for the sum of several runs.
func (t *tally) appendTo(path string) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(f, t.passed, t.failed, t.skipped)
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}
