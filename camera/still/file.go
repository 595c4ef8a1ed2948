package still

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	_ "image/jpeg" // the two formats that cameras and screenshots write
	_ "image/png"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"passdesk/camera"
)

// The largest picture that is read. The pixels are counted before any of
// them is decoded; those of 16 bits a channel count twice.
const (
	MaxBytes  = 64 << 20
	MaxPixels = 64 << 20
)

// Deflate cannot shrink a byte below 1/1032 of one, and a pixel takes at
// least one bit before that. A shorter file promises pixels it does not hold.
const pixelsPerByte = 8 * 1032

// Why a file holds no usable picture; the Err of a camera.Unsupported error.
var (
	ErrTooLarge = errors.New("the picture is too large")
	ErrFormat   = errors.New("the file is not a PNG or JPEG picture")
	ErrDamaged  = errors.New("the picture is damaged")
)

// Open reads one picture file, PNG or JPEG. Its errors are *camera.Error:
// Missing, Denied, or Unsupported with one of the errors above. They name the
// file without its folder.
func Open(path string) (*camera.Picture, error) {
	// A pipe would block in os.Open, and a device never ends.
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return nil, fault(path, ErrFormat)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fault(path, err)
	}
	defer f.Close()
	picture, err := Decode(f)
	if err != nil {
		return nil, fault(path, err)
	}
	return picture, nil
}

// Decode reads one picture, PNG or JPEG, of at most MaxBytes and MaxPixels.
// Its errors are ErrTooLarge, ErrFormat, ErrDamaged, or the reader's own.
func Decode(r io.Reader) (*camera.Picture, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, err
	}
	if len(data) > MaxBytes {
		return nil, ErrTooLarge
	}
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, ErrFormat
	}
	if err := check(config, len(data)); err != nil {
		return nil, err
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, ErrDamaged
	}
	return camera.PictureOf(img), nil
}

// check holds the size a picture claims against the limits and against the
// bytes that there are.
func check(c image.Config, bytes int) error {
	most := MaxPixels
	switch c.ColorModel {
	case color.Gray16Model, color.RGBA64Model, color.NRGBA64Model:
		most /= 2
	}
	switch {
	case c.Width <= 0 || c.Height <= 0:
		return ErrDamaged
	case c.Width > most/c.Height:
		return ErrTooLarge
	case c.Width*c.Height/pixelsPerByte > bytes:
		return ErrDamaged
	}
	return nil
}

// fault says what a person can do something about, and keeps folders out.
func fault(path string, err error) error {
	e := &camera.Error{Fault: camera.Unsupported, What: filepath.Base(path), Err: err}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.Fault = camera.Missing
	case errors.Is(err, fs.ErrPermission):
		e.Fault = camera.Denied
	}
	var full *fs.PathError
	if errors.As(err, &full) {
		e.Err = full.Err
	}
	return e
}
