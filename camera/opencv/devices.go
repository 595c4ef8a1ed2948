//go:build cgo && gocv_specific_modules && gocv_videoio

package opencv

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Device is a webcam as a person picks it from a list.
type Device struct {
	Index int    // what Config.Name takes
	Path  string // the same as a path, /dev/video0
	Name  string // as the maker calls it; the path if unknown
}

// Devices lists the webcams of a Linux system by their number. sysfs is
// /sys/class/video4linux, or a copy of it. On other systems, and without any
// webcam, the list is empty.
func Devices(sysfs fs.FS) []Device {
	entries, err := fs.ReadDir(sysfs, ".")
	if err != nil {
		return nil
	}
	var devices []Device
	for _, e := range entries {
		digits, ok := strings.CutPrefix(e.Name(), "video")
		index, err := strconv.ParseUint(digits, 10, 8)
		if !ok || err != nil || !takesPictures(sysfs, e.Name()) {
			continue
		}
		dev := "/dev/" + e.Name()
		devices = append(devices, Device{
			Index: int(index), Path: dev, Name: cmp.Or(line(sysfs, e.Name(), "name"), dev),
		})
	}
	slices.SortFunc(devices, func(a, b Device) int { return cmp.Compare(a.Index, b.Index) })
	return devices
}

// takesPictures tells a webcam's first node from its further ones, which
// carry metadata.
func takesPictures(sysfs fs.FS, node string) bool {
	index := line(sysfs, node, "index")
	return index == "" || index == "0"
}

// line reads an attribute of a node, at most 100 characters of it.
func line(sysfs fs.FS, node, attribute string) string {
	f, err := sysfs.Open(path.Join(node, attribute))
	if err != nil {
		return ""
	}
	defer f.Close()
	text := make([]byte, 100)
	n, _ := f.Read(text)
	first, _, _ := strings.Cut(string(text[:n]), "\n")
	return strings.ToValidUTF8(strings.TrimSpace(first), "")
}
