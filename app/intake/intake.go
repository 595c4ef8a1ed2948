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

	"passdesk/camera/pdf"
	"passdesk/camera/qr"
	"passdesk/camera/still"
	"passdesk/verify/shc"
)

// Reader reads inputs. It is used by one goroutine at a time.
type Reader struct {
	*qr.Reader
	pages *pdf.Drawer
}

// NewReader makes a Reader.
func NewReader() *Reader { return &Reader{qr.NewReader(), pdf.NewDrawer()} }

// Found is what an input holds.
type Found struct {
	// Texts are QR texts or JWSs, in the order found. A text that is no card
	// is given as it is, so that the verifier can say what it is instead.
	Texts    []string
	Pictures []Picture // one for a picture, one a page for a PDF file, none for a text
}

// Picture is how a picture was read.
type Picture struct {
	Image     image.Image
	Codes     []qr.Code
	Diagnosis qr.Diagnosis
	Unread    []qr.Point // the corners of a code that was seen and not read
}

// IsText tells whether a command line's argument is a card itself rather
// than a file's name: it begins with shc:/ in any case, eyJ or {.
func IsText(arg string) bool {
	return len(arg) >= 5 && strings.EqualFold(arg[:5], "shc:/") ||
		strings.HasPrefix(arg, "eyJ") || strings.HasPrefix(arg, "{")
}

// File reads a file: a picture (PNG, JPEG) of up to 64 MB and the first pages of
// a PDF file of up to 16 MB through the reader, anything else as text of up to
// 1 MB. It fails with *Error.
func File(path string, reader *Reader) (Found, error) {
	f, err := open(path)
	if err != nil {
		return Found{}, err
	}
	defer f.Close()
	return Read(path, f, reader)
}

// Read reads from a stream as File does from a file; name is what its errors
// call it.
func Read(name string, from io.Reader, reader *Reader) (Found, error) {
	data, err := load(name, from, limitOfCards)
	if err != nil {
		return Found{}, err
	}
	return Bytes(name, data, reader)
}

// IsPicture knows PNG and JPEG by their first bytes.
func IsPicture(data []byte) bool {
	return bytes.HasPrefix(data, []byte("\x89PNG")) || bytes.HasPrefix(data, []byte("\xff\xd8\xff"))
}

// Bytes reads what is in memory as File does what is in a file.
func Bytes(name string, data []byte, reader *Reader) (Found, error) {
	switch {
	case IsPicture(data):
		return picture(name, data, reader)
	case pdf.Is(data):
		return document(name, data, reader)
	}
	if len(data) > maxText {
		return Found{}, &Error{name, limitOfTexts.tooLarge, nil}
	}
	return Text(data), nil
}

func picture(name string, data []byte, reader *Reader) (Found, error) {
	img, err := still.Decode(bytes.NewReader(data))
	if err != nil {
		return Found{}, &Error{name, "the picture cannot be read: " + err.Error(), err}
	}
	var found Found
	found.look(img, reader)
	return found, nil
}

// look reads the codes in a picture.
func (f *Found) look(img image.Image, reader *Reader) {
	p := Picture{Image: img}
	p.Codes, p.Diagnosis = reader.ReadAll(img)
	if sight, seen := reader.Sight(); seen {
		p.Unread = sight.Corners[:]
	}
	f.Pictures = append(f.Pictures, p)
	for _, c := range p.Codes {
		f.Texts = append(f.Texts, c.Text)
	}
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
