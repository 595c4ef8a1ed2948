//go:build cgo && gocv_specific_modules && gocv_videoio

package opencv

import (
	"errors"
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sampled lists JPEGs by how many pixels share their colours, across and down,
// and some of other kinds. ImageMagick drew them, of gradients.
func sampled(t testing.TB) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob("testdata/sampled/*.jpg")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	all := map[string][]byte{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all[strings.TrimSuffix(filepath.Base(file), ".jpg")] = data
	}
	return all
}

// A JPEG has one brightness, however it is decoded; colours that pixels share
// may be spread out a little otherwise.
func TestJPEGsOfAllKindsAreAsOpenCVHasThem(t *testing.T) {
	for name, file := range sampled(t) {
		t.Run(name, func(t *testing.T) {
			p := compressed(t, file)
			got, err := p.develop()
			if err != nil {
				t.Fatal(err)
			}
			want, err := p.developByOpenCV(file, got.Luma().Rect.Max)
			if err != nil {
				t.Fatal(err)
			}
			if got.Luma().Rect != want.Luma().Rect || got.Rect != want.Rect {
				t.Fatalf("%v and %v, want %v and %v", got.Luma().Rect, got.Rect, want.Luma().Rect, want.Rect)
			}
			if off := apart(got.Luma().Pix, want.Luma().Pix); off > 0.6 {
				t.Errorf("brightness is off by %.2f", off)
			}
			if off := apart(got.Pix, want.Pix); off > 2.5 {
				t.Errorf("colours are off by %.2f", off)
			}
		})
	}
}

// apart is how far two rows of bytes are apart in the mean.
func apart(a, b []byte) float64 {
	sum := 0
	for i := range a {
		sum += int(max(a[i], b[i]) - min(a[i], b[i]))
	}
	return float64(sum) / float64(len(a))
}

func TestKindsThatWebcamsDoNotSendAreLeftToOpenCV(t *testing.T) {
	for name, file := range sampled(t) {
		size := image.Pt(31, 17)
		if strings.HasPrefix(name, "large") {
			size = image.Pt(1601, 19)
		}
		_, err := developJPEG(file, size)
		if other := !quickJPEG || strings.HasSuffix(name, "cmyk") || strings.HasSuffix(name, "4x1"); other != errors.Is(err, errFormat) || !other && err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAJPEGOfAnotherSizeThanItSaysIsTorn(t *testing.T) {
	file := jpegFile(t, image.NewGray(image.Rect(0, 0, 8, 8)))
	if _, err := developJPEG(file, image.Pt(16, 8)); quickJPEG && !errors.Is(err, errTorn) {
		t.Errorf("%v, want %v", err, errTorn)
	}
}
