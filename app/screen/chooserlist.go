package screen

import (
	"path/filepath"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"passdesk/app/folder"
)

// choiceRow is a line of the chooser: the way up, a folder, or a file.
type choiceRow struct {
	name       string
	up, folder bool
}

func (r choiceRow) isFile() bool { return !r.up && !r.folder }

func (c *chooser) newList() {
	c.list.Length = func() int { return len(c.rows) }
	c.list.CreateItem = func() fyne.CanvasObject { return newChooserRow(c) }
	c.list.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) {
		if i < len(c.rows) {
			o.(*chooserRow).show(i, c.rows[i])
		}
	}
	c.list.ExtendBaseWidget(c.list)
}

// arrange makes the rows anew: the way up, and what fits what was typed.
func (c *chooser) arrange() {
	c.rows = nil
	typed := ""
	if !c.wanted.saves() {
		typed = strings.ToLower(strings.TrimSpace(c.typed.Text))
	}
	if c.listing.Parent != "" && typed == "" {
		c.rows = append(c.rows, choiceRow{name: c.words.say("dialog.parent"), up: true})
	}
	first := -1
	for _, e := range c.listing.Entries {
		name := strings.ToLower(e.Name)
		if !strings.Contains(name, typed) {
			continue
		}
		if first < 0 && strings.HasPrefix(name, typed) {
			first = len(c.rows)
		}
		c.rows = append(c.rows, choiceRow{name: e.Name, folder: e.Folder})
	}
	if first < 0 {
		first = min(0, len(c.rows)-1)
	}
	if c.wanted.saves() || c.wanted.folder && typed == "" {
		first = -1 // Enter saves, and does not lead elsewhere
	}
	c.list.Refresh()
	c.stand(first)
}

// narrow follows what is typed. A name that is typed is no row's.
func (c *chooser) narrow() {
	if !c.isOpen {
		return
	}
	c.unask()
	if c.wanted.saves() {
		c.stand(-1)
		return
	}
	c.arrange()
}

// stand makes a row the one that Enter takes.
func (c *chooser) stand(i int) {
	c.at = i
	if i < 0 {
		c.list.UnselectAll()
	} else {
		c.list.Select(i)
	}
	c.say()
}

// move stands on another row by a key, and tells whether it was one for that.
func (c *chooser) move(key fyne.KeyName) bool {
	page := max(1, int(c.list.Size().Height/fyne.Max(1, newChooserRow(c).MinSize().Height))-1)
	at, ok := rowTo(key, c.at, len(c.rows), page)
	if !ok || len(c.rows) == 0 {
		return ok
	}
	if r := c.rows[at]; c.wanted.saves() && r.isFile() {
		c.typed.SetText(r.name)
	}
	c.stand(at)
	return true
}

// mark marks the file of a row, or takes the mark away, where several may be
// opened.
func (c *chooser) mark(i int) {
	if !c.wanted.several || i < 0 || i >= len(c.rows) || !c.rows[i].isFile() {
		return
	}
	name := c.rows[i].name
	if c.marked[name] {
		delete(c.marked, name)
	} else {
		c.marked[name] = true
	}
	c.list.RefreshItem(i)
	c.say()
}

// say says in the list's place why it is empty, and below it what there is to
// know.
func (c *chooser) say() {
	w, l := c.words, c.listing
	c.none.set("")
	switch {
	case !c.isOpen, c.saving != "": // the question needs the room
	case c.waits && l.Path == "":
		c.none.set(w.say("chooser.reading"))
	case l.Trouble != "":
		c.none.set(w.say("chooser.trouble-" + string(l.Trouble)))
	case len(c.rows) == 0 && c.typed.Text != "":
		c.none.set(w.say("chooser.no-match", values{"Text": printable(c.typed.Text)}))
	case len(l.Entries) == 0 && !c.wanted.saves() && !c.wanted.folder: // where that matters
		c.none.set(w.say("chooser.empty"))
	}
	c.said.set(c.hint())
	c.root.Refresh()
}

func (c *chooser) hint() string {
	w := c.words
	switch {
	case c.coming > 0:
		return w.count("scanner.incoming", c.coming)
	case c.waits:
		return w.say("chooser.reading")
	case len(c.marked) > 0:
		return w.count("chooser.marked", len(c.marked))
	case c.listing.More:
		return w.count("chooser.more", folder.Most)
	case c.wanted.saves():
		return w.say("chooser.hint-save")
	case c.wanted.folder:
		return w.say("chooser.hint-folder")
	case c.wanted.several:
		return w.say("chooser.hint-several")
	}
	return w.say("chooser.hint")
}

// printable gives a name without what would move or hide other letters of it.
func printable(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029' {
			return '·'
		}
		return r
	}, name)
}

// chooserRow draws a row, which can be clicked.
type chooserRow struct {
	widget.BaseWidget
	chooser    *chooser
	index      int
	mark, icon *drawing
	name       *text
	line       *fyne.Container
}

func newChooserRow(c *chooser) *chooserRow {
	r := &chooserRow{chooser: c, mark: newDrawing("box", 22, Muted, Panel), icon: newDrawing("file", 22, Muted, Panel), name: newText("", style{clip: true})}
	r.line = newInset(10, 6, newRow(10, 2, r.mark, r.icon, r.name))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer implements fyne.Widget.
func (r *chooserRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.line) }

func (r *chooserRow) show(i int, row choiceRow) {
	r.index = i
	icon, ink := "file", Muted
	switch {
	case row.up:
		icon, ink = "up", theme.ColorNamePrimary
	case row.folder:
		icon, ink = "open", theme.ColorNamePrimary
	}
	r.icon.set(icon, ink, Panel)
	r.mark.Hidden = !r.chooser.wanted.several || !row.isFile()
	if r.chooser.marked[row.name] {
		r.mark.set("box-on", theme.ColorNamePrimary, Panel)
	} else {
		r.mark.set("box", Muted, Panel)
	}
	r.name.set(printable(row.name))
	lay(r.line)
}

// Tapped implements fyne.Tappable: a folder opens, a file is chosen, and opens
// when it is clicked once more.
func (r *chooserRow) Tapped(e *fyne.PointEvent) {
	c := r.chooser
	if r.index >= len(c.rows) {
		return
	}
	row := c.rows[r.index]
	c.unask()
	c.focus(c.typed)
	switch {
	case !row.isFile():
		c.stand(r.index)
		c.follow(row)
	case c.wanted.several && r.mark.Visible() && e.Position.X < r.icon.Position().X+r.line.Objects[0].Position().X:
		c.stand(r.index)
		c.mark(r.index)
	case c.at == r.index:
		c.confirm()
	default:
		if c.wanted.saves() {
			c.typed.SetText(row.name)
		}
		c.stand(r.index)
	}
}

// follow goes into a folder, or up.
func (c *chooser) follow(row choiceRow) {
	if row.up {
		c.up()
		return
	}
	c.unask()
	c.ask(toList, filepath.Join(c.listing.Path, row.name), "")
}

// up goes to the folder around, and stands there on the one that was left.
func (c *chooser) up() {
	if c.listing.Parent == "" {
		return
	}
	c.unask()
	c.ask(toList, c.listing.Parent, "")
	c.land = filepath.Base(c.listing.Path)
}
