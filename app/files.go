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

// errand is what a person wants of files: work that takes its time and that
// nobody may lose.
type errand func(*qr.Reader)

// Open reads the codes and cards in a file as if they had been held up.
func (a *App) Open(path string) {
	a.post(func(a *App) []scanlog.Entry {
		training := a.state.Training.On
		a.files.add(func(reader *qr.Reader) { a.openFile(path, reader, training) })
		return nil
	})
}

// send gives an errand to the file pump.
func (a *App) send(e errand) {
	a.post(func(a *App) []scanlog.Entry {
		a.files.add(e)
		return nil
	})
}

// pumpFiles does the errands one after the other.
func (a *App) pumpFiles(ctx context.Context) {
	reader := qr.NewReader()
	for {
		select {
		case <-ctx.Done():
			return
		case e := <-a.files.worker:
			e(reader)
		}
	}
}

// openFile lets what a file holds reach the desk, unless a training began or
// ended since it was chosen.
func (a *App) openFile(path string, reader *qr.Reader, training bool) {
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
		r := desk.Reading{Text: text, By: scanlog.ByFile, Took: a.Clock().Sub(began)}
		a.post(func(a *App) []scanlog.Entry {
			if a.state.Training.On != training {
				return nil
			}
			return a.scan(r)
		})
	}
}

// remark shows a passing remark.
func (a *App) remark(id, about string) { a.Do(passing(id, about)) }

// passing is a remark that stays long enough to be read.
func passing(id, about string) desk.Remark {
	return desk.Remark{ID: id, About: about, For: 15 * time.Second}
}
