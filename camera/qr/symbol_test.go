package qr

import (
	"testing"

	"github.com/makiuchi-d/gozxing/qrcode/decoder"
)

// A symbol may hold any data codewords with the right check codewords to
// them; whatever they say, there is a text or there is none.
func FuzzText(f *testing.F) {
	f.Add([]byte{0x41, 0x14, 0x86, 0x56, 0xc6, 0xc6, 0xf0, 0xec}, uint8(1))
	f.Add([]byte{0x10, 0x20, 0x0c, 0x56, 0x61, 0x80}, uint8(40))  // numeric
	f.Add([]byte{0x20, 0x29, 0xce, 0x42, 0x80}, uint8(7))         // alphanumeric
	f.Add([]byte{0x71, 0xa4, 0x14, 0x20, 0x00}, uint8(3))         // ECI
	f.Add([]byte{0x80, 0x1f, 0xff, 0xff}, uint8(2))               // kanji
	f.Add([]byte{0xd1, 0x01, 0xff, 0x5f, 0x90, 0x00}, uint8(27))  // hanzi, FNC1
	f.Add([]byte{0x30, 0x01, 0x44, 0x16, 0x90, 0xec}, uint8(250)) // structured append
	f.Fuzz(func(t *testing.T, data []byte, number uint8) {
		v := newVersion(1 + int(number)%maxVersion)
		level, _ := decoder.ErrorCorrectionLevel_ForBits(1)
		s := newSymbol(v, format{level: level})
		for b, n := range s.layout.data {
			block := make([]byte, n)
			data = data[copy(block, data):]
			s.solve(b, block)
		}
		if text, ok := s.text(); ok == (text == "") {
			t.Errorf("%t, but the text is %q", ok, text)
		}
	})
}
