package app_test

import (
	"context"
	"image"
	"io"
	"testing"
	"testing/synctest"
	"time"

	"passdesk/app/desk"
	"passdesk/camera"
)

// brief is a camera that gives one picture and then only an error.
type brief struct {
	given bool
	err   error
}

func (b *brief) Next(context.Context) (camera.Frame, error) {
	if b.given {
		return camera.Frame{}, b.err
	}
	b.given = true
	return camera.Frame{Image: image.NewGray(image.Rect(0, 0, 64, 64)), At: time.Now()}, nil
}

func (b *brief) Close() error { return nil }

// The last picture may show a visitor who has left, however fast the camera
// fails after it.
func TestNoPictureOutlivesItsCamera(t *testing.T) {
	for phase, err := range map[desk.Phase]error{
		desk.Ended: io.EOF, desk.Failed: &camera.Error{Fault: camera.Lost, What: "camera 0"},
	} {
		for range 30 { // which of two things happens first is chance
			synctest.Test(t, func(t *testing.T) {
				q := beginWith(t, &disk{}, &brief{err: err})
				if s := q.after(time.Second); s.Camera.Phase != phase || s.Picture != nil {
					t.Errorf("%s, picture %v", s.Camera.Phase, s.Picture != nil)
				}
			})
		}
	}
}
