package screen

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// letters measures a text by its letters.
func letters(s string) float32 { return float32(utf8.RuneCountInString(s)) }

func TestWrapsAtWords(t *testing.T) {
	for _, c := range []struct {
		text  string
		width float32
		want  []string
		whole bool
	}{
		{"", 5, []string{""}, true},
		{"one two three", 7, []string{"one two", "three"}, true},
		{"  one   two ", 20, []string{"one two"}, true},
		{"abcdefgh ij", 3, []string{"abc", "def", "gh", "ij"}, false},
		{"陳小明陳小明", 4, []string{"陳小明陳", "小明"}, true},
		{"von Liechten-Stein-Au", 9, []string{"von", "Liechten-", "Stein-Au"}, true},
		{"名單已收到，但無法儲存。", 5, []string{"名單已收", "到，但無法", "儲存。"}, true},
		{"這是 SMART Health Card 的 QR 碼", 12, []string{"這是 SMART", "Health Card", "的 QR 碼"}, true},
		{"請看「無法查驗」", 3, []string{"請看", "「無法", "查驗」"}, true},
		{"ab", 0, []string{"a", "b"}, false},
	} {
		got, whole := wrap(c.text, c.width, letters)
		if !slices.Equal(got, c.want) || whole != c.whole {
			t.Errorf("wrap(%q, %g) = %q, %t; want %q, %t", c.text, c.width, got, whole, c.want, c.whole)
		}
	}
}

// FuzzWrap holds that wrapping loses no letter.
func FuzzWrap(f *testing.F) {
	f.Add("Jane C. Anyperson", 5)
	f.Add("محمد الأحمد 陳小明", 3)
	f.Fuzz(func(t *testing.T, text string, width int) {
		if !utf8.ValidString(text) || len(text) > 1000 {
			t.Skip()
		}
		lines, _ := wrap(text, float32(width), letters)
		bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got := bare(strings.Join(lines, " ")); got != bare(text) {
			t.Errorf("%q became %q", text, lines)
		}
	})
}
