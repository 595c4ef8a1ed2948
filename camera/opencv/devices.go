//go:build cgo && gocv_specific_modules && gocv_videoio

package opencv

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Device is a webcam as a person picks it from a list. Config.Name takes its
// ID, its Path, and its Index in digits.
type Device struct {
	Index int
	Path  string // /dev/video0; empty where the system has no such thing
	Name  string // as the maker calls it; the path or number if unknown
	// ID is what the settings remember: the name, and a number in brackets
	// for the second of the same name and on, by Index. So a webcam is found
	// again wherever it is plugged in; only alike ones can change places.
	ID string
}

// Devices lists the webcams of a system by their number. sysfs is a copy of
// Linux's /sys/class/video4linux; nil stands for this system's own.
//
// Only Linux tells webcams without opening them. To open one lights its lamp,
// takes it from other programs and makes macOS ask a person for permission, so
// elsewhere nil lists the first four numbers, whether or not there are such
// webcams: one that is not there is found to be camera.Missing when opened.
func Devices(sysfs fs.FS) []Device {
	if sysfs == nil {
		sysfs = systemSysfs()
	}
	if sysfs == nil {
		return numbered(4)
	}
	return listed(sysfs)
}

func numbered(count int) []Device {
	devices := make([]Device, count)
	for i := range devices {
		number := strconv.Itoa(i)
		devices[i] = Device{Index: i, Name: "camera " + number, ID: number}
	}
	return devices
}

func listed(sysfs fs.FS) []Device {
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
	identify(devices)
	return devices
}

// identify gives each device an ID of its own.
func identify(devices []Device) {
	taken := map[string]bool{}
	for i := range devices {
		d := &devices[i]
		d.ID = plain(*d)
		for n := 2; taken[d.ID]; n++ {
			d.ID = fmt.Sprintf("%s (%d)", plain(*d), n)
		}
		taken[d.ID] = true
	}
}

// plain gives a device's name if it can be mistaken for nothing else that
// Config.Name takes, for a webcam may call itself rtsp://anywhere.
func plain(d Device) string {
	name := strings.ReplaceAll(d.Name, "/", "-")
	if _, err := strconv.ParseUint(name, 10, 8); err == nil || isAddress(name) || d.Name == d.Path {
		return d.Path
	}
	return name
}

// first gives the ID of the first webcam, the first number if none is known.
func first(sysfs fs.FS) string {
	if devices := Devices(sysfs); len(devices) > 0 {
		return devices[0].ID
	}
	return "0"
}

// takesPictures tells a webcam's first node from its further ones, which
// carry metadata.
func takesPictures(sysfs fs.FS, node string) bool {
	index := line(sysfs, node, "index")
	return index == "" || index == "0"
}

// line reads an attribute of a node, at most 100 bytes of it, and of those
// what can be shown.
func line(sysfs fs.FS, node, attribute string) string {
	f, err := sysfs.Open(path.Join(node, attribute))
	if err != nil {
		return ""
	}
	defer f.Close()
	text := make([]byte, 100)
	n, _ := f.Read(text)
	first, _, _ := strings.Cut(string(text[:n]), "\n")
	shown := strings.Map(func(r rune) rune {
		if r == unicode.ReplacementChar || !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, first)
	return strings.TrimSpace(shown)
}
