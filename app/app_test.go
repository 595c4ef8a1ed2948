package app_test

import (
	"context"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"passdesk/app"
	"passdesk/app/desk"
	"passdesk/app/desk/desktest"
	"passdesk/app/scanlog"
	"passdesk/app/scanlog/report"
	"passdesk/app/scanlog/sqlite"
	"passdesk/app/settings"
	"passdesk/camera"
	"passdesk/camera/still"
	"passdesk/camera/symbol"
	"passdesk/verify/mint"
	"passdesk/verify/reason"
)

// held draws what a camera sees when a code is held up.
func held(t *testing.T, text string) image.Image {
	t.Helper()
	code, err := symbol.Encode(text)
	if err != nil {
		t.Fatal(err)
	}
	img := image.NewRGBA(image.Rect(0, 0, 1280, 720))
	draw.Draw(img, img.Rect, image.NewUniform(color.Gray{Y: 120}), image.Point{}, draw.Src)
	picture := code.Picture(5)
	draw.Draw(img, picture.Rect.Add(image.Pt(400, 60)), picture, image.Point{}, draw.Src)
	return img
}

// front is a running desk.
type front struct {
	t     *testing.T
	app   *app.App
	store *sqlite.Store
	seen  chan desk.State
	end   context.CancelFunc
	ended chan struct{}
}

// run starts a desk; change adjusts what it is made of.
func run(t *testing.T, change func(*app.Config)) *front {
	t.Helper()
	store, err := sqlite.Open(filepath.Join(t.TempDir(), "log.db"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, end := context.WithCancel(t.Context())
	f := &front{t: t, store: store, seen: make(chan desk.State, 1), end: end, ended: make(chan struct{})}
	about := desk.About{Desk: "North", Policy: "nys-full-2021-10", ResultFor: 30 * time.Second}
	config := app.Config{
		State: desk.New(about, 0, nil, time.Now()), Store: store, Show: f.show, Clock: time.Now,
		Outfit: app.Outfit{Book: desktest.Rulebook(t, mint.TrainingISS)},
		Look:   250 * time.Millisecond, // the race detector takes ten times as long as a desk
	}
	change(&config)
	f.app = app.New(config)
	go func() {
		defer close(f.ended)
		f.app.Run(ctx)
	}()
	t.Cleanup(func() {
		f.stop()
		store.Close()
	})
	return f
}

// A sound is for a new answer, not for one that is held or shown again.
func TestAnAnswerIsHeardOnce(t *testing.T) {
	for _, c := range []struct {
		on   bool
		want []reason.Outcome
	}{{true, []reason.Outcome{reason.Accepted, reason.NotACard.Outcome()}}, {false, nil}} {
		synctest.Test(t, func(t *testing.T) {
			var heard []reason.Outcome
			q := beginAs(t, &disk{}, func(config *app.Config) {
				config.State = config.State.With(desk.Setup{Set: settings.Settings{Sound: c.on}}, desk.Network{})
				config.Chime = func(o reason.Outcome) { heard = append(heard, o) }
			})
			q.scan("Lovelace")
			q.after(time.Second)
			q.app.Do(desk.Hold{})
			q.app.Do(desk.Hold{})
			q.after(time.Minute) // it closes
			q.app.Read(desk.Reading{Text: "a bus ticket", By: scanlog.ByFile})
			q.after(time.Second)
			q.stop()
			if !slices.Equal(heard, c.want) {
				t.Errorf("on %t: heard %v, want %v", c.on, heard, c.want)
			}
		})
	}
}

// show keeps the newest State for whoever waits.
func (f *front) show(s desk.State) {
	select {
	case <-f.seen:
	default:
	}
	f.seen <- s
}

func (f *front) stop() {
	f.end()
	<-f.ended
}

// await gives the first State for which something holds.
func (f *front) await(what string, holds func(desk.State) bool) desk.State {
	f.t.Helper()
	limit := time.After(time.Minute)
	for {
		select {
		case s := <-f.seen:
			if holds(s) {
				return s
			}
		case <-limit:
			f.t.Fatalf("waited in vain for %s", what)
		}
	}
}

func (f *front) rows() []scanlog.Row {
	f.t.Helper()
	rows, err := f.store.Entries(scanlog.Query{})
	if err != nil {
		f.t.Fatal(err)
	}
	return rows
}

func camera30(show still.Show, pictures ...image.Image) camera.Source {
	show.Every = 33 * time.Millisecond
	return still.Pictures(pictures, show)
}

func logged(n int) func(desk.State) bool {
	return func(s desk.State) bool { return len(s.Log.Rows) >= n }
}

func TestACardHeldUpIsShownLoggedAndCountedOnce(t *testing.T) {
	picture := held(t, desktest.Card(t, "Lovelace", 2).Texts[0])
	f := run(t, func(c *app.Config) { c.Camera = camera30(still.Show{Loop: true}, picture) })
	s := f.await("a logged result", func(s desk.State) bool { return s.Result != nil && logged(1)(s) })
	if name := s.Result.Verdict.Record.Holder.Name.Family; name != "Lovelace" || s.Result.Decision.Outcome != reason.Accepted {
		t.Errorf("shown %s, %s", name, s.Result.Decision.Outcome)
	}
	for range 20 { // two seconds of the same card
		s = f.await("the next moment", func(n desk.State) bool { return n.Now.Sub(s.Now) >= 100*time.Millisecond })
	}
	f.stop()
	if rows := f.rows(); len(rows) != 1 || rows[0].By != scanlog.ByCamera || rows[0].Took <= 0 || s.Today.Total() != 1 {
		t.Errorf("rows %+v, %d today", rows, s.Today.Total())
	}
}

func TestTheNextCardReplacesTheFirst(t *testing.T) {
	first, second := held(t, desktest.Card(t, "Lovelace", 2).Texts[0]), held(t, desktest.Card(t, "Hopper", 1).Texts[0])
	pictures := append(repeat(first, 30), repeat(second, 30)...)
	f := run(t, func(c *app.Config) { c.Camera = camera30(still.Show{}, pictures...) })
	s := f.await("the second result", logged(2))
	if name := s.Result.Verdict.Record.Holder.Name.Family; name != "Hopper" {
		t.Errorf("shown %s", name)
	}
	f.await("the end of the pictures", func(s desk.State) bool { return s.Camera.Phase == desk.Ended && s.Picture == nil })
}

func repeat(p image.Image, n int) []image.Image {
	pictures := make([]image.Image, n)
	for i := range pictures {
		pictures[i] = p
	}
	return pictures
}

func TestWithoutACameraFilesAreOpened(t *testing.T) {
	card := desktest.Card(t, "Lovelace", 2)
	dir := t.TempDir()
	picture, file := filepath.Join(dir, "card.png"), filepath.Join(dir, "card.smart-health-card")
	writePNG(t, picture, held(t, card.Texts[0]))
	if err := os.WriteFile(file, []byte(`{"verifiableCredential":["`+card.JWS+`"]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	f := run(t, func(*app.Config) {})
	for n, path := range []string{picture, file} {
		f.app.Open(path)
		s := f.await(path, logged(n+1))
		if s.Result == nil || s.Result.Decision.Outcome != reason.Accepted || s.Result.By != scanlog.ByFile {
			t.Errorf("%s: %+v", path, s.Result)
		}
	}
	for path, id := range map[string]string{filepath.Join(dir, "none"): "file-failed", dir: "file-failed", emptyPicture(t): "file-empty"} {
		f.app.Open(path)
		f.await(id+" for "+path, func(s desk.State) bool {
			return s.Notice.ID == id && strings.Contains(s.Notice.About, filepath.Base(path))
		})
	}
}

func emptyPicture(t *testing.T) string {
	path := filepath.Join(t.TempDir(), "empty.png")
	writePNG(t, path, image.NewGray(image.Rect(0, 0, 64, 64)))
	return path
}

func writePNG(t *testing.T, path string, img image.Image) {
	t.Helper()
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	if err := png.Encode(out, img); err != nil {
		t.Fatal(err)
	}
}

func TestWhatWasSeenIsLoggedThoughTheDeskEndsAtOnce(t *testing.T) {
	f := run(t, func(*app.Config) {})
	for _, name := range []string{"Lovelace", "Hopper", "Turing"} {
		f.app.Read(desk.Reading{Text: desktest.Card(t, name, 2).Texts[0], By: scanlog.ByCamera})
	}
	f.stop()
	if n := len(f.rows()); n != 3 {
		t.Errorf("%d entries, want 3", n)
	}
}

func TestExportWritesTheDailyCounts(t *testing.T) {
	f := run(t, func(*app.Config) {})
	f.app.Read(desk.Reading{Text: desktest.Card(t, "Lovelace", 2).Texts[0], By: scanlog.ByCamera})
	path := filepath.Join(t.TempDir(), "counts.csv")
	f.app.Export(path, report.Export{What: report.Counts, Format: report.CSV})
	f.await("the export", func(s desk.State) bool { return s.Notice.ID == "exported" && s.Notice.About == path })
	csv, err := os.ReadFile(path)
	want := "day,desk,policy,outcome,reason,format,count\n" + time.Now().Format(time.DateOnly) +
		",North,nys-full-2021-10,accepted,,smart-health-card,1\n"
	if err != nil || string(csv) != want {
		t.Errorf("%v, wrote %q\nwant %q", err, csv, want)
	}
	f.app.Export(filepath.Join(path, "below-a-file.csv"), report.Export{What: report.Counts, Format: report.CSV})
	f.await("the failure", func(s desk.State) bool { return s.Notice.ID == "export-failed" })
}

func TestAnImportedDirectoryCountsFromTheNextCardOn(t *testing.T) {
	card := desktest.Card(t, "Lovelace", 2)
	f := run(t, func(c *app.Config) {
		c.Outfit.Book = desktest.Rulebook(t)
		c.Office.Import = func(snapshot, _ string) error {
			if snapshot != "good" {
				return errors.New("it was changed")
			}
			return nil
		}
		c.Office.Refit = func() (app.Outfit, error) {
			return app.Outfit{Book: desktest.Rulebook(t, mint.TrainingISS), About: desk.About{Directory: desk.Directory{Issuers: 1}}}, nil
		}
	})
	f.app.Read(desk.Reading{Text: card.JWS, By: scanlog.ByFile})
	f.await("a test issuer", func(s desk.State) bool { return s.Result != nil && s.Result.Decision.Reason == reason.TestIssuer })
	f.app.ImportDirectory("bad", "sig")
	f.await("the refusal", func(s desk.State) bool { return s.Notice.ID == "directory-failed" })
	f.app.ImportDirectory("good", "sig")
	f.await("the directory", func(s desk.State) bool { return s.About.Directory.Issuers == 1 })
	f.app.Read(desk.Reading{Text: card.JWS, By: scanlog.ByFile})
	f.await("acceptance", func(s desk.State) bool { return s.Result.Decision.Outcome == reason.Accepted })
}

func TestOlderPagesOfTheLogFollow(t *testing.T) {
	f := run(t, func(*app.Config) {})
	text := desktest.Card(t, "Lovelace", 2).Texts[0]
	for range 130 {
		f.app.Read(desk.Reading{Text: text, By: scanlog.ByFile})
	}
	f.await("the newest page", func(s desk.State) bool { return len(s.Log.Rows) == 100 && s.Log.Rows[0].Number == 130 && s.Log.More })
	f.app.Older()
	f.await("all rows", func(s desk.State) bool { return len(s.Log.Rows) == 130 && !s.Log.More })
}

func TestACameraThatIsLostIsSaid(t *testing.T) {
	kept := func(report func(camera.Change)) camera.Source {
		open := func(context.Context) (camera.Source, error) {
			return nil, &camera.Error{Fault: camera.Busy, What: "camera 0"}
		}
		return camera.Keep(open, camera.Keeping{Report: report})
	}
	var f *front
	started := make(chan struct{})
	f = run(t, func(c *app.Config) {
		c.Camera = kept(func(change camera.Change) {
			<-started
			f.app.CameraIs(change)
		})
	})
	close(started)
	s := f.await("the fault", func(s desk.State) bool { return s.Camera.Phase == desk.Failed })
	if s.Camera.Fault != string(camera.Busy) || s.Camera.What != "camera 0" {
		t.Errorf("%+v", s.Camera)
	}
}
