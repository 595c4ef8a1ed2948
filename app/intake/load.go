package intake

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"

	"passdesk/camera/pdf"
)

// The largest inputs that are read, in bytes: a photo of a large sensor with
// room to spare, and as much text as package shc opens.
const (
	maxFile = 64 << 20
	maxText = 1 << 20
)

// Error says why an input could not be read, in one sentence.
type Error struct {
	Name string
	Why  string
	Err  error // may be nil
}

// Error gives the sentence.
func (e *Error) Error() string { return e.Name + ": " + e.Why }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Load reads a regular file, or a pipe, of up to 64 MB. It fails with *Error.
func Load(path string) ([]byte, error) {
	f, err := open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return load(path, f, func([]byte) limit {
		return limit{maxFile, fmt.Sprintf("the file is larger than %d MB", maxFile>>20)}
	})
}

// open opens what may hold something to read, and looks at its size first.
func open(path string) (*os.File, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENAMETOOLONG):
		return nil, &Error{path, "there is no such file", err}
	case err != nil:
		return nil, unreadable(path, err)
	case info.IsDir():
		return nil, &Error{path, "this is a folder, not a file", nil}
	case info.Mode().IsRegular() && info.Size() > maxFile:
		return nil, &Error{path, limitOfPictures.tooLarge, nil}
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	return f, nil
}

// limit is how much is read, and what is said about more.
type limit struct {
	bytes    int
	tooLarge string
}

var (
	limitOfPictures = limit{maxFile, fmt.Sprintf("the file is larger than %d MB, which no card or picture of one is", maxFile>>20)}
	limitOfPages    = limit{pdf.MaxBytes, pdf.ErrTooLarge.Error()}
	limitOfTexts    = limit{maxText, fmt.Sprintf("this is no PNG, JPEG or PDF file, and larger than %d MB, which no card is", maxText>>20)}
)

// limitOfCards gives the limit of an input by its first bytes: what never
// ends and is no picture is left early.
func limitOfCards(head []byte) limit {
	switch {
	case IsPicture(head):
		return limitOfPictures
	case pdf.Is(head):
		return limitOfPages
	}
	return limitOfTexts
}

// load reads to the end or to the limit that goes by the first bytes.
func load(name string, from io.Reader, limitOf func(head []byte) limit) ([]byte, error) {
	head := make([]byte, 16)
	n, err := io.ReadFull(from, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, unreadable(name, err)
	}
	most := limitOf(head[:n])
	all := io.MultiReader(bytes.NewReader(head[:n]), from)
	data, err := io.ReadAll(io.LimitReader(all, int64(most.bytes)+1))
	switch {
	case err != nil:
		return nil, unreadable(name, err)
	case len(data) > most.bytes:
		return nil, &Error{name, most.tooLarge, nil}
	}
	return data, nil
}

// unreadable gives the system's own words without the path, which is said
// before.
func unreadable(name string, err error) error {
	cause := err
	var p *fs.PathError
	if errors.As(err, &p) {
		cause = p.Err
	}
	return &Error{name, "the file cannot be read: " + cause.Error(), err}
}
