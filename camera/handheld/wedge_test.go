package handheld_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"passdesk/camera/handheld"
)

const ms = time.Millisecond

func TestReadsACardAtAnyPaceAndWithAnyBusyProgram(t *testing.T) {
	for _, pace := range []time.Duration{0, 1 * ms, 4 * ms, 16 * ms, 30 * ms} {
		for _, every := range []time.Duration{5 * ms, 17 * ms, 90 * ms, 400 * ms, 2000 * ms} {
			for _, end := range []string{"", "\r", "\r\n", "\t"} {
				t.Run(fmt.Sprintf("%v a key, busy %v, ends %q", pace, every, end), func(t *testing.T) {
					k := newKeyboard()
					k.every = every
					k.write(card+end, pace)
					k.pass(4 * every)
					k.settle()
					k.wants(t, 0, "", card)
				})
			}
		}
	}
}

func TestReadsACardThroughAnyLayout(t *testing.T) {
	row := func(types string) map[rune]string {
		m := map[rune]string{}
		for i, r := range []rune(types) {
			m[rune("1234567890"[i])] = string(r)
		}
		return m
	}
	with := func(m map[rune]string, more ...string) map[rune]string {
		for i := 0; i < len(more); i += 2 {
			m[rune(more[i][0])] = more[i+1]
		}
		return m
	}
	numberless := map[rune]string{}
	for _, r := range "0123456789" {
		numberless[r] = ""
	}
	layouts := map[string]map[rune]string{
		"American":           {},
		"German":             {':': "Ö", '/': "-"},
		"Spanish":            {':': "Ñ", '/': "-"},
		"French":             with(row(`&é"'(-è_çà`), ":", "M", "/", "!"),
		"Czech":              with(row("+ěščřžýáíé"), ":", `"`, "/", "-"),
		"Russian":            {'s': "ы", 'h': "р", 'c': "с", ':': "Ж", '/': "."},
		"Dvorak":             {'s': "o", 'h': "d", 'c': "j", ':': "S", '/': "z"},
		"Persian":            with(row("۱۲۳۴۵۶۷۸۹۰"), "s", "س", "h", "ا", "c", "ز", ":", ":", "/", "/"),
		"dead keys":          {':': "", '/': ""},
		"keypad, no NumLock": numberless,
		"Caps Lock":          {'s': "S", 'h': "H", 'c': "C"},
	}
	for name, layout := range layouts {
		for _, text := range []string{card, "shc:/2/3/" + card[5:]} {
			k := newKeyboard()
			k.layout = layout
			k.write(text, 4*ms)
			k.settle()
			t.Run(name, func(t *testing.T) { k.wants(t, 0, "", text) })
		}
	}
}

// The scanner believes in the layout, and the system in the American one.
func TestReadsAScannerThatBelievesInAnotherLayout(t *testing.T) {
	scanners := map[string]func(rune) (handheld.Key, string){
		// "/" is Shift and the key of 7.
		"German": func(r rune) (handheld.Key, string) {
			switch r {
			case ':':
				return handheld.Key{}, ">"
			case '/':
				return handheld.Key{Digit: '7'}, "&"
			}
			return handheld.Key{}, string(r)
		},
		// Digits are Shift and the key of the digit.
		"French": func(r rune) (handheld.Key, string) {
			switch {
			case r == ':':
				return handheld.Key{}, "."
			case r == '/':
				return handheld.Key{}, ">"
			case r >= '0' && r <= '9':
				return handheld.Key{Digit: byte(r)}, string(")!@#$%^&*("[r-'0'])
			}
			return handheld.Key{}, string(r)
		},
	}
	for name, press := range scanners {
		for _, text := range []string{card, "shc:/2/3/" + card[5:]} {
			k := newKeyboard()
			for _, r := range text {
				k.key(press(r))
				k.pass(ms)
			}
			k.settle()
			t.Run(name, func(t *testing.T) { k.wants(t, 0, "", text) })
		}
	}
}

func TestNothingInABurstIsACommand(t *testing.T) {
	commands := "\r \x1bx\t"
	tests := map[string]string{
		"keys of commands only":        strings.Repeat(commands, 30),
		"a short text of them":         commands,
		"three of them":                commands[:3],
		"before a card":                commands + card,
		"behind a card":                card + commands,
		"between two cards":            card + commands + card,
		"another code":                 "https://example.org/" + strings.Repeat(commands, 9),
		"a code too long for any text": strings.Repeat(commands, 2000),
	}
	for name, text := range tests {
		for _, pace := range []time.Duration{0, 1 * ms, 16 * ms} {
			k := newKeyboard()
			k.write(text, pace)
			k.settle()
			if k.commands != 0 {
				t.Errorf("%s at %v: %d commands", name, pace, k.commands)
			}
		}
	}
}

func TestAKeyIsACommandOnceThereIsRest(t *testing.T) {
	tests := map[string]struct {
		text     string
		wait     time.Duration
		commands int
	}{
		"with nothing before it":                {"", 0, 1},
		"inside the rest after a card":          {card, 290 * ms, 0},
		"after it":                              {card, 320 * ms, 1},
		"inside the rest after a short code":    {"40052342", 280 * ms, 0},
		"after that":                            {"40052342", 330 * ms, 1},
		"close to one other key":                {"a", 60 * ms, 0},
		"not so close to it":                    {"a", 120 * ms, 2},
		"behind an end that comes very late":    {card + "\r", 280 * ms, 0},
		"behind a word that a person has typed": {"", 90 * ms, 1},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			k := newKeyboard()
			k.write(test.text, ms)
			k.pass(test.wait - ms)
			k.press('\r')
			k.settle()
			if k.commands != test.commands {
				t.Errorf("%d commands, want %d", k.commands, test.commands)
			}
		})
	}
}

func TestKeysThatKeepComingPutRestOff(t *testing.T) {
	k := newKeyboard()
	k.write(card, ms)
	for range 10 {
		k.pass(250 * ms)
		k.press('\r')
	}
	k.settle()
	k.wants(t, 0, "", card)
}

// A person types as fast as people do, while the program is now and then busy
// for seconds.
func TestTypingIsNotTakenForAScanner(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		k := newKeyboard()
		text := ""
		for range 100 {
			r := rune("shc:/ 0123456789 front desk"[rng.IntN(27)])
			text += string(r)
			k.press(r)
			k.every = 16 * ms
			if rng.IntN(10) == 0 {
				k.every = time.Duration(1+rng.IntN(3000)) * ms
			}
			k.pass(time.Duration(75+rng.IntN(150)) * ms)
		}
		k.settle()
		k.every = 16 * ms
		k.settle()
		if k.text != text || len(k.codes) > 0 {
			t.Fatalf("the field holds %q of %q, and %d codes were read", k.text, text, len(k.codes))
		}
	}
}

func TestTakesBackWhatABurstHasTyped(t *testing.T) {
	k := newKeyboard()
	k.write("Front", 150*ms)
	k.settle()
	k.write(card+"\r", 4*ms)
	k.settle()
	k.write(" desk", 150*ms)
	k.settle()
	k.wants(t, 10, "Front desk", card)
}

func TestATextCompletesWithItsEnd(t *testing.T) {
	k := newKeyboard()
	k.write(card+"\r", 4*ms)
	k.pass(20 * ms)
	if len(k.codes) != 1 {
		t.Fatalf("read %d codes before the rest", len(k.codes))
	}
	if c := k.codes[0]; c.Took > 0 || c.Began.After(start.Add(20*ms)) {
		t.Errorf("began %v after the start and took %v", c.Began.Sub(start), c.Took)
	}
	k.settle()
	k.wants(t, 0, "", card)
}

func TestReadsPartsOneBehindTheOther(t *testing.T) {
	one, two := "shc:/1/2/"+card[5:], "shc:/2/2/"+card[5:]
	for _, between := range []string{"", "\r", "\t"} {
		k := newKeyboard()
		k.write(one+between+two, ms)
		k.settle()
		k.wants(t, 0, "", one, two)
	}
}

func TestReadsOtherCodes(t *testing.T) {
	tests := map[string]struct{ typed, read string }{
		"a web address":            {"https://example.org/pass", "https://example.org/pass"},
		"with its end":             {"https://example.org/pass\r\n", "https://example.org/pass"},
		"several lines":            {"BEGIN:VCARD\nFN:Nobody\nEND:VCARD", "BEGIN:VCARD\nFN:Nobody\nEND:VCARD"},
		"digits of a bar code":     {"4005234211236\r", "4005234211236"},
		"a card that is too short": {"shc:/567629095243206034602924374", "shc:/567629095243206034602924374"},
		"behind its symbology":     {"]Q1" + card, card},
	}
	for name, test := range tests {
		k := newKeyboard()
		k.write(test.typed, ms)
		k.settle()
		t.Run(name, func(t *testing.T) { k.wants(t, 0, "", test.read) })
	}
}

func TestSaysHowMuchOfACodeHasCome(t *testing.T) {
	k := newKeyboard()
	if p := k.wedge.Progress(); p != (handheld.Progress{}) {
		t.Errorf("%+v before the first", p)
	}
	k.write(card[:1000], 4*ms)
	k.pass(20 * ms)
	if p := k.wedge.Progress(); p.Characters != 1000 || p.Since.After(start.Add(16*ms)) {
		t.Errorf("%d characters since %v", p.Characters, p.Since.Sub(start))
	}
	k.write(card[1000:], 4*ms)
	k.settle()
	if p := k.wedge.Progress(); p != (handheld.Progress{}) {
		t.Errorf("%+v after the last", p)
	}
}

// held holds a key down: pressed once, and repeated by the system.
func (k *keyboard) held(r rune, times int) {
	k.press(r)
	k.pass(400 * ms)
	for range times {
		k.key(handheld.Key{Repeat: true}, string(r))
		k.pass(30 * ms)
	}
}

func TestAKeyThatIsHeldDownIsPressedOnce(t *testing.T) {
	k := newKeyboard()
	k.held(' ', 50)
	k.settle()
	k.wants(t, 1, strings.Repeat(" ", 51))
}

func TestAThingOnTheKeyboardIsNoCode(t *testing.T) {
	k := newKeyboard()
	k.write(strings.Repeat("k", 200), 10*ms)
	k.settle()
	k.wants(t, 0, "")
}

// Where the system takes two of the same character for one key that is held
// down, the text is whole all the same.
func TestRepeatedKeysBelongToABurst(t *testing.T) {
	k := newKeyboard()
	last := rune(0)
	for _, r := range "shc:/" + strings.Repeat("5567788990", 200) {
		if key := (handheld.Key{Digit: byte(r), Repeat: r == last}); r < '0' || r > '9' {
			k.press(r)
		} else {
			k.key(key, string(r))
		}
		last = r
		k.pass(ms)
	}
	k.settle()
	k.wants(t, 0, "", "shc:/"+strings.Repeat("5567788990", 200))
}

func TestForgetsOnDemand(t *testing.T) {
	k := newKeyboard()
	k.write(card[:2000], ms)
	k.pass(20 * ms)
	k.wedge.Forget()
	k.settle()
	k.wants(t, 0, "")
}

func BenchmarkACard(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		k := newKeyboard()
		k.write(card+"\r", ms)
	}
}
