//go:build cgo && gocv_specific_modules && gocv_videoio && !linux

package opencv

import (
	"image"

	"passdesk/camera"
)

// quickJPEG says that JPEGs are decoded fastest as they come.
const quickJPEG = false

// developJPEG leaves them to OpenCV, which comes without libjpeg's headers.
func developJPEG([]byte, image.Point) (*camera.Picture, error) { return nil, errFormat }
