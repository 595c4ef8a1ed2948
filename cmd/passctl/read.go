package main

import (
	"bytes"
	"fmt"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

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
		Long: `Read the QR codes in pictures. A folder stands for the PNG and JPEG pictures in
it and in the folders below it; how far the work is goes to standard error.`,
		Args: atLeastOne("PICTURE"),
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

func (p *program) read(args []string, asJSON bool, sheetFile string) error {
	reader := qr.NewReader()
	pictures, folders := p.pictures(args)
	var s *sheet
	if sheetFile != "" {
		s = newSheet(len(pictures))
	}
	progress := progress{all: len(pictures), last: p.now()}
	for _, in := range pictures {
		if folders {
			p.tell(&progress)
		}
		if found, ok := p.readOne(in, reader, asJSON); ok && s != nil {
			sight, seen := reader.Sight()
			s.add(*found.Picture, outlineOf(sight, seen))
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

// readOne answers one picture; false when it is none.
func (p *program) readOne(in input, reader *qr.Reader, asJSON bool) (intake.Found, bool) {
	began := p.now()
	found, err := p.open(in, reader)
	if err == nil && found.Picture == nil {
		err = &intake.Error{Name: in.name, Why: "this is not a PNG or JPEG picture"}
	}
	if err != nil {
		p.complain(err)
		return found, false
	}
	millis := float64(p.now().Sub(began).Microseconds()) / 1000
	p.printRead(in.name, found, millis, asJSON)
	return found, true
}

// pictures puts the pictures in a folder in its place, and reports whether
// there was any folder.
func (p *program) pictures(args []string) (pictures []input, folders bool) {
	for _, in := range inputs(args) {
		info, err := os.Stat(in.arg)
		if err != nil || !info.IsDir() {
			pictures = append(pictures, in)
			continue
		}
		folders = true
		before := len(pictures)
		err = filepath.WalkDir(in.arg, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() && isPictureName(path) {
				pictures = append(pictures, input{path, path})
			}
			return err
		})
		switch {
		case err != nil:
			p.complain(&intake.Error{Name: in.name, Why: "the folder cannot be read", Err: err})
		case len(pictures) == before:
			p.complain(&intake.Error{Name: in.name, Why: "this is a folder, not a file, and no PNG or JPEG picture is in it"})
		}
	}
	return pictures, folders
}

func isPictureName(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".png", ".jpg", ".jpeg":
		return true
	}
	return false
}

// progress is how far the work on many pictures is.
type progress struct {
	done, all int
	last      time.Time // when it was told
}

// tell says every few seconds how far the work is, before the next picture.
func (p *program) tell(at *progress) {
	const pause = 2 * time.Second
	if now := p.now(); now.Sub(at.last) >= pause {
		at.last = now
		p.say(fmt.Sprintf("%d of %d pictures", at.done, at.all))
	}
	at.done++
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
