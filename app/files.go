package app

import (
	"context"
	"path/filepath"
	"strconv"
	"time"

	"passdesk/app/desk"
	"passdesk/app/intake"
	"passdesk/app/scanlog"
)

// errand is what a person wants of files: work that takes its time and that
// nobody may lose.
type errand func(*intake.Reader)

// Open reads the codes and cards in files, one after the other, as if they had
// been held up.
func (a *App) Open(paths ...string) {
	a.post(func(a *App) []scanlog.Entry {
		training := a.state.Training.On
		a.files.add(func(reader *intake.Reader) { a.openFiles(paths, reader, training) })
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
	reader := intake.NewReader()
	for {
		select {
		case <-ctx.Done():
			return
		case e := <-a.files.worker:
			e(reader)
		}
	}
}

// chosen is what a person chose to be read.
type chosen struct {
	name     string
	began    time.Time
	training bool // the desk was in training then
}

// openFiles reads files. Of several, the screen shows the last answer only, so
// it is said that there were others.
func (a *App) openFiles(paths []string, reader *intake.Reader, training bool) {
	for _, path := range paths {
		from := chosen{filepath.Base(path), a.Clock(), training}
		found, err := intake.File(path, reader)
		a.take(from, found, err)
	}
	if len(paths) > 1 && !training {
		a.remark("files-read", strconv.Itoa(len(paths)))
	}
}

// take lets what was found reach the desk, unless a training began or ended
// since it was chosen.
func (a *App) take(from chosen, found intake.Found, err error) {
	if err != nil {
		a.remark("file-failed", err.Error())
		return
	}
	if len(found.Texts) == 0 {
		a.remark("file-empty", from.name)
	}
	for _, text := range found.Texts {
		r := desk.Reading{Text: text, By: scanlog.ByFile, Took: a.Clock().Sub(from.began)}
		a.post(func(a *App) []scanlog.Entry {
			if a.state.Training.On != from.training {
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
