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
// each at its own pace. A camera that is to be opened again when it fails, or
// to be changed, is a camera.Kept, which ends only when it is closed; any
// other one ends here with its first failure or its last picture.
func (a *App) pumpCamera(ctx context.Context) {
	for {
		frame, err := a.Camera.Next(ctx)
		switch {
		case err == nil:
			a.Watch.captured(frame)
			a.pictures.put(frame)
			a.toRead.put(frame)
		case errors.Is(err, io.EOF):
			a.cameraIs(desk.Camera{Phase: desk.Ended})
			return
		case ctx.Err() != nil:
			return
		default:
			a.cameraIs(trouble(err))
			return
		}
	}
}

// CameraIs takes news of a kept camera.
func (a *App) CameraIs(c camera.Change) {
	a.cameraIs(desk.Camera{Phase: desk.Phase(c.State), Fault: string(c.Fault), What: c.What, Every: c.Every})
}

// cameraIs tells the desk how the camera is doing. A picture that was not
// fetched before is older than this news, and must not be shown after it.
func (a *App) cameraIs(c desk.Camera) {
	a.pictures.drop()
	a.Do(desk.CameraIs{Camera: c})
}

// trouble puts a camera's failure into the desk's words.
func trouble(err error) desk.Camera {
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
		case <-a.forgets:
			reader.Forget()
		case frame := <-a.toRead:
			for _, c := range a.codesIn(frame, reader) {
				a.readIn(frame, c.Text)
			}
		}
	}
}

// readIn lets a text that was read in a picture reach the desk, unless the
// camera has been turned since.
func (a *App) readIn(frame camera.Frame, text string) {
	took := a.Clock().Sub(frame.At)
	a.post(func(a *App) (entries []scanlog.Entry) {
		if a.isPast(frame) {
			return nil
		}
		return a.scan(desk.Reading{Text: text, By: scanlog.ByCamera, Took: took})
	})
}
