package screen

import (
	"bytes"
	"image"
	"image/png"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"golang.org/x/image/draw"

	"passdesk/assets"
)

// newMark draws Passdesk's own mark. A canvas.Image would be made small anew
// with everything that changes around it.
func newMark() *canvas.Raster {
	var small *image.RGBA
	source, _ := assets.Icons.ReadFile("icon/Icon.png")
	large, err := png.Decode(bytes.NewReader(source))
	if err != nil {
		fyne.LogError("the mark is missing from the program", err)
		large = image.Transparent
	}
	return &canvas.Raster{ScaleMode: canvas.ImageScalePixels, Generator: func(width, height int) image.Image {
		if size := image.Pt(width, height); small == nil || small.Rect.Max != size {
			small = image.NewRGBA(image.Rectangle{Max: size})
			draw.CatmullRom.Scale(small, small.Rect, large, image.Rect(0, 0, 512, 512).Intersect(large.Bounds()), draw.Src, nil)
		}
		return small
	}}
}
