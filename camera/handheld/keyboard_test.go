package handheld_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"passdesk/camera/handheld"
)

// start is when the tests begin; no test reads a clock.
var start = time.Date(2021, 10, 13, 9, 0, 0, 0, time.UTC)

// card is the text of a code of a health card, as long as a code gets.
var card = "shc:/" + strings.Repeat("5676290952", 239)

// keyboard is a program that listens to a wedge: keys come to it, and it gets
// them whenever it is not busy.
type keyboard struct {
	wedge   handheld.Wedge
	now     time.Time // of the last key that came
	polled  time.Time
	waiting []func(time.Time)

	every  time.Duration // how long the program is busy between two looks at the keys
	layout map[rune]string
	text   string // in a text field
	before string // the same before the run

	codes    []handheld.Code
	commands int // executed: keys that stood alone
}

func newKeyboard() *keyboard {
	return &keyboard{now: start, polled: start, every: 16 * time.Millisecond}
}

// poll delivers the keys that came and then looks whether there are no more.
func (k *keyboard) poll(at time.Time) {
	for _, deliver := range k.waiting {
		deliver(at)
	}
	k.waiting = nil
	k.polled = at
	rest, codes := k.wedge.Rest(at)
	k.codes = append(k.codes, codes...)
	if rest == handheld.Alone {
		k.commands++
	}
	if rest != handheld.Going {
		k.before = k.text
	}
}

// pass lets time go by.
func (k *keyboard) pass(d time.Duration) {
	until := k.now.Add(d)
	for next := k.polled.Add(k.every); !next.After(until); next = next.Add(k.every) {
		k.poll(next)
	}
	k.now = until
}

// key lets a key come: what is printed on it, and what it types.
func (k *keyboard) key(key handheld.Key, types string) {
	k.waiting = append(k.waiting, func(at time.Time) {
		sense, codes := k.wedge.Press(key, at)
		k.codes = append(k.codes, codes...)
		if sense == handheld.Caught {
			k.text = k.before
		}
		for _, r := range types {
			if k.wedge.Type(r, at) == handheld.Loose {
				k.text += string(r)
			}
		}
	})
}

// press presses the key that types r on an American keyboard.
func (k *keyboard) press(r rune) {
	key := handheld.Key{End: r == '\r' || r == '\n' || r == '\t'}
	if r >= '0' && r <= '9' {
		key.Digit = byte(r)
	}
	types, other := k.layout[r]
	switch {
	case key.End, r == '\x1b':
		types = ""
	case !other:
		types = string(r)
	}
	k.key(key, types)
}

// write presses the keys of a text at a pace, and waits until it is quiet.
func (k *keyboard) write(text string, pace time.Duration) {
	for _, r := range text {
		k.press(r)
		k.pass(pace)
	}
}

func (k *keyboard) settle() { k.pass(time.Second) }

func (k *keyboard) texts() []string {
	var texts []string
	for _, c := range k.codes {
		texts = append(texts, c.Text)
	}
	return texts
}

// wants checks what came of it all.
func (k *keyboard) wants(t *testing.T, commands int, text string, codes ...string) {
	t.Helper()
	if got := k.texts(); !slices.Equal(got, codes) {
		t.Errorf("read %d codes %.80q, want %d %.80q", len(got), got, len(codes), codes)
	}
	if k.commands != commands {
		t.Errorf("%d keys were commands, want %d", k.commands, commands)
	}
	if k.text != text {
		t.Errorf("the field holds %.80q, want %.80q", k.text, text)
	}
}
