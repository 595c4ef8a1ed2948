package keyring_test

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passdesk/app/keyring"
)

// begin starts a session bus and a keyring of a test's own, unlocked, in
// folders of its own: never a person's.
func begin(t *testing.T) {
	t.Helper()
	bus, err1 := exec.LookPath("dbus-daemon")
	ring, err2 := exec.LookPath("gnome-keyring-daemon")
	if err1 != nil || err2 != nil {
		t.Skip("SKIPPED: no keyring")
	}
	home := filepath.Join(t.TempDir(), "home")
	if err := os.Mkdir(home, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"} {
		t.Setenv(name, home)
	}
	config := filepath.Join(home, "bus.conf")
	if err := os.WriteFile(config, []byte(busConfig), 0o600); err != nil {
		t.Fatal(err)
	}
	address := firstLine(t, exec.Command(bus, "--config-file="+config, "--nofork", "--nopidfile", "--nosyslog", "--print-address=1"), "")
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
	firstLine(t, exec.Command(ring, "--foreground", "--unlock", "--components=secrets", "--control-directory="+home), "a test's own\n")
}

// busConfig is that of a bus that starts nothing by itself: the system's would
// start a keyring that is locked.
const busConfig = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>`

// firstLine starts a program that runs as long as the test, and gives the first
// line that it says.
func firstLine(t *testing.T, cmd *exec.Cmd, input string) string {
	t.Helper()
	said, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdin = strings.NewReader(input)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // it may have ended
		_ = cmd.Wait()
	})
	line, err := bufio.NewReader(said).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(line)
}

func TestKeepsAPasswordInTheSystemsKeyring(t *testing.T) {
	begin(t)
	const north, south = "postgres://north@db.example/passdesk", "postgres://south@db.example/passdesk"
	_, err := keyring.Password(north)
	for limit := time.Now().Add(20 * time.Second); err == keyring.ErrAway && time.Now().Before(limit); {
		time.Sleep(20 * time.Millisecond) // it is there before it answers
		_, err = keyring.Password(north)
	}
	if err != keyring.ErrNone {
		t.Fatalf("before: %v, want %v", err, keyring.ErrNone)
	}
	for _, password := range []string{"hunter2", "another, with ünïcode"} {
		if err := keyring.Keep(north, password); err != nil {
			t.Fatal(err)
		}
		if got, err := keyring.Password(north + "?sslrootcert=/x"); err != nil || got != password {
			t.Errorf("got %q, %v", got, err)
		}
	}
	if _, err := keyring.Password(south); err != keyring.ErrNone {
		t.Errorf("another user's: %v", err)
	}
	for range 2 {
		if err := keyring.Keep(north, ""); err != nil {
			t.Errorf("removing: %v", err)
		}
	}
	if _, err := keyring.Password(north); err != keyring.ErrNone {
		t.Errorf("after it was removed: %v", err)
	}
	for _, address := range []string{"", "db.example", "postgres://db.example/passdesk", "postgres:///passdesk", "%"} {
		if err := keyring.Keep(address, "hunter2"); err != keyring.ErrAddress || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%q: %v", address, err)
		}
	}
	// Nothing stands in plain text in a file.
	out, _ := exec.Command("grep", "-rl", "hunter2", os.Getenv("HOME")).Output()
	if len(out) > 0 {
		t.Errorf("the password stands in %s", out)
	}
}
