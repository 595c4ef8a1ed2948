package directory_test

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"passdesk/app/directory"
	"passdesk/verify/trust"
	"passdesk/verify/trust/fetch/fetchtest"
)

func TestAnImportWaitsForAnother(t *testing.T) {
	p := newPublisher(t)
	f := p.folder(t)
	snapshot, signature := p.snapshot(t, 8, 22)
	release, err := f.Lock()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Hasty().Import(snapshot, signature, now); !errors.Is(err, directory.ErrBusy) {
		t.Errorf("did not wait: %v", err)
	}
	if load(t, f).HasSnapshot() {
		t.Error("imported while another held the lock")
	}
	done := make(chan error)
	go func() {
		_, err := f.Import(snapshot, signature, now)
		done <- err
	}()
	release()
	if err := <-done; err != nil || !load(t, f).HasSnapshot() {
		t.Errorf("after it: %v", err)
	}
}

// An import may remove the pair that a load was about to open; a pair that is
// damaged is not waited for.
func TestALoadThatAnImportOvertookIsBegunAnew(t *testing.T) {
	p := newPublisher(t)
	f := p.folder(t)
	snapshot, signature := p.snapshot(t, 8, 22)
	if _, err := f.Import(snapshot, signature, now); err != nil {
		t.Fatal(err)
	}
	if err := emptyAll(f.Dir, "vci-*"); err != nil {
		t.Fatal(err)
	}
	if f.Overtaken(now, func() {}) {
		t.Error("a damaged pair is loaded again")
	}
	if !f.Overtaken(now, func() {
		newer, newerSig := p.snapshot(t, 8, 23)
		if _, err := f.Import(newer, newerSig, now); err != nil {
			t.Fatal(err)
		}
	}) {
		t.Error("a newer pair is not looked for")
	}
}

// shared is a folder that several processes know the way to.
func shared(t *testing.T, dir string) directory.Folder {
	return directory.Folder{Dir: dir, Pins: []trust.Pin{fetchtest.Pin(t, now)}}
}

// How many snapshots the other processes import.
const snapshots = 24

// importAll imports every second snapshot, each newer than the one before,
// and tells each that was dealt with.
func importAll(t *testing.T, f directory.Folder, first int) {
	for n := first; n <= snapshots; n += 2 {
		files := fetchtest.Publish(t, now.AddDate(0, 0, n-snapshots))
		if _, err := f.Import(files.Snapshot, files.Signature, now); err != nil && !errors.Is(err, directory.ErrOlder) {
			t.Fatal(err)
		}
		fmt.Println("imported")
	}
}

// another starts this test anew as a process of its own, to import.
func another(t *testing.T, dir string, first int) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), program, "-test.run=^"+strings.SplitN(t.Name(), "/", 2)[0]+"$")
	c.Env = append(os.Environ(), fmt.Sprintf("%s=%d%s", otherVariable, first, dir), "GORACE=atexit_sleep_ms=0")
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	return c, bufio.NewScanner(out)
}

const otherVariable = "PASSDESK_TEST_IMPORT"

// isOther imports if this is the other process.
func isOther(t *testing.T) bool {
	task := os.Getenv(otherVariable)
	if task == "" {
		return false
	}
	importAll(t, shared(t, task[1:]), int(task[0]-'0'))
	return true
}

// The desk and a terminal import at the same time, and the desk loads: every
// load finds a whole directory, no older than the last, and in the end the
// newest one counts.
func TestTwoProcessesImportAtTheSameTime(t *testing.T) {
	if isOther(t) {
		return
	}
	dir := filepath.Join(t.TempDir(), "directory")
	var both sync.WaitGroup
	for first := range 2 {
		c, out := another(t, dir, first+1)
		both.Go(func() {
			said := ""
			for out.Scan() {
				said += out.Text() + "\n"
			}
			if err := c.Wait(); err != nil || strings.Count(said, "imported\n") != snapshots/2 {
				t.Errorf("process %d: %v\n%s", first, err, said)
			}
		})
	}
	over := make(chan struct{})
	go func() {
		both.Wait()
		close(over)
	}()
	f, last := shared(t, dir), time.Time{}
	for running := true; running; {
		select {
		case <-over:
			running = false
		default:
		}
		kept, err := f.Load(now)
		if err != nil || kept.Time().Before(last) {
			t.Fatalf("%v after %v: %v", kept.Time(), last, err)
		}
		last = kept.Time()
	}
	if !last.Equal(now) {
		t.Errorf("in the end %v is in use", last)
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 4 {
		t.Errorf("%d files, %v", len(files), err)
	}
}

// Whenever a program is killed, the directory opens, and nobody is locked out.
func TestAKilledImportLeavesADirectoryAndNoLock(t *testing.T) {
	if isOther(t) {
		return
	}
	dir := filepath.Join(t.TempDir(), "directory")
	f := shared(t, dir)
	for n := range 6 {
		c, out := another(t, dir, 1)
		for range n {
			out.Scan() // so many are imported for certain
		}
		if err := c.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = c.Wait()
		if kept, err := f.Load(now); err != nil || n > 0 && !kept.HasSnapshot() {
			t.Fatalf("killed after %d: %v", n, err)
		}
	}
	files := fetchtest.Publish(t, now)
	if _, err := f.Hasty().Import(files.Snapshot, files.Signature, now); err != nil {
		t.Error(err)
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 4 {
		t.Errorf("%d files are left: %v", len(files), err)
	}
}
