package screen

import (
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"golang.org/x/text/unicode/bidi"

	"passdesk/assets"
)

// piece is a part of a line that is drawn by itself.
type piece struct {
	words string
	font  typeface
}

// pieces cuts a line into what stands from left to right. Most lines are one
// piece. Those with letters from right to left are several: Fyne (2.8.1) draws
// runs in the order in which they are stored, and a word joined from two
// fonts would fall apart. The order is that of UAX #9 with no explicit
// embeddings.
func pieces(line string) []piece {
	if !strings.ContainsFunc(line, isRightToLeft) {
		return []piece{{words: line}}
	}
	var paragraph bidi.Paragraph
	_, err := paragraph.SetString(line)
	order, wrong := paragraph.Order()
	if err != nil || wrong != nil {
		return []piece{{words: line}}
	}
	var all []piece
	for _, run := range inSight(order, isRightToLeft(firstStrong(line))) {
		if run.Direction() == bidi.RightToLeft {
			all = append(all, fromRight(run.String())...)
		} else {
			all = append(all, piece{words: run.String()})
		}
	}
	return all
}

// inSight puts runs, which come in the order in which they are stored, into
// the order from left to right. In a line from right to left all are turned
// round; in one from left to right those that belong together, numbers
// between them included.
func inSight(order bidi.Ordering, fromRight bool) []bidi.Run {
	var all, turned []bidi.Run
	flush := func() {
		slices.Reverse(turned)
		all, turned = append(all, turned...), nil
	}
	for i := range order.NumRuns() {
		run := order.Run(i)
		within := len(turned) > 0 && firstStrong(run.String()) == 0
		if !fromRight && run.Direction() != bidi.RightToLeft && !within {
			flush()
			all = append(all, run)
			continue
		}
		turned = append(turned, run)
	}
	flush()
	return all
}

// fromRight cuts a run that is read from right to left into words, and what
// stands between them, each in one font.
func fromRight(run string) []piece {
	var all []piece
	for _, r := range run {
		font, isLetter := typefaceOf(r), isRightToLeft(r) || unicode.Is(unicode.Mn, r) || r == zwnj || r == zwj
		if n := len(all); n > 0 && isLetter == isWord(all[n-1].words) && (font == "" || font == all[n-1].font) {
			all[n-1].words += string(r)
			continue
		}
		all = append(all, piece{words: string(r), font: font})
	}
	for i, p := range all {
		if !isWord(p.words) {
			all[i].words = bidi.ReverseString(p.words) // with brackets turned round
		}
	}
	slices.Reverse(all)
	return all
}

// The joiners belong to the word they stand in.
const zwnj, zwj = '\u200c', '\u200d'

func isWord(s string) bool { return strings.ContainsFunc(s, isRightToLeft) }

// isRightToLeft tells whether a letter is one of a script from right to left.
func isRightToLeft(r rune) bool {
	if r < 0x0590 {
		return false
	}
	class := classOf(r)
	return class == bidi.R || class == bidi.AL
}

// firstStrong gives the first letter that has a direction, 0 if there is none.
func firstStrong(s string) rune {
	for _, r := range s {
		if class := classOf(r); class == bidi.L || class == bidi.R || class == bidi.AL {
			return r
		}
	}
	return 0
}

func classOf(r rune) bidi.Class {
	properties, _ := bidi.LookupRune(r)
	return properties.Class()
}

// typeface is a font of assets/fonts by the beginning of its name, "" for the
// theme's. It is a value, since Fyne keeps what it has made of a font by it.
type typeface string

const (
	arabic typeface = "NotoSansArabic"
	hebrew typeface = "NotoSansHebrew"
)

// typefaceOf gives the font that has a letter, "" for the theme's.
func typefaceOf(r rune) typeface {
	switch {
	case unicode.Is(unicode.Arabic, r) && isRightToLeft(r):
		return arabic
	case unicode.Is(unicode.Hebrew, r) && isRightToLeft(r):
		return hebrew
	}
	return ""
}

// higher is how much further above a line its own ascent puts it than the
// theme's font, in parts of its size.
func (f typeface) higher() float32 {
	if f == arabic {
		return 1.374 - 1.069 // hhea of Noto Sans Arabic and Noto Sans
	}
	return 0
}

// resource gives the font itself, nil for the theme's.
func (f typeface) resource(bold bool) fyne.Resource {
	switch {
	case f == "":
		return nil
	case bold:
		return fontFile(f + "-Bold.ttf")
	}
	return fontFile(f + "-Regular.ttf")
}

// fontFile is a file of assets/fonts. Equal names are equal resources.
type fontFile string

// Name implements fyne.Resource.
func (f fontFile) Name() string { return string(f) }

// Content implements fyne.Resource.
func (f fontFile) Content() []byte {
	data, err := assets.Fonts.ReadFile("fonts/" + string(f))
	if err != nil {
		fyne.LogError("a font is missing from the program: "+string(f), err)
	}
	return data
}

// drawn makes the text of a piece.
func (p piece) drawn(size float32, style fyne.TextStyle) *canvas.Text {
	return &canvas.Text{Text: p.words, TextSize: size, TextStyle: style, FontSource: p.font.resource(style.Bold)}
}

// widthOf gives the width of a line.
func widthOf(line string, size float32, style fyne.TextStyle) float32 {
	width := float32(0)
	for _, p := range pieces(line) {
		if p.font == "" {
			width += fyne.MeasureText(p.words, size, style).Width
		} else {
			width += p.drawn(size, style).MinSize().Width
		}
	}
	return width
}
