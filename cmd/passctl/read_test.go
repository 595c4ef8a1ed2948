package main

import (
	"bytes"
	"encoding/json"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestReadPrintsTheTextOfEachCode(t *testing.T) {
	a, b := picture(t, "a.png", "shc:/5676"), picture(t, "b.png", "https://example.org/?a=b&c")
	if got := run("read", a, b).want(t, done, "").out; got != "shc:/5676\nhttps://example.org/?a=b&c\n" {
		t.Errorf("%q", got)
	}
	r := run("read", a, empty(t)).want(t, other, "There is no QR code in the picture.")
	if r.out != "shc:/5676\n" {
		t.Errorf("%q", r.out)
	}
	run("read", file(t, "a.txt", "shc:/5676")).want(t, usage, "this is not a PNG, JPEG or PDF file")
	run("read", "shc:/5676").want(t, usage, "argument 1: this is not a PNG, JPEG or PDF file")
}

// What a code holds has no say over the terminal, and cannot pass for two.
func TestReadPrintsOneLineACode(t *testing.T) {
	code := picture(t, "a.png", "x\x1b[2J\nshc:/5676")
	if got := run("read", code).want(t, done, "").out; got != "x\ufffd[2J\ufffdshc:/5676\n" {
		t.Errorf("%q", got)
	}
	if got := run("read", "--json", code).want(t, done, "").out; !strings.Contains(got, `"codes":["x\u001b[2J\nshc:/5676"]`) {
		t.Errorf("%s", got)
	}
}

func TestReadGivesTheFieldsOfTheContract(t *testing.T) {
	r := run("read", "--json", picture(t, "a.png", "shc:/5676"), empty(t), "nowhere").want(t, usage, "nowhere: there is no such file")
	var got []map[string]any
	for text := range strings.Lines(r.out) {
		var fields map[string]any
		if err := json.Unmarshal([]byte(text), &fields); err != nil {
			t.Fatal(err)
		}
		got = append(got, fields)
	}
	if len(got) != 2 {
		t.Fatalf("%d lines", len(got))
	}
	for _, fields := range got {
		for _, name := range []string{"input", "codes", "millis", "width", "height", "diagnosis"} {
			if _, ok := fields[name]; !ok {
				t.Errorf("no %s in %v", name, fields)
			}
		}
		if len(fields) != 6 {
			t.Errorf("%d fields", len(fields))
		}
	}
	if codes := got[0]["codes"].([]any); len(codes) != 1 || codes[0] != "shc:/5676" || got[0]["width"] != got[0]["height"] {
		t.Errorf("%v", got[0])
	}
	if codes := got[1]["codes"].([]any); len(codes) != 0 || got[1]["diagnosis"] != "no-code" {
		t.Errorf("%v", got[1])
	}
}

func TestReadTakesWholeFolders(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"a.png", "below/b.PNG", "below/notes.txt"} {
		from, to := picture(t, "a.png", "shc:/"+strings.Repeat("5", len(name))), filepath.Join(folder, name)
		raw, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got := run("read", folder).want(t, done, "").out; got != "shc:/55555\nshc:/55555555555\n" {
		t.Errorf("%q", got)
	}
	run("read", "--json", t.TempDir()).want(t, usage, "no PNG or JPEG picture is in it")
}

func TestReadTellsHowFarItIs(t *testing.T) {
	var errs bytes.Buffer
	p := &program{err: &errs}
	at := progress{all: 3}
	for second := range 4 {
		p.now = func() time.Time { return time.Unix(int64(second), 0) }
		if second == 0 {
			at.last = p.now()
		}
		p.tell(&at)
	}
	if got := errs.String(); got != "passctl: 2 of 3 pictures\n" {
		t.Errorf("%q", got)
	}
}

func TestDrawsAContactSheet(t *testing.T) {
	out := filepath.Join(t.TempDir(), "sheet.png")
	pictures := slices.Repeat([]string{picture(t, "a.png", "shc:/5676")}, columns)
	run(args([]string{"read", "--sheet", out}, pictures, []string{empty(t)})...).want(t, other, "no QR code")
	raw, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	// A row of pictures and one more.
	if size := img.Bounds().Size(); size.X != columns*(cellWidth+cellGap)+cellGap || size.Y != 2*(cellHeight+nameHeight+cellGap)+cellGap {
		t.Errorf("size %v", size)
	}
	found, names := map[bool]bool{}, 0
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			switch img.At(x, y) {
			case readColour:
				found[true] = true
				if y > cellGap+cellHeight {
					t.Fatal("a code is marked where there is none")
				}
			case missColour:
				found[false] = true
			case nameColour:
				names++
			}
		}
	}
	if !found[true] || !found[false] || names == 0 {
		t.Errorf("marked %v, %d pixels of names", found, names)
	}
	run("read", "--sheet", filepath.Join(pictures[0], "x.png"), pictures[0]).want(t, usage, "cannot be written")
}
