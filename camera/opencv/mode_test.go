//go:build cgo && gocv_specific_modules && gocv_videoio

package opencv

import "testing"

func TestAsksForTheModeThatReadsDenseCodes(t *testing.T) {
	wish := mode{mjpg, 1920, 1080, 30}
	for _, test := range []struct {
		name  string
		modes []mode
		want  mode
	}{
		{"as wished", []mode{{yuyv, 640, 480, 30}, {mjpg, 1920, 1080, 30}, {mjpg, 1280, 720, 30}}, mode{mjpg, 1920, 1080, 30}},
		{"large only as a slide show", []mode{{yuyv, 1920, 1080, 5}, {mjpg, 1280, 720, 30}}, mode{mjpg, 1280, 720, 30}},
		{"large at half the rate", []mode{{mjpg, 1920, 1080, 15}, {mjpg, 1280, 720, 30}}, mode{mjpg, 1920, 1080, 15}},
		{"no JPEG", []mode{{yuyv, 640, 480, 30}, {yuyv, 1280, 720, 10}, {yuyv, 800, 600, 20}}, mode{yuyv, 800, 600, 20}},
		{"JPEG and not, alike", []mode{{yuyv, 1280, 720, 30}, {mjpg, 1280, 720, 30}}, mode{mjpg, 1280, 720, 30}},
		{"faster than wished", []mode{{mjpg, 1920, 1080, 60}, {yuyv, 1920, 1080, 30}}, mode{yuyv, 1920, 1080, 30}},
		{"JPEG of a smaller size", []mode{{mjpg, 640, 480, 30}, {yuyv, 1280, 720, 30}}, mode{yuyv, 1280, 720, 30}},
		{"nothing but slides", []mode{{yuyv, 1920, 1080, 2}, {yuyv, 1280, 720, 5}}, mode{yuyv, 1280, 720, 5}},
		{"tiny or huge", []mode{{mjpg, 640, 480, 30}, {mjpg, 2592, 1944, 15}}, mode{mjpg, 2592, 1944, 15}},
		{"small or four times as large", []mode{{mjpg, 1280, 720, 30}, {mjpg, 3840, 2160, 30}}, mode{mjpg, 1280, 720, 30}},
		{"a rate that is not told", []mode{{mjpg, 1280, 720, 0}, {yuyv, 640, 480, 30}}, mode{mjpg, 1280, 720, 30}},
		{"no format of ours", []mode{{"NV12", 1920, 1080, 30}}, wish},
		{"no size", []mode{{mjpg, 0, 0, 30}}, wish},
		{"nothing told", nil, wish},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := wish.bestOf(test.modes); got != test.want {
				t.Errorf("%v, want %v", got, test.want)
			}
		})
	}
}
