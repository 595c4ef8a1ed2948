package app

import (
	"time"

	"passdesk/camera"
	"passdesk/camera/qr"
)

// Watch is told of a picture's way through the desk, for measurements. Its
// functions are called by the pumps and must not wait; nil ones are left out.
type Watch struct {
	Captured func(camera.Frame)
	// Read gets a picture, when reading it ended, how long it took, and how
	// many codes were in it; before the desk hears of them.
	Read func(f camera.Frame, ended time.Time, took time.Duration, codes int)
}

func (w Watch) captured(f camera.Frame) {
	if w.Captured != nil {
		w.Captured(f)
	}
}

// codesIn reads a picture.
func (a *App) codesIn(f camera.Frame, reader *qr.Reader) ([]qr.Code, qr.Diagnosis) {
	began := a.Clock()
	codes, saw := reader.Read(f.Image)
	if a.Watch.Read != nil {
		ended := a.Clock()
		a.Watch.Read(f, ended, ended.Sub(began), len(codes))
	}
	return codes, saw
}
