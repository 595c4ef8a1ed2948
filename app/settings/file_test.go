package settings_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"passdesk/app/settings"
)

func TestLoadsWhatItSaved(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "settings.toml")
	for _, want := range []settings.Settings{set(), settings.Default()} {
		if err := settings.Save(path, want); err != nil {
			t.Fatal(err)
		}
		got, problems, err := settings.Load(path)
		if err != nil || len(problems) > 0 || !got.Equal(want) {
			t.Errorf("got %+v, %v, %v", got, problems, err)
		}
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("file is %v, %v, want it open to its owner only", info, err)
	}
}

func TestNoFileMeansDefaults(t *testing.T) {
	got, problems, err := settings.Load(filepath.Join(t.TempDir(), "none", "settings.toml"))
	if err != nil || len(problems) > 0 || !got.Equal(settings.Default()) {
		t.Errorf("got %+v, %v, %v", got, problems, err)
	}
}

func TestAnUnreadableFileIsKeptAside(t *testing.T) {
	path := filepath.Join(t.TempDir(), "settings.toml")
	for n, text := range []string{"= broken", "\xff\xfe", strings.Repeat("#", settings.MaxSize+1)} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		got, problems, err := settings.Load(path)
		if err != nil || !got.Equal(settings.Default()) || len(problems) != 2 {
			t.Fatalf("got %+v, %v, %v", got, problems, err)
		}
		aside := path + ".unreadable-" + string(rune('1'+n))
		if kept, err := os.ReadFile(aside); err != nil || string(kept) != text {
			t.Errorf("not kept as it was: %v", err)
		}
		if !strings.Contains(problems[1].Error(), aside) {
			t.Errorf("%q does not say where it is", problems[1].Error())
		}
		if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("it still stands in the way: %v", err)
		}
	}
}

func TestAFileThatMayNotBeReadIsLeftAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "settings.toml")
	if err := os.MkdirAll(path, 0o700); err != nil { // a folder cannot be read, by root neither
		t.Fatal(err)
	}
	got, _, err := settings.Load(path)
	if err == nil || !got.Equal(settings.Default()) {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

func TestAPasswordIsNeverSaved(t *testing.T) {
	path := filepath.Join(t.TempDir(), "settings.toml")
	s := settings.Default()
	s.Camera = "rtsp://guard:hunter2@10.0.0.7/live?pwd=hunter2"
	if err := settings.Save(path, s); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil || strings.Contains(string(text), "hunter2") || !strings.Contains(string(text), "rtsp://guard@10.0.0.7/live") {
		t.Errorf("saved %s, %v", text, err)
	}
}

func TestSettingsThatCouldNotBeReadBackAreNotSaved(t *testing.T) {
	for name, change := range map[string]func(*settings.Settings){
		"no seconds":  func(s *settings.Settings) { s.ResultSeconds = 0 },
		"no desk":     func(s *settings.Settings) { s.Desk = "" },
		"no policies": func(s *settings.Settings) { s.Policies = nil },
		"no theme":    func(s *settings.Settings) { s.Theme = "" },
		"two lines":   func(s *settings.Settings) { s.Site = "a\nb" },
		"not UTF-8":   func(s *settings.Settings) { s.Site = "a\xff" },
	} {
		path := filepath.Join(t.TempDir(), "settings.toml")
		s := set()
		if err := settings.Save(path, s); err != nil {
			t.Fatal(err)
		}
		change(&s)
		err := settings.Save(path, s)
		var problem settings.Problem
		if !errors.As(err, &problem) || !strings.HasPrefix(err.Error(), "could not save the settings: ") {
			t.Errorf("%s: got %v, want a Problem", name, err)
		}
		if got, _, err := settings.Load(path); err != nil || !got.Equal(set()) {
			t.Errorf("%s: the file was touched: %+v, %v", name, got, err)
		}
	}
}
