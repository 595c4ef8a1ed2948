//go:build cgo && gocv_specific_modules && gocv_videoio

package opencv_test

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"os"
	"path/filepath"
	"testing"

	"gocv.io/x/gocv"

	"passdesk/camera"
)

// painted draws the pictures of all tests here: red on the left, blue on the
// right, so that swapped channels and mirrored pictures show.
func painted(width, height int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	left, right := img.Rect, img.Rect
	left.Max.X, right.Min.X = width/2, width/2
	draw.Draw(img, left, image.NewUniform(color.RGBA{220, 20, 20, 255}), image.Point{}, draw.Src)
	draw.Draw(img, right, image.NewUniform(color.RGBA{20, 20, 220, 255}), image.Point{}, draw.Src)
	return img
}

// checkPainted allows for what JPEG does to colours, and looks at the upper
// part only, which a torn picture has too.
func checkPainted(t *testing.T, f camera.Frame, width, height int) {
	t.Helper()
	p, ok := f.Image.(*camera.Picture)
	if !ok {
		t.Fatalf("a picture of type %T", f.Image)
	}
	if p.Luma().Rect != image.Rect(0, 0, width, height) {
		t.Fatalf("a picture of %v, want %dx%d", p.Luma().Rect, width, height)
	}
	at := func(x, y int) color.RGBA {
		seen := p.Seen(float64(x), float64(y))
		return p.RGBAAt(seen.X, seen.Y)
	}
	left, right := at(width/4, height/8), at(3*width/4, height/8)
	if left.R < 180 || left.B > 60 || right.B < 180 || right.R > 60 || left.A != 255 {
		t.Errorf("left %v, right %v, want red and blue", left, right)
	}
	if grey := p.Luma().GrayAt(width/4, height/8).Y; grey < 60 || grey > 100 {
		t.Errorf("red is %d in grey, want about 80", grey)
	}
}

func jpegOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// clip makes a video file of so many pictures, 160x120.
func clip(t testing.TB, pictures int, fps float64) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "clip.avi")
	w, err := gocv.VideoWriterFile(path, "MJPG", fps, 160, 120, true)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	mat, err := gocv.ImageToMatRGB(painted(160, 120))
	if err != nil {
		t.Fatal(err)
	}
	defer mat.Close()
	for range pictures {
		if err := w.Write(mat); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

func write(t testing.TB, path string, data []byte) string {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
