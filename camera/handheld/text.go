package handheld

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// text collects what a scanner sends until it is known where it ends.
type text struct {
	strokes []stroke
	began   time.Time // with the first stroke
	last    time.Time // stroke of all
	tooLong bool
}

func (t *text) isEmpty() bool { return len(t.strokes) == 0 }

func (t *text) add(s stroke, at time.Time) {
	if t.isEmpty() {
		t.began = at
	}
	t.last = at
	if t.tooLong = t.tooLong || len(t.strokes) >= most; !t.tooLong {
		t.strokes = append(t.strokes, s)
	}
}

func (t *text) progress() Progress {
	if t.isEmpty() {
		return Progress{}
	}
	return Progress{Characters: len(t.strokes), Since: t.began}
}

// hasTyped tells whether the last stroke is known with what it types.
func (t *text) hasTyped() bool {
	return t.isEmpty() || t.strokes[len(t.strokes)-1].typed != 0
}

func (t *text) types(r rune) {
	if !t.isEmpty() && !t.tooLong {
		t.strokes[len(t.strokes)-1].typed = r
	}
}

// cards gives the codes of health cards in the text, and forgets it if there
// are any.
func (t *text) cards(at time.Time) []Code {
	if t.tooLong {
		return nil
	}
	codes := t.codes(at, cards(t.strokes)...)
	if codes != nil {
		t.forget()
	}
	return codes
}

// all gives all that the text holds, which has come to its end, and forgets
// it. What is shorter than a code's text is what scanners put behind one.
func (t *text) all(at time.Time) []Code {
	defer t.forget()
	codes := t.cards(at)
	if codes != nil || t.tooLong {
		return codes
	}
	if words := plain(t.strokes); len(words) >= enough && !monotonous(words) {
		return t.codes(at, words)
	}
	return nil
}

func (t *text) codes(at time.Time, texts ...string) []Code {
	var codes []Code
	for _, words := range texts {
		codes = append(codes, Code{Text: words, Began: t.began, Took: at.Sub(t.last)})
	}
	return codes
}

// forget leaves nothing of the text behind.
func (t *text) forget() {
	clear(t.strokes)
	t.strokes, t.tooLong = t.strokes[:0], false
}

// plain gives the text as it was typed, without white space around it.
func plain(strokes []stroke) string {
	var b strings.Builder
	for _, s := range strokes {
		switch d, is := printedDigit(s); {
		case s.typed != 0:
			b.WriteRune(s.typed)
		case s.end:
			b.WriteByte('\n')
		case is:
			b.WriteByte(d)
		}
	}
	return strings.TrimFunc(b.String(), isAround)
}

// isAround tells what scanners may put around a text: white space, and marks
// of where it begins and ends.
func isAround(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }

// monotonous tells whether a text is one character over and over: a thing
// that lies on the keyboard.
func monotonous(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return strings.Trim(text, string(first)) == ""
}
