package symbol_test

import (
	"strings"
	"testing"

	"passdesk/camera/symbol"
)

func TestADenseCardFitsVersion22(t *testing.T) {
	code, err := symbol.Encode("shc:/" + strings.Repeat("56", 1195))
	if err != nil {
		t.Fatal(err)
	}
	if code.Size != 17+4*22 {
		t.Errorf("%d modules a side, want those of version 22", code.Size)
	}
}

func TestATextTooLongIsRefused(t *testing.T) {
	if _, err := symbol.Encode(strings.Repeat("x", 3000)); err == nil {
		t.Error("3000 bytes were encoded")
	}
}

func TestThePictureHasAQuietZone(t *testing.T) {
	code, err := symbol.Encode("https://example.org")
	if err != nil {
		t.Fatal(err)
	}
	img := code.Picture(3)
	if side := (code.Size + 8) * 3; img.Rect.Dx() != side || img.Rect.Dy() != side {
		t.Fatalf("%v, want a side of %d", img.Rect, side)
	}
	if img.GrayAt(11, 11).Y != 255 || img.GrayAt(12, 12).Y != 0 {
		t.Error("the finder pattern does not begin after four light modules")
	}
}
