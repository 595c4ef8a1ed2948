// Package symbol draws the QR code of a text, as issuers draw health cards.
//
// A health card's code has two segments, the prefix as bytes and the digits
// as numbers (SMART Health Cards, "Encoding QRs"), which makes it a third
// smaller than one segment would. Nothing here reads a code.
package symbol

import (
	"fmt"
	"image"
	"image/color"
	"strings"

	"rsc.io/qr/coding"
)

// quietZone is the light border that ISO/IEC 18004 asks for, in modules.
const quietZone = 4

// Code is a QR symbol: Size modules a side, without its quiet zone.
type Code struct {
	Size int
	code *coding.Code
}

// Encode makes the smallest symbol at error correction level L, which is what
// dense cards use. It fails when the text is longer than a version 40 holds.
func Encode(text string) (Code, error) {
	segments := split(text)
	for v := coding.Version(coding.MinVersion); v <= coding.MaxVersion; v++ {
		bits := 0
		for _, s := range segments {
			bits += s.Bits(v)
		}
		if bits > v.DataBytes(coding.L)*8 {
			continue
		}
		plan, err := coding.NewPlan(v, coding.L, coding.Mask(3))
		if err != nil {
			return Code{}, fmt.Errorf("plan a QR code of version %d: %w", v, err)
		}
		code, err := plan.Encode(segments...)
		if err != nil {
			return Code{}, fmt.Errorf("encode a QR code of version %d: %w", v, err)
		}
		return Code{Size: code.Size, code: code}, nil
	}
	return Code{}, fmt.Errorf("%d characters are too many for a QR code", len(text))
}

// split gives a long run of digits at the end a numeric segment of its own.
func split(text string) []coding.Encoding {
	prefix := strings.TrimRight(text, "0123456789")
	digits := text[len(prefix):]
	var segments []coding.Encoding
	if prefix != "" {
		segments = append(segments, coding.String(prefix))
	}
	if digits != "" {
		segments = append(segments, coding.Num(digits))
	}
	return segments
}

// Dark tells whether the module in column x and row y is dark.
func (c Code) Dark(x, y int) bool { return c.code.Black(x, y) }

// Picture draws the symbol with its quiet zone, each module a square of so
// many pixels.
func (c Code) Picture(modulePixels int) *image.Gray {
	side := (c.Size + 2*quietZone) * modulePixels
	img := image.NewGray(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			if !c.Dark(x/modulePixels-quietZone, y/modulePixels-quietZone) {
				img.SetGray(x, y, color.Gray{Y: 255})
			}
		}
	}
	return img
}
