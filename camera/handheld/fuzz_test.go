package handheld_test

import (
	"testing"
	"time"

	"passdesk/camera/handheld"
)

// Whatever keys come, however: no text is longer than a code's, a key that had
// another near is never a command, what is sensed as a burst's is not typed,
// and in the end nothing is kept.
func FuzzWedge(f *testing.F) {
	f.Add([]byte(card), byte(1), byte(16))
	f.Add([]byte("\r \x1b\t"), byte(0), byte(200))
	f.Add([]byte("Front desk 2"), byte(90), byte(17))
	f.Fuzz(func(t *testing.T, keys []byte, pace, every byte) {
		if len(keys) > 10_000 {
			t.Skip()
		}
		k := newKeyboard()
		k.every = time.Duration(every)*ms + ms
		for _, b := range keys {
			if b >= 0x80 {
				k.key(handheld.Key{Repeat: true}, string(rune(b)))
			} else {
				k.press(rune(b))
			}
			k.pass(time.Duration(pace) * ms)
		}
		if gap := time.Duration(pace) * ms; gap < 40*ms && len(keys) > 1 && k.commands > 0 {
			t.Errorf("%d of %d keys were commands at %v a key", k.commands, len(keys), gap)
		}
		k.pass(3 * k.every)
		k.settle()
		for _, c := range k.codes {
			if n := len([]rune(c.Text)); n == 0 || n > 8000+len("shc:/") {
				t.Errorf("a text of %d characters", n)
			}
		}
		if rest, codes := k.wedge.Rest(k.now.Add(time.Second)); rest != handheld.Idle || codes != nil {
			t.Errorf("something is left: %v, %d codes", rest, len(codes))
		}
	})
}

// Whatever bytes come over a line: no text is longer than a code's.
func FuzzLine(f *testing.F) {
	f.Add([]byte(card+"\r\n"), byte(7))
	f.Add([]byte("\x02]Q1"+card+"\x03https://example.org\r"), byte(200))
	f.Fuzz(func(t *testing.T, sent []byte, chunk byte) {
		if len(sent) > 50_000 {
			t.Skip()
		}
		for _, text := range handheld.Received(sent, int(chunk)+1) {
			if n := len([]rune(text)); n == 0 || n > 8000+len("shc:/") {
				t.Errorf("a text of %d characters", n)
			}
		}
	})
}
