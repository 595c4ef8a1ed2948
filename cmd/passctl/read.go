package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image/png"

	"github.com/spf13/cobra"

	"passdesk/app/atomicfile"
	"passdesk/app/intake"
	"passdesk/camera/qr"
)

func (p *program) readCommand() *cobra.Command {
	var asJSON bool
	var sheetFile string
	c := &cobra.Command{
		Use:   "read PICTURE...",
		Short: "Read the QR codes in pictures",
		Args:  atLeastOne("PICTURE"),
		RunE: func(_ *cobra.Command, pictures []string) error {
			return p.read(pictures, asJSON, sheetFile)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "one JSON object a picture, one a line")
	c.Flags().StringVar(&sheetFile, "sheet", "", "also draw a contact sheet that marks what was found, to `OUT.png`")
	return c
}

// readJSON is what is printed of one picture: a contract.
type readJSON struct {
	Input     string       `json:"input"`
	Codes     []string     `json:"codes"`
	Millis    float64      `json:"millis"`
	Width     int          `json:"width"`
	Height    int          `json:"height"`
	Diagnosis qr.Diagnosis `json:"diagnosis"`
}

func (p *program) read(pictures []string, asJSON bool, sheetFile string) error {
	reader := qr.NewReader()
	var s *sheet
	if sheetFile != "" {
		s = newSheet(len(pictures))
	}
	for _, name := range pictures {
		began := p.now()
		found, err := intake.File(name, reader)
		if err == nil && found.Picture == nil {
			err = &intake.Error{Name: name, Why: "this is not a PNG or JPEG picture"}
		}
		if err != nil {
			p.complain(err)
			continue
		}
		millis := float64(p.now().Sub(began).Microseconds()) / 1000
		p.printRead(name, found, millis, asJSON)
		if s != nil {
			s.add(*found.Picture)
		}
	}
	if s == nil {
		return nil
	}
	var out bytes.Buffer
	if err := png.Encode(&out, s.image); err != nil {
		return fmt.Errorf("cannot draw the contact sheet: %w", err)
	}
	return atomicfile.Write(sheetFile, out.Bytes(), 0o600)
}

func (p *program) printRead(name string, found intake.Found, millis float64, asJSON bool) {
	size := found.Picture.Image.Bounds().Size()
	if len(found.Texts) == 0 {
		p.fell()
	}
	if asJSON {
		out := readJSON{name, found.Texts, millis, size.X, size.Y, found.Picture.Diagnosis}
		if out.Codes == nil {
			out.Codes = []string{}
		}
		enc := json.NewEncoder(p.out)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(out); err != nil {
			p.complain(fmt.Errorf("cannot write the answer: %w", err))
		}
		return
	}
	if len(found.Texts) == 0 {
		fmt.Fprintf(p.err, "passctl: %s: %s\n", name, noCode(found.Picture.Diagnosis))
	}
	for _, text := range found.Texts {
		fmt.Fprintln(p.out, text)
	}
}

// noCode says in words why a picture gave no code.
func noCode(d qr.Diagnosis) string {
	words := map[qr.Diagnosis]string{
		qr.NoCode:      "there is no QR code in the picture",
		qr.TooFar:      "the QR code is too small in the picture to be read",
		qr.Blurred:     "the QR code is blurred",
		qr.Dark:        "the picture is too dark",
		qr.Glare:       "light reflects on the QR code",
		qr.Cut:         "part of the QR code lies outside the picture",
		qr.Undecodable: "there is a QR code, but it is too damaged to be read",
	}
	if w := words[d]; w != "" {
		return w
	}
	return string(d)
}
