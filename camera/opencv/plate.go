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

// fullColour is the width from which on a picture's colours, which are only
// painted, are halved each way: that is as much as a view of it shows, and a
// picture of 1920x1080 costs its reader, its painter and Go's memory a third.
const fullColour = 1600

// plate holds a picture as the capture gave it, which is developed only when
// somebody asks for it: most of a picture's cost is in decoding it and in its
// colours. Plates are used again and again, so that a picture costs no
// allocation outside Go.
type plate struct {
	raw    gocv.Mat // pixels, or one row with the bytes of a JPEG
	pixels gocv.Mat // of the JPEG, or halved
	grey   gocv.Mat // of a JPEG of which pixels has half
	at     time.Time
}

func newPlate() *plate {
	return &plate{raw: gocv.NewMat(), pixels: gocv.NewMat(), grey: gocv.NewMat()}
}

func (p *plate) close() {
	p.raw.Close()
	p.pixels.Close()
	p.grey.Close()
}

// develop makes a picture that is the caller's for good. Its errors are those
// above.
func (p *plate) develop() (*camera.Picture, error) {
	if p.raw.Rows() == 1 && p.raw.Type() == gocv.MatTypeCV8UC1 {
		return p.developFile()
	}
	colour, err := p.colours()
	if err != nil {
		return nil, err
	}
	return joined(colour, p.raw)
}

// joined makes a picture of the pixels to see and of those to read.
func joined(colour, grey gocv.Mat) (*camera.Picture, error) {
	if grey.Rows() > maxPixels/grey.Cols() {
		return nil, errSize
	}
	picture := camera.NewPicture(image.NewRGBA(frame(colour)), image.NewGray(frame(grey)))
	toColour, _ := conversions(colour)
	_, toGrey := conversions(grey)
	if toColour == nil {
		return nil, errFormat
	}
	return picture, errors.Join(
		into(picture.Pix, picture.Rect, gocv.MatTypeCV8UC4, toColour),
		into(picture.Luma().Pix, picture.Luma().Rect, gocv.MatTypeCV8UC1, toGrey))
}

func frame(m gocv.Mat) image.Rectangle { return image.Rect(0, 0, m.Cols(), m.Rows()) }

// halfOf is half a size each way, rounded up, as libjpeg does.
func halfOf(size image.Point) image.Point { return size.Add(image.Pt(1, 1)).Div(2) }

// colours gives the pixels of the plate to see.
func (p *plate) colours() (gocv.Mat, error) {
	if p.raw.Cols() < fullColour || p.raw.Type() == gocv.MatTypeCV8UC2 { // whose pixels share their colours
		return p.raw, nil
	}
	if gocv.Resize(p.raw, &p.pixels, halfOf(frame(p.raw).Max), 0, 0, gocv.InterpolationArea) != nil {
		return p.raw, errFormat
	}
	return p.pixels, nil
}

// developFile makes a picture of a JPEG.
func (p *plate) developFile() (*camera.Picture, error) {
	file, err := p.raw.DataPtrUint8()
	if err != nil {
		return nil, errFormat
	}
	// What decodes it would allocate whatever size the first bytes claim.
	claims, err := jpeg.DecodeConfig(bytes.NewReader(file))
	size := image.Pt(claims.Width, claims.Height)
	if err != nil || size.X < 1 || size.Y < 1 {
		return nil, errTorn
	}
	if size.Y > maxPixels/size.X {
		return nil, errSize
	}
	picture, err := developJPEG(file, size)
	if errors.Is(err, errFormat) {
		return p.developByOpenCV(file, size)
	}
	return picture, err
}

// developByOpenCV decodes a large JPEG twice, as its halved colours and its grey
// together take no longer than all of its colours.
func (p *plate) developByOpenCV(file []byte, size image.Point) (*camera.Picture, error) {
	if size.X < fullColour {
		if err := decodeInto(&p.pixels, file, gocv.IMReadColor); err != nil {
			return nil, err
		}
		return joined(p.pixels, p.pixels)
	}
	err := errors.Join(decodeInto(&p.grey, file, gocv.IMReadGrayScale), decodeInto(&p.pixels, file, gocv.IMReadReducedColor2))
	if err != nil {
		return nil, err
	}
	return joined(p.pixels, p.grey)
}

func decodeInto(m *gocv.Mat, file []byte, how gocv.IMReadFlag) error {
	if err := gocv.IMDecodeIntoMat(file, how, m); err != nil || m.Empty() {
		return errTorn
	}
	return nil
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
