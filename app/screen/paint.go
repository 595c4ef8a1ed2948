package screen

import (
	"image"
	"image/draw"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// viewfinder paints the camera's newest picture, whole and as large as fits.
//
// Without a graphics card Mesa paints on the processor. Measured so for a view
// of 670x377, in milliseconds of processor time a picture, over those of an
// empty window:
//
//	                                         1280x720  1920x1080
//	canvas.Image, scaled smoothly (default)      39.1             CatmullRom in Go
//	canvas.Image, ImageScaleFastest               3.6        4.7
//	canvas.Raster of the whole picture            3.6        4.7
//	canvas.Raster, shrunk to the view here        3.7        3.9
//
// So the picture is shrunk on the way to a texture of just the pixels that are
// seen, which are then copied one to one; that smooths and mirrors it at no
// cost, allocates nothing, and hardly depends on the size of the picture. A
// raster, rather than an image, because it learns the size of its pixels. What
// costs most is not the picture but the rest of the window: see plate.
type viewfinder struct {
	picture  *image.RGBA // nil when there is nothing to show
	mirrored bool
	raster   *canvas.Raster
	outline  *outline
	root     *fyne.Container
	shrinker shrinker
	covers   func(span) // is told where the picture fills the whole width
}

func newViewfinder() *viewfinder {
	v := &viewfinder{outline: newOutline(), covers: func(span) {}}
	v.raster = canvas.NewRaster(v.paint)
	v.raster.Hide()
	v.root = &fyne.Container{Layout: v, Objects: []fyne.CanvasObject{v.raster, v.outline.root}}
	return v
}

// show takes the next picture, or none.
func (v *viewfinder) show(img image.Image, mirrored bool) {
	before := v.size()
	v.picture, v.mirrored = paintable(img), mirrored
	if v.raster.Hidden = v.picture == nil; v.raster.Hidden {
		v.shrinker = shrinker{} // what it holds may show a visitor who has left
	}
	if v.size() != before {
		v.root.Refresh()
		v.Layout(v.root.Objects, v.root.Size())
	}
	v.raster.Refresh()
}

func (v *viewfinder) size() image.Point {
	if v.picture == nil {
		return image.Point{}
	}
	return v.picture.Rect.Size()
}

// paint gives the picture at the size of the view in pixels. A view larger
// than the picture is the painter's business. Fyne copies what it is given
// before it asks again.
func (v *viewfinder) paint(width, height int) image.Image {
	if v.picture == nil {
		return image.Transparent
	}
	to, size := image.Pt(width, height), v.size()
	v.raster.ScaleMode = canvas.ImageScalePixels
	if to.X > size.X || to.Y > size.Y {
		v.raster.ScaleMode = canvas.ImageScaleSmooth
		to = size
	}
	if to == size && !v.mirrored || size.X < 2 || size.Y < 2 {
		return v.picture
	}
	return v.shrinker.shrink(v.picture, to, v.mirrored)
}

// Layout implements fyne.Layout: the middle, in the picture's own shape.
func (v *viewfinder) Layout(objects []fyne.CanvasObject, room fyne.Size) {
	size, picture := room, v.size()
	if picture.X > 0 && picture.Y > 0 {
		shape := float32(picture.X) / float32(picture.Y)
		size = fyne.NewSize(fyne.Min(room.Width, room.Height*shape), fyne.Min(room.Height, room.Width/shape))
	}
	objects[0].Resize(size)
	objects[0].Move(fyne.NewPos((room.Width-size.Width)/2, (room.Height-size.Height)/2))
	place(objects[1], objects[0].Position(), size)
	if top := objects[0].Position().Y; picture.X > 0 && size.Width == room.Width {
		v.covers(span{top, top + size.Height})
	} else {
		v.covers(span{})
	}
}

// MinSize implements fyne.Layout.
func (v *viewfinder) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, 1) }

// paintable gives a picture as it can be painted fastest: an *image.RGBA that
// starts at its first byte. Pictures that embed one give it without a copy;
// any other is converted. An empty picture is none.
func paintable(img image.Image) *image.RGBA {
	if img == nil || img.Bounds().Empty() {
		return nil
	}
	if whole, ok := img.(*image.RGBA); ok && isWhole(whole) {
		return whole
	}
	if part, ok := img.(interface {
		SubImage(image.Rectangle) image.Image
	}); ok {
		if whole, ok := part.SubImage(img.Bounds()).(*image.RGBA); ok && isWhole(whole) {
			return whole
		}
	}
	converted := image.NewRGBA(image.Rectangle{Max: img.Bounds().Size()})
	draw.Draw(converted, converted.Rect, image.Black, image.Point{}, draw.Src)
	draw.Draw(converted, converted.Rect, img, img.Bounds().Min, draw.Over)
	return converted
}

// isWhole tells whether the picture is no part of a larger one: Fyne's
// painter does not look at its stride.
func isWhole(m *image.RGBA) bool {
	return m.Rect.Min == (image.Point{}) && m.Stride == 4*m.Rect.Dx()
}
