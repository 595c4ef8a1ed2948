package app

import (
	"context"
	"errors"
	"image"
	"io"
	"time"

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
	var calm calm
	for {
		frame, err := a.Camera.Next(ctx)
		switch {
		case err == nil:
			a.Watch.captured(frame)
			if calm.skips(frame, a.seesCode.Load()) {
				continue
			}
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
	var said saying
	for {
		select {
		case <-ctx.Done():
			return
		case <-a.forgets:
			reader.Forget()
		case frame := <-a.toRead:
			if a.answered.skips(frame) {
				continue
			}
			codes, saw := a.codesIn(frame, reader)
			a.seesCode.Store(saw != qr.NoCode && saw != qr.Dark)
			for _, c := range codes {
				a.readIn(frame, c.Text)
			}
			found := outlines(frame, codes)
			if said.isNews(saw, frame.At) || len(found) > 0 {
				a.sawIn(frame, saw, found, reader)
			}
		}
	}
}

// saying keeps what came of each picture from being said each time.
type saying struct {
	last qr.Diagnosis
	at   time.Time
}

// sayAgain is how often a code that is seen but cannot be read is said.
const sayAgain = 300 * time.Millisecond

func (s *saying) isNews(saw qr.Diagnosis, at time.Time) bool {
	quiet := saw == qr.Read || saw == qr.NoCode
	if saw == s.last && (quiet || at.Sub(s.at) < sayAgain) {
		return false
	}
	s.last, s.at = saw, at
	return true
}

// look is what came of looking for codes in a picture.
type look struct {
	in  camera.Frame
	saw desk.Looked
}

// sawIn tells the desk what came of looking at a picture. The newest counts.
func (a *App) sawIn(frame camera.Frame, saw qr.Diagnosis, found []desk.Outline, reader *qr.Reader) {
	sight, _ := reader.Sight()
	a.looks.put(look{frame, desk.Looked{Saw: string(saw), Closer: sight.Closer, Found: found}})
}

// outlines tells where in a picture, as it is drawn, the codes are.
func outlines(frame camera.Frame, codes []qr.Code) (all []desk.Outline) {
	from := frame.Image.Bounds().Min
	at := func(p qr.Point) image.Point { return image.Pt(int(p.X), int(p.Y)).Sub(from) }
	if picture, ok := frame.Image.(*camera.Picture); ok {
		at = func(p qr.Point) image.Point { return picture.Seen(p.X, p.Y) }
	}
	for _, c := range codes {
		var o desk.Outline
		for i, p := range c.Corners {
			o[i] = at(p)
		}
		all = append(all, o)
	}
	return all
}

// readIn lets a text that was read in a picture reach the desk, unless the
// camera has been turned since.
func (a *App) readIn(frame camera.Frame, text string) {
	took := a.Clock().Sub(frame.At)
	a.post(func(a *App) (entries []scanlog.Entry) {
		if a.isPast(frame) {
			return nil
		}
		before := a.state
		entries = a.scan(desk.Reading{Text: text, By: scanlog.ByCamera, Took: took})
		a.answered.notes(before, a.state)
		return entries
	})
}
