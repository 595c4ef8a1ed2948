package screen

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"passdesk/app/desk"
	"passdesk/app/folder"
	"passdesk/app/settings"
)

// clerk types at a desk whose folders are read from a real home.
type clerk struct {
	*typist
	home   string
	wanted []folder.Query
	slow   bool // folders do not answer
}

// filing opens a desk for a clerk whose home has some files.
func filing(t *testing.T, st desk.State) *clerk {
	t.Helper()
	c := &clerk{typist: newTypist(t, st), home: t.TempDir()}
	for _, name := range []string{"a.png", "b card.png", "c.png", "in/deep.png", "in/other.sig", "list.json", "notes.doc"} {
		path := filepath.Join(c.home, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c.screen.do.Browse = func(q folder.Query) { c.wanted = append(c.wanted, q) }
	return c
}

// pass lets time go by, in which folders answer.
func (c *clerk) pass(d time.Duration) {
	c.typist.pass(d)
	for len(c.wanted) > 0 {
		q := c.wanted[0]
		c.wanted = c.wanted[1:]
		st, _ := c.screen.state.Act(desk.Browse{Query: q}, c.now)
		if q.Serial != 0 && !c.slow {
			st, _ = st.Act(desk.FolderIs{Listing: folder.Read(q, c.home)}, c.now)
		}
		c.screen.Show(st)
	}
}

// do types keys one by one, named or as letters, and lets each be a command.
func (c *clerk) do(keys ...any) {
	for _, k := range keys {
		switch k := k.(type) {
		case fyne.KeyName:
			c.key(k, map[fyne.KeyName]rune{fyne.KeySpace: ' '}[k])
		case string:
			c.types(k, 60*time.Millisecond)
		}
		c.pass(400 * time.Millisecond)
	}
}

// below gives paths in the home without it, joined.
func (c *clerk) below(paths []string) string {
	return strings.ReplaceAll(strings.Join(paths, "; "), c.home+string(filepath.Separator), "")
}

const (
	enter, back, down, end, space = fyne.KeyReturn, fyne.KeyBackspace, fyne.KeyDown, fyne.KeyEnd, fyne.KeySpace
	esc                           = fyne.KeyEscape
)

func TestCardsAreOpenedWithTheKeyboardAlone(t *testing.T) {
	for name, c := range map[string]struct {
		keys []any
		want string
	}{
		"the first, behind its folder": {[]any{down, enter}, "open a.png"},
		"by a part of its name":        {[]any{"card", enter}, "open b card.png"},
		"in a folder":                  {[]any{enter, enter}, "open in/deep.png"},
		"several":                      {[]any{down, space, down, down, space, enter}, "open a.png c.png"},
		"several but one":              {[]any{down, space, down, space, down, space, fyne.KeyUp, space, enter}, "open a.png c.png"},
		"the way down, up and down":    {[]any{enter, back, enter, enter}, "open in/deep.png"},
		"the last":                     {[]any{end, enter}, "open list.json"},
		"none, by Esc":                 {[]any{down, esc}, ""},
		"none, with another name":      {[]any{"zebra", enter}, ""},
		"none of another kind":         {[]any{"notes", enter}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			k := filing(t, atRest())
			k.screen.chooseFile()
			k.pass(slowly)
			k.do(c.keys...)
			if got := k.below(k.noted.calls); got != c.want {
				t.Errorf("%q, want %q; there is %q", got, c.want, seenIn(k.screen.chooser.root))
			}
			if closed := c.want != "" || slices.Contains(c.keys, any(esc)); k.screen.chooser.isOpen == closed {
				t.Errorf("it is open: %v", !closed)
			}
			if k.noted.acts != nil {
				t.Errorf("led to %#v", k.noted.acts)
			}
		})
	}
}

func TestAPathCanBeTyped(t *testing.T) {
	k := filing(t, atRest())
	k.screen.chooseFile()
	k.pass(slowly)
	path := k.screen.chooser.path
	for typed, want := range map[string]string{"in": "in", "~/nowhere": "", k.home: ""} {
		k.window.Canvas().Focus(path)
		path.SetText(typed)
		k.do(enter)
		if got := k.screen.chooser.listing.Path; got != filepath.Join(k.home, want) {
			t.Errorf("%q leads to %s", typed, got)
		}
		if typed == "~/nowhere" && !contains(seenIn(k.screen.chooser.root), "There is no file or folder ~/nowhere here.") {
			t.Errorf("nothing says that it is not there: %q", seenIn(k.screen.chooser.root))
		}
		k.window.Canvas().Focus(path)
		path.SetText("")
		k.window.Canvas().Focus(k.screen.chooser.typed)
		path.SetText(k.home)
		k.window.Canvas().Focus(path)
		k.do(enter)
	}
	path.SetText("in/deep.png")
	k.window.Canvas().Focus(path)
	k.do(enter)
	if got := k.below(k.noted.calls); got != "open in/deep.png" {
		t.Errorf("called %q", got)
	}
}

func TestAFileIsWrittenOverOnlyOnceThatIsSaid(t *testing.T) {
	k := filing(t, counted(1))
	old := filepath.Join(k.home, "old.csv")
	if err := os.WriteFile(old, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	k.screen.chooseExport()
	k.pass(slowly)
	name := k.screen.chooser.typed
	if name.Text != "passdesk-counts-2021-11-24.csv" || k.window.Canvas().Focused() != fyne.Focusable(name) {
		t.Fatalf("%q is proposed, the focus is on %T", name.Text, k.window.Canvas().Focused())
	}
	name.SetText("old.csv")
	k.do(enter)
	if !k.screen.chooser.question.Visible() || k.noted.calls != nil {
		t.Fatalf("not asked; called %q", k.noted.calls)
	}
	k.do(esc)
	if k.screen.chooser.question.Visible() || !k.screen.chooser.isOpen {
		t.Fatal("Esc does not lead back to the name")
	}
	k.do(enter, enter) // the second is for another name
	if k.noted.calls != nil || k.window.Canvas().Focused() != fyne.Focusable(name) {
		t.Fatalf("called %q", k.noted.calls)
	}
	k.do(enter, fyne.KeyTab, enter)
	if got := k.below(k.noted.calls); got != "export old.csv" {
		t.Errorf("called %q", got)
	}
	k.screen.chooseExport()
	k.pass(slowly)
	k.screen.chooser.typed.SetText("in/new.csv")
	k.do(enter)
	if got := k.below(k.noted.calls); got != "export old.csv; export in/new.csv" {
		t.Errorf("called %q", got)
	}
	k.screen.chooseExport()
	k.pass(slowly)
	if got := k.screen.chooser.listing.Path; got != filepath.Join(k.home, "in") {
		t.Errorf("where the last was saved is not remembered: %s", got)
	}
	k.screen.chooser.typed.SetText(" ")
	k.do(enter)
	if !contains(seenIn(k.screen.chooser.root), "The file needs a name.") {
		t.Error("a file without a name")
	}
}

func TestTheListIsImportedFromItsTwoFiles(t *testing.T) {
	k := filing(t, inSettings(nil))
	from := k.screen.settings.list.buttons.importList
	k.window.Canvas().Focus(from)
	k.do(enter)
	k.do("list", enter, enter, enter) // then the folder, then the signature in it
	if got := k.below(k.noted.calls); got != "import list.json in/other.sig" {
		t.Errorf("called %q", got)
	}
	if f := k.window.Canvas().Focused(); f != fyne.Focusable(from) {
		t.Errorf("the focus is on %T", f)
	}
}

func TestAFolderIsChosenForTheClosing(t *testing.T) {
	k := filing(t, inSettings(nil))
	for _, b := range buttonsIn(k.screen.settings.root) {
		if b.label.words == "Choose" {
			b.Tapped(nil)
		}
	}
	k.pass(slowly)
	k.do(down, down, enter) // past the way up
	k.screen.chooser.typed.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault})
	k.pass(time.Second)
	want := filepath.Join(k.home, "in")
	if n := len(k.noted.sets); n == 0 || k.noted.sets[n-1].ClosingFolder != want {
		t.Errorf("handed on %+v", k.noted.sets)
	}
	if k.screen.settings.log.folder.Text != want {
		t.Errorf("the line reads %q", k.screen.settings.log.folder.Text)
	}
}

// TestAScannerIsHeardWhileAFileIsChosen whatever of the chooser has the focus,
// and nothing of its keys chooses or stays.
func TestAScannerIsHeardWhileAFileIsChosen(t *testing.T) {
	hostile := strings.Repeat("\x1b \r\t\x14x", 30)
	for name, focus := range map[string]func(*chooser) fyne.Focusable{
		"what narrows": func(c *chooser) fyne.Focusable { return c.typed },
		"the path":     func(c *chooser) fyne.Focusable { return c.path },
		"the list":     func(c *chooser) fyne.Focusable { return c.list },
		"a button":     func(c *chooser) fyne.Focusable { return c.ok },
		"nothing":      func(c *chooser) fyne.Focusable { return nil },
	} {
		for _, st := range []desk.State{atRest(), counted(1)} {
			t.Run(name+" "+string(st.View), func(t *testing.T) {
				k := filing(t, st)
				if st.View == desk.HistoryView {
					k.screen.chooseExport()
				} else {
					k.screen.chooseFile()
				}
				k.pass(slowly)
				c := k.screen.chooser
				before, path, at := c.typed.Text, c.path.Text, c.at
				focused := focus(c)
				k.window.Canvas().Focus(focused)
				for _, pace := range []time.Duration{time.Millisecond, 16 * time.Millisecond} {
					for _, text := range []string{scanned, scanned + "\r", scanned + "\t", hostile, " " + scanned} {
						k.types(text, pace)
						k.pass(time.Second)
					}
				}
				cards := slices.DeleteFunc(k.read, func(text string) bool { return strings.TrimSpace(text) != scanned })
				if len(cards) != 8 {
					t.Errorf("%d cards were read", len(cards))
				}
				if !c.isOpen || c.typed.Text != before || c.path.Text != path || c.at != at || len(c.marked) > 0 || k.noted.calls != nil || k.noted.acts != nil {
					t.Errorf("open %v, %q in %q at %d, marked %v, called %q, led to %v", c.isOpen, c.typed.Text, c.path.Text, c.at, c.marked, k.noted.calls, k.noted.acts)
				}
				if f := k.window.Canvas().Focused(); f != focused {
					t.Errorf("the focus is on %T", f)
				}
			})
		}
	}
}

// TestTheChooserGivesWay to an answer, another view and the lock, and leaves
// nothing of a folder behind.
func TestTheChooserGivesWay(t *testing.T) {
	answer := genuine(twoDoses(), plainName)
	for name, next := range map[string]desk.State{
		"answer": answer, "log": logged(), "training": inTraining(atRest()), "lock": changed(atRest(), func(st *desk.State) { st.Locked = true }),
		"language": spoken("es", atRest()),
	} {
		t.Run(name, func(t *testing.T) {
			k := filing(t, atRest())
			k.screen.chooseFile()
			k.pass(slowly)
			k.screen.Show(next)
			k.pass(slowly)
			if k.screen.chooser.isOpen || contains(textsIn(k.screen.chooser.root), "card.png") || k.screen.state.Browsing.Listing.Path != "" {
				t.Errorf("open %v, with %q", k.screen.chooser.isOpen, textsIn(k.screen.chooser.root))
			}
		})
	}
	k := filing(t, inTraining(atRest()))
	k.screen.chooseFile()
	k.pass(slowly)
	k.screen.Show(inTraining(answer)) // the reel goes on by itself
	if !k.screen.chooser.isOpen {
		t.Error("a training card takes the chooser away")
	}
}

func TestWhileAFolderDoesNotAnswerAnotherCanBeChosen(t *testing.T) {
	k := filing(t, atRest())
	k.slow = true
	k.screen.chooseFile()
	k.pass(slowly)
	k.do(enter, down, enter) // there is nothing to open yet
	if !contains(seenIn(k.screen.chooser.root), "The folder is being read") || k.noted.calls != nil {
		t.Errorf("called %q, there is %q", k.noted.calls, seenIn(k.screen.chooser.root))
	}
	k.slow = false
	k.window.Canvas().Focus(k.screen.chooser.path)
	k.screen.chooser.path.SetText("~/in")
	k.do(enter, enter)
	if got := k.below(k.noted.calls); got != "open in/deep.png" {
		t.Errorf("called %q", got)
	}
}

// A name may hold letters that move others, to look like another ending.
func TestNamesShowWhatTheyAre(t *testing.T) {
	for name, want := range map[string]string{"card\u202egnp.exe": "card·gnp.exe", "two\nlines\x07.png": "two·lines·.png", "健康卡.png": "健康卡.png"} {
		if got := printable(name); got != want {
			t.Errorf("%q shows as %q", name, got)
		}
	}
}

// BenchmarkNarrowsALargeFolder is what a letter costs that is typed.
func BenchmarkNarrowsALargeFolder(b *testing.B) {
	l := downloads()
	for i := range folder.Most - len(l.Entries) {
		l.Entries = append(l.Entries, folder.Entry{Name: fmt.Sprintf("DSC_%05d.jpg", i)})
	}
	st := listed(changed(atRest(), func(st *desk.State) { st.Setup.Set = settings.Default() }), l)
	screen, _ := open(b, scene{state: st}, Light)
	answered(st, (*Screen).chooseFile)(screen)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		screen.chooser.typed.SetText([]string{"3", "37"}[i%2])
	}
}
