package still_test

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"passdesk/camera"
	"passdesk/camera/sourcetest"
	"passdesk/camera/still"
)

// shades gives tiny pictures that can be told apart by their brightness.
func shades(n int) []image.Image {
	pictures := make([]image.Image, n)
	for i := range pictures {
		img := image.NewGray(image.Rect(0, 0, 2, 2))
		img.Pix[0] = uint8(i)
		pictures[i] = img
	}
	return pictures
}

func shade(f camera.Frame) int { return int(f.Image.(*camera.Picture).Luma().Pix[0]) }

// clock moves only when somebody waits, or when the test says so.
type clock struct{ now time.Time }

func (c *clock) show(every time.Duration, loop bool) still.Show {
	c.now = time.Date(2021, 10, 4, 9, 0, 0, 0, time.UTC)
	return still.Show{
		Every: every, Loop: loop,
		Now: func() time.Time { return c.now },
		Wait: func(ctx context.Context, d time.Duration) error {
			c.now = c.now.Add(d)
			return ctx.Err()
		},
	}
}

// read reads n pictures or up to the end (-1), busy for so long with each.
func read(t *testing.T, src camera.Source, n int, busy func()) []int {
	t.Helper()
	var got []int
	for range n {
		frame, err := src.Next(t.Context())
		if errors.Is(err, io.EOF) {
			return append(got, -1)
		}
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, shade(frame))
		busy()
	}
	return got
}

func TestShowsPicturesInTheirTime(t *testing.T) {
	const second = time.Second
	for _, test := range []struct {
		name  string
		every time.Duration
		loop  bool
		busy  time.Duration
		want  []int
	}{
		{"as fast as asked", 0, false, second, []int{0, 1, 2, 3, -1, -1}},
		{"as fast as asked, looping", 0, true, second, []int{0, 1, 2, 3, 0, 1}},
		{"to a quick reader", second, false, second / 10, []int{0, 1, 2, 3, -1, -1}},
		{"to a reader of the same speed", second, false, second, []int{0, 1, 2, 3, -1, -1}},
		{"to a slow reader", second, true, 2*second + second/2, []int{0, 2, 1, 3, 2, 0}},
		{"the last one to a late reader", second, false, 99 * second, []int{0, 3, -1, -1}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var c clock
			src := still.Pictures(shades(4), c.show(test.every, test.loop))
			got := read(t, src, len(test.want), func() { c.now = c.now.Add(test.busy) })
			for len(got) < len(test.want) {
				got = append(got, read(t, src, 1, func() {})...)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("shown %v, want %v", got, test.want)
			}
		})
	}
}

func TestNoPicturesAreTheEnd(t *testing.T) {
	if _, err := still.Pictures(nil, still.Show{Loop: true}).Next(t.Context()); !errors.Is(err, io.EOF) {
		t.Errorf("Next: %v, want io.EOF", err)
	}
}

func TestReplaysAFolderByName(t *testing.T) {
	dir := t.TempDir()
	for i, name := range []string{"c.PNG", "a.png", "b.png"} {
		writePNG(t, filepath.Join(dir, name), shades(3)[i])
	}
	if err := os.WriteFile(filepath.Join(dir, "notes.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	src, err := still.Folder(dir, still.Show{})
	if err != nil {
		t.Fatal(err)
	}
	if got := read(t, src, 4, func() {}); !slices.Equal(got, []int{1, 2, 0, -1}) {
		t.Errorf("shown %v", got)
	}
}

func TestAFolderWithoutPicturesIsMissing(t *testing.T) {
	dir := t.TempDir()
	for _, path := range []string{dir, filepath.Join(dir, "none")} {
		if _, err := still.Folder(path, still.Show{}); camera.FaultOf(err) != camera.Missing || err == nil {
			t.Errorf("Folder: %v", err)
		}
	}
}

func TestABadFileEndsTheSource(t *testing.T) {
	src := still.Files([]string{filepath.Join(t.TempDir(), "gone.png")}, still.Show{Loop: true})
	for range 2 {
		_, err := src.Next(t.Context())
		if want := "cannot find gone.png"; err == nil || err.Error() != want {
			t.Errorf("Next: %v, want %s", err, want)
		}
	}
}

func TestKeepsTheContract(t *testing.T) {
	for _, every := range []time.Duration{0, 5 * time.Millisecond} {
		t.Run(every.String(), func(t *testing.T) {
			sourcetest.Run(t, func(*testing.T) camera.Source {
				return still.Pictures(shades(3), still.Show{Every: every, Loop: true})
			})
			sourcetest.Ends(t, func(*testing.T) camera.Source {
				return still.Pictures(shades(3), still.Show{Every: every})
			})
		})
	}
}

func ExamplePictures() {
	card := image.NewNRGBA(image.Rect(0, 0, 2, 2)) // transparent, as on paper
	src := still.Pictures([]image.Image{card}, still.Show{})
	defer src.Close()

	frame, _ := src.Next(context.Background())
	fmt.Println(frame.Image.At(0, 0) == color.RGBA{255, 255, 255, 255})
	_, err := src.Next(context.Background())
	fmt.Println(err == io.EOF)
	// Output:
	// true
	// true
}
