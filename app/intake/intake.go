// Package intake turns a file, a picture or a text into the texts of cards.
//
// It reads what a person chose and nothing else, within limits, and decides
// nothing about the texts it finds. Its errors hold nothing of what it read.
package intake

import (
	"bytes"
	"image"
	"io"
	"strings"

	"passdesk/camera/qr"
	"passdesk/camera/still"
	"passdesk/verify/shc"
)

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

// IsText tells whether a command line's argument is a card itself rather
// than a file's name: it begins with shc:/ in any case, eyJ or {.
func IsText(arg string) bool {
	return len(arg) >= 5 && strings.EqualFold(arg[:5], "shc:/") ||
		strings.HasPrefix(arg, "eyJ") || strings.HasPrefix(arg, "{")
}

// File reads a file: a picture (PNG, JPEG) of up to 64 MB through the reader,
// anything else as text of up to 1 MB. It fails with *Error.
func File(path string, reader *qr.Reader) (Found, error) {
	f, err := open(path)
	if err != nil {
		return Found{}, err
	}
	defer f.Close()
	return Read(path, f, reader)
}

// Read reads from a stream as File does from a file; name is what its errors
// call it.
func Read(name string, from io.Reader, reader *qr.Reader) (Found, error) {
	data, err := load(name, from, limitOfCards)
	if err != nil {
		return Found{}, err
	}
	if IsPicture(data) {
		return picture(name, data, reader)
	}
	return Text(data), nil
}

// IsPicture knows PNG and JPEG by their first bytes.
func IsPicture(data []byte) bool {
	return bytes.HasPrefix(data, []byte("\x89PNG")) || bytes.HasPrefix(data, []byte("\xff\xd8\xff"))
}

func picture(name string, data []byte, reader *qr.Reader) (Found, error) {
	img, err := still.Decode(bytes.NewReader(data))
	if err != nil {
		return Found{}, &Error{name, "the picture cannot be read: " + err.Error(), err}
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
// know is given back whole as one text; of white space nothing is.
func Text(data []byte) Found {
	if len(bytes.TrimSpace(data)) == 0 {
		return Found{}
	}
	file, err := shc.Open(data)
	if err != nil {
		return Found{Texts: []string{string(data)}}
	}
	return Found{Texts: file.Texts}
}
