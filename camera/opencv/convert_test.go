//go:build cgo && gocv_specific_modules && gocv_videoio

package opencv

import (
	"fmt"
	"image/color"
	"testing"

	"gocv.io/x/gocv"
)

func TestConvertsWhatCapturesGive(t *testing.T) {
	orange := gocv.NewScalar(10, 120, 240, 255) // blue, green, red
	grey := gocv.NewScalar(80, 0, 0, 0)
	for _, test := range []struct {
		name   string
		kind   gocv.MatType
		fill   gocv.Scalar
		colour color.RGBA
		luma   uint8
	}{
		{"three channels", gocv.MatTypeCV8UC3, orange, color.RGBA{240, 120, 10, 255}, 143},
		{"four channels", gocv.MatTypeCV8UC4, orange, color.RGBA{240, 120, 10, 255}, 143},
		{"one channel", gocv.MatTypeCV8UC1, grey, color.RGBA{80, 80, 80, 255}, 80},
	} {
		t.Run(test.name, func(t *testing.T) {
			mat := gocv.NewMatWithSizeFromScalar(test.fill, 6, 8, test.kind)
			defer mat.Close()
			c := newConverter()
			defer c.close()
			p, err := c.picture(mat)
			if err != nil {
				t.Fatal(err)
			}
			if p.Rect.Dx() != 8 || p.Rect.Dy() != 6 || p.RGBAAt(7, 5) != test.colour {
				t.Errorf("%v of %v, want %v", p.RGBAAt(7, 5), p.Rect, test.colour)
			}
			if got := p.Luma().GrayAt(7, 5).Y; got != test.luma {
				t.Errorf("grey %d, want %d", got, test.luma)
			}
		})
	}
}

func TestRefusesPicturesItDoesNotKnow(t *testing.T) {
	for _, kind := range []gocv.MatType{gocv.MatTypeCV16UC1, gocv.MatTypeCV8UC2, gocv.MatTypeCV32FC3} {
		mat := gocv.NewMatWithSize(4, 4, kind)
		c := newConverter()
		if _, err := c.picture(mat); err == nil {
			t.Errorf("type %v was converted", kind)
		}
		c.close()
		mat.Close()
	}
}

// A picture is painted over only when it fits, and only when it was spare.
func TestPaintsOverSparePicturesOnly(t *testing.T) {
	small, large := gocv.NewMatWithSize(4, 4, gocv.MatTypeCV8UC3), gocv.NewMatWithSize(4, 8, gocv.MatTypeCV8UC3)
	defer small.Close()
	defer large.Close()
	c := newConverter()
	defer c.close()
	first, _ := c.picture(small)
	second, _ := c.picture(small)
	if first == second {
		t.Fatal("a picture was painted over that was not spare")
	}
	c.spare = first
	if third, _ := c.picture(small); third != first {
		t.Error("the spare picture was not used")
	}
	c.spare = second
	if fourth, _ := c.picture(large); fourth == second || fourth.Rect.Dx() != 8 {
		t.Error("a spare picture of another size was used")
	}
}

func BenchmarkPicture(b *testing.B) {
	for _, size := range [][2]int{{1280, 720}, {1920, 1080}} {
		for _, spare := range []bool{false, true} {
			b.Run(fmt.Sprintf("%dx%d/spare=%v", size[0], size[1], spare), func(b *testing.B) {
				mat := gocv.NewMatWithSize(size[1], size[0], gocv.MatTypeCV8UC3)
				defer mat.Close()
				c := newConverter()
				defer c.close()
				b.ReportAllocs()
				for b.Loop() {
					p, err := c.picture(mat)
					if err != nil {
						b.Fatal(err)
					}
					if spare {
						c.spare = p
					}
				}
			})
		}
	}
}
