package main

import (
	"bytes"
	"fmt"
	"image/png"

	"github.com/spf13/cobra"

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
	for _, in := range inputs(pictures) {
		began := p.now()
		found, err := p.open(in, reader)
		if err == nil && found.Picture == nil {
			err = &intake.Error{Name: in.name, Why: "this is not a PNG or JPEG picture"}
		}
		if err != nil {
			p.complain(err)
			continue
		}
		millis := float64(p.now().Sub(began).Microseconds()) / 1000
		p.printRead(in.name, found, millis, asJSON)
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
	return save(sheetFile, out.Bytes())
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
		writeJSON(p.out, out)
		return
	}
	if len(found.Texts) == 0 {
		p.say(name + ": " + noCode(found.Picture.Diagnosis))
	}
	for _, text := range found.Texts {
		fmt.Fprintln(p.out, plain(text)) // one line a code, whatever is in it
	}
}
