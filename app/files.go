package app

import (
	"context"
	"path/filepath"
	"time"

	"passdesk/app/desk"
	"passdesk/app/intake"
	"passdesk/app/scanlog"
	"passdesk/camera/qr"
)

// chosen is what a person chose: a picture or card file, or the two files of
// a directory.
type chosen struct{ path, snapshot, signature string }

// Open reads the codes and cards in a file as if they had been held up.
func (a *App) Open(path string) { a.choose(chosen{path: path}) }

// ImportDirectory takes a signed snapshot of the trust directory.
func (a *App) ImportDirectory(snapshot, signature string) {
	a.choose(chosen{snapshot: snapshot, signature: signature})
}

func (a *App) choose(c chosen) {
	a.post(func(a *App) []scanlog.Entry {
		a.files.add(c)
		return nil
	})
}

// pumpFiles opens what a person chose, one after the other.
func (a *App) pumpFiles(ctx context.Context) {
	reader := qr.NewReader()
	for {
		select {
		case <-ctx.Done():
			return
		case c := <-a.files.worker:
			if c.path != "" {
				a.openFile(c.path, reader)
			} else {
				a.importDirectory(c)
			}
		}
	}
}

func (a *App) openFile(path string, reader *qr.Reader) {
	began := a.Clock()
	found, err := intake.File(path, reader)
	if err != nil {
		a.remark("file-failed", err.Error())
		return
	}
	if len(found.Texts) == 0 {
		a.remark("file-empty", filepath.Base(path))
	}
	for _, text := range found.Texts {
		a.Read(desk.Reading{Text: text, By: scanlog.ByFile, Took: a.Clock().Sub(began)})
	}
}

func (a *App) importDirectory(c chosen) {
	book, directory, err := a.Import(c.snapshot, c.signature)
	if err != nil {
		a.remark("directory-failed", err.Error())
		return
	}
	a.post(func(a *App) []scanlog.Entry {
		a.Book = book
		return nil
	})
	a.Do(desk.DirectoryIs{Directory: directory})
	a.remark("directory-updated", "")
}

// remark shows a passing remark long enough to be read.
func (a *App) remark(id, about string) {
	a.Do(desk.Remark{ID: id, About: about, For: 15 * time.Second})
}
