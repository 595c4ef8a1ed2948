package main

import (
	"errors"
	"fmt"
	"os"

	"passdesk/app/intake"
	"passdesk/camera/qr"
)

// longName is the length in bytes above which an argument that names no file
// may be a card that was mistyped.
const longName = 100

// input is one INPUT of the command line.
type input struct {
	arg  string
	name string // what answers and errors call it
}

// inputs names the arguments. A card that was given as an argument is called
// by its place: its text would repeat the holder's data.
func inputs(args []string) []input {
	named := make([]input, len(args))
	for i, arg := range args {
		named[i] = input{arg, arg}
		if arg == "" || intake.IsText(arg) || len(arg) > longName && !exists(arg) {
			named[i].name = fmt.Sprintf("argument %d", i+1)
		}
	}
	return named
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// open gives what an input holds.
func (p *program) open(in input, reader *intake.Reader) (intake.Found, error) {
	var found intake.Found
	var err error
	switch {
	case in.arg == "-":
		found, err = intake.Read(in.name, p.in, reader)
	case intake.IsText(in.arg):
		return intake.Text([]byte(in.arg)), nil
	default:
		found, err = intake.File(in.arg, reader)
	}
	var e *intake.Error
	if errors.As(err, &e) {
		err = &intake.Error{Name: in.name, Why: e.Why, Err: e.Err}
	}
	return found, err
}

// noText says why an input that could be read gave no text.
func noText(found intake.Found) string {
	switch len(found.Pictures) {
	case 0:
		return "There is nothing in it."
	case 1:
		return noCode(found.Pictures[0].Diagnosis)
	}
	return "There is no QR code that can be read on its pages."
}

// noCode says in words why a picture gave no code.
func noCode(d qr.Diagnosis) string {
	words := map[qr.Diagnosis]string{
		qr.NoCode:      "There is no QR code in the picture.",
		qr.TooFar:      "The QR code is too small in the picture to be read.",
		qr.Blurred:     "The QR code is blurred.",
		qr.Dark:        "The picture is too dark.",
		qr.Glare:       "Light reflects on the QR code.",
		qr.Cut:         "Part of the QR code lies outside the picture.",
		qr.Undecodable: "There is a QR code, but it is too damaged to be read.",
	}
	if w := words[d]; w != "" {
		return w
	}
	return "No QR code was read."
}
