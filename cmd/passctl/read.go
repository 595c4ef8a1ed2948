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
		Long: `Read the QR codes in pictures, and on the first 10 pages of PDF files, of which
each is answered like a picture. A folder stands for the PNG and JPEG pictures in
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
	reader := intake.NewReader()
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
			s.add(mostTelling(found.Pictures), in.name)
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

// mostTelling gives the picture itself, and of the pages of a PDF file the first
// with a code.
func mostTelling(pictures []intake.Picture) intake.Picture {
	for _, p := range pictures {
		if len(p.Codes) > 0 {
			return p
		}
	}
	return pictures[0]
}

// readOne answers one picture, or each page of a PDF file; false when it is none.
func (p *program) readOne(in input, reader *intake.Reader, asJSON bool) (intake.Found, bool) {
	began := p.now()
	found, err := p.open(in, reader)
	if err == nil && len(found.Pictures) == 0 {
		err = &intake.Error{Name: in.name, Why: "this is not a PNG, JPEG or PDF file"}
	}
	if err != nil {
		p.complain(err)
		return found, false
	}
	millis := float64(p.now().Sub(began).Microseconds()) / 1000
	for _, picture := range found.Pictures {
		p.printRead(in.name, picture, millis/float64(len(found.Pictures)), asJSON)
	}
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

func (p *program) printRead(name string, picture intake.Picture, millis float64, asJSON bool) {
	size := picture.Image.Bounds().Size()
	texts := []string{}
	for _, c := range picture.Codes {
		texts = append(texts, c.Text)
	}
	if len(texts) == 0 {
		p.fell()
	}
	if asJSON {
		writeJSON(p.out, readJSON{name, texts, millis, size.X, size.Y, picture.Diagnosis})
		return
	}
	if len(texts) == 0 {
		p.say(name + ": " + noCode(picture.Diagnosis))
	}
	for _, text := range texts {
		fmt.Fprintln(p.out, plain(text)) // one line a code, whatever is in it
	}
}
