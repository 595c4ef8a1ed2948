//go:build !windows

package folder

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// isHidden tells whether something is hidden from people, as the system means
// it.
func isHidden(d fs.DirEntry) bool { return strings.HasPrefix(d.Name(), ".") }

// drives lists what is mounted where systems put sticks and the like, and the
// root. None is looked into: one that hangs would take its time.
func drives(p Person) []Place {
	all := []Place{{ID: Computer, Path: "/"}}
	for _, around := range []string{"media", filepath.Join("media", p.User), filepath.Join("run", "media", p.User), "Volumes"} {
		found, _ := os.ReadDir(filepath.Join(p.root(), around)) // none where there is no such folder
		for _, d := range found {
			if d.IsDir() && !isHidden(d) && !(around == "media" && d.Name() == p.User) {
				all = append(all, Place{ID: Drive, Name: d.Name(), Path: filepath.Join(p.root(), around, d.Name())})
			}
		}
	}
	return all
}
