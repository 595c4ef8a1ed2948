package screen

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Look is how a desk wants its screen.
type Look struct {
	Variant Variant
	Scale   float32 // of all text, 0 means 1
}

// Variant says whether the screen is light or dark.
type Variant string

// The variants.
const (
	FollowSystem Variant = ""
	Light        Variant = "light"
	Dark         Variant = "dark"
)

// The text sizes of a desk, each for one purpose.
const (
	SizeHeadline fyne.ThemeSizeName = "headline" // the outcome's word
	SizeName     fyne.ThemeSizeName = "name"     // whose card it is
	SizeBirth    fyne.ThemeSizeName = "birth"    // and their birth date
	SizeLead     fyne.ThemeSizeName = "lead"     // what is read next
	SizeBody     fyne.ThemeSizeName = "body"
	SizeSmall    fyne.ThemeSizeName = "small"
)

// sizes holds Passdesk's own sizes and those of Fyne's that it changes.
var sizes = map[fyne.ThemeSizeName]float32{
	SizeHeadline: 46,
	SizeName:     42,
	SizeBirth:    34,
	SizeLead:     21,
	SizeBody:     16,
	SizeSmall:    13,

	theme.SizeNameText:            15,
	theme.SizeNameCaptionText:     12,
	theme.SizeNameHeadingText:     26,
	theme.SizeNameSubHeadingText:  19,
	theme.SizeNameInnerPadding:    9,
	theme.SizeNameInputRadius:     8,
	theme.SizeNameSelectionRadius: 6,
}

// deskTheme is Fyne's own theme with Passdesk's colours and sizes.
type deskTheme struct {
	fyne.Theme
	look Look
}

// NewTheme makes the theme of a desk. It knows every colour and size name of
// Fyne, and Passdesk's own.
func NewTheme(look Look) fyne.Theme {
	if look.Scale == 0 {
		look.Scale = 1
	}
	return &deskTheme{Theme: theme.DefaultTheme(), look: look}
}

// Color gives a colour; the desk's choice of light or dark goes before the
// system's.
func (t *deskTheme) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	switch t.look.Variant {
	case Light:
		v = theme.VariantLight
	case Dark:
		v = theme.VariantDark
	}
	if s, ok := palette[name]; ok {
		return s.in(v)
	}
	return t.Theme.Color(name, v)
}

// Size gives a size in Fyne's units.
func (t *deskTheme) Size(name fyne.ThemeSizeName) float32 {
	size, ok := sizes[name]
	if !ok {
		size = t.Theme.Size(name)
	}
	if isText(name) {
		size *= t.look.Scale
	}
	return size
}

// isText tells whether a size is one of text.
func isText(name fyne.ThemeSizeName) bool {
	switch name {
	case theme.SizeNameText, theme.SizeNameCaptionText, theme.SizeNameHeadingText, theme.SizeNameSubHeadingText,
		SizeHeadline, SizeName, SizeBirth, SizeLead, SizeBody, SizeSmall:
		return true
	}
	return false
}
