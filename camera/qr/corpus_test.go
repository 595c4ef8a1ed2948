package qr

import (
	"bufio"
	"image"
	_ "image/jpeg"
	_ "image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"passdesk/cmd/housekeeping/corpus"
)

func loadPicture(t *testing.T, path string) image.Image {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, _, err := image.Decode(f)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return img
}

// leastRates are the shares of a class that must be read from one frame at
// the first try.
var leastRates = map[string]float64{"nominal": .8, "light": .8, "curved": .8}

// oftenRead is one in so many of the frames that are read at once and once
// more at full effort.
const oftenRead = 4

func TestReadsFramesOfAFrontDesk(t *testing.T) {
	classes, err := filepath.Glob(corpus.Path(t, "qrbench", "frames", "*"))
	if err != nil || len(classes) == 0 {
		t.Skip("SKIPPED: no corpus of frames")
	}
	for _, class := range classes {
		name := filepath.Base(class)
		t.Run(name, func(t *testing.T) {
			frames, err := filepath.Glob(filepath.Join(class, "*.jpg"))
			if err != nil || len(frames) == 0 {
				t.Fatalf("no frames: %v", err)
			}
			t.Parallel()
			least, demanded := leastRates[name]
			if !demanded {
				frames = frames[:orRacing(len(frames), 1)]
			}
			r, once, full := NewReader(), 0, 0
			for i, frame := range frames {
				r.Forget()
				img := loadPicture(t, frame)
				read := readFrame(t, frame, img, r.Read)
				once += read
				if !raceDetector && (read == 0 || i%oftenRead == 0) {
					read = readFrame(t, frame, img, r.ReadAll)
				}
				full += read
			}
			t.Logf("%-12s %2d frames, %2d read at once, %2d at full effort", name, len(frames), once, full)
			if demanded && float64(once) < least*float64(len(frames)) {
				t.Errorf("read %d of %d", once, len(frames))
			}
		})
	}
}

// readFrame gives 1 for a frame whose text was read, 0 for none; anything
// else that is read is an error.
func readFrame(t *testing.T, frame string, img image.Image, read func(image.Image) ([]Code, Diagnosis)) int {
	t.Helper()
	truth, err := os.ReadFile(strings.TrimSuffix(frame, ".jpg") + ".txt")
	if err != nil && !strings.HasPrefix(filepath.Base(filepath.Dir(frame)), "neg") {
		t.Fatal(err) // only frames without a code have no text
	}
	want := strings.TrimSpace(string(truth))
	codes, d := read(img)
	for _, c := range codes {
		if want == "" || c.Text != want {
			t.Errorf("%s: wrong read: %.40q", frame, c.Text)
		}
	}
	if len(codes) == 0 {
		t.Logf("%s: %s", filepath.Base(frame), d)
		return 0
	}
	return 1
}

func TestReadsThePicturesOfTheSpecification(t *testing.T) {
	folder := corpus.Path(t, "corpus")
	pictures, err := filepath.Glob(filepath.Join(folder, "spec", "*.png"))
	if err != nil {
		t.Fatal(err)
	}
	pictures = append(pictures, devtoolsPictures(t, folder)...)
	if len(pictures) < 10 {
		t.Skip("SKIPPED: no corpus of pictures")
	}
	for _, path := range pictures[:orRacing(len(pictures), 4)] {
		codes, d := NewReader().ReadAll(loadPicture(t, path))
		if len(codes) != 1 || !strings.HasPrefix(codes[0].Text, "shc:/") {
			t.Errorf("%s: %d codes, %s", filepath.Base(path), len(codes), d)
		}
	}
}

// devtoolsPictures lists the pictures of cases.tsv. Also a card that is to be
// refused must be read first.
func devtoolsPictures(t *testing.T, folder string) (pictures []string) {
	t.Helper()
	cases, err := os.Open(filepath.Join(folder, "devtools", "cases.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer cases.Close()
	for lines := bufio.NewScanner(cases); lines.Scan(); {
		columns := strings.Split(lines.Text(), "\t")
		if len(columns) < 3 || columns[1] != "image" || columns[2] == "no-code" {
			continue
		}
		for _, name := range strings.Split(columns[0], ";") {
			pictures = append(pictures, filepath.Join(folder, "devtools", name))
		}
	}
	slices.Sort(pictures)
	return pictures
}
