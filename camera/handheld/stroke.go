package handheld

import "strings"

// stroke is one key of a burst: what is printed on it and what it typed. They
// differ where the scanner believes in another keyboard layout than the
// system does.
type stroke struct {
	digit byte // printed on the key, 0 for none
	typed rune // 0 for nothing
	end   bool
}

// reading is a way to tell digits in strokes.
type reading func(stroke) (digit byte, ok bool)

// typedDigit believes what was typed, and is right wherever the layouts agree
// on digits.
func typedDigit(s stroke) (byte, bool) {
	return byte(s.typed), s.typed >= '0' && s.typed <= '9'
}

// printedDigit believes what is printed on the key where no digit was typed:
// the row of digits types other characters in France, and with Shift
// everywhere.
func printedDigit(s stroke) (byte, bool) {
	if d, ok := typedDigit(s); ok {
		return d, true
	}
	return s.digit, s.digit != 0
}

// The form of a health card's code: five characters that are no digits, maybe
// two small numbers with a character behind each, then many digits. Of all
// characters only the digits matter; layouts change ":" and "/", and outside
// the Latin alphabet the letters as well.
const (
	scheme     = "shc:/"
	leastBody  = 100 // digits; real codes have several hundred
	mostNumber = 2   // digits of a part's number
)

// cards gives the texts of all codes of health cards in strokes.
func cards(strokes []stroke) []string {
	for _, read := range []reading{typedDigit, printedDigit} {
		if texts := cardsBy(read, strokes); texts != nil {
			return texts
		}
	}
	return nil
}

func cardsBy(read reading, strokes []stroke) []string {
	var texts []string
	before := 0 // strokes that are no digits
	for i := 0; i < len(strokes); {
		if _, is := read(strokes[i]); !is {
			before++
			i++
			continue
		}
		text, n := "", run(read, strokes[i:])
		if before >= len(scheme) {
			text, n = body(read, strokes[i:])
		}
		if text != "" {
			texts = append(texts, scheme+text)
		}
		before = 0
		i += n
	}
	return texts
}

// body gives what follows the scheme, and how many strokes to go on by: those
// of the text, or of the digits that are none.
func body(read reading, strokes []stroke) (string, int) {
	if n := run(read, strokes); n >= leastBody {
		return digits(read, strokes[:n]), n
	}
	numbers, at := "", 0
	for range 2 {
		n := run(read, strokes[at:])
		if n == 0 || n > mostNumber || at+n == len(strokes) {
			return "", run(read, strokes)
		}
		numbers += digits(read, strokes[at:at+n]) + "/"
		at += n + 1
	}
	n := run(read, strokes[at:])
	if n < leastBody {
		return "", run(read, strokes)
	}
	return numbers + digits(read, strokes[at:at+n]), at + n
}

// run counts the digits that strokes begin with.
func run(read reading, strokes []stroke) int {
	for i, s := range strokes {
		if _, is := read(s); !is {
			return i
		}
	}
	return len(strokes)
}

func digits(read reading, strokes []stroke) string {
	var b strings.Builder
	for _, s := range strokes {
		d, _ := read(s)
		b.WriteByte(d)
	}
	return b.String()
}
