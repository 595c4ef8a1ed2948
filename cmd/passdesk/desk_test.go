//go:build cgo

package main

import (
	"encoding/csv"
	"image"
	"image/color"
	"image/draw"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passdesk/app/scanlog"
	"passdesk/app/scanlog/sqlite"
	"passdesk/app/screen"
	"passdesk/camera/symbol"
	"passdesk/verify/mint"
	"passdesk/verify/reason"
)

// trainingIssuer writes the training issuer's keys and gives the --issuer flag
// that trusts them for a run.
func trainingIssuer(t *testing.T) string {
	t.Helper()
	jwks, err := training(t).JWKS()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "jwks.json")
	if err := os.WriteFile(path, jwks, 0o600); err != nil {
		t.Fatal(err)
	}
	return mint.TrainingISS + "=" + path
}

func training(t *testing.T) mint.Signer {
	t.Helper()
	issuer, err := mint.Training()
	if err != nil {
		t.Fatal(err)
	}
	return issuer
}

// jane is a holder who does not exist, with doses of these days before today.
func jane(t *testing.T, daysAgo ...int) mint.Card {
	t.Helper()
	card, err := training(t).Card(vaccinated(daysAgo...), time.Now().Add(-time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	return card
}

func vaccinated(daysAgo ...int) mint.Spec {
	spec := mint.Spec{Name: mint.Name{Family: "Anyperson", Given: []string{"Jane", "C."}}, BirthDate: "1961-01-20"}
	for _, n := range daysAgo {
		day := time.Now().AddDate(0, 0, -n).Format(time.DateOnly)
		spec.Doses = append(spec.Doses, mint.Dose{CVX: "207", Date: day, Lot: "0000001", Site: "ABC General Hospital"})
	}
	return spec
}

// inHand draws a card as a camera sees it: paper before a grey wall, at some
// distance; shift moves the hand.
func inHand(t *testing.T, text string, shift int) image.Image {
	t.Helper()
	code, err := symbol.Encode(text)
	if err != nil {
		t.Fatal(err)
	}
	img := wall()
	picture := code.Picture(5)
	paper := picture.Rect.Inset(-40).Add(image.Pt(360+shift, 70))
	draw.Draw(img, paper, image.White, image.Point{}, draw.Src)
	draw.Draw(img, picture.Rect.Add(image.Pt(360+shift, 70)), picture, image.Point{}, draw.Src)
	return img
}

// wall is what the camera sees while nobody is there: a picture of shades, so
// that a preview can be told from an empty view.
func wall() *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, 1280, 720))
	for y := range 720 {
		shade := color.RGBA{uint8(90 + y/9), uint8(100 + y/9), uint8(115 + y/9), 255}
		draw.Draw(img, image.Rect(0, y, 1280, y+1), image.NewUniform(shade), image.Point{}, draw.Src)
	}
	return img
}

// clip writes a video of an empty view, then of each card held up in turn.
func clip(t *testing.T, fps, seconds int, texts ...string) string {
	t.Helper()
	var pictures []image.Image
	empty := wall()
	for range fps {
		pictures = append(pictures, empty)
	}
	for _, text := range texts {
		held := []image.Image{inHand(t, text, 0), inHand(t, text, 7), inHand(t, text, 12), inHand(t, text, 5)}
		for n := range fps * seconds {
			pictures = append(pictures, held[n%len(held)])
		}
	}
	path := filepath.Join(t.TempDir(), "clip.avi")
	writeClip(t, path, fps, pictures)
	return path
}

// admitted tells how much of a picture has the ground of an acceptance.
func admitted(picture *image.RGBA) float64 { return share(picture, hue(screen.Admit)) }

// A receptionist starts the desk on a video of two visitors, one after the
// other: each is answered once, on the screen, in the counts and in the log.
func TestTwoVisitorsAreAnsweredInARealWindow(t *testing.T) {
	video := clip(t, 15, 8, jane(t, 200, 170).Texts[0], jane(t, 40, 10).Texts[0])
	w := start(t, "--camera", video, "--issuer", trainingIssuer(t))
	w.awaitTitle("ACCEPTED")
	w.eventually("a green band", func() bool { return admitted(w.picture("accepted")) > 0.03 })
	w.awaitTitle("NOT ACCEPTED")
	w.turn("Passdesk", "Escape")
	w.eventually("an empty desk", func() bool { return admitted(w.picture("cleared")) < 0.01 })
	w.end()

	rows := w.rows()
	if len(rows) != 2 || rows[1].Outcome != reason.Accepted || rows[0].Reason != "nys-full-2021-10/fourteen-days" {
		t.Fatalf("logged %+v", rows)
	}
	if flips := time.Now().AddDate(0, 0, 4).Format(time.DateOnly); rows[0].Flips != flips {
		t.Errorf("flips %s, want %s", rows[0].Flips, flips)
	}
	for _, word := range []string{"Anyperson", "Jane", "ABC General"} {
		if w.wrote(word) {
			t.Errorf("%q was written to a file of the program or said by it", word)
		}
	}
}

// Without a camera the window says so, keeps trying, and files can be opened.
func TestWithoutACameraAFileIsOpenedAndCountsAreExported(t *testing.T) {
	w := start(t, "--camera", filepath.Join(t.TempDir(), "unplugged.avi"), "--issuer", trainingIssuer(t))
	w.awaitTitle("Passdesk")
	w.picture("no-camera")
	card := `{"verifiableCredential":["` + jane(t, 200, 170).JWS + `"]}`
	if err := os.WriteFile(filepath.Join(w.home, "jane.smart-health-card"), []byte(card), 0o600); err != nil {
		t.Fatal(err)
	}
	w.turn("Open a file", "ctrl+o")
	w.picture("open")
	w.clickUntil("the card's result", func() bool { return strings.HasPrefix(w.title(), "ACCEPTED") }, firstFile, firstFile)
	w.turn("Passdesk", "Escape")

	today := time.Now().Format(time.DateOnly)
	out := filepath.Join(w.home, "passdesk-counts-"+today+".csv")
	w.turn("Passdesk – Counts", "ctrl+e")
	w.picture("counts")
	w.turn("Export", "ctrl+e")
	w.press("the exported counts", func() bool { return len(readCSV(out)) == 2 }, "Return")
	if row := strings.Join(readCSV(out)[1], ","); row != today+",Front desk,nys-full-2021-10,accepted,,smart-health-card,1" {
		t.Errorf("exported %s", row)
	}
	w.end()
}

// firstFile is where a folder without others has its first file, behind the way
// up, in a window of 1280x820.
var firstFile = image.Pt(512, 345)

func readCSV(path string) [][]string {
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer f.Close()
	rows, _ := csv.NewReader(f).ReadAll() // no rows while it is not whole
	return rows
}

// rows reads the log back, newest first, and checks that its chain holds.
func (w *window) rows() []scanlog.Row {
	w.t.Helper()
	store, err := sqlite.Open(w.log())
	if err != nil {
		w.t.Fatal(err)
	}
	defer store.Close()
	rows, err := store.Entries(scanlog.Query{})
	if err != nil {
		w.t.Fatal(err)
	}
	if err := scanlog.Verify(scanlog.All(store, scanlog.Query{})); err != nil || store.SetAside != "" {
		w.t.Fatalf("%v, set aside %q", err, store.SetAside)
	}
	return rows
}

// wrote tells whether a word stands in any file of the program, or in what it
// said.
func (w *window) wrote(word string) bool {
	w.t.Helper()
	found := strings.Contains(w.output.String(), word)
	err := filepath.WalkDir(w.dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		found = found || strings.Contains(string(data), word)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return found
}
