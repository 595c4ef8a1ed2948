package app

import (
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"passdesk/app/clipboard"
	"passdesk/app/intake"
	"passdesk/app/scanlog"
)

// pasted is what errors call the clipboard.
const pasted = "the clipboard"

// Paste reads the cards in a text from the clipboard as if they had been held
// up: QR texts, a JWS, a card file's content, or the names of files that were
// copied. Without a text, there may be a picture.
func (a *App) Paste(text string) {
	a.post(func(a *App) []scanlog.Entry {
		training := a.state.Training.On
		a.files.add(func(reader *intake.Reader) { a.paste(text, reader, training) })
		return nil
	})
}

func (a *App) paste(text string, reader *intake.Reader, training bool) {
	began := a.Clock()
	data := []byte(text)
	if strings.TrimSpace(text) == "" {
		var ok bool
		if data, ok = a.pastedPicture(); !ok {
			return
		}
	} else if files := filesIn(text); len(files) > 0 {
		a.openFiles(files, reader, training)
		return
	}
	found, err := intake.Bytes(pasted, data, reader)
	a.take(chosen{pasted, began, training}, found, err)
}

// pastedPicture gives the picture in the clipboard, or says why there is none.
func (a *App) pastedPicture() ([]byte, bool) {
	if a.Clip == nil {
		a.remark("paste-empty", "")
		return nil, false
	}
	data, err := a.Clip()
	switch {
	case errors.Is(err, clipboard.ErrNone):
		a.remark("paste-empty", "")
	case err != nil:
		a.remark("paste-failed", err.Error())
	default:
		return data, true
	}
	return nil, false
}

// mostPasted is how many files may be named in the clipboard.
const mostPasted = 100

// filesIn gives the files that a text names and nothing else, as a file manager
// copies them: paths from the root on, or file addresses, one a line. A text in
// which any line is not a file that is there names none.
func filesIn(text string) (files []string) {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	if len(lines) > mostPasted {
		return nil
	}
	for _, line := range lines {
		path := strings.TrimSpace(line)
		if address, err := url.Parse(path); err == nil && address.Scheme == "file" && address.Host == "" {
			path = filepath.FromSlash(address.Path)
		}
		if info, err := os.Stat(path); !filepath.IsAbs(path) || err != nil || info.IsDir() {
			return nil
		}
		files = append(files, path)
	}
	return files
}
