package chart

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"unicode"

	"github.com/go-analyze/charts"
)

// Face is the letters that a chart is drawn with. The zero Face is the library's
// own, which has Latin, Greek and Cyrillic ones.
type Face struct{ family string }

// ReadFace takes a TrueType font, or the first of a collection. The library
// reads no others: what is named .otf, and some of what is named .ttc, is
// refused.
func ReadFace(data []byte) (Face, error) {
	f := Face{fmt.Sprintf("%x", sha256.Sum256(data))}
	return f, charts.InstallFont(f.family, data)
}

// Has tells whether the face has all letters of a text.
func (f Face) Has(text string) bool {
	font := f.font().Font
	return !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsSpace(r) && font.Index(r) == 0 })
}

// font is the style that every word of a chart begins with.
func (f Face) font() charts.FontStyle {
	if f.family == "" {
		return charts.FontStyle{Font: charts.GetFont(charts.FontFamilyNotoSans)}
	}
	return charts.FontStyle{Font: charts.GetFont(f.family)}
}
