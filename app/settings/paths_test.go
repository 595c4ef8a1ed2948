package settings_test

import (
	"runtime"
	"testing"

	"passdesk/app/settings"
)

// onXDG skips where the places are not those of XDG.
func onXDG(t *testing.T) {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("the folders of this system are not named by XDG variables")
	}
	for _, name := range []string{"XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"} {
		t.Setenv(name, "")
	}
	t.Setenv("HOME", "/home/desk")
}

func TestKeepsEachThingWhereTheSystemWantsIt(t *testing.T) {
	onXDG(t)
	want := settings.Paths{
		Settings:  "/home/desk/.config/passdesk/settings.toml",
		Directory: "/home/desk/.cache/passdesk/directory",
		Log:       "/home/desk/.local/share/passdesk/log.db",
		Outbox:    "/home/desk/.local/share/passdesk/outbox.db",
	}
	if got, err := settings.Locate(); err != nil || got != want {
		t.Errorf("got %+v, %v", got, err)
	}
	t.Setenv("XDG_CONFIG_HOME", "/c")
	t.Setenv("XDG_CACHE_HOME", "/k")
	t.Setenv("XDG_DATA_HOME", "/d")
	want = settings.Paths{
		Settings: "/c/passdesk/settings.toml", Directory: "/k/passdesk/directory", Log: "/d/passdesk/log.db", Outbox: "/d/passdesk/outbox.db",
	}
	if got, err := settings.Locate(); err != nil || got != want {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestSaysWhichPlaceIsNotKnown(t *testing.T) {
	for name, tt := range map[string]struct {
		env  map[string]string
		says string
	}{
		"nothing": {map[string]string{"HOME": ""},
			"this system does not say where settings belong: neither $XDG_CONFIG_HOME nor $HOME are defined"},
		"no cache": {map[string]string{"HOME": "", "XDG_CONFIG_HOME": "/c"},
			"this system does not say where copies belong: neither $XDG_CACHE_HOME nor $HOME are defined"},
		"no data": {map[string]string{"HOME": "", "XDG_CONFIG_HOME": "/c", "XDG_CACHE_HOME": "/k"},
			"this system does not say where the log belongs: $HOME is not defined"},
		"half a path": {map[string]string{"XDG_DATA_HOME": "data"},
			"this system does not say where the log belongs: the folder in $XDG_DATA_HOME is not a full path"},
	} {
		t.Run(name, func(t *testing.T) {
			onXDG(t)
			for key, value := range tt.env {
				t.Setenv(key, value)
			}
			if _, err := settings.Locate(); err == nil || err.Error() != tt.says {
				t.Errorf("got %v, want %q", err, tt.says)
			}
		})
	}
}
