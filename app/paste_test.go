package app_test

import (
	"bytes"
	"errors"
	"image/png"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"passdesk/app"
	"passdesk/app/clipboard"
	"passdesk/app/desk"
	"passdesk/app/desk/desktest"
	"passdesk/app/scanlog"
	"passdesk/verify/reason"
)

// TestWhatIsPastedIsReadLikeACardHeldUp pastes cards in every form in which a
// person may have copied one.
func TestWhatIsPastedIsReadLikeACardHeldUp(t *testing.T) {
	card := func(name string) (text, jws string) {
		c := desktest.Card(t, name, 2)
		return c.Texts[0], c.JWS
	}
	numeric, _ := card("Lovelace")
	_, jws := card("Hopper")
	_, inFile := card("Noether")
	copied, _ := card("Curie")
	inPicture, _ := card("Meitner")
	file := filepath.Join(t.TempDir(), "a card.txt")
	if err := os.WriteFile(file, []byte(copied), 0o600); err != nil {
		t.Fatal(err)
	}
	var shot bytes.Buffer
	if err := png.Encode(&shot, held(t, inPicture)); err != nil {
		t.Fatal(err)
	}
	f := run(t, func(c *app.Config) { c.Clip = func() ([]byte, error) { return shot.Bytes(), nil } })
	for n, c := range []struct{ what, text, name string }{
		{"numeric chunks", " " + strings.ToUpper(numeric[:5]) + numeric[5:] + "\r\n", "Lovelace"},
		{"a JWS", jws, "Hopper"},
		{"a card file's content", `{"verifiableCredential":["` + inFile + `"]}`, "Noether"},
		{"a copied file", (&url.URL{Scheme: "file", Path: file}).String() + "\r\n", "Curie"},
		{"a picture", "", "Meitner"},
	} {
		f.app.Paste(c.text)
		s := f.await(c.what, logged(n+1))
		if s.Result == nil || s.Result.Decision.Outcome != reason.Accepted || s.Result.By != scanlog.ByFile || s.Result.Verdict.Record.Holder.Name.Family != c.name {
			t.Errorf("%s: %+v", c.what, s.Result)
		}
	}
}

func TestSaysWhatIsAmissWithTheClipboard(t *testing.T) {
	var fails error
	f := run(t, func(c *app.Config) { c.Clip = func() ([]byte, error) { return nil, fails } })
	for _, c := range []struct {
		text  string
		fails error
		id    string
	}{
		{"", clipboard.ErrNone, "paste-empty"},
		{" \r\n", clipboard.ErrNoWay, "paste-failed"},
		{"", errors.New("the program that owns the clipboard does not answer"), "paste-failed"},
		{strings.Repeat("x", 2<<20), nil, "file-failed"},
	} {
		fails = c.fails
		f.app.Paste(c.text)
		f.await(c.id, func(s desk.State) bool { return s.Notice.ID == c.id })
		f.app.Do(desk.Clear{})
		f.await("no remark", func(s desk.State) bool { return s.Notice.ID == "" })
	}
	f.app.Paste("a bus ticket")
	f.await("the answer to a text that is no card", func(s desk.State) bool {
		return s.Result != nil && s.Result.Decision.Reason == reason.NotACard
	})
}

// TestOfSeveralFilesEachIsAnswered opens three at once, one of which cannot be
// read.
func TestOfSeveralFilesEachIsAnswered(t *testing.T) {
	dir := t.TempDir()
	var files []string
	for _, name := range []string{"Lovelace", "Hopper"} {
		path := filepath.Join(dir, name+".png")
		writePNG(t, path, held(t, desktest.Card(t, name, 2).Texts[0]))
		files = append(files, path)
	}
	f := run(t, func(*app.Config) {})
	f.app.Open(files[0], filepath.Join(dir, "none"), files[1])
	s := f.await("both answers", func(s desk.State) bool { return logged(2)(s) && s.Notice.ID == "files-read" })
	if s.Notice.About != "3" || s.Result.Verdict.Record.Holder.Name.Family != "Hopper" {
		t.Errorf("%+v, %s", s.Notice, s.Result.Verdict.Record.Holder.Name.Family)
	}
}
