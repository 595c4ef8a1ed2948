package app

import (
	"context"
	"errors"
	"io"

	"passdesk/app/desk"
	"passdesk/app/scanlog"
	"passdesk/camera"
	"passdesk/camera/qr"
)

// pumpCamera passes the newest picture on to the screen and to the reader,
// each at its own pace. A camera that is to be opened again when it fails is
// a camera.Kept; any other one ends here with its first failure.
func (a *App) pumpCamera(ctx context.Context) {
	for {
		frame, err := a.Camera.Next(ctx)
		switch {
		case err == nil:
			a.pictures.put(frame)
			a.toRead.put(frame)
		case errors.Is(err, io.EOF):
			a.Do(desk.CameraIs{Camera: desk.Camera{Phase: desk.Ended}})
			return
		case ctx.Err() != nil:
			return
		default:
			a.Do(desk.CameraIs{Camera: Trouble(err)})
			return
		}
	}
}

// CameraIs takes news of a kept camera.
func (a *App) CameraIs(c camera.Change) {
	a.Do(desk.CameraIs{Camera: desk.Camera{Phase: desk.Phase(c.State), Fault: string(c.Fault), What: c.What}})
}

// Trouble puts a camera's failure into the desk's words.
func Trouble(err error) desk.Camera {
	c := desk.Camera{Phase: desk.Failed, Fault: string(camera.FaultOf(err))}
	var fault *camera.Error
	if errors.As(err, &fault) {
		c.What = fault.What
	}
	return c
}

// pumpReading reads the codes in the newest picture.
func (a *App) pumpReading(ctx context.Context, reader *qr.Reader) {
	for {
		select {
		case <-ctx.Done():
			return
		case frame := <-a.toRead:
			codes, _ := reader.Read(frame.Image)
			for _, c := range codes {
				a.Read(desk.Reading{Text: c.Text, By: scanlog.ByCamera, Took: a.Clock().Sub(frame.At)})
			}
		}
	}
}
