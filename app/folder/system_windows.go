package folder

import (
	"io/fs"
	"strings"
	"syscall"
)

// isHidden tells whether something is hidden from people, as the system means
// it.
func isHidden(d fs.DirEntry) bool {
	info, err := d.Info()
	if err != nil || strings.HasPrefix(d.Name(), ".") {
		return true
	}
	file, ok := info.Sys().(*syscall.Win32FileAttributeData)
	return ok && file.FileAttributes&(syscall.FILE_ATTRIBUTE_HIDDEN|syscall.FILE_ATTRIBUTE_SYSTEM) != 0
}

// drives lists the drives, which is quick: none is looked into.
func drives(Person) []Place {
	set, _, _ := syscall.NewLazyDLL("kernel32.dll").NewProc("GetLogicalDrives").Call()
	var all []Place
	for i := range 26 {
		if set&(1<<i) != 0 {
			name := string(rune('A'+i)) + ":"
			all = append(all, Place{ID: Drive, Name: name, Path: name + `\`})
		}
	}
	return all
}
