package settings

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

// Paths are the places at which Passdesk keeps things on this system.
type Paths struct {
	Settings  string // the file of settings
	Directory string // the folder of the trust directory's copy
	Log       string // the file of the log
	Outbox    string // the file of what waits for a log in a server
}

// Locate gives the places by the system's custom, without making or reading
// any: settings and log are kept, the copy of the directory can be had again.
// On Linux and other systems with XDG folders the log lies in the data folder
// ($XDG_DATA_HOME, by default ~/.local/share), elsewhere beside the settings.
func Locate() (Paths, error) {
	config, err := os.UserConfigDir()
	if err != nil {
		return Paths{}, fmt.Errorf("this system does not say where settings belong: %w", err)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return Paths{}, fmt.Errorf("this system does not say where copies belong: %w", err)
	}
	data, err := dataDir(config)
	if err != nil {
		return Paths{}, fmt.Errorf("this system does not say where the log belongs: %w", err)
	}
	return Paths{
		Settings:  filepath.Join(config, "passdesk", "settings.toml"),
		Directory: filepath.Join(cache, "passdesk", "directory"),
		Log:       filepath.Join(data, "passdesk", "log.db"),
		Outbox:    filepath.Join(data, "passdesk", "outbox.db"),
	}, nil
}

// dataDir gives the folder for a person's data, as os.UserConfigDir gives that
// for settings (XDG Base Directory Specification 0.8).
func dataDir(config string) (string, error) {
	switch runtime.GOOS {
	case "windows", "darwin", "ios", "plan9":
		return config, nil
	}
	dir := os.Getenv("XDG_DATA_HOME")
	if dir == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", err
		}
		dir = filepath.Join(home, ".local", "share")
	}
	if !filepath.IsAbs(dir) {
		return "", errors.New("the folder in $XDG_DATA_HOME is not a full path")
	}
	return dir, nil
}
