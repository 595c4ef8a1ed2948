package screen

import (
	"sort"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"github.com/go-text/typesetting/segmenter"
)

// measure gives the width of a piece of text.
type measure func(string) float32

// wrap breaks text into lines of at most width, at spaces and, in scripts
// written without them, where their rules allow it. Whole is false when a
// word had to be cut because it alone is wider. There is at least one line.
func wrap(text string, width float32, of measure) (lines []string, whole bool) {
	whole = true
	l := filling{width: width, of: of}
	for _, word := range unbroken(strings.Join(strings.Fields(text), " ")) {
		if l.takes(word) {
			l.add(word)
			continue
		}
		if l.words != "" {
			lines = append(lines, l.end())
		}
		pieces := cut(word, width, of)
		whole = whole && isCutWell(pieces)
		lines = append(lines, pieces[:len(pieces)-1]...)
		l.add(pieces[len(pieces)-1])
	}
	return append(lines, l.end()), whole
}

// filling is a line that takes words while they fit. Words are measured one by
// one, since the same ones come again and again and a whole line never does;
// the line is where their sum, which knows no kerning, leaves a doubt.
type filling struct {
	width, used float32
	words       string
	of          measure
}

// doubt is the part of a line's width by which the sum of its words may be
// wrong.
const doubt = 1. / 32

func (l *filling) takes(word string) bool {
	sum := l.used + l.of(strings.TrimSuffix(word, " "))
	if d := l.width * doubt; sum < l.width-d || sum > l.width+d {
		return sum < l.width
	}
	return l.of(strings.TrimSuffix(l.words+word, " ")) <= l.width
}

func (l *filling) add(word string) {
	bare := strings.TrimSuffix(word, " ")
	l.words += word
	l.used += l.of(bare)
	if bare != word {
		l.used += l.of(" ")
	}
}

// end gives the line, and begins the next.
func (l *filling) end() string {
	line := strings.TrimSuffix(l.words, " ")
	l.words, l.used = "", 0
	return line
}

// unbroken cuts a text into what stays together, each with the space after
// it, which is one: words, and in Chinese and its kin letters with the signs that may not
// begin or end a line (UAX #14).
func unbroken(text string) []string {
	if !strings.ContainsFunc(text, isUnspaced) {
		return strings.SplitAfter(text, " ")
	}
	var seg segmenter.Segmenter
	seg.InitWithString(text)
	var all []string
	for lines := seg.LineIterator(); lines.Next(); {
		all = append(all, string(lines.Line().Text))
	}
	return all
}

// cut splits a word into pieces that fit: after hyphens where there are any,
// else anywhere. Each piece has at least one rune.
func cut(word string, width float32, of measure) []string {
	var pieces []string
	piece := ""
	add := func(s string) {
		if piece != "" && of(strings.TrimSuffix(piece+s, " ")) > width {
			pieces = append(pieces, piece)
			piece = ""
		}
		piece += s
	}
	for _, part := range strings.SplitAfter(word, "-") {
		if of(strings.TrimSuffix(part, " ")) <= width {
			add(part)
			continue
		}
		for _, r := range part {
			add(string(r))
		}
	}
	return append(pieces, piece)
}

// isCutWell tells whether pieces were cut only where a reader expects it.
func isCutWell(pieces []string) bool {
	for _, p := range pieces[:len(pieces)-1] {
		if !strings.HasSuffix(p, "-") && !strings.ContainsFunc(p, isUnspaced) {
			return false
		}
	}
	return true
}

// isUnspaced tells whether a rune belongs to a script without spaces.
func isUnspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// fit finds the largest size from most down to least at which text needs no
// more than maxLines and no word is cut; at least it takes what it needs.
func fit(text string, width, most, least float32, maxLines int, style fyne.TextStyle) (size float32, lines []string) {
	for size = most; ; size -= 2 {
		size = fyne.Max(size, least)
		lines, whole := wrap(text, width, func(s string) float32 {
			return widthOf(s, size, style)
		})
		if size <= least || whole && len(lines) <= maxLines {
			return size, lines
		}
	}
}

// clipped shortens a text that is wider than width, and says so with "…".
func clipped(text string, width, size float32, style fyne.TextStyle) string {
	fits := func(s string) bool { return widthOf(s, size, style) <= width }
	if fits(text) {
		return text
	}
	runes := []rune(text)
	n := sort.Search(len(runes), func(n int) bool { return !fits(string(runes[:n+1]) + "…") })
	return string(runes[:n]) + "…"
}
