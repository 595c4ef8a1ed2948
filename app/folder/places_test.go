package folder

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// placesOf lists ids and names of places.
func placesOf(p Person) string {
	var all []string
	for _, at := range Places(p) {
		all = append(all, strings.TrimSpace(at.ID+" "+at.Name))
	}
	return strings.Join(all, ", ")
}

func TestFindsThePlacesThatAreThere(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("drives have other names here")
	}
	root := t.TempDir()
	p := Person{Home: filepath.Join(root, "home"), Config: filepath.Join(root, "home", ".config"), User: "ann", Root: root}
	for _, dir := range []string{
		"home/Escritorio", "home/Downloads", "home/.config", "media/ann/STICK", "media/cdrom", "media/.x", "run/media/ann/BACKUP", "run/media/bob/HIS",
	} {
		if err := os.MkdirAll(filepath.Join(root, dir), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := placesOf(p), "home, downloads, computer, drive cdrom, drive STICK, drive BACKUP"; got != want {
		t.Errorf("there is %s, want %s", got, want)
	}
	dirs := "# a comment\nXDG_DESKTOP_DIR=\"$HOME/Escritorio\"\nXDG_DOWNLOAD_DIR=\"$HOME/\"\nXDG_DOCUMENTS_DIR=\"papers\"\n"
	if err := os.WriteFile(filepath.Join(p.Config, "user-dirs.dirs"), []byte(dirs), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, want := placesOf(p), "home, desktop, computer, drive cdrom, drive STICK, drive BACKUP"; got != want {
		t.Errorf("there is %s, want %s", got, want)
	}
	if got := Places(p)[1].Path; got != filepath.Join(p.Home, "Escritorio") {
		t.Errorf("the desktop is %s", got)
	}
}

// Whatever the file says, what comes of it are absolute paths.
func FuzzReadUserDirs(f *testing.F) {
	f.Add("XDG_DESKTOP_DIR=\"$HOME/Escritorio\"\nXDG_DOWNLOAD_DIR=/tmp/../x\n")
	f.Add("XDG_=\"$HOME\"\x00\n=\nXDG_DESKTOP_DIR")
	f.Fuzz(func(t *testing.T, file string) {
		for key, path := range readUserDirs(strings.NewReader(file), "/home/ann") {
			if !filepath.IsAbs(path) || path != filepath.Clean(path) {
				t.Errorf("%q is %q", key, path)
			}
		}
	})
}
