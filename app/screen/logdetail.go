package screen

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"passdesk/app/desk"
	"passdesk/app/scanlog"
)

// logDetail shows all of one entry. There is nothing of a person in it, so it
// can be copied.
type logDetail struct {
	screen *Screen
	shown  *scanlog.Row // nil when there is none
	kept   scanlog.Kept // initials that are shown with it
	title  *text
	lines  *fyne.Container
	body   *fyne.Container
	scroll *container.Scroll
	root   *panel
}

func (s *Screen) newLogDetail() *logDetail {
	w := s.words
	d := &logDetail{screen: s, title: newText("", style{oneLine: true, bold: true, size: theme.SizeNameSubHeadingText}), lines: newColumn(7)}
	buttons := newLines(8, 120,
		s.button(face{icon: "export", label: w.say("detail.copy"), keys: "Ctrl+C"}, s.copyEntry),
		s.button(face{icon: "stop", label: w.say("detail.close"), keys: "Esc"}, func() { s.log.choose(-1) }),
	)
	d.body = newInset(1, 1, d.lines)
	d.scroll = container.NewVScroll(d.body)
	d.root = newPanel(ground{fill: Panel, edge: Edge, radius: 12, bare: true, padX: 16, padY: 12},
		newPile(8, 1, d.title, &fyne.Container{Layout: &scrolled{d.body}, Objects: []fyne.CanvasObject{d.scroll}}, buttons))
	d.root.Hide()
	return d
}

// show draws an entry, or none.
func (d *logDetail) show(r *scanlog.Row, kept scanlog.Kept) {
	d.root.Hidden = r == nil
	if r == nil || d.shown != nil && *d.shown == *r && d.kept == kept {
		if d.shown = r; r == nil { // what is not seen keeps no initials
			d.lines.RemoveAll()
			d.kept = scanlog.Kept{}
		}
		return
	}
	d.shown, d.kept = r, kept
	d.title.set(d.screen.words.say("detail.title", values{"Number": r.Number}))
	d.lines.RemoveAll()
	lines := d.screen.words.detail(r.Entry)
	if kept.Letters != "" { // never copied
		until := d.screen.words.say("detail.initials-until", values{"Letters": kept.Letters, "Time": kept.Until.Format("15:04")})
		lines = slices.Insert(lines, 1, detailLine{label: d.screen.words.say("detail.initials"), value: until})
	}
	for _, l := range lines {
		d.lines.Add(newColumn(0, newText(l.label, style{size: SizeSmall, bold: true, colour: Muted}), newText(l.value, style{mono: l.mono, size: l.size()})))
	}
	d.scroll.ScrollToTop()
}

// detailLine is one thing that an entry says.
type detailLine struct {
	label, value string
	mono         bool
}

func (l detailLine) size() fyne.ThemeSizeName {
	if l.mono {
		return SizeSmall
	}
	return ""
}

// detail lists what an entry says, each with what it is.
func (w *Words) detail(e scanlog.Entry) []detailLine {
	took := ""
	if e.Took > 0 {
		took = w.say("log.ms", values{"N": e.Took.Milliseconds()})
	}
	refers, id := "", ""
	if e.Refers > 0 {
		refers = strconv.FormatInt(e.Refers, 10)
	}
	if e.ID != "" {
		id = w.named("detail", "id-"+string(e.ID))
	}
	lines := []detailLine{
		{label: "detail.when", value: w.say("date.clock", values{"Day": w.day(e.At), "Time": e.At.Format("15:04:05 -07:00")})},
		{label: "detail.kind", value: w.named("log", string(e.Kind))},
		{label: "detail.refers", value: refers},
		{label: "settings.site", value: e.Site},
		{label: "filter.desk", value: e.Desk},
		{label: "log.outcome", value: w.named("outcome", string(e.Outcome))},
		{label: "log.reason", value: w.reasonWords(e.Reason)},
		{label: "detail.code", value: string(e.Reason)},
		{label: "detail.flips", value: w.readable(e.Flips)},
		{label: "log.issuer", value: e.Issuer},
		{label: "log.format", value: w.named("format", e.Format)},
		{label: "detail.policy", value: rulesIn(e)},
		{label: "detail.id-check", value: id},
		{label: "log.by", value: w.named("by", string(e.By))},
		{label: "log.took", value: took},
		{label: "detail.said", value: e.Detail},
		{label: "detail.hash", value: grouped(fmt.Sprintf("%x", e.Hash)), mono: true},
	}
	lines = slices.DeleteFunc(lines, func(l detailLine) bool { return l.value == "" })
	for i := range lines {
		lines[i].label = w.say(lines[i].label)
	}
	return lines
}

// rulesIn gives the rule packs in force with their versions, as the log has
// them.
func rulesIn(e scanlog.Entry) string {
	packs, versions := strings.Split(e.Policy, "+"), strings.Split(e.Versions, "+")
	for i := range packs {
		if i < len(versions) && versions[i] != "" {
			packs[i] += " (" + versions[i] + ")"
		}
	}
	return strings.Join(packs, " + ")
}

// grouped sets a long number in groups, so that it breaks and can be read.
func grouped(s string) string {
	var groups []string
	for g := range slices.Chunk([]byte(s), 8) {
		groups = append(groups, string(g))
	}
	return strings.Join(groups, " ")
}

// asText gives an entry as text to paste.
func (w *Words) asText(e scanlog.Entry) string {
	text := w.say("detail.title", values{"Number": e.Number}) + "\n"
	for _, l := range w.detail(e) {
		text += w.say("filter.is", values{"Name": l.label, "Value": l.value}) + "\n"
	}
	return text
}

// copyEntry puts the chosen entry on the system's clipboard.
func (s *Screen) copyEntry() {
	r := s.log.detail.shown
	if r == nil || s.state.View != desk.LogView || s.do.Copy == nil {
		return
	}
	s.do.Copy(s.words.asText(r.Entry))
	s.act(desk.Remark{ID: "copied", For: 5 * time.Second})
}

// aside sets a second object beside the first where there is room, else below
// it; the first has the rest.
type aside struct{ gap, width, least float32 }

// Layout implements fyne.Layout.
func (l aside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	first, second := objects[0], objects[1]
	first.Move(fyne.NewPos(0, 0))
	if !second.Visible() {
		first.Resize(size)
		return
	}
	if size.Width >= l.least {
		first.Resize(fyne.NewSize(size.Width-l.width-l.gap, size.Height))
		second.Move(fyne.NewPos(size.Width-l.width, 0))
		second.Resize(fyne.NewSize(l.width, size.Height))
		return
	}
	h := (size.Height - l.gap) / 2
	first.Resize(fyne.NewSize(size.Width, h))
	second.Move(fyne.NewPos(0, h+l.gap))
	second.Resize(fyne.NewSize(size.Width, h))
}

// MinSize implements fyne.Layout: it takes the room it is given.
func (l aside) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, 1) }
