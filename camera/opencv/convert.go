//go:build cgo && gocv_specific_modules && gocv_videoio

package opencv

import (
	"errors"
	"image"

	"gocv.io/x/gocv"

	"passdesk/camera"
)

// maxPixels bounds the memory a picture can cost, as in camera/still.
const maxPixels = 64 << 20

var errFormat = errors.New("pictures of an unknown format")

// converter turns OpenCV's pictures into ours. Its Mats live as long as the
// pump, so that a picture costs no allocation outside Go.
type converter struct {
	colour, grey gocv.Mat
	spare        *camera.Picture // may be painted over; nil if there is none
}

func newConverter() *converter {
	return &converter{colour: gocv.NewMat(), grey: gocv.NewMat()}
}

func (c *converter) close() {
	c.colour.Close()
	c.grey.Close()
}

// picture copies a picture of one, three or four channels of 8 bits.
func (c *converter) picture(from gocv.Mat) (*camera.Picture, error) {
	if from.Rows() > maxPixels/from.Cols() {
		return nil, errors.New("pictures too large")
	}
	if err := c.split(from); err != nil {
		return nil, err
	}
	to := c.blank(image.Rect(0, 0, from.Cols(), from.Rows()))
	if err := fill(to.Pix, c.colour); err != nil {
		return nil, err
	}
	return to, fill(to.Luma().Pix, c.grey)
}

// split makes the colour and the grey picture of one.
func (c *converter) split(from gocv.Mat) error {
	switch from.Type() {
	case gocv.MatTypeCV8UC3:
		return errors.Join(
			gocv.CvtColor(from, &c.colour, gocv.ColorBGRToRGBA),
			gocv.CvtColor(from, &c.grey, gocv.ColorBGRToGray))
	case gocv.MatTypeCV8UC4:
		return errors.Join(
			gocv.CvtColor(from, &c.colour, gocv.ColorBGRAToRGBA),
			gocv.CvtColor(from, &c.grey, gocv.ColorBGRAToGray))
	case gocv.MatTypeCV8UC1:
		return errors.Join(
			gocv.CvtColor(from, &c.colour, gocv.ColorGrayToBGRA),
			from.CopyTo(&c.grey))
	default:
		return errFormat
	}
}

// blank gives the spare picture if it fits, else a new one.
func (c *converter) blank(size image.Rectangle) *camera.Picture {
	spare := c.spare
	c.spare = nil
	if spare != nil && spare.Rect == size {
		return spare
	}
	return camera.NewPicture(image.NewRGBA(size), image.NewGray(size))
}

func fill(to []byte, from gocv.Mat) error {
	pixels, err := from.DataPtrUint8()
	if err != nil || len(pixels) != len(to) {
		return errFormat
	}
	copy(to, pixels)
	return nil
}
