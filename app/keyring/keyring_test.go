package keyring_test

import (
	"os"
	"os/exec"
	"runtime"
	"testing"

	"passdesk/app/keyring"
)

// The library holds on to the session bus that it found first, so this is a
// process of its own.
func TestSaysThatThereIsNoKeyring(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("other systems have one always")
	}
	if os.Getenv("PASSDESK_KEYRING_AWAY") == "" {
		cmd := exec.Command(os.Args[0], "-test.run", "^TestSaysThatThereIsNoKeyring$")
		cmd.Env = append(os.Environ(), "PASSDESK_KEYRING_AWAY=1", "DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, out)
		}
		return
	}
	if _, err := keyring.Password("postgres://north@db.example/passdesk"); err != keyring.ErrAway {
		t.Errorf("%v, want %v", err, keyring.ErrAway)
	}
	if err := keyring.Keep("postgres://north@db.example/passdesk", "hunter2"); err != keyring.ErrAway {
		t.Errorf("%v, want %v", err, keyring.ErrAway)
	}
}
