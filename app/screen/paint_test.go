package screen

import (
	"image"
	"image/color"
	"slices"
	"testing"
	"time"

	"passdesk/app/desk"
)

type embedding struct{ *image.RGBA }

func TestPaintsPicturesWithoutACopyWhereItCan(t *testing.T) {
	whole := scenery()
	if got := paintable(whole); got != whole {
		t.Error("an RGBA picture is copied")
	}
	if got := paintable(&embedding{whole}); &got.Pix[0] != &whole.Pix[0] {
		t.Error("a picture that embeds an RGBA is copied")
	}
	part := paintable(whole.SubImage(image.Rect(10, 10, 50, 40)))
	if !isWhole(part) || part.Bounds() != image.Rect(0, 0, 40, 30) || part.At(0, 0) != whole.At(10, 10) {
		t.Errorf("a part of a picture becomes %v", part.Bounds())
	}
	other := paintable(solid{7})
	if other.Bounds() != image.Rect(0, 0, 7, 7) || other.RGBAAt(3, 3).R != 200 {
		t.Errorf("another picture becomes %v of %v", other.Bounds(), other.At(3, 3))
	}
	if paintable(nil) != nil || paintable(solid{0}) != nil {
		t.Error("no picture becomes one")
	}
}

// halves is a picture that is red on the left and blue on the right.
func halves(width, height int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			m.SetRGBA(x, y, color.RGBA{R: 200, A: 255})
			if 2*x >= width {
				m.SetRGBA(x, y, color.RGBA{B: 100, A: 255})
			}
		}
	}
	return m
}

func TestShrinksToTheMeanOfWhatIsThere(t *testing.T) {
	checks := image.NewRGBA(image.Rect(0, 0, 8, 8))
	for i := range 64 {
		shade := uint8(255 * ((i + i/8) % 2))
		checks.SetRGBA(i%8, i/8, color.RGBA{shade, shade, shade, 255})
	}
	s := shrinker{}
	small := s.shrink(checks, image.Pt(4, 4), false)
	for i := range 16 {
		if got, want := small.RGBAAt(i%4, i/4), (color.RGBA{128, 128, 128, 255}); got != want {
			t.Fatalf("pixel %d is %v, want %v", i, got, want)
		}
	}
	if again := s.shrink(halves(8, 8), image.Pt(4, 4), false); again != small {
		t.Error("every picture has a buffer of its own")
	}
	if got := small.RGBAAt(0, 0); got != (color.RGBA{R: 200, A: 255}) {
		t.Errorf("the next picture is not in it: %v", got)
	}
}

func TestAMirrorChangesLeftAndRightAtEverySize(t *testing.T) {
	for _, from := range []image.Point{{2, 2}, {3, 5}, {64, 48}, {1280, 720}} {
		for _, to := range []image.Point{{1, 1}, {2, 2}, {3, 3}, {63, 47}, {64, 48}, {672, 378}, {1280, 719}, {1280, 720}} {
			if to.X > from.X || to.Y > from.Y {
				continue
			}
			plain, mirrored := shrinker{}, shrinker{}
			a := plain.shrink(halves(from.X, from.Y), to, false)
			b := mirrored.shrink(halves(from.X, from.Y), to, true)
			for x := range to.X {
				if a.RGBAAt(x, 0) != b.RGBAAt(to.X-1-x, 0) {
					t.Fatalf("%v to %v: column %d is no mirror's", from, to, x)
				}
			}
			if to.X > 60 && (a.RGBAAt(0, 0).R != 200 || b.RGBAAt(0, 0).B != 100) {
				t.Errorf("%v to %v: %v and %v on the left", from, to, a.RGBAAt(0, 0), b.RGBAAt(0, 0))
			}
		}
	}
}

func TestThePreviewIsAMirrorOnlyIfTheSettingsSaySo(t *testing.T) {
	picture := halves(640, 360)
	st := atRest()
	st.Picture = picture
	before := slices.Clone(picture.Pix)
	screen, _ := open(t, scene{state: st}, Light)
	finder := screen.preview.finder
	for i, c := range []struct {
		mirrored bool
		left     color.RGBA
	}{{true, color.RGBA{B: 100, A: 255}}, {false, color.RGBA{R: 200, A: 255}}} {
		st.Setup.Set.Mirror = c.mirrored
		st.Now = desksNow.Add(time.Duration(i+1) * time.Second)
		screen.Show(st)
		for _, pixels := range []image.Point{{320, 180}, {640, 360}, {1280, 720}} {
			if got := finder.paint(pixels.X, pixels.Y).At(5, 5); got != c.left {
				t.Errorf("mirror %v, %v: left is %v, want %v", c.mirrored, pixels, got, c.left)
			}
		}
	}
	if !slices.Equal(before, picture.Pix) {
		t.Error("the camera's picture was written to")
	}
}

func TestTheWholePictureIsSeenInItsOwnShape(t *testing.T) {
	st := atRest()
	for i, picture := range []*image.RGBA{halves(1280, 720), halves(640, 480), halves(300, 900)} {
		st.Picture, st.Now = picture, desksNow.Add(time.Duration(i)*time.Second)
		screen, _ := open(t, scene{state: st}, Light)
		finder := screen.preview.finder
		view, room := finder.raster.Size(), finder.root.Size()
		want := float32(picture.Rect.Dx()) / float32(picture.Rect.Dy())
		if got := view.Width / view.Height; got < 0.99*want || got > 1.01*want {
			t.Errorf("%v is seen as %v", picture.Rect.Size(), view)
		}
		if view.Width > room.Width+1 || view.Height > room.Height+1 || view.Width < room.Width-1 && view.Height < room.Height-1 {
			t.Errorf("%v takes %v of %v", picture.Rect.Size(), view, room)
		}
	}
}

// A camera's picture changes shape when another camera is chosen.
func TestAnotherShapeIsLaidOutAnew(t *testing.T) {
	st := atRest()
	st.Picture = halves(1280, 720)
	screen, _ := open(t, scene{state: st}, Light)
	st.Picture, st.Now = halves(480, 640), st.Now.Add(time.Second)
	screen.Show(st)
	if view := screen.preview.finder.raster.Size(); view.Width > view.Height {
		t.Errorf("a picture that stands is seen as %v", view)
	}
}

func TestAFastCameraIsShownAtThirtyPicturesASecond(t *testing.T) {
	st := atRest()
	screen, _ := open(t, scene{state: st}, Light)
	shown := map[*image.RGBA]bool{}
	var last *image.RGBA
	for range 60 {
		last = halves(64, 48)
		st.Picture, st.Now = last, st.Now.Add(time.Second/60)
		screen.Show(st)
		shown[screen.preview.finder.picture] = true
	}
	if len(shown) < 29 || len(shown) > 32 {
		t.Errorf("of 60 pictures in a second %d are painted", len(shown))
	}
	st.Now = st.Now.Add(100 * time.Millisecond)
	screen.Show(st)
	if screen.preview.finder.picture != last {
		t.Error("the last picture is not shown when time passes")
	}
	st.Picture, st.Now = halves(64, 48), st.Now.Add(-time.Hour)
	screen.Show(st)
	if screen.preview.finder.picture != st.Picture {
		t.Error("nothing is painted after the clock was set back")
	}
}

func TestNothingOfAPictureIsKeptAfterIt(t *testing.T) {
	st := atRest()
	st.Picture, st.Setup.Set.Mirror = halves(640, 360), true
	screen, _ := open(t, scene{state: st}, Light)
	finder := screen.preview.finder
	finder.paint(320, 180)
	screen.Show(withCamera(desk.Failed, "lost", "/dev/video0"))
	if finder.picture != nil || finder.shrinker.out != nil {
		t.Error("the last picture is kept")
	}
}

// BenchmarkShrinks is the cost of a preview's picture before it is a texture.
func BenchmarkShrinks(b *testing.B) {
	for _, from := range []image.Point{{1280, 720}, {1920, 1080}} {
		b.Run(from.String(), func(b *testing.B) {
			s, m := shrinker{}, halves(from.X, from.Y)
			b.ReportAllocs()
			for b.Loop() {
				s.shrink(m, image.Pt(672, 378), true)
			}
		})
	}
}
