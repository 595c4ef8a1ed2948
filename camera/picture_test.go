package camera_test

import (
	"errors"
	"image"
	"image/color"
	"testing"

	"passdesk/camera"
)

func TestPictureOfIsOpaqueAndGreyAlike(t *testing.T) {
	at := image.Rect(5, 7, 8, 9) // no picture of ours starts at (5,7)
	paint := func(set func(x, y int, c color.Color), c color.Color) {
		for y := at.Min.Y; y < at.Max.Y; y++ {
			for x := at.Min.X; x < at.Max.X; x++ {
				set(x, y, c)
			}
		}
	}
	rgba, nrgba, gray := image.NewRGBA(at), image.NewNRGBA(at), image.NewGray(at)
	paint(rgba.Set, color.RGBA{200, 100, 50, 255})
	paint(nrgba.Set, color.NRGBA{0, 0, 0, 51})
	paint(gray.Set, color.Gray{77})
	ycc := image.NewYCbCr(at, image.YCbCrSubsampleRatio420)
	for i := range ycc.Y {
		ycc.Y[i] = 90
	}
	for i := range ycc.Cb {
		ycc.Cb[i], ycc.Cr[i] = 128, 128
	}
	for _, test := range []struct {
		name   string
		img    image.Image
		colour color.RGBA
		luma   uint8
	}{
		{"colour", rgba, color.RGBA{200, 100, 50, 255}, 124},
		{"transparent over paper", nrgba, color.RGBA{204, 204, 204, 255}, 204},
		{"grey", gray, color.RGBA{77, 77, 77, 255}, 77},
		{"JPEG's own", ycc, color.RGBA{90, 90, 90, 255}, 90},
		{"part of a picture", rgba.SubImage(image.Rect(6, 8, 8, 9)), color.RGBA{200, 100, 50, 255}, 124},
		{"part of a JPEG", ycc.SubImage(image.Rect(6, 8, 8, 9)), color.RGBA{90, 90, 90, 255}, 90},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := camera.PictureOf(test.img)
			if p.Bounds() != (image.Rectangle{Max: test.img.Bounds().Size()}) || p.Luma().Rect != p.Rect {
				t.Fatalf("bounds %v and %v", p.Bounds(), p.Luma().Rect)
			}
			last := p.Rect.Max.Sub(image.Pt(1, 1))
			if got := p.RGBAAt(last.X, last.Y); got != test.colour {
				t.Errorf("colour %v, want %v", got, test.colour)
			}
			if got := p.Luma().GrayAt(last.X, last.Y).Y; got != test.luma {
				t.Errorf("grey %d, want %d", got, test.luma)
			}
			if !p.RGBA.Opaque() || !p.Opaque() {
				t.Error("not opaque")
			}
			if camera.PictureOf(p) != p {
				t.Error("a Picture was copied")
			}
		})
	}
}

func TestFaultOfAnyError(t *testing.T) {
	busy := &camera.Error{Fault: camera.Busy, What: "camera 1", Err: errors.New("EBUSY")}
	if got := camera.FaultOf(errors.Join(busy)); got != camera.Busy {
		t.Errorf("fault %q", got)
	}
	if got := camera.FaultOf(errors.New("?")); got != camera.Lost {
		t.Errorf("fault %q", got)
	}
	if got := busy.Error(); got != "another program is using camera 1" {
		t.Errorf("text %q", got)
	}
}

func BenchmarkPictureOf720p(b *testing.B) {
	img := image.NewYCbCr(image.Rect(0, 0, 1280, 720), image.YCbCrSubsampleRatio420)
	for b.Loop() {
		camera.PictureOf(img)
	}
}
