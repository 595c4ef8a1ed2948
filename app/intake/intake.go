// Package intake turns a file, a picture or a text into the texts of cards.
//
// It reads what a person chose and nothing else, within limits, and decides
// nothing about the texts it finds.
package intake

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"io"
	"io/fs"
	"os"
	"strings"

	"passdesk/camera/qr"
	"passdesk/camera/still"
	"passdesk/verify/shc"
)

// maxFile is the largest file that is read, in bytes: a photo of a large
// sensor with room to spare.
const maxFile = 64 << 20

// Found is what an input holds.
type Found struct {
	// Texts are QR texts or JWSs, in the order found. A text that is no card
	// is given as it is, so that the verifier can say what it is instead.
	Texts   []string
	Picture *Picture // for a picture
}

// Picture is how a picture was read.
type Picture struct {
	Image     image.Image
	Codes     []qr.Code
	Diagnosis qr.Diagnosis
}

// Error says why a file could not be read, in one sentence.
type Error struct {
	Name string
	Why  string
	Err  error // may be nil
}

// Error gives the sentence.
func (e *Error) Error() string { return e.Name + ": " + e.Why }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// IsText tells whether a command line's argument is a card itself rather
// than a file's name: it begins with shc:/ in any case, eyJ or {.
func IsText(arg string) bool {
	return len(arg) >= 5 && strings.EqualFold(arg[:5], "shc:/") ||
		strings.HasPrefix(arg, "eyJ") || strings.HasPrefix(arg, "{")
}

// File reads a file: a picture (PNG, JPEG) through the reader, anything else
// as text. It fails with *Error.
func File(path string, reader *qr.Reader) (Found, error) {
	data, err := Load(path)
	if err != nil {
		return Found{}, err
	}
	if isPicture(data) {
		return picture(path, data, reader)
	}
	return Text(data), nil
}

// isPicture knows PNG and JPEG by their first bytes.
func isPicture(data []byte) bool {
	return bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")) || bytes.HasPrefix(data, []byte("\xff\xd8\xff"))
}

// Load reads a regular file, or a pipe, up to the limit. It fails with *Error.
func Load(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, &Error{path, "there is no such file, and it is no card's text", err}
	case err != nil:
		return nil, &Error{path, "the file cannot be read", err}
	case info.IsDir():
		return nil, &Error{path, "this is a folder, not a file", nil}
	case info.Size() > maxFile:
		return nil, &Error{path, tooLarge, nil}
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, &Error{path, "the file cannot be read: " + cause(err), err}
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	switch {
	case err != nil:
		return nil, &Error{path, "the file cannot be read: " + cause(err), err}
	case len(data) > maxFile:
		return nil, &Error{path, tooLarge, nil}
	}
	return data, nil
}

var tooLarge = fmt.Sprintf("the file is larger than %d MB, which no card or picture of one is", maxFile>>20)

// cause gives the system's own words without the path, which is said before.
func cause(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}

func picture(path string, data []byte, reader *qr.Reader) (Found, error) {
	img, err := still.Decode(bytes.NewReader(data))
	if err != nil {
		return Found{}, &Error{path, "the picture cannot be read: " + err.Error(), err}
	}
	codes, diagnosis := reader.ReadAll(img)
	found := Found{Picture: &Picture{Image: img, Codes: codes, Diagnosis: diagnosis}}
	for _, c := range codes {
		found.Texts = append(found.Texts, c.Text)
	}
	return found, nil
}

// Text finds the cards in a text: QR texts, one a line; a JWS; a
// .smart-health-card file; FHIR Parameters; a deep link. What it does not
// know is given back whole as one text.
func Text(data []byte) Found {
	file, err := shc.Open(data)
	if err != nil {
		return Found{Texts: []string{string(data)}}
	}
	return Found{Texts: file.Texts}
}
