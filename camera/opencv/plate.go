//go:build cgo && gocv_specific_modules && gocv_videoio

package opencv

import (
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"runtime"
	"time"

	"gocv.io/x/gocv"

	"passdesk/camera"
)

// maxPixels bounds the memory a picture can cost, as in camera/still.
const maxPixels = 64 << 20

// What can be wrong with a plate. The next one may be whole again, but will
// be of the same format.
var (
	errTorn   = errors.New("a picture that cannot be decoded")
	errFormat = errors.New("pictures of an unknown format")
	errSize   = errors.New("pictures too large")
)

// plate holds a picture as the capture gave it, which is developed only when
// somebody asks for it: most of a picture's cost is in decoding it and in its
// colours. Plates are used again and again, so that a picture costs no
// allocation outside Go.
type plate struct {
	raw    gocv.Mat // pixels, or one row with the bytes of a JPEG
	pixels gocv.Mat // of the JPEG
	at     time.Time
}

func newPlate() *plate { return &plate{raw: gocv.NewMat(), pixels: gocv.NewMat()} }

func (p *plate) close() {
	p.raw.Close()
	p.pixels.Close()
}

// develop makes a picture that is the caller's for good. Its errors are those
// above.
func (p *plate) develop() (*camera.Picture, error) {
	from, err := p.decoded()
	if err != nil {
		return nil, err
	}
	if from.Rows() > maxPixels/from.Cols() {
		return nil, errSize
	}
	size := image.Rect(0, 0, from.Cols(), from.Rows())
	picture := camera.NewPicture(image.NewRGBA(size), image.NewGray(size))
	toColour, toGrey := conversions(from)
	if toColour == nil {
		return nil, errFormat
	}
	return picture, errors.Join(
		into(picture.Pix, size, gocv.MatTypeCV8UC4, toColour),
		into(picture.Luma().Pix, size, gocv.MatTypeCV8UC1, toGrey))
}

// decoded gives the pixels of the plate.
func (p *plate) decoded() (gocv.Mat, error) {
	if p.raw.Rows() != 1 || p.raw.Type() != gocv.MatTypeCV8UC1 {
		return p.raw, nil
	}
	file, err := p.raw.DataPtrUint8()
	if err != nil {
		return p.raw, errFormat
	}
	// OpenCV would allocate whatever size the first bytes claim.
	size, err := jpeg.DecodeConfig(bytes.NewReader(file))
	if err != nil || size.Width < 1 || size.Height < 1 {
		return p.raw, errTorn
	}
	if size.Height > maxPixels/size.Width {
		return p.raw, errSize
	}
	if err := gocv.IMDecodeIntoMat(file, gocv.IMReadColor, &p.pixels); err != nil || p.pixels.Empty() {
		return p.raw, errTorn
	}
	return p.pixels, nil
}

// conversion writes to a Mat of the right size and type.
type conversion func(to *gocv.Mat) error

// conversions gives the ways to colour and to grey, nil for a format that has
// none. The grey of YUYV is in it already.
func conversions(from gocv.Mat) (colour, grey conversion) {
	by := func(code gocv.ColorConversionCode) conversion {
		return func(to *gocv.Mat) error { return gocv.CvtColor(from, to, code) }
	}
	switch from.Type() {
	case gocv.MatTypeCV8UC1:
		return by(gocv.ColorGrayToBGRA), from.CopyTo
	case gocv.MatTypeCV8UC2:
		return by(gocv.ColorYUVToRGBAYUY2), by(gocv.ColorYUVToGRAYYUY2)
	case gocv.MatTypeCV8UC3:
		return by(gocv.ColorBGRToRGBA), by(gocv.ColorBGRToGray)
	case gocv.MatTypeCV8UC4:
		return by(gocv.ColorBGRAToRGBA), by(gocv.ColorBGRAToGray)
	default:
		return nil, nil
	}
}

// into lets OpenCV write straight into Go's memory, which stays in its place
// meanwhile.
func into(to []byte, size image.Rectangle, kind gocv.MatType, convert conversion) error {
	var pin runtime.Pinner
	defer pin.Unpin()
	pin.Pin(&to[0])
	mat, err := gocv.NewMatFromBytes(size.Dy(), size.Dx(), kind, to)
	if err != nil {
		return errFormat
	}
	defer mat.Close()
	if err := convert(&mat); err != nil {
		return errFormat
	}
	if written, err := mat.DataPtrUint8(); err != nil || &written[0] != &to[0] {
		return errFormat // into memory of OpenCV's own
	}
	return nil
}
