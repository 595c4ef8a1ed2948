package qr

import (
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	"rsc.io/qr/coding"
)

func TestVersionWordsAreTheStandards(t *testing.T) {
	for i, want := range decoder.VERSION_DECODE_INFO {
		if got := versionWord(i + 7); got != want {
			t.Errorf("version %d: %#x, want %#x", i+7, got, want)
		}
	}
}

func TestFormatWordsAreTheStandards(t *testing.T) {
	for data := range 32 {
		word := uint(formatWord(data))
		info := decoder.FormatInformation_DecodeFormatInformation(word, word)
		if info == nil {
			t.Fatalf("format %d: %#x is no format word", data, word)
		}
		level, _ := decoder.ErrorCorrectionLevel_ForBits(uint(data >> 3))
		if info.GetErrorCorrectionLevel() != level || int(info.GetDataMask()) != data&7 {
			t.Errorf("format %d: means %v and mask %d", data, info.GetErrorCorrectionLevel(), info.GetDataMask())
		}
	}
}

func TestMasksAreTheStandards(t *testing.T) {
	const size = 37
	for mask, theirs := range decoder.DataMaskValues {
		bits, err := gozxing.NewSquareBitMatrix(size)
		if err != nil {
			t.Fatal(err)
		}
		theirs.UnmaskBitMatrix(bits, size)
		for y := range size {
			for x := range size {
				if got := (format{mask: mask}).inverts(y, x); got != bits.Get(x, y) {
					t.Fatalf("mask %d, row %d, column %d: %t", mask, y, x, got)
				}
			}
		}
	}
}

// A symbol that another encoder drew has every known module where the
// version puts it, and reads back without an error anywhere.
func TestVersionsAgreeWithAnEncoder(t *testing.T) {
	var versions versionTable
	for number := 1; number <= maxVersion; number++ {
		s := shot{version: number, level: coding.Level(number % 4)}.filled()
		code := s.encode(t)
		v := versions.bySize(code.Size)
		if v == nil || v.number != number {
			t.Fatalf("%d modules are not version %d", code.Size, number)
		}
		z := newSamples(v.size)
		for i := range z.at {
			z.at[i] = -1
			if code.Black(i%v.size, i/v.size) {
				z.at[i] = 1
			}
			if m := v.modules[i]; (m == darkModule || m == lightModule) && float32(m) != z.at[i] {
				t.Fatalf("version %d: row %d, column %d is %d", number, i/v.size, i%v.size, m)
			}
		}
		if len(v.order)/8 != v.tables.GetTotalCodewords() {
			t.Errorf("version %d: %d data modules", number, len(v.order))
		}
		if r, ok := decode(v, z, new(allowance)); !ok || r.text != s.text || r.mirrored {
			t.Errorf("version %d: reads %.20q", number, r.text)
		}
		if r, ok := decode(v, z.transposed(), new(allowance)); !ok || r.text != s.text || !r.mirrored {
			t.Errorf("version %d in a mirror: reads %.20q", number, r.text)
		}
	}
}

func TestNoVersionHasAnotherSize(t *testing.T) {
	var versions versionTable
	for _, size := range []int{-3, 0, 17, 20, 22, 23, 24, 178, 181, 1 << 40} {
		if v := versions.bySize(size); v != nil {
			t.Errorf("%d modules are version %d", size, v.number)
		}
	}
}

func TestShortBlocksKeepCheckCodewordsToSpare(t *testing.T) {
	for _, row := range []struct {
		version, level, check, spare int
	}{ // level L, M, Q, H; ISO/IEC 18004:2015 table 9
		{1, 0, 7, 3}, {1, 1, 10, 2}, {1, 2, 13, 1}, {1, 3, 17, 1},
		{2, 0, 10, 2}, {2, 1, 16, 1}, {3, 0, 15, 1}, {4, 3, 16, 1}, {22, 0, 28, 0},
	} {
		v := newVersion(row.version)
		level, _ := decoder.ErrorCorrectionLevel_ForBits([]uint{1, 0, 3, 2}[row.level])
		l := v.blockLayout(level)
		if l.check != row.check || l.spare(row.version) != row.spare {
			t.Errorf("version %d: %d check codewords, %d spare", row.version, l.check, l.spare(row.version))
		}
	}
}
