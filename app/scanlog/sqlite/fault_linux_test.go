package sqlite_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"passdesk/app/scanlog"
	"passdesk/app/scanlog/sqlite"
	"passdesk/app/scanlog/storetest"
)

// Variables that make this test binary play another program, see TestMain;
// their value is a folder, or the path of the log.
const (
	asFiller  = "SCANLOG_TEST_FILLER"
	asLimited = "SCANLOG_TEST_LIMITED"
	asGuest   = "SCANLOG_TEST_GUEST"
)

// roles are what this test binary can play on this system.
func roles() map[string]func(string) error {
	return map[string]func(string) error{asFiller: fillADisk, asLimited: outgrowALimit, asGuest: writeWhereItMayNot}
}

// fillADisk mounts a small disk, which only this process and its children see,
// fills it, makes room, and writes on. It prints what it saw.
func fillADisk(dir string) error {
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=1m"); err != nil {
		return fmt.Errorf("mount: %w", err)
	}
	ballast := filepath.Join(dir, "ballast")
	if err := os.WriteFile(ballast, make([]byte, 500<<10), 0o600); err != nil {
		return err
	}
	return fillThenGoOn(filepath.Join(dir, "log.db"), func() error { return os.Remove(ballast) })
}

// outgrowALimit may not make files longer than a limit, as a quota has it.
func outgrowALimit(path string) error {
	signal.Ignore(syscall.SIGXFSZ)
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		return err
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 300 << 10, Max: before.Max}); err != nil {
		return err
	}
	return fillThenGoOn(path, func() error { return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before) })
}

// fillThenGoOn appends until that fails, makes room, and appends once more.
func fillThenGoOn(path string, makeRoom func() error) error {
	s, err := sqlite.Open(path)
	if err != nil {
		return err
	}
	number := int64(0)
	append1 := func() error {
		e := storetest.Year(1)[0]
		e.Number = number + 1
		err := s.Append(e)
		if err == nil {
			number++
		}
		return err
	}
	var full error
	for full == nil && number < 20_000 {
		full = append1()
	}
	for range 3 { // the desk tries again, and is told the same
		if err := append1(); fmt.Sprint(err) != fmt.Sprint(full) {
			return fmt.Errorf("tried again: %v, before: %v", err, full)
		}
	}
	var failure *scanlog.Error
	if !errors.As(full, &failure) || errors.Is(full, sqlite.ErrDamaged) {
		return fmt.Errorf("%d entries and then %v", number, full)
	}
	if n, err := s.Last("Front desk"); err != nil || n != number {
		return fmt.Errorf("reads %d of %d on the full disk, %w", n, number, err)
	}
	if err := makeRoom(); err != nil {
		return err
	}
	for range 10 {
		if err := append1(); err != nil {
			return fmt.Errorf("after room was made: %w", err)
		}
	}
	if err := scanlog.Verify(scanlog.All(s, scanlog.Query{})); err != nil {
		return err
	}
	if err := s.Close(); err != nil {
		return err
	}
	if s, err = sqlite.Open(path); err != nil || s.SetAside != "" {
		return fmt.Errorf("opened again: %v, set aside", err)
	}
	n, err := s.Last("Front desk")
	fmt.Println(full, "|", n == number, err)
	return nil
}

// writeWhereItMayNot opens and appends, and prints what it is told.
func writeWhereItMayNot(path string) error {
	s, err := sqlite.Open(path)
	if err == nil {
		err = s.Append(storetest.Year(1)...)
	}
	var failure *scanlog.Error
	fmt.Println(err, "|", errors.As(err, &failure), nil)
	return nil
}

// play runs this binary as another program and gives what it printed.
func play(t *testing.T, role, value string, attributes *syscall.SysProcAttr) string {
	t.Helper()
	cmd := exec.Command("/proc/self/exe")
	cmd.Env = append(os.Environ(), role+"="+value)
	cmd.SysProcAttr = attributes
	out, err := cmd.CombinedOutput()
	var start *os.PathError
	if errors.As(err, &start) {
		return "not started: " + err.Error()
	}
	return string(out)
}

func TestAFullDiskLosesNothingAndIsGoneOnFrom(t *testing.T) {
	const want = "could not write to the log: the disk is full | true <nil>\n"
	namespace := &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS | syscall.CLONE_NEWUSER,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
	}
	if os.Getuid() == 0 {
		namespace = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS, Unshareflags: syscall.CLONE_NEWNS}
	}
	got := play(t, asFiller, t.TempDir(), namespace)
	if strings.HasPrefix(got, "not started: ") || strings.HasPrefix(got, "mount: ") {
		t.Logf("no disk of its own may be mounted here, a limit stands for it: %s", got)
	} else if got != want {
		t.Errorf("a full disk: %s", got)
	}
	if got := play(t, asLimited, filepath.Join(t.TempDir(), "log.db"), nil); !strings.HasPrefix(got, "could not write to the log: the disk ") || !strings.HasSuffix(got, " | true <nil>\n") {
		t.Errorf("a limit: %s", got)
	}
}

// Root may write everywhere, so the program runs as somebody else then.
func TestSaysThatAFolderMayNotBeWrittenTo(t *testing.T) {
	path := written(t, 5)
	dir := filepath.Dir(path)
	var guest *syscall.SysProcAttr
	if os.Getuid() == 0 {
		const nobody = 65534
		guest = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		for at := dir; at != filepath.Dir(os.TempDir()) && at != "/"; at = filepath.Dir(at) {
			if at == os.TempDir() {
				break
			}
			if err := os.Chmod(at, 0o755); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Chmod(path, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(dir, 0o755) })
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for where, place := range map[string]string{"a log that is there": path, "a new one": filepath.Join(dir, "new", "log.db")} {
		if got := play(t, asGuest, place, guest); !strings.HasPrefix(got, "could not ") || !strings.HasSuffix(got, " | true <nil>\n") {
			t.Errorf("%s: %s", where, got)
		}
	}
	if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
		t.Errorf("the log was touched: %v", err)
	}
}
