package reel

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/image/font/sfnt"
)

var opened = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func newTestStage(t testing.TB) *stage {
	t.Helper()
	s, err := newStage(1280, 720)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestEveryNameCanBeWritten(t *testing.T) {
	f, err := loadFonts()
	if err != nil {
		t.Fatal(err)
	}
	var buffer sfnt.Buffer
	for _, r := range roles {
		for _, letter := range r.person.name() {
			if glyph, err := f.bold.GlyphIndex(&buffer, letter); err != nil || glyph == 0 {
				t.Errorf("the font lacks %q of %s", letter, r.id)
			}
		}
	}
}

// How well a card compresses hangs on its dates.
func TestTheLongCardTakesTwoCodesOnEveryDay(t *testing.T) {
	for _, r := range roles {
		for day := 0; r.codes == 2 && day < 366; day++ {
			if _, err := r.texts(opened.AddDate(0, 0, day)); err != nil {
				t.Fatalf("day %d: %v", day, err)
			}
		}
	}
}

// What is cut off below a thing must not come into the picture, however the
// hand moves.
func TestNoHandEndsInThePicture(t *testing.T) {
	s := newTestStage(t)
	for _, now := range s.scenes {
		r := roles[now.act]
		b := r.thing.spread()
		drawn := &sprite{unit: 1, middle: point{-b.x0, -b.y0}}
		for in := now.empty; in < now.length(); in += 20 * time.Millisecond {
			h := now.poseOf(r.thing.place(), in).homography(drawn, 1, point{640, 360})
			for _, x := range []float64{0, b.x1 - b.x0} {
				if end := h.at(x, b.y1-b.y0); end.y < 720 {
					t.Fatalf("the hand of %s ends at %v, %v", r.id, end, in)
				}
			}
		}
	}
}

// TestDrawsAGallery writes a picture of each code into the folder that
// PASSDESK_GALLERY names, for people to look at.
func TestDrawsAGallery(t *testing.T) {
	folder := os.Getenv("PASSDESK_GALLERY")
	if folder == "" {
		t.Skip("PASSDESK_GALLERY names no folder")
	}
	s := newTestStage(t)
	for _, act := range Acts() {
		for i, held := range act.Held {
			picture, err := s.picture((held.From+held.Until)/2, opened)
			if err != nil {
				t.Fatal(err)
			}
			f, err := os.Create(filepath.Join(folder, "reel-"+act.ID+"-"+string(rune('1'+i))+".png"))
			if err != nil {
				t.Fatal(err)
			}
			if err := png.Encode(f, picture.RGBA); err != nil {
				t.Fatal(err)
			}
			if err := f.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func BenchmarkPicture720p(b *testing.B) {
	s := newTestStage(b)
	for _, act := range Acts()[:2] {
		b.Run(act.ID, func(b *testing.B) {
			at := act.Held[0].From
			if _, err := s.picture(at, opened); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if _, err := s.picture(at, opened); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkThing720p(b *testing.B) {
	s := newTestStage(b)
	for _, now := range s.scenes[:2] {
		b.Run(roles[now.act].id, func(b *testing.B) {
			for b.Loop() {
				if _, err := s.prepare(now, opened); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkLobby720p(b *testing.B) {
	for b.Loop() {
		drawLobby(1280, 720, 1)
	}
}
