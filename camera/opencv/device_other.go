//go:build cgo && gocv_specific_modules && gocv_videoio && !linux

package opencv

import "C" // so that quiet.cpp is compiled here too

import (
	"io/fs"
	"runtime"

	"gocv.io/x/gocv"

	"passdesk/camera"
)

var webcamAPI = map[string]gocv.VideoCaptureAPI{
	"darwin":  gocv.VideoCaptureAVFoundation,
	"windows": gocv.VideoCaptureDshow,
}[runtime.GOOS]

const rawWebcam = false

func systemSysfs() fs.FS { return nil }

// modes is empty: these systems do not tell without opening the webcam.
func (o origin) modes(mode) []mode { return nil }

// explain cannot tell a webcam that is missing from one that is denied or
// busy: these systems do not say without asking for the webcam once more.
func (o origin) explain() error { return o.fault(camera.Missing, nil) }
