package app_test

import (
	"context"
	"image"
	"image/color"
	"image/draw"
	"testing"
	"testing/synctest"
	"time"

	"passdesk/app"
	"passdesk/app/desk"
	"passdesk/app/desk/desktest"
	"passdesk/camera"
	"passdesk/camera/still"
)

func TestASlowCameraIsSaid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var q *quiet
		begun := make(chan struct{})
		q = beginAs(t, &disk{}, func(c *app.Config) {
			kept := camera.Keep(nil, camera.Keeping{Report: func(ch camera.Change) {
				<-begun
				q.app.CameraIs(ch)
			}})
			slow := func(context.Context) (camera.Source, error) {
				return still.Pictures([]image.Image{grey(50)}, still.Show{Loop: true, Every: 2 * time.Second, Now: c.Clock}), nil
			}
			c.Camera, c.Turn, c.Outfit.Open = kept, kept.Use, slow
		})
		close(begun)
		if s := q.after(time.Minute); s.Camera.Phase != desk.Live || s.Camera.Every != 2*time.Second || s.Picture == nil {
			t.Errorf("%+v, picture %v", s.Camera, s.Picture != nil)
		}
	})
}

// A code that hangs out of the picture is advised on, and no more once it is
// read.
func TestTheCoachSaysWhyACodeCannotBeRead(t *testing.T) {
	whole := held(t, desktest.Card(t, "Lovelace", 2).Texts[0])
	cut := image.NewRGBA(whole.Bounds())
	draw.Draw(cut, cut.Rect, image.NewUniform(color.Gray{Y: 120}), image.Point{}, draw.Src)
	draw.Draw(cut, cut.Rect, whole, image.Pt(0, 140), draw.Src) // upwards
	kept := camera.Keep(shot(time.Now, cut), camera.Keeping{})
	f := run(t, func(c *app.Config) { c.Camera = kept })
	if s := f.await("advice", func(s desk.State) bool { return s.Coach.Advice != "" }); s.Coach.Advice != "cut-off" {
		t.Errorf("%+v", s.Coach)
	}
	kept.Use(shot(time.Now, whole))
	f.await("the result, outlined", func(s desk.State) bool {
		return s.Result != nil && s.Coach.Advice == "" && len(s.Found) == 1 && s.Found[0][0].In(image.Rect(400, 60, 440, 100))
	})
}

// What is drawn of a large picture is smaller than what is read.
func TestACodeIsOutlinedWhereItIsDrawn(t *testing.T) {
	whole := camera.PictureOf(held(t, desktest.Card(t, "Lovelace", 2).Texts[0]))
	halved := image.NewRGBA(image.Rectangle{Max: whole.Rect.Max.Div(2)})
	kept := camera.Keep(shot(time.Now, camera.NewPicture(halved, whole.Luma())), camera.Keeping{})
	f := run(t, func(c *app.Config) { c.Camera = kept })
	f.await("the result, outlined", func(s desk.State) bool {
		return s.Result != nil && len(s.Found) == 1 && s.Found[0][0].In(image.Rect(200, 30, 220, 50))
	})
}
