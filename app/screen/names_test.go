package screen

import (
	"image"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// scripts are names of people who do not exist, by the script they are in.
func scripts() []struct{ script, name string } {
	return []struct{ script, name string }{
		{"Latin", "Zoë Brontë-Ångström"},
		{"Vietnamese", "Nguyễn Thị Phượng Hoàng"},
		{"Yoruba", "Ọlá Ẹ̀bùn Ŋɔ́ɔ"},
		{"Cyrillic", "Юлія Щербаківська"},
		{"Greek", "Ελένη Παπαδοπούλου"},
		{"Armenian", "Արամ Խաչատրյան"},
		{"Georgian", "შოთა რუსთაველი"},
		{"Arabic", "محمد الأحمد"},
		{"Arabic, with a number", "محمد 2 الأحمد"},
		{"Arabic and Latin", "محمد Mohamed الأحمد"},
		{"Persian", "پریسا گل‌محمدی"},
		{"Urdu", "چوہدری ٹیپو"},
		{"Hebrew", "ז'קלין בן־דוד"},
		{"Chinese, traditional", "陳小明"},
		{"Chinese, simplified", "赵丽颖"},
		{"Japanese", "さとう ジュン"},
		{"Korean", "김지훈"},
		{"Devanagari", "प्रिया शर्मा"},
		{"Bengali", "শ্রীমতী চট্টোপাধ্যায়"},
		{"Gurmukhi", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ"},
		{"Gujarati", "કૃષ્ણા પટેલ"},
		{"Tamil", "கிருஷ்ணமூர்த்தி"},
		{"Telugu", "శ్రీనివాస్"},
		{"Malayalam", "ലക്ഷ്മി"},
		{"Thai", "สมชาย ใจดี"},
		{"Khmer", "សុខ ស្រី"},
		{"Burmese", "အောင်ဆန်း"},
		{"Ethiopic", "አበበ ቢቂላ"},
	}
}

// TestNamesOfEveryScriptHaveTheirLetters finds letters that no font here has:
// in their place Fyne draws a question mark in a diamond. With
// PASSDESK_GALLERY set, it leaves a picture of all names there.
func TestNamesOfEveryScriptHaveTheirLetters(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(NewTheme(Look{Variant: Light}))
	w := test.NewTempWindow(t, nil)
	w.Resize(fyne.NewSize(90, 90))
	hole := trimmed(pictureOf(w, "\U000efffd"))
	if !alike(trimmed(pictureOf(w, "\U000dfffd")), hole) || alike(trimmed(pictureOf(w, "A")), hole) {
		t.Fatal("letters that no font can have do not look alike; nothing is tested")
	}
	for _, n := range scripts() {
		t.Run(n.script, func(t *testing.T) {
			var lost []string
			for _, r := range n.name {
				if unicode.IsLetter(r) && alike(trimmed(pictureOf(w, string(r))), hole) {
					lost = append(lost, string(r))
				}
			}
			switch {
			case lost == nil:
			case strings.HasPrefix(n.script, "Arabic") || slices.Contains([]string{"Latin", "Cyrillic", "Greek", "Vietnamese", "Persian", "Urdu", "Hebrew"}, n.script):
				t.Errorf("the program itself lacks the letters %q", lost)
			default:
				t.Skipf("SKIPPED: no font on this system has %q", lost)
			}
		})
	}
	if folder := os.Getenv("PASSDESK_GALLERY"); folder != "" {
		w.Resize(fyne.NewSize(760, 1500))
		all := newColumn(4)
		for _, n := range scripts() {
			all.Add(newColumns(8, 10, newText(n.script, style{}), newText(n.name, style{size: SizeBirth, bold: true})))
		}
		w.SetContent(all)
		save(t, filepath.Join(folder, "names.png"), w)
	}
}

// pictureOf draws a text in a window.
func pictureOf(w fyne.Window, words string) image.Image {
	w.SetContent(newText(words, style{size: SizeName}))
	return w.Canvas().Capture()
}

// trimmed cuts a picture down to what is drawn on it.
func trimmed(m image.Image) image.Image {
	all := m.Bounds()
	ground, ink := m.At(all.Max.X-1, all.Max.Y-1), image.Rectangle{}
	for y := all.Min.Y; y < all.Max.Y; y++ {
		for x := all.Min.X; x < all.Max.X; x++ {
			if m.At(x, y) != ground {
				ink = ink.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return m.(*image.NRGBA).SubImage(ink)
}

// alike tells whether two pictures look the same, wherever they lie.
func alike(a, b image.Image) bool {
	if a.Bounds().Size() != b.Bounds().Size() {
		return false
	}
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			if a.At(a.Bounds().Min.X+x, a.Bounds().Min.Y+y) != b.At(b.Bounds().Min.X+x, b.Bounds().Min.Y+y) {
				return false
			}
		}
	}
	return true
}

// TestWordsStandInTheOrderInWhichTheyAreRead gives lines as they are stored
// and their pieces as they stand, from left to right.
func TestWordsStandInTheOrderInWhichTheyAreRead(t *testing.T) {
	for _, c := range []struct {
		line string
		want []string
	}{
		{"Jane Doe", []string{"Jane Doe"}},
		{"陳小明", []string{"陳小明"}},
		{"محمد الأحمد", []string{"الأحمد", " ", "محمد"}},
		{"محمد 2 الأحمد", []string{"الأحمد", " ", "2", " ", "محمد"}},
		{"محمد Ali الأحمد", []string{"الأحمد", " ", "Ali", " ", "محمد"}},
		{"Ali محمد", []string{"Ali ", "محمد"}},
		{"Ali محمد 2 الأحمد Ben", []string{"Ali ", "الأحمد", " ", "2", " ", "محمد", " Ben"}},
		{"בן־דוד", []string{"בן־דוד"}},
		{"בן-דוד", []string{"דוד", "-", "בן"}},
		{"דוד (בן)", []string{"(", "בן", ") ", "דוד"}},
		{"گل‌محمدی", []string{"گل‌محمدی"}},
		{"דָּוִד", []string{"דָּוִד"}},
	} {
		var got []string
		for _, p := range pieces(c.line) {
			got = append(got, p.words)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q stands as %q, want %q", c.line, got, c.want)
		}
	}
}

// TestArabicStandsOnTheLineOfLatin compares where the ink of both ends.
func TestArabicStandsOnTheLineOfLatin(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(NewTheme(Look{Variant: Light}))
	w := test.NewTempWindow(t, nil)
	w.Resize(fyne.NewSize(90, 90))
	latin := trimmed(pictureOf(w, "H")).Bounds().Max.Y
	arabic := trimmed(pictureOf(w, "د")).Bounds().Max.Y // a letter that stands on the line
	if d := latin - arabic; d < -2 || d > 2 {
		t.Errorf("Latin ends at %d, Arabic at %d", latin, arabic)
	}
}
