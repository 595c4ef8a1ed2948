//go:build cgo && gocv_specific_modules && gocv_videoio

package opencv

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math/rand/v2"
	"testing"

	"gocv.io/x/gocv"
)

// exposed gives a plate of so many pixels of one colour.
func exposed(t testing.TB, kind gocv.MatType, width, height int, fill gocv.Scalar) *plate {
	t.Helper()
	p := newPlate()
	p.raw.Close()
	p.raw = gocv.NewMatWithSizeFromScalar(fill, height, width, kind)
	t.Cleanup(p.close)
	return p
}

// compressed gives a plate with the bytes of a file.
func compressed(t testing.TB, file []byte) *plate {
	t.Helper()
	p := newPlate()
	var err error
	p.raw.Close()
	if p.raw, err = gocv.NewMatFromBytes(1, len(file), gocv.MatTypeCV8UC1, file); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.close)
	return p
}

func jpegFile(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func near(a, b uint8) bool { return a-b <= 3 || b-a <= 3 }

func TestDevelopsWhatCapturesGive(t *testing.T) {
	orange := image.NewUniform(color.RGBA{240, 120, 10, 255})
	flat := image.NewRGBA(image.Rect(0, 0, 8, 6))
	for i := range 48 {
		flat.Set(i%8, i/8, orange)
	}
	for _, test := range []struct {
		name   string
		plate  *plate
		colour color.RGBA
		luma   uint8
	}{
		{"BGR", exposed(t, gocv.MatTypeCV8UC3, 8, 6, gocv.NewScalar(10, 120, 240, 0)), color.RGBA{240, 120, 10, 255}, 143},
		{"BGRA", exposed(t, gocv.MatTypeCV8UC4, 8, 6, gocv.NewScalar(10, 120, 240, 255)), color.RGBA{240, 120, 10, 255}, 143},
		{"grey", exposed(t, gocv.MatTypeCV8UC1, 8, 6, gocv.NewScalar(80, 0, 0, 0)), color.RGBA{80, 80, 80, 255}, 80},
		// Studio swing: 16 is black, 235 white; grey keeps it, which no reader minds.
		{"YUYV", exposed(t, gocv.MatTypeCV8UC2, 8, 6, gocv.NewScalar(126, 128, 0, 0)), color.RGBA{128, 128, 128, 255}, 126},
		{"JPEG", compressed(t, jpegFile(t, flat)), color.RGBA{240, 120, 10, 255}, 143},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, err := test.plate.develop()
			if err != nil {
				t.Fatal(err)
			}
			if p.Rect != image.Rect(0, 0, 8, 6) || p.Luma().Rect != p.Rect {
				t.Fatalf("a picture of %v, grey %v", p.Rect, p.Luma().Rect)
			}
			got := p.RGBAAt(7, 5)
			if !near(got.R, test.colour.R) || !near(got.G, test.colour.G) || !near(got.B, test.colour.B) || got.A != 255 {
				t.Errorf("colour %v, want %v", got, test.colour)
			}
			if grey := p.Luma().GrayAt(7, 5).Y; !near(grey, test.luma) {
				t.Errorf("grey %d, want %d", grey, test.luma)
			}
		})
	}
}

func TestLargePicturesAreReadWholeAndSeenHalved(t *testing.T) {
	card := image.NewRGBA(image.Rect(0, 0, 1920, 1081))
	draw.Draw(card, image.Rect(0, 0, 960, 1081), image.NewUniform(color.RGBA{220, 20, 20, 255}), image.Point{}, draw.Src)
	for name, plate := range map[string]*plate{
		"JPEG":        compressed(t, jpegFile(t, card)),
		"grey JPEG":   compressed(t, jpegFile(t, image.NewGray(card.Rect))),
		"flat JPEG":   compressed(t, jpegFile(t, image.NewGray(image.Rect(0, 0, 1920, 1)))),
		"BGR":         exposed(t, gocv.MatTypeCV8UC3, 1920, 1081, gocv.NewScalar(10, 120, 240, 0)),
		"flat BGR":    exposed(t, gocv.MatTypeCV8UC3, 1920, 1, gocv.NewScalar(10, 120, 240, 0)),
		"BGRA":        exposed(t, gocv.MatTypeCV8UC4, 1601, 900, gocv.NewScalar(10, 120, 240, 255)),
		"YUYV":        exposed(t, gocv.MatTypeCV8UC2, 1920, 1080, gocv.NewScalar(126, 128, 0, 0)),
		"as large as": exposed(t, gocv.MatTypeCV8UC3, fullColour, 900, gocv.NewScalar(10, 120, 240, 0)),
	} {
		t.Run(name, func(t *testing.T) {
			p, err := plate.develop()
			if err != nil {
				t.Fatal(err)
			}
			want := p.Luma().Rect.Max.Add(image.Pt(1, 1)).Div(2)
			if name == "YUYV" {
				want = p.Luma().Rect.Max
			}
			if p.Luma().Rect.Dx() < fullColour || p.Rect.Max != want {
				t.Fatalf("grey %v, colours %v", p.Luma().Rect, p.Rect)
			}
			if corner := p.Seen(float64(p.Luma().Rect.Dx()-1), float64(p.Luma().Rect.Dy()-1)); !corner.In(p.Rect) || corner.X < p.Rect.Dx()-1 {
				t.Errorf("the last corner is seen at %v of %v", corner, p.Rect)
			}
			if left, right := p.RGBAAt(470, 0), p.RGBAAt(490, 0); name == "JPEG" && (left.R < 180 || left.B > 60 || right.R > 40) {
				t.Errorf("red and black are %v and %v", left, right)
			}
		})
	}
}

func TestRefusesPicturesItCannotUse(t *testing.T) {
	small := jpegFile(t, image.NewGray(image.Rect(0, 0, 8, 8)))
	sof := bytes.Index(small, []byte{0xff, 0xc0})
	huge := bytes.Clone(small)
	copy(huge[sof+5:], []byte{0xff, 0xff, 0xff, 0xff})
	none := gocv.NewScalar(0, 0, 0, 0)
	for _, test := range []struct {
		name  string
		plate *plate
		want  error
	}{
		{"16 bits", exposed(t, gocv.MatTypeCV16UC1, 4, 4, none), errFormat},
		{"fractions", exposed(t, gocv.MatTypeCV32FC3, 4, 4, none), errFormat},
		{"no JPEG", compressed(t, bytes.Repeat([]byte{0x55}, 4000)), errTorn},
		{"the beginning of a JPEG", compressed(t, small[:sof+4]), errTorn},
		{"a JPEG that claims 4 gigapixels", compressed(t, huge), errSize},
	} {
		t.Run(test.name, func(t *testing.T) {
			if p, err := test.plate.develop(); !errors.Is(err, test.want) {
				t.Errorf("%v, %v, want %v", p, err, test.want)
			}
		})
	}
}

// withoutTables leaves out a JPEG's Huffman tables.
func withoutTables(t *testing.T, file []byte) []byte {
	t.Helper()
	from := bytes.Index(file, []byte{0xff, 0xc4})
	length := int(file[from+2])<<8 | int(file[from+3])
	return append(bytes.Clone(file[:from]), file[from+2+length:]...)
}

// Many webcams leave the Huffman tables out, because they are always the
// same, and fill their buffers up with zeros.
func TestDevelopsJPEGsAsWebcamsSendThem(t *testing.T) {
	img := noise(64, 48)
	whole := jpegFile(t, img)
	want, err := compressed(t, whole).develop()
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string][]byte{
		"no tables": withoutTables(t, whole),
		"zeros":     append(bytes.Clone(whole), make([]byte, 5000)...),
	} {
		got, err := compressed(t, file).develop()
		if err != nil || !bytes.Equal(got.Pix, want.Pix) {
			t.Errorf("%s: %v, or another picture", name, err)
		}
	}
}

// The missing part of a picture is made up, and nothing of another picture
// that was on the plate before, which may have shown another visitor.
func TestATornPictureShowsNothingOlder(t *testing.T) {
	white := image.NewGray(image.Rect(0, 0, 640, 480))
	for i := range white.Pix {
		white.Pix[i] = 255
	}
	used := compressed(t, jpegFile(t, white))
	if _, err := used.develop(); err != nil {
		t.Fatal(err)
	}
	file := jpegFile(t, image.NewGray(white.Rect)) // black
	torn := compressed(t, file[:len(file)*2/3])
	used.raw, torn.raw = torn.raw, used.raw
	p, err := used.develop()
	if err != nil {
		t.Fatal(err)
	}
	for i, grey := range p.Luma().Pix {
		if grey > 200 {
			t.Fatalf("pixel %d is %d, of the picture before", i, grey)
		}
	}
}

// A plate is filled again while its picture is still in use.
func TestAPictureIsItsTakersForGood(t *testing.T) {
	p := exposed(t, gocv.MatTypeCV8UC3, 4, 4, gocv.NewScalar(9, 9, 9, 0))
	first, err := p.develop()
	if err != nil {
		t.Fatal(err)
	}
	p.raw.SetTo(gocv.NewScalar(200, 200, 200, 0))
	if _, err := p.develop(); err != nil || first.RGBAAt(0, 0).R != 9 || first.Luma().Pix[0] != 9 {
		t.Errorf("%v, and the first picture is now %v", err, first.RGBAAt(0, 0))
	}
}

// However the two sides take turns, no more than three plates exist, and one
// that is spare is not thrown away.
func TestThreePlatesAreEnough(t *testing.T) {
	order := rand.New(rand.NewPCG(1, 2))
	s := newSlot()
	seen := map[*plate]bool{}
	filling := newPlate()
	seen[filling] = true
	var developing *plate
	for range 10000 {
		switch {
		case order.IntN(2) == 0:
			filling = s.put(filling)
			seen[filling] = true
		case developing == nil:
			developing, _ = s.take()
		default:
			s.giveBack(developing)
			developing = nil
		}
	}
	if len(seen) != 3 {
		t.Errorf("%d plates, want 3", len(seen))
	}
	s.clear()
	filling.close()
	if developing != nil {
		s.giveBack(developing)
	}
}

func FuzzDevelopsAnyBytes(f *testing.F) {
	whole := jpegFile(f, image.NewGray(image.Rect(0, 0, 16, 16)))
	f.Add(whole)
	f.Add(whole[:len(whole)-3])
	f.Add([]byte("\xff\xd8 no more"))
	for _, file := range sampled(f) {
		f.Add(file)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		if len(file) == 0 {
			return // the pump drops an empty picture
		}
		p, err := compressed(t, file).develop()
		if err != nil {
			return
		}
		if grey := p.Luma().Rect.Max; grey != p.Rect.Max && (grey.X < fullColour || grey.Add(image.Pt(1, 1)).Div(2) != p.Rect.Max) {
			t.Errorf("grey %v of %v", p.Luma().Rect, p.Rect)
		}
	})
}

// noise is as hard to compress as a picture of a room.
func noise(width, height int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	r := rand.New(rand.NewPCG(1, 2))
	for y := range height {
		for x := range width {
			v := uint8(x*200/width + y*40/height + r.IntN(12))
			img.SetRGBA(x, y, color.RGBA{v, v / 2, 255 - v, 255})
		}
	}
	return img
}

func BenchmarkDevelop(b *testing.B) {
	for _, size := range []image.Point{{1280, 720}, {1920, 1080}} {
		for _, test := range []struct {
			name  string
			plate *plate
		}{
			{"JPEG", compressed(b, jpegFile(b, noise(size.X, size.Y)))},
			{"YUYV", exposed(b, gocv.MatTypeCV8UC2, size.X, size.Y, gocv.NewScalar(99, 128, 0, 0))},
			{"BGR", exposed(b, gocv.MatTypeCV8UC3, size.X, size.Y, gocv.NewScalar(99, 12, 3, 0))},
		} {
			b.Run(fmt.Sprintf("%s/%dx%d", test.name, size.X, size.Y), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := test.plate.develop(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
