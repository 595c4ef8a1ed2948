//go:build cgo && gocv_specific_modules && gocv_videoio

package opencv_test

import (
	"slices"
	"testing"
	"testing/fstest"

	"passdesk/camera/opencv"
)

func TestListsWebcamsByNumberAndName(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	sysfs := fstest.MapFS{
		"video10/name":     file("Document Camera\n"),
		"video10/index":    file("0\n"),
		"video2/name":      file("HD Webcam: HD Webcam\n"),
		"video2/index":     file("0\n"),
		"video3/name":      file("HD Webcam: HD Webcam\n"),
		"video3/index":     file("1\n"), // metadata of video2
		"video4/dev":       file("81:4\n"),
		"v4l-subdev0/name": file("sensor\n"),
		"videofun/name":    file("no number\n"),
	}
	want := []opencv.Device{
		{Index: 2, Path: "/dev/video2", Name: "HD Webcam: HD Webcam"},
		{Index: 4, Path: "/dev/video4", Name: "/dev/video4"},
		{Index: 10, Path: "/dev/video10", Name: "Document Camera"},
	}
	if got := opencv.Devices(sysfs); !slices.Equal(got, want) {
		t.Errorf("Devices:\n%v, want\n%v", got, want)
	}
	if got := opencv.Devices(fstest.MapFS{}); len(got) != 0 {
		t.Errorf("Devices of none: %v", got)
	}
}
