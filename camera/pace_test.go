package camera_test

import (
	"context"
	"image"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"passdesk/camera"
	"passdesk/camera/still"
)

func TestASlowCameraIsSaid(t *testing.T) {
	const quick, slow = 33 * time.Millisecond, 2 * time.Second
	live := camera.Change{State: camera.Live}
	slowly := camera.Change{State: camera.Live, Every: slow}
	for _, test := range []struct {
		name  string
		pause []time.Duration // before each picture
		want  []camera.Change
	}{
		{"quick", slices.Repeat([]time.Duration{quick}, 9), []camera.Change{live}},
		{"as slow as may be", slices.Repeat([]time.Duration{camera.Slow}, 9), []camera.Change{live}},
		{"slow", slices.Repeat([]time.Duration{slow}, 9), []camera.Change{live, slowly}},
		{"a late picture", []time.Duration{quick, quick, slow, quick, slow, quick}, []camera.Change{live}},
		{"slow for a while", []time.Duration{quick, slow, slow, slow, quick, slow, quick, quick, quick}, []camera.Change{live, slowly, live}},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var told []camera.Change
				src := still.Pictures([]image.Image{image.NewGray(image.Rect(0, 0, 1, 1))}, still.Show{Loop: true})
				k := camera.Keep(
					func(context.Context) (camera.Source, error) { return src, nil },
					camera.Keeping{Report: func(c camera.Change) {
						if c.State != camera.Opening {
							told = append(told, c)
						}
					}})
				defer k.Close()
				for _, d := range test.pause {
					time.Sleep(d)
					if _, err := k.Next(t.Context()); err != nil {
						t.Fatal(err)
					}
				}
				if !slices.Equal(told, test.want) {
					t.Errorf("told %v, want %v", told, test.want)
				}
			})
		})
	}
}
