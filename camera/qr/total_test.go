package qr

import (
	"image"
	"image/color"
	"image/draw"
	"testing"
	"time"
)

// cameraFrame is a picture that keeps its brightness at hand; asking it for
// colours is an error.
type cameraFrame struct {
	image.Image
	luma *image.Gray
}

func (f cameraFrame) Luma() *image.Gray       { return f.luma }
func (f cameraFrame) At(x, y int) color.Color { panic("the colours were asked for") }

// kindsOf gives a grey picture as every kind that is read in its own way.
func kindsOf(grey *image.Gray) map[string]image.Image {
	r := grey.Bounds()
	convert := func(m draw.Image) image.Image {
		draw.Draw(m, r, grey, r.Min, draw.Src)
		return m
	}
	ycbcr := image.NewYCbCr(r, image.YCbCrSubsampleRatio420)
	for y := range r.Dy() {
		copy(ycbcr.Y[y*ycbcr.YStride:], grey.Pix[y*grey.Stride:][:r.Dx()])
	}
	palette := make(color.Palette, 256)
	for i := range palette {
		palette[i] = color.Gray{byte(i)}
	}
	larger := image.NewGray(r.Inset(-7))
	draw.Draw(larger, r, grey, r.Min, draw.Src)
	largerRGBA := image.NewRGBA(r.Inset(-7))
	draw.Draw(largerRGBA, r, grey, r.Min, draw.Src)
	clearPaper := image.NewNRGBA(r) // dark modules on transparent ground
	for i, v := range grey.Pix {
		clearPaper.Pix[4*(i/grey.Stride*r.Dx()+i%grey.Stride)+3] = 255 - v
	}
	return map[string]image.Image{
		"grey":           grey,
		"YCbCr":          ycbcr,
		"RGBA":           convert(image.NewRGBA(r)),
		"NRGBA":          convert(image.NewNRGBA(r)),
		"transparent":    clearPaper,
		"paletted":       convert(image.NewPaletted(r, palette)),
		"16 bits":        convert(image.NewGray16(r)),
		"CMYK":           convert(image.NewCMYK(r)),
		"grey part":      larger.SubImage(r),
		"RGBA part":      largerRGBA.SubImage(r),
		"camera frame":   cameraFrame{grey, grey},
		"unknown colour": struct{ image.Image }{grey},
	}
}

func TestAnswersNoCodeToAPictureThatIsNone(t *testing.T) {
	endless := image.Rect(0, 0, 1<<40, 1<<40)
	for name, img := range map[string]image.Image{
		"nil":            nil,
		"nil grey":       (*image.Gray)(nil),
		"nil YCbCr":      (*image.YCbCr)(nil),
		"nil RGBA":       (*image.RGBA)(nil),
		"nil NRGBA":      (*image.NRGBA)(nil),
		"nil paletted":   (*image.Paletted)(nil),
		"0x0":            image.NewGray(image.Rectangle{}),
		"0x9":            image.NewGray(image.Rect(5, 5, 5, 14)),
		"frame of none":  cameraFrame{image.NewGray(image.Rectangle{}), nil},
		"too large":      image.NewUniform(color.White), // a billion pixels a side
		"endless":        &image.Gray{Rect: endless},
		"short buffer":   &image.Gray{Pix: make([]byte, 10), Stride: 100, Rect: image.Rect(0, 0, 100, 100)},
		"no stride":      &image.RGBA{Pix: make([]byte, 4000), Rect: image.Rect(0, 0, 10, 10)},
		"negative":       &image.Gray{Pix: make([]byte, 100), Stride: -10, Rect: image.Rect(0, 0, 10, 10)},
		"bottomless box": &image.Gray{Rect: image.Rectangle{image.Pt(-1<<63, -1<<63), image.Pt(1<<63-1, 1<<63-1)}},
	} {
		r := NewReader()
		if codes, d := r.Read(img); len(codes) > 0 || d != NoCode {
			t.Errorf("%s: Read gives %d codes, %s", name, len(codes), d)
		}
		if codes, d := r.ReadAll(img); len(codes) > 0 || d != NoCode {
			t.Errorf("%s: ReadAll gives %d codes, %s", name, len(codes), d)
		}
	}
}

func TestReadsPicturesOfEverySmallSize(t *testing.T) {
	r := NewReader()
	for w := 1; w <= 20; w++ {
		for h := 1; h <= 20; h++ {
			img := image.NewGray(image.Rect(0, 0, w, h))
			for i := range img.Pix {
				img.Pix[i] = byte(i * 83)
			}
			if codes, d := r.ReadAll(img); len(codes) > 0 || d != NoCode {
				t.Fatalf("%dx%d: %d codes, %s", w, h, len(codes), d)
			}
		}
	}
	for _, size := range []image.Point{{1, 3000}, {3000, 1}, {7, 2999}, {2999, 9}} {
		if _, d := r.ReadAll(image.NewGray(image.Rectangle{Max: size})); d != NoCode {
			t.Errorf("%v: %s", size, d)
		}
	}
}

func TestReadsACodeInAHugePicture(t *testing.T) {
	if testing.Short() || raceDetector {
		t.Skip("64 megapixels take seconds")
	}
	img := image.NewGray(image.Rect(0, 0, 8192, 8192))
	for i := range img.Pix {
		img.Pix[i] = 128
	}
	s := shot{version: 22, width: 900, height: 900, module: 6}
	draw.Draw(img, image.Rect(5000, 6000, 5900, 6900), s.take(t), image.Point{}, draw.Src)
	codes, d := NewReader().Read(img)
	if len(codes) != 1 || codes[0].Text != s.filled().text {
		t.Errorf("%d codes, %s", len(codes), d)
	}
}

func FuzzRead(f *testing.F) {
	small := shot{version: 1, width: 80, height: 80, module: 2}.take(f)
	f.Add(small.Pix, uint8(80))
	f.Add([]byte{0}, uint8(1))
	f.Add(make([]byte, 64*64), uint8(64))
	f.Fuzz(func(t *testing.T, pix []byte, width uint8) {
		if width == 0 || len(pix) > 1<<14 {
			return
		}
		height := len(pix) / int(width)
		img := &image.Gray{Pix: pix, Stride: int(width), Rect: image.Rect(0, 0, int(width), height)}
		r := NewReader()
		for _, read := range []func(image.Image) ([]Code, Diagnosis){r.Read, r.ReadAll} {
			codes, d := read(img)
			if (len(codes) > 0) != (d == Read) {
				t.Fatalf("%d codes, but %s", len(codes), d)
			}
		}
	})
}

// FuzzFrames gives a live reader frames of any size and stride, one after the
// other. It must stop as soon as its time is over, and remember little.
func FuzzFrames(f *testing.F) {
	small := shot{version: 2, width: 100, height: 100, module: 3, damaged: .3}.take(f)
	f.Add(small.Pix, uint16(100), uint16(0), uint8(5))
	f.Add(small.Pix, uint16(90), uint16(10), uint8(30))
	f.Add([]byte{7, 200}, uint16(1), uint16(1), uint8(0))
	f.Fuzz(func(t *testing.T, pix []byte, width, gap uint16, units uint8) {
		stride := int(width) + int(gap)
		if width == 0 || len(pix) > 1<<14 || len(pix) < stride {
			return
		}
		img := &image.Gray{Pix: pix, Stride: stride, Rect: image.Rect(3, -5, 3+int(width), len(pix)/stride-5)}
		clock := &tickingClock{step: time.Millisecond}
		r := NewLiveReader(time.Duration(units)*time.Millisecond, clock.read)
		for range 3 {
			clock.asks = 0
			codes, d := r.Read(img)
			if (len(codes) > 0) != (d == Read) {
				t.Fatalf("%d codes, but %s", len(codes), d)
			}
			if clock.asks > int(units)+2 {
				t.Fatalf("%d units of time, the clock was asked %d times", units, clock.asks)
			}
			if len(r.memory.tracks) > maxTracks {
				t.Fatalf("%d tracks", len(r.memory.tracks))
			}
		}
		r.Forget()
	})
}

// FuzzModules decodes grids of every version whose modules are damaged in any
// way: what comes out is the text that was put in, or nothing.
func FuzzModules(f *testing.F) {
	f.Add(uint8(1), uint8(0), []byte{})
	f.Add(uint8(7), uint8(40), []byte{0x80, 0x7f, 0})
	f.Add(uint8(22), uint8(255), []byte{1, 2, 3, 250, 251})
	f.Fuzz(func(t *testing.T, number, step uint8, damage []byte) {
		s := shot{version: 1 + int(number)%40}.filled()
		code, z := s.encode(t), newSamples(s.size())
		for i := range z.at {
			z.at[i] = -1
			if code.Black(i%s.size(), i/s.size()) {
				z.at[i] = 1
			}
		}
		for i, at := 0, 0; len(damage) > 0 && at < len(z.at); i, at = i+1, at+1+int(step) {
			z.at[at] = float32(int8(damage[i%len(damage)])) / 50
		}
		r, ok := decode(newVersion(s.version), z, &allowance{modules: 100_000})
		if ok && r.text != s.text {
			t.Fatalf("version %d: wrong text", s.version)
		}
	})
}
