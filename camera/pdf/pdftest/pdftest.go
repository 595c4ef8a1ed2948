// Package pdftest writes PDF files for tests.
package pdftest

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"image"
	"strings"
)

// File writes a PDF file of US Letter pages with these contents. Image is what
// they call /Im, see Embedded, or "null".
func File(image string, pages ...string) []byte {
	var b bytes.Buffer
	var at []int
	object := func(content string) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(at), content)
	}
	stream := func(head, content string) string {
		return fmt.Sprintf("<<%s /Length %d>>\nstream\n%s\nendstream", head, len(content), content)
	}
	b.WriteString("%PDF-1.4\n")
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", 4+2*i)
	}
	object("<</Type/Catalog /Pages 2 0 R>>")
	object(fmt.Sprintf("<</Type/Pages /Kids[%s] /Count %d>>", kids.String(), len(pages)))
	object(image)
	for i, content := range pages {
		object(fmt.Sprintf("<</Type/Page /Parent 2 0 R /MediaBox[0 0 612 792] /Contents %d 0 R /Resources<</XObject<</Im 3 0 R>>>>>>", 5+2*i))
		object(stream("", content))
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, start)
	return b.Bytes()
}

// Squares draws a picture of one pixel a module as squares, so many points wide,
// as an office program draws a code.
func Squares(img image.Image, wide float64) string {
	size := img.Bounds().Dx()
	side := wide / float64(size)
	var b strings.Builder
	for y := range size {
		for x := range size {
			if r, _, _, _ := img.At(x, y).RGBA(); r == 0 {
				fmt.Fprintf(&b, "%.3f %.3f %.3f %.3f re\n", 200+float64(x)*side, 600-float64(y)*side, side, side)
			}
		}
	}
	return b.String() + "f\n"
}

// Embedded gives a picture as a compressed one of a PDF file.
func Embedded(img image.Image) string {
	size := img.Bounds()
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	for y := range size.Dy() {
		for x := range size.Dx() {
			r, _, _, _ := img.At(x, y).RGBA()
			w.Write([]byte{byte(r >> 8)})
		}
	}
	w.Close()
	return fmt.Sprintf("<</Type/XObject /Subtype/Image /Width %d /Height %d /ColorSpace/DeviceGray /BitsPerComponent 8 /Filter/FlateDecode /Length %d>>\nstream\n%s\nendstream",
		size.Dx(), size.Dy(), z.Len(), z.String())
}

// ShowImage is the content of a page that shows the picture.
const ShowImage = "q 180 0 0 180 200 400 cm /Im Do Q\n"
