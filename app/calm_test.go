package app

import (
	"image"
	"math/rand/v2"
	"testing"
	"time"

	"passdesk/camera"
)

// room is a picture of a grey room with the noise of a sensor.
func room(random *rand.Rand, size image.Point) *camera.Picture {
	luma := image.NewGray(image.Rectangle{Max: size})
	for i := range luma.Pix {
		luma.Pix[i] = uint8(120 + 4*random.NormFloat64())
	}
	return camera.NewPicture(image.NewRGBA(luma.Rect), luma)
}

// goOn gives how many of n pictures, 30 a second, are not left out.
func goOn(c *calm, at *time.Time, n int, seesCode bool, next func() image.Image) (passed int) {
	for range n {
		*at = at.Add(time.Second / 30)
		if !c.skips(camera.Frame{Image: next(), At: *at}, seesCode) {
			passed++
		}
	}
	return passed
}

func TestACalmSceneIsLookedAtTenTimesASecond(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	size := image.Pt(240, 135)
	still := func() image.Image { return room(random, size) }
	card := func() image.Image { // a small one, far away
		p := room(random, size)
		for y := 100; y < 112; y++ {
			for x := 180; x < 192; x++ {
				p.Luma().Pix[y*p.Luma().Stride+x] = uint8(200 * (x / 2 % 2))
			}
		}
		return p
	}
	var c calm
	at := time.Date(2021, 10, 5, 9, 0, 0, 0, time.UTC)
	steps := []struct {
		name     string
		pictures int
		seesCode bool
		next     func() image.Image
		least    int
		most     int
	}{
		{"the first seconds all pass", 150, false, still, 150, 150},
		{"then ten a second", 300, false, still, 95, 110},
		{"a card comes, and all pass at once", 30, false, card, 30, 30},
		{"it goes, and all pass", 140, false, still, 140, 140},
		{"it is calm again", 300, false, still, 90, 120},
		{"a code is seen", 30, true, still, 29, 30},
		{"and gone", 140, false, still, 140, 140},
		{"a picture of unknown brightness passes", 200, false, func() image.Image { return image.NewUniform(image.Black) }, 200, 200},
	}
	for _, s := range steps {
		if n := goOn(&c, &at, s.pictures, s.seesCode, s.next); n < s.least || n > s.most {
			t.Errorf("%s: %d of %d went on, want %d to %d", s.name, n, s.pictures, s.least, s.most)
		}
	}
}

func TestCalmTakesPicturesOfEverySize(t *testing.T) {
	var c calm
	at := time.Date(2021, 10, 5, 9, 0, 0, 0, time.UTC)
	random := rand.New(rand.NewPCG(1, 2))
	for _, size := range []image.Point{{1, 1}, {7, 3}, {47, 26}, {48, 27}, {49, 28}, {1920, 1080}} {
		at = at.Add(time.Hour)
		if c.skips(camera.Frame{Image: room(random, size), At: at}, false) {
			t.Errorf("the first of %v was left out", size)
		}
	}
}
