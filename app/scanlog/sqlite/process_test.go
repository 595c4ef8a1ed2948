package sqlite_test

import (
	"bufio"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"passdesk/app/scanlog"
	"passdesk/app/scanlog/sqlite"
	"passdesk/app/scanlog/storetest"
)

// Variables that make this test binary play another program; their value is
// the path of the log.
const (
	asWriter = "SCANLOG_TEST_WRITER"
	asHolder = "SCANLOG_TEST_HOLDER"
)

func TestMain(m *testing.M) {
	for role, play := range roles() {
		if value := os.Getenv(role); value != "" {
			if err := play(value); err != nil {
				fmt.Println(err)
			}
			os.Exit(0)
		}
	}
	err := error(nil)
	switch {
	case os.Getenv(asWriter) != "":
		err = writeUntilKilled(os.Getenv(asWriter))
	case os.Getenv(asHolder) != "":
		err = holdUntilKilled(os.Getenv(asHolder))
	default:
		os.Exit(m.Run())
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// writeUntilKilled appends entries, one and three at a time, and prints the
// last number of each batch once it is acknowledged.
func writeUntilKilled(path string) error {
	s, err := sqlite.Open(path)
	if err != nil {
		return err
	}
	number, err := s.Last("Front desk")
	for size := 1; err == nil; size = 4 - size {
		batch := storetest.Year(size)
		for i := range batch {
			number++
			batch[i].Number = number
		}
		if err = s.Append(batch...); err == nil {
			fmt.Println(number)
		}
	}
	return err
}

// holdUntilKilled takes the file for itself and says so.
func holdUntilKilled(path string) error {
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	_, err = db.Exec(`PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; UPDATE entries SET site = site`)
	if err != nil {
		return err
	}
	fmt.Println(0)
	for { // not a select without cases: with nothing else to do, Go calls that a deadlock
		time.Sleep(time.Hour)
	}
}

// another starts this binary as another program, which the test's end kills.
func another(t *testing.T, role, path string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), role+"="+path)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		io.Copy(io.Discard, out)
		cmd.Wait()
	})
	return cmd, bufio.NewScanner(out)
}

// acknowledged kills a writer after it acknowledged some batches, somewhere
// in its next one, and gives the last number it acknowledged.
func acknowledged(t *testing.T, path string, batches int) int64 {
	t.Helper()
	cmd, lines := another(t, asWriter, path)
	var number int64
	for lines.Scan() {
		n, err := strconv.ParseInt(lines.Text(), 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		number = n
		if batches--; batches == 0 {
			cmd.Process.Kill()
		}
	}
	if batches > 0 {
		t.Fatal("the writer ended by itself")
	}
	return number
}

func TestAKilledDeskLosesNothingAcknowledged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.db")
	for round := range 10 {
		number := acknowledged(t, path, 1+3*round)
		s := open(t, path)
		if s.SetAside != "" {
			t.Fatalf("round %d: a kill damaged the log", round)
		}
		if n, err := s.Last("Front desk"); err != nil || n < number || n > number+3 {
			t.Errorf("round %d: the last entry is %d, acknowledged was %d: %v", round, n, number, err)
		}
		if got := int64(size(t, s)); got < number {
			t.Errorf("round %d: log holds %d entries, acknowledged were %d", round, got, number)
		}
		if err := scanlog.Verify(scanlog.All(s, scanlog.Query{})); err != nil {
			t.Errorf("round %d: %v", round, err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestSaysThatAnotherProgramHoldsTheLog(t *testing.T) {
	path := written(t, 5)
	const busy = 50 * time.Millisecond
	s, err := sqlite.Options{Busy: busy}.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	cmd, lines := another(t, asHolder, path)
	if !lines.Scan() {
		t.Fatal("nobody holds the log")
	}
	_, err = sqlite.Options{Busy: busy}.Open(path)
	var failure *scanlog.Error
	if !errors.As(err, &failure) || err.Error() != "could not open the log: another program is holding the log file" {
		t.Errorf("got %v", err)
	}
	cmd.Process.Kill()
	cmd.Wait()
	s = open(t, path)
	if n := size(t, s); n != 5 || s.SetAside != "" {
		t.Errorf("after it let go the log holds %d rows, set aside %q", n, s.SetAside)
	}
}

func TestSaysThatAnotherProgramIsWriting(t *testing.T) {
	path := written(t, 5)
	s, err := sqlite.Options{Busy: 50 * time.Millisecond}.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(`UPDATE entries SET site = site`); err != nil {
		t.Fatal(err)
	}
	next := storetest.Year(1)[0]
	next.Desk = "another desk"
	var failure *scanlog.Error
	if err := s.Append(next); !errors.As(err, &failure) {
		t.Errorf("got %v, want a *scanlog.Error", err)
	}
	if n := size(t, s); n != 5 {
		t.Errorf("a reader sees %d rows beside the writer, want 5", n)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := s.Append(next); err != nil {
		t.Errorf("after it was done: %v", err)
	}
}
