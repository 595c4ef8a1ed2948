package still_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"passdesk/camera"
	"passdesk/camera/still"
)

func writePNG(t *testing.T, path string, img image.Image) {
	t.Helper()
	if err := os.WriteFile(path, pngOf(t, img), 0o600); err != nil {
		t.Fatal(err)
	}
}

func pngOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func jpegOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// claim rewrites the size in a PNG's header, which ends at byte 33.
func claim(file []byte, width, height uint32, depth byte) []byte {
	file = bytes.Clone(file)
	binary.BigEndian.PutUint32(file[16:], width)
	binary.BigEndian.PutUint32(file[20:], height)
	file[24] = depth
	binary.BigEndian.PutUint32(file[29:], crc32.ChecksumIEEE(file[12:29]))
	return file
}

func TestDecodesPNGAndJPEG(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 20, 10))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for name, file := range map[string][]byte{"png": pngOf(t, img), "jpeg": jpegOf(t, img)} {
		p, err := still.Decode(bytes.NewReader(file))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if p.Rect != img.Rect || p.Luma().Pix[0] != 255 {
			t.Errorf("%s: %v, grey %d", name, p.Rect, p.Luma().Pix[0])
		}
	}
}

// A file of a few bytes must not make us allocate what it only claims to hold.
func TestRefusesPicturesBeforeDecodingThem(t *testing.T) {
	small := pngOf(t, image.NewGray(image.Rect(0, 0, 8, 8)))
	padded := func(file []byte) []byte { return append(file, make([]byte, 16<<10)...) }
	for _, test := range []struct {
		name string
		file []byte
		want error
	}{
		{"no picture", []byte("shc:/"), still.ErrFormat},
		{"nothing", nil, still.ErrFormat},
		{"a cut picture", small[:len(small)-20], still.ErrDamaged},
		{"65 megapixels", padded(claim(small, 8320, 8192, 8)), still.ErrTooLarge},
		{"33 megapixels of 16 bits", padded(claim(small, 8448, 4096, 16)), still.ErrTooLarge},
		{"a width that overflows", padded(claim(small, 1<<31-1, 1<<31-1, 8)), still.ErrFormat},
		{"more pixels than its bytes can hold", claim(small, 8192, 8192, 8), still.ErrDamaged},
		{"more than 64 megabytes", make([]byte, still.MaxBytes+1), still.ErrTooLarge},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := still.Decode(bytes.NewReader(test.file)); !errors.Is(err, test.want) {
				t.Errorf("Decode: %v, want %v", err, test.want)
			}
		})
	}
}

func TestOpenSaysWhatIsWrongWithoutTheFolder(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "notes.png")
	if err := os.WriteFile(text, []byte("no picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, path, want string }{
		{"a file that is not there", filepath.Join(dir, "gone.jpg"), "cannot find gone.jpg"},
		{"a text", text, "cannot use the pictures of notes.png"},
		{"a folder", dir, "cannot use the pictures of " + filepath.Base(dir)},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := still.Open(test.path)
			var e *camera.Error
			if !errors.As(err, &e) || e.Error() != test.want {
				t.Fatalf("Open: %v, want %s", err, test.want)
			}
			if cause := e.Err.Error(); cause == "" || bytes.Contains([]byte(cause), []byte(dir)) {
				t.Errorf("cause %q", cause)
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	img := image.NewNRGBA(image.Rect(0, 0, 9, 5))
	small := pngOf(f, img)
	f.Add(small)
	f.Add(jpegOf(f, img))
	f.Add(pngOf(f, image.NewGray16(img.Rect)))
	f.Add(claim(small, 4000, 4000, 8))
	f.Fuzz(func(t *testing.T, file []byte) {
		p, err := still.Decode(bytes.NewReader(file))
		if err != nil {
			return
		}
		size := p.Rect.Size()
		if size.X < 1 || size.Y < 1 || size.X*size.Y > still.MaxPixels {
			t.Errorf("a picture of %v", size)
		}
		if p.Luma().Rect != p.Rect || !p.RGBA.Opaque() {
			t.Error("grey and colour differ, or not opaque")
		}
	})
}
