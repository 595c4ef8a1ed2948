//go:build cgo && gocv_specific_modules && gocv_videoio

package opencv

import (
	"errors"
	"time"

	"gocv.io/x/gocv"

	"passdesk/camera"
)

// OpenCV's numbers of FFmpeg's two timeouts, which are 30 s if not set; gocv
// has no names for them.
const (
	openTimeoutMsec gocv.VideoCaptureProperties = 53
	readTimeoutMsec gocv.VideoCaptureProperties = 54
)

// errNoStream lists what FFmpeg does not tell apart.
var errNoStream = errors.New("no server, another password, no such page, no video, or a certificate that is not trusted")

// capture opens what the pictures come from. An error of gocv is never
// passed on: it quotes the address with its password.
func (o origin) capture(c Config) (*gocv.VideoCapture, error) {
	switch o.kind {
	case webcam:
		return o.captureWebcam(c)
	case address:
		return o.captureAddress(c)
	default:
		return o.captureFile()
	}
}

func (o origin) captureWebcam(c Config) (*gocv.VideoCapture, error) {
	wish := mode{mjpg, c.Width, c.Height, float64(c.FPS)}
	m := wish.bestOf(o.modes(wish))
	v, err := o.openWebcam()
	if err != nil {
		return nil, err
	}
	// OpenCV negotiates anew at the format and at the height, asking each time
	// for the rate that it was granted before. So the rate comes last, and the
	// format first: a large picture of the format that a webcam begins with
	// may leave a rate of 5.
	v.Set(gocv.VideoCaptureFOURCC, v.ToCodec(m.codec))
	v.Set(gocv.VideoCaptureFrameWidth, float64(m.width))
	v.Set(gocv.VideoCaptureFrameHeight, float64(m.height))
	v.Set(gocv.VideoCaptureFPS, m.rate)
	v.Set(gocv.VideoCaptureAutoFocus, 1) // one without keeps its focus
	if codec := v.CodecString(); rawWebcam && (codec == mjpg || codec == yuyv) {
		v.Set(gocv.VideoCaptureConvertRGB, 0) // decoded by whoever wants it, see plate
	}
	return v, nil
}

// openWebcam tries twice when nothing seems to be wrong with a webcam that did
// not open: it was busy, and let go before it could be asked.
func (o origin) openWebcam() (v *gocv.VideoCapture, err error) {
	for range 2 {
		if v, err = opened(gocv.OpenVideoCaptureWithAPI(o.open, webcamAPI)); err == nil {
			return v, nil
		}
		if err = o.explain(); camera.FaultOf(err) != camera.Unsupported {
			break
		}
	}
	return nil, err
}

// captureAddress gives FFmpeg more time than Open and Next take, which say
// that it is over: then FFmpeg only delays the closing of the connection.
func (o origin) captureAddress(c Config) (*gocv.VideoCapture, error) {
	v, err := opened(gocv.OpenVideoCaptureWithAPIParams(o.open, gocv.VideoCaptureFFmpeg,
		[]gocv.VideoCaptureProperties{
			openTimeoutMsec, gocv.VideoCaptureProperties(c.Answer.Milliseconds() * 5 / 4),
			readTimeoutMsec, gocv.VideoCaptureProperties(c.Stall.Milliseconds() * 5 / 4),
		}))
	if err != nil {
		return nil, o.fault(camera.Missing, errNoStream)
	}
	return undecoded(v), nil
}

func (o origin) captureFile() (*gocv.VideoCapture, error) {
	v, err := opened(gocv.OpenVideoCaptureWithAPI(o.open, gocv.VideoCaptureFFmpeg))
	if err != nil {
		return nil, o.fault(camera.Unsupported, nil)
	}
	return undecoded(v), nil
}

// undecoded asks FFmpeg for JPEGs as they are, where they are decoded fastest by
// whoever wants them, see plate.
func undecoded(v *gocv.VideoCapture) *gocv.VideoCapture {
	if codec := v.CodecString(); quickJPEG && (codec == mjpg || codec == "mjpe") { // FFmpeg's own name of it
		v.Set(gocv.VideoCaptureFormat, -1)
	}
	return v
}

// opened frees the capture that gocv hands out beside an error.
func opened(v *gocv.VideoCapture, err error) (*gocv.VideoCapture, error) {
	if err != nil && v != nil {
		v.Close()
	}
	return v, err
}

// speed gives the time each picture of a video file stands. Files lie about
// it; what no file can mean becomes the usual 25 a second.
func speed(v *gocv.VideoCapture) time.Duration {
	fps := v.Get(gocv.VideoCaptureFPS)
	if !(fps >= 1 && fps <= 240) {
		fps = 25
	}
	return time.Duration(float64(time.Second) / fps)
}
