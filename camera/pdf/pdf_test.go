package pdf_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"slices"
	"strings"
	"testing"
	"time"

	"passdesk/camera/pdf"
	"passdesk/camera/pdf/pdftest"
	"passdesk/camera/qr"
	"passdesk/camera/symbol"
)

func picture(t testing.TB, text string, scale int) image.Image {
	t.Helper()
	code, err := symbol.Encode(text)
	if err != nil {
		t.Fatal(err)
	}
	return code.Picture(scale)
}

// numeric is a text as long as that of a card in one code.
func numeric() string { return "shc:/" + strings.Repeat("5676295953", 100) }

// TestPages keeps one Drawer for all: making one ready takes seconds.
func TestPages(t *testing.T) {
	drawer := pdf.NewDrawer()
	for name, test := range map[string]func(*testing.T, *pdf.Drawer){
		"draws codes of every making":         drawsCodesOfEveryMaking,
		"stops when whoever looks is content": stopsWhenWhoeverLooksIsContent,
		"draws a huge page smaller":           aHugePageIsDrawnSmaller,
		"says why a file cannot be drawn":     saysWhyAFileCannotBeDrawn,
		"gives up what takes too long":        givesUpWhatTakesTooLong,
	} {
		t.Run(name, func(t *testing.T) { test(t, drawer) })
	}
}

func drawsCodesOfEveryMaking(t *testing.T, drawer *pdf.Drawer) {
	text := numeric()
	for name, data := range map[string][]byte{
		"squares":             pdftest.File("null", pdftest.Squares(picture(t, text, 1), 170)),
		"a picture":           pdftest.File(pdftest.Embedded(picture(t, text, 3)), pdftest.ShowImage),
		"on the second page":  pdftest.File(pdftest.Embedded(picture(t, text, 3)), "", pdftest.ShowImage),
		"behind a bad object": append(pdftest.File(pdftest.Embedded(picture(t, text, 3)), pdftest.ShowImage), "%%garbage"...),
	} {
		var got []string
		err := drawer.Pages(t.Context(), data, func(draw pdf.Page) (bool, error) {
			img, err := draw(200)
			if err != nil {
				return true, err
			}
			codes, _ := qr.NewReader().ReadAll(img)
			for _, c := range codes {
				got = append(got, c.Text)
			}
			return false, nil
		})
		if err != nil || !slices.Equal(got, []string{text}) {
			t.Errorf("%s: %d texts, %v", name, len(got), err)
		}
	}
}

func stopsWhenWhoeverLooksIsContent(t *testing.T, drawer *pdf.Drawer) {
	for want, data := range map[int][]byte{
		1:            pdftest.File("null", "", "", ""),
		pdf.MaxPages: pdftest.File("null", make([]string, 30)...),
	} {
		seen := 0
		if err := drawer.Pages(t.Context(), data, func(pdf.Page) (bool, error) { seen++; return want == 1, nil }); err != nil || seen != want {
			t.Errorf("saw %d pages of %d, %v", seen, want, err)
		}
	}
	mine := errors.New("mine")
	if err := drawer.Pages(t.Context(), pdftest.File("null", ""), func(pdf.Page) (bool, error) { return false, mine }); err != mine {
		t.Errorf("in place of its own error there is %v", err)
	}
}

func aHugePageIsDrawnSmaller(t *testing.T, drawer *pdf.Drawer) {
	data := bytes.Replace(pdftest.File("null", "0 0 9 9 re f"), []byte("[0 0 612 792]"), []byte("[0 0 14400 9]"), 1)
	data = bytes.Replace(data, []byte("14400 9]"), []byte("9e3 9e3]"), 1)
	err := drawer.Pages(t.Context(), data, func(draw pdf.Page) (bool, error) {
		img, err := draw(600)
		if err == nil && img.Bounds().Dx()*img.Bounds().Dy() > 20<<20 {
			t.Errorf("drew %v", img.Bounds())
		}
		return true, err
	})
	if err != nil {
		t.Error(err)
	}
}

func saysWhyAFileCannotBeDrawn(t *testing.T, drawer *pdf.Drawer) {
	whole := pdftest.File("null", "0 0 9 9 re f")
	locked := bytes.Replace(whole, []byte("/Root 1 0 R"), []byte("/Root 1 0 R /ID[<00><00>] /Encrypt<</Filter/Standard /V 1 /R 2 /P -4 /O("+strings.Repeat("o", 32)+") /U("+strings.Repeat("u", 32)+")>>"), 1)
	for name, tt := range map[string]struct {
		data []byte
		want error
	}{
		"large":   {append([]byte("%PDF-"), make([]byte, pdf.MaxBytes)...), pdf.ErrTooLarge},
		"locked":  {locked, pdf.ErrLocked},
		"cut":     {[]byte("%PDF-1.4\n1 0 obj"), pdf.ErrDamaged},
		"nothing": {nil, pdf.ErrDamaged},
	} {
		if err := drawer.Pages(t.Context(), tt.data, func(draw pdf.Page) (bool, error) { _, err := draw(72); return true, err }); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
}

// givesUpWhatTakesTooLong draws a page of so many large shapes that it
// would never end.
func givesUpWhatTakesTooLong(t *testing.T, drawer *pdf.Drawer) {
	data := pdftest.File("null", strings.Repeat("0 0 612 792 re f 1 1 600 700 re S\n", 100_000))
	ctx, stop := context.WithTimeout(t.Context(), 3*time.Second)
	defer stop()
	began := time.Now()
	err := drawer.Pages(ctx, data, func(draw pdf.Page) (bool, error) { _, err := draw(300); return true, err })
	if !errors.Is(err, pdf.ErrSlow) || time.Since(began) > 30*time.Second {
		t.Errorf("%v after %v", err, time.Since(began))
	}
}

// Whatever comes after the first bytes, it is drawn or refused with one of the
// errors.
func FuzzPages(f *testing.F) {
	f.Add(pdftest.File("null", pdftest.Squares(picture(f, "shc:/567629", 1), 90)))
	f.Add(pdftest.File(pdftest.Embedded(picture(f, "shc:/567629", 3)), pdftest.ShowImage))
	f.Add([]byte("%PDF-1.4\ntrailer<</Root 1 0 R>>"))
	drawer := pdf.NewInterpreter()
	f.Fuzz(func(t *testing.T, data []byte) {
		ctx, stop := context.WithTimeout(t.Context(), 5*time.Second)
		defer stop()
		err := drawer.Pages(ctx, data, func(draw pdf.Page) (bool, error) {
			img, err := draw(30)
			if err == nil && img.Bounds().Empty() {
				t.Error("drew nothing")
			}
			return false, err
		})
		known := []error{nil, pdf.ErrTooLarge, pdf.ErrLocked, pdf.ErrDamaged, pdf.ErrSlow}
		if !slices.ContainsFunc(known, func(k error) bool { return errors.Is(err, k) }) {
			t.Error(err)
		}
	})
}
