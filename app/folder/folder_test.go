package folder_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"passdesk/app/folder"
)

// filled makes a folder with files, and folders, whose names end in /.
func filled(t *testing.T, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, n := range names {
		path := filepath.Join(dir, filepath.FromSlash(n))
		around := path
		if !strings.HasSuffix(n, "/") {
			around = filepath.Dir(path)
		}
		if err := os.MkdirAll(around, 0o700); err != nil {
			t.Fatal(err)
		}
		if around != path {
			if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

// names lists entries, folders with a / behind.
func names(l folder.Listing) []string {
	var all []string
	for _, e := range l.Entries {
		if e.Folder {
			e.Name += "/"
		}
		all = append(all, e.Name)
	}
	return all
}

func TestListsFoldersFirstAndTheKindsThatFit(t *testing.T) {
	home := filled(t, "card 10.png", "card 2.PNG", "Álbum/", "zoo/", "zoo/in.png", "note.doc", "b.pdf", ".hidden.png", ".config/", "a.smart-health-card")
	for name, c := range map[string]struct {
		ask  folder.Query
		want []string
	}{
		"all":      {folder.Query{}, []string{"Álbum/", "zoo/", "a.smart-health-card", "b.pdf", "card 2.PNG", "card 10.png", "note.doc"}},
		"pictures": {folder.Query{Endings: []string{".png"}}, []string{"Álbum/", "zoo/", "card 2.PNG", "card 10.png"}},
		"folders":  {folder.Query{Folders: true}, []string{"Álbum/", "zoo/"}},
		"none":     {folder.Query{Endings: []string{}}, []string{"Álbum/", "zoo/"}},
		"below":    {folder.Query{From: filepath.Join(home, "zoo")}, []string{"in.png"}},
	} {
		t.Run(name, func(t *testing.T) {
			l := folder.Read(c.ask, home)
			if got := names(l); !slices.Equal(got, c.want) || l.Trouble != "" || l.More {
				t.Errorf("there is %q, %q, more: %v; want %q", got, l.Trouble, l.More, c.want)
			}
		})
	}
}

func TestFindsWhatANameNames(t *testing.T) {
	home := filled(t, "a.png", "in/b.png", "in/deep/")
	in := filepath.Join(home, "in")
	for _, c := range []struct {
		from, name string
		is         folder.Kind
		path       string // of the folder that is listed, below home
		target     string
	}{
		{"", "a.png", folder.File, "", "a.png"},
		{"", "in", folder.Folder, "in", "in"},
		{in, "..", folder.Folder, "", ""},
		{in, "b.png", folder.File, "in", "in/b.png"},
		{in, "~", folder.Folder, "", ""},
		{in, "~/a.png", folder.File, "", "a.png"},
		{in, filepath.Join(home, "a.png"), folder.File, "", "a.png"},
		{in, "deep/../new.csv", folder.Nothing, "in", "in/new.csv"},
	} {
		l := folder.Read(folder.Query{From: c.from, Name: c.name}, home)
		path, target := filepath.Join(home, c.path), filepath.Join(home, filepath.FromSlash(c.target))
		if l.Is != c.is || l.Path != path || l.Target != target || l.Parent != filepath.Dir(path) || l.Trouble != "" {
			t.Errorf("%q from %q is %q, %s in %s below %s, %q", c.name, c.from, l.Is, l.Target, l.Path, l.Parent, l.Trouble)
		}
	}
}

func TestSaysWhyAFolderCannotBeListed(t *testing.T) {
	home := filled(t, "a.png", "shut/")
	shut := filepath.Join(home, "shut")
	if err := os.Chmod(shut, 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(shut, 0o700) })
	for name, c := range map[string]struct {
		ask  folder.Query
		want folder.Trouble
	}{
		"gone":              {folder.Query{From: filepath.Join(home, "gone")}, folder.Missing},
		"in a folder gone":  {folder.Query{Name: "gone/new.csv"}, folder.Missing},
		"a file, no folder": {folder.Query{From: filepath.Join(home, "a.png")}, folder.Unreadable},
		"shut":              {folder.Query{From: shut}, folder.Denied},
	} {
		if name == "shut" && (os.Geteuid() == 0 || runtime.GOOS == "windows") {
			continue // nothing is shut for such a user
		}
		if l := folder.Read(c.ask, home); l.Trouble != c.want || len(l.Entries) > 0 {
			t.Errorf("%s: %q with %q, want %q", name, l.Trouble, names(l), c.want)
		}
	}
}

// A folder of a camera, or of a download that never ended, has many files.
func TestListsNoMoreThanAPersonLooksThrough(t *testing.T) {
	home := t.TempDir()
	for i := range folder.Most + 10 {
		if err := os.WriteFile(filepath.Join(home, fmt.Sprintf("%d.png", i)), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if l := folder.Read(folder.Query{}, home); len(l.Entries) != folder.Most || !l.More {
		t.Errorf("%d names, more: %v", len(l.Entries), l.More)
	}
	if l := folder.Read(folder.Query{Endings: []string{"7.png"}}, home); len(l.Entries) != 401 || l.More {
		t.Errorf("%d names that fit, more: %v", len(l.Entries), l.More)
	}
}

func TestFollowsLinksAndLeavesOutThoseThatLeadNowhere(t *testing.T) {
	home := filled(t, "real/", "real/a.png")
	for name, to := range map[string]string{"folder": "real", "file.png": filepath.Join("real", "a.png"), "nowhere.png": "gone", "round": "round"} {
		if err := os.Symlink(to, filepath.Join(home, name)); err != nil {
			t.Skip("this system makes no links: ", err)
		}
	}
	want := []string{"folder/", "real/", "file.png"}
	if got := names(folder.Read(folder.Query{}, home)); !slices.Equal(got, want) {
		t.Errorf("there is %q, want %q", got, want)
	}
}
