//go:build cgo && gocv_specific_modules && gocv_videoio

package opencv

// libjpeg is what OpenCV itself decodes JPEGs with on these systems.

/*
#cgo CFLAGS: -O3 -Wall
#cgo pkg-config: libjpeg
#include "jpeg_linux.h"
*/
import "C"

import (
	"image"

	"passdesk/camera"
)

// quickJPEG says that JPEGs are decoded fastest as they come, also those of
// video files and addresses.
const quickJPEG = true

// developJPEG decodes a JPEG of a size once, for the reader and for the screen.
// Its errors are errTorn, and errFormat for a kind that OpenCV is to decode.
func developJPEG(file []byte, size image.Point) (*camera.Picture, error) {
	seen, halved := size, C.int(0)
	if size.X >= fullColour {
		seen, halved = halfOf(size), 1
	}
	colour, luma := image.NewRGBA(image.Rectangle{Max: seen}), image.NewGray(image.Rectangle{Max: size})
	switch C.passdesk_jpeg((*C.uchar)(&file[0]), C.size_t(len(file)), (*C.uchar)(&luma.Pix[0]), (*C.uchar)(&colour.Pix[0]), C.int(size.X), C.int(size.Y), halved) {
	case C.jpeg_done:
		return camera.NewPicture(colour, luma), nil
	case C.jpeg_other:
		return nil, errFormat
	default:
		return nil, errTorn
	}
}
