//go:build cgo && gocv_specific_modules && gocv_videoio

package opencv

import (
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"passdesk/camera"
)

// kind tells the three sorts of camera apart.
type kind int

const (
	webcam kind = iota
	videoFile
	address
)

// origin is where pictures come from.
type origin struct {
	kind kind
	// open is what OpenCV is given: a number or device path, an absolute
	// path, or an address with its password. Never shown.
	open string
	what string // the same for a person
}

var schemes = []string{"http", "https", "rtsp"}

// maxName is longer than any path that Linux opens.
const maxName = 4096

// parse finds out what Config.Name means now.
func parse(name string, sysfs fs.FS) (origin, error) {
	if name == "" {
		name = first(sysfs)
	}
	if len(name) > maxName {
		o := origin{what: "this name"}
		return o, o.fault(camera.Unsupported, errors.New("too long"))
	}
	if n, err := strconv.ParseUint(name, 10, 8); err == nil {
		number := strconv.FormatUint(n, 10)
		return origin{webcam, number, "camera " + number}, nil
	}
	if strings.HasPrefix(name, "/dev/") {
		return origin{webcam, name, name}, nil
	}
	if isAddress(name) {
		return parseAddress(name)
	}
	for _, d := range Devices(sysfs) {
		if d.ID == name {
			return origin{webcam, d.Path, d.ID}, nil
		}
	}
	return parseFile(name)
}

// isAddress is generous: a mistyped address must not be told as a file's
// name, with its password.
func isAddress(name string) bool {
	scheme, _, ok := strings.Cut(name, ":")
	return strings.Contains(name, "://") || ok && slices.Contains(schemes, strings.ToLower(scheme))
}

// parseAddress keeps only scheme and host for a person: many cameras take
// their password in the path or the query.
func parseAddress(name string) (origin, error) {
	u, err := url.Parse(name)
	if err != nil || u.Host == "" || !slices.Contains(schemes, strings.ToLower(u.Scheme)) {
		o := origin{what: "this address"}
		return o, o.fault(camera.Unsupported, errors.New("not an http, https or rtsp address"))
	}
	return origin{address, name, strings.ToLower(u.Scheme) + "://" + u.Host}, nil
}

// parseFile gives OpenCV the whole path: FFmpeg takes names like "concat:a|b"
// for protocols, but never one that begins with a folder.
func parseFile(name string) (origin, error) {
	o := origin{kind: videoFile, what: filepath.Base(name)}
	path, err := filepath.Abs(name)
	if err != nil {
		return o, o.fault(camera.Missing, nil)
	}
	o.open = path
	f, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrPermission):
		return o, o.fault(camera.Denied, fs.ErrPermission)
	case err != nil:
		return o, o.fault(camera.Missing, fs.ErrNotExist)
	case !f.Mode().IsRegular(): // a pipe would hang, a folder cannot play
		return o, o.fault(camera.Unsupported, errors.New("not a file"))
	}
	return o, readable(o)
}

// readable finds out what OpenCV would not tell.
func readable(o origin) error {
	f, err := os.Open(o.open)
	if errors.Is(err, fs.ErrPermission) {
		return o.fault(camera.Denied, fs.ErrPermission)
	}
	if err != nil {
		return o.fault(camera.Missing, fs.ErrNotExist)
	}
	return f.Close()
}

// live tells that the pictures come in their own time, or not at all.
func (o origin) live() bool { return o.kind != videoFile }

func (o origin) fault(f camera.Fault, cause error) error {
	return &camera.Error{Fault: f, What: o.what, Err: cause}
}
