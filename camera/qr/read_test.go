package qr

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"
	"testing"

	"rsc.io/qr/coding"
)

// orRacing is a number of pictures, or the smaller one that the race detector
// has time for.
func orRacing(all, few int) int {
	if raceDetector {
		return few
	}
	return all
}

// wantCode fails unless exactly the shot's code was read, with its corners
// within a module.
func wantCode(t *testing.T, s shot, codes []Code, d Diagnosis) {
	t.Helper()
	s = s.filled()
	if len(codes) != 1 || d != Read {
		t.Fatalf("read %d codes, %s; want 1", len(codes), d)
	}
	got := codes[0]
	if got.Text != s.text {
		t.Errorf("text is %.40q, want %.40q", got.Text, s.text)
	}
	if got.Version != s.version || got.Mirrored != s.mirrored || got.Inverted != s.inverted {
		t.Errorf("version %d mirrored %t inverted %t, want %d %t %t",
			got.Version, got.Mirrored, got.Inverted, s.version, s.mirrored, s.inverted)
	}
	n := float64(s.size())
	for i, c := range [4]Point{{0, 0}, {n, 0}, {n, n}, {0, n}} {
		want := s.camera().pixel(c.X, c.Y)
		if d := math.Sqrt(want.distance2(got.Corners[i])); d > s.module {
			t.Errorf("corner %d is %.1f pixels off", i, d)
		}
	}
}

func TestReadsACodeHoweverItIsHeld(t *testing.T) {
	for name, s := range map[string]shot{
		"upright":             {},
		"upside down":         {turn: 180},
		"on its side":         {turn: 90},
		"turned":              {turn: 33},
		"turned by 45":        {turn: 45},
		"tilted":              {tilt: 40},
		"tilted and turned":   {tilt: 35, turn: 20},
		"mirrored":            {mirrored: true},
		"mirrored and turned": {mirrored: true, turn: 120, tilt: 20},
		"inverted":            {inverted: true},
		"inverted in mirror":  {inverted: true, mirrored: true, turn: 15},
		"blurred":             {blur: 1.6},
		"noisy":               {noise: 20},
		"faint":               {dark: 120, light: 150, noise: 1},
		"dark":                {dark: 4, light: 40, noise: 1},
		"small modules":       {version: 22, module: 2.2},
		"large modules":       {version: 2, module: 24},
		"without quiet zone":  {bare: true},
		"damaged":             {version: 22, level: coding.M, damaged: .01},
		"round finders":       {version: 3, module: 6, round: true, turn: 20, tilt: 15},
		"round and large":     {version: 9, module: 5, round: true, turn: -40},
		"health card":         {version: 22, module: 4.5, tilt: 15, turn: 8, blur: .8, noise: 4},
	} {
		t.Run(name, func(t *testing.T) {
			codes, d := NewReader().Read(s.take(t))
			wantCode(t, s, codes, d)
		})
	}
}

func TestReadsACodeTiltedSteeplyHoweverItIsTurned(t *testing.T) {
	for _, tilt := range []float64{55, 60} {
		for turn := 0.; turn < 180; turn += float64(orRacing(15, 45)) {
			s := shot{
				version: 2 + int(turn)/15%3*10, module: 5, width: 1000, height: 700,
				tilt: tilt, turn: turn, blur: .6, noise: 2,
			}
			t.Run(fmt.Sprintf("%g and %g", tilt, turn), func(t *testing.T) {
				codes, d := NewReader().Read(s.take(t))
				wantCode(t, s, codes, d)
			})
		}
	}
}

func TestReadsEveryVersion(t *testing.T) {
	r := NewReader()
	for version := 1; version <= 40; version += orRacing(1, 6) {
		const module = 3.5
		side := int(1.4*module*float64(25+4*version)) + 40
		s := shot{
			version: version, level: coding.Level(version % 4),
			width: side, height: side, module: module,
			turn: float64(version * 9), tilt: 10,
			mirrored: version%5 == 0, inverted: version%7 == 0,
		}
		t.Run(fmt.Sprint(version), func(t *testing.T) {
			codes, d := r.Read(s.take(t))
			wantCode(t, s, codes, d)
		})
	}
}

func TestReadsEveryMaskAndLevel(t *testing.T) {
	r := NewReader()
	for i := 0; i < 32; i += orRacing(1, 5) { // the renderer takes its mask from the version
		s := shot{version: 8 + i%8, level: coding.Level(i / 8), width: 340, height: 340}
		codes, d := r.Read(s.take(t))
		wantCode(t, s, codes, d)
	}
}

func TestReadsSeveralCodesInOnePicture(t *testing.T) {
	shots := []shot{
		{version: 5, text: "one", centre: Point{-400, -150}},
		{version: 12, text: "two", centre: Point{-100, 100}, turn: 30},
		{version: 7, text: "three", centre: Point{350, -150}, inverted: true},
		{version: 3, text: "four", centre: Point{300, 150}, mirrored: true},
	}
	canvas := shot{width: 1280, height: 720}.filled()
	light := make([]float64, canvas.width*canvas.height)
	for i := range light {
		light[i] = 125
	}
	want := map[string]bool{}
	for _, s := range shots {
		s.width, s.height = canvas.width, canvas.height
		s.filled().expose(t, light)
		want[s.text] = true
	}
	codes, d := NewReader().ReadAll(canvas.develop(light))
	for _, c := range codes {
		if !want[c.Text] {
			t.Errorf("read %q, again or wrongly", c.Text)
		}
		delete(want, c.Text)
	}
	if len(want) > 0 || d != Read {
		t.Errorf("%s, did not read %v", d, want)
	}
}

func TestReadsASheetOfCodes(t *testing.T) {
	const rows, pitch = 5, 150
	sheet := shot{width: rows * pitch, height: rows * pitch}.filled()
	light := make([]float64, sheet.width*sheet.height)
	for i := range light {
		light[i] = sheet.light
	}
	want := map[string]bool{}
	for i := range rows * rows {
		s := shot{
			version: 2, module: 4, text: fmt.Sprintf("label %d", i),
			width: sheet.width, height: sheet.height,
			centre: Point{float64(i%rows-rows/2) * pitch, float64(i/rows-rows/2) * pitch},
		}
		s.filled().expose(t, light)
		want[s.text] = true
	}
	codes, _ := NewReader().ReadAll(sheet.develop(light))
	for _, c := range codes {
		if !want[c.Text] {
			t.Errorf("read %q, again or wrongly", c.Text)
		}
		delete(want, c.Text)
	}
	if len(want) > 0 {
		t.Errorf("did not read %v", want)
	}
}

func TestReadsTheSamePictureOfAnyKind(t *testing.T) {
	grey := shot{width: 402, height: 401}.take(t)
	for name, img := range kindsOf(grey) {
		t.Run(name, func(t *testing.T) {
			codes, d := NewReader().Read(img)
			wantCode(t, shot{width: 402, height: 401}, codes, d)
		})
	}
}

func TestReadsNothingWhereThereIsNoCode(t *testing.T) {
	const width, height = 400, 300
	random := rand.New(rand.NewPCG(1, 2))
	r := NewReader()
	for name, paint := range map[string]func(x, y int) byte{
		"black":         func(x, y int) byte { return 0 },
		"white":         func(x, y int) byte { return 255 },
		"noise":         func(x, y int) byte { return byte(random.IntN(256)) },
		"blocks":        func(x, y int) byte { return byte((x/9*7 + y/9*13) % 5 * 60) },
		"stripes":       func(x, y int) byte { return byte(x / 4 % 2 * 255) },
		"checks":        func(x, y int) byte { return byte((x/5 + y/5) % 2 * 255) },
		"rings":         func(x, y int) byte { return byte(int(math.Hypot(float64(x%90-45), float64(y%90-45))/6) % 2 * 255) },
		"finder tiling": func(x, y int) byte { return finderTile(x/4%30, y/4%30) },
	} {
		img := image.NewGray(image.Rect(0, 0, width, height))
		for i := range img.Pix {
			img.Pix[i] = paint(i%width, i/width)
		}
		for range orRacing(len(deeperLevels(&plane{width: width, height: height}, 0)), 1) {
			if codes, d := r.Read(img); len(codes) > 0 || d == Read {
				t.Errorf("%s: read %d codes", name, len(codes))
			}
		}
		if raceDetector {
			continue // full effort takes a second on these
		}
		if codes, _ := r.ReadAll(img); len(codes) > 0 {
			t.Errorf("%s: read %d codes at full effort", name, len(codes))
		}
	}
}

// finderTile is a finder pattern on a plain tile: a picture full of triples
// that belong to no symbol.
func finderTile(x, y int) byte {
	ring := max(abs(x-10), abs(y-10))
	if ring > 4 || finderTemplate.light[ring] {
		return 255
	}
	return 0
}

func TestReadsNothingOfAHalfHiddenCode(t *testing.T) {
	s := shot{version: orRacing(22, 7), module: 5}
	s.width, s.height = 6*s.size(), 6*s.size()
	img := s.take(t)
	for y := img.Rect.Dy() / 2; y < img.Rect.Dy(); y++ {
		clear(img.Pix[y*img.Stride:][:img.Stride])
	}
	if codes, d := NewReader().ReadAll(img); len(codes) > 0 || d == Read {
		t.Errorf("read %d codes, %s", len(codes), d)
	}
}

func TestNamesWhatKeepsACodeFromBeingRead(t *testing.T) {
	for want, s := range map[Diagnosis]shot{
		Undecodable: {version: 22, module: 5, damaged: .2},
		Blurred:     {version: 10, module: 6, blur: 3.6, damaged: .2},
		TooFar:      {version: 22, module: 1.1},
		Cut:         {version: 10, module: 6, centre: Point{0, -150}, turn: 225, damaged: .2},
		Dark:        {version: 10, module: 6, dark: 2, light: 22, damaged: .2},
		Glare:       {version: 22, module: 5, damaged: .2, lens: lens{glare: 60}},
	} {
		if codes, got := NewReader().Read(s.take(t)); got != want {
			t.Errorf("%d codes, %s; want %s", len(codes), got, want)
		}
	}
}

// print draws a page of strokes in lines, among which chance finds format
// information, alignment patterns and the corners of symbols.
func print(page int) *image.Gray {
	random := rand.New(rand.NewPCG(uint64(page), 6))
	img := image.NewGray(image.Rect(0, 0, 480, 360))
	for i := range img.Pix {
		img.Pix[i] = byte(200 + random.IntN(8))
	}
	for y := 10; y < 340; y += 12 {
		for x := 10; x < 460; x += 2 + random.IntN(9) {
			stroke := image.Rect(x, y, x+1+random.IntN(4), y+2+random.IntN(7))
			draw.Draw(img, stroke, image.NewUniform(color.Gray{byte(40 + random.IntN(30))}), image.Point{}, draw.Src)
		}
	}
	return img
}

func TestAPageOfPrintIsNoCode(t *testing.T) {
	const mistaken = 1
	r, seen := NewReader(), []string{}
	for page := range orRacing(12, 2) {
		codes, d := r.ReadAll(print(page))
		if len(codes) > 0 {
			t.Errorf("page %d: %d codes", page, len(codes))
		}
		if d != NoCode {
			seen = append(seen, fmt.Sprintf("page %d: %s", page, d))
		}
	}
	if len(seen) > mistaken {
		t.Errorf("for a code is taken: %s", seen)
	}
}

func TestSaysHowMuchCloserACodeShouldBe(t *testing.T) {
	for _, row := range []struct{ module, closer float64 }{{1.1, 1.8}, {5, 1}} {
		r := NewReader()
		r.Read(shot{version: 22, module: row.module, damaged: .2}.take(t))
		got, ok := r.Sight()
		if !ok || math.Abs(got.Closer-row.closer) > .15 || math.Abs(got.Module-row.module) > .2 {
			t.Errorf("at %g pixels a module: %+v %t", row.module, got, ok)
		}
	}
	r := NewReader()
	r.Read(shot{}.take(t))
	if got, ok := r.Sight(); ok {
		t.Errorf("a code that was read leaves %+v", got)
	}
}

func TestTellsADarkRoomAndACutCodeWithoutFindingASymbol(t *testing.T) {
	night := image.NewGray(image.Rect(0, 0, 640, 480))
	for i := range night.Pix {
		night.Pix[i] = byte(8 + i%5)
	}
	if _, d := NewReader().Read(night); d != Dark {
		t.Errorf("a dark room: %s", d)
	}
	cut := shot{version: 22, module: 5, width: 640, height: 480, centre: Point{260, 0}}
	if _, d := NewReader().Read(cut.take(t)); d != Cut {
		t.Errorf("a code half out of the picture: %s", d)
	}
}

func TestReadTakesADeeperLevelEachTime(t *testing.T) {
	r := NewReader()
	img := image.NewGray(image.Rect(0, 0, 640, 480))
	r.Read(img)
	for want := 1; want <= len(r.levelsInTurn(0)); want++ {
		if r.turn != want {
			t.Fatalf("turn is %d, want %d", r.turn, want)
		}
		r.Read(img)
	}
}
