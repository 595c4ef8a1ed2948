package screen

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// The colours that carry a meaning at a desk. Each family has a band (a large
// coloured area), the ink on the band, an ink for words and shapes on a plain
// panel, and a tint for a soft ground.
const (
	Admit     fyne.ThemeColorName = "admit"
	OnAdmit   fyne.ThemeColorName = "onAdmit"
	AdmitInk  fyne.ThemeColorName = "admitInk"
	AdmitTint fyne.ThemeColorName = "admitTint"

	Refuse     fyne.ThemeColorName = "refuse"
	OnRefuse   fyne.ThemeColorName = "onRefuse"
	RefuseInk  fyne.ThemeColorName = "refuseInk"
	RefuseTint fyne.ThemeColorName = "refuseTint"
	// RefuseDeep tells what is not valid from what is not accepted, where
	// both stand in one bar of a chart.
	RefuseDeep fyne.ThemeColorName = "refuseDeep"

	Ask     fyne.ThemeColorName = "ask"
	OnAsk   fyne.ThemeColorName = "onAsk"
	AskInk  fyne.ThemeColorName = "askInk"
	AskTint fyne.ThemeColorName = "askTint"

	Neutral     fyne.ThemeColorName = "neutral"
	OnNeutral   fyne.ThemeColorName = "onNeutral"
	NeutralInk  fyne.ThemeColorName = "neutralInk"
	NeutralTint fyne.ThemeColorName = "neutralTint"

	// Training is the ground of the band in training: no outcome's colour.
	Training   fyne.ThemeColorName = "training"
	OnTraining fyne.ThemeColorName = "onTraining"

	// Panel is the ground of a region, Edge its outline, Muted the ink of
	// what is said in passing, Stage the ground under the camera's picture.
	Panel      fyne.ThemeColorName = "panel"
	Edge       fyne.ThemeColorName = "edge"
	Muted      fyne.ThemeColorName = "muted"
	Stage      fyne.ThemeColorName = "stage"
	OnStage    fyne.ThemeColorName = "onStage"
	MutedStage fyne.ThemeColorName = "mutedStage"

	// Found outlines a code in the camera's picture: no outcome's colour, since
	// none is known yet.
	Found fyne.ThemeColorName = "found"
)

// shades is a colour by light and by dark, as 0xRRGGBB or 0xRRGGBBAA.
type shades struct{ light, dark string }

// palette holds Passdesk's own colours and those of Fyne's that it changes.
var palette = map[fyne.ThemeColorName]shades{
	Admit:     {"#14713d", "#17793f"},
	OnAdmit:   {"#ffffff", "#ffffff"},
	AdmitInk:  {"#136b3a", "#6fd39a"},
	AdmitTint: {"#e6f4ec", "#15301f"},

	Refuse:     {"#b3261e", "#b52b23"},
	OnRefuse:   {"#ffffff", "#ffffff"},
	RefuseInk:  {"#a8231c", "#ff9a90"},
	RefuseTint: {"#fbeceb", "#3b1c1b"},
	RefuseDeep: {"#5f100c", "#ff9a90"},

	Ask:     {"#f4a11f", "#f0a02a"},
	OnAsk:   {"#241500", "#241500"},
	AskInk:  {"#8a4500", "#ffc36e"},
	AskTint: {"#fff2dc", "#37280f"},

	Neutral:     {"#55616f", "#4b5765"},
	OnNeutral:   {"#ffffff", "#ffffff"},
	NeutralInk:  {"#4a5664", "#b6c1cd"},
	NeutralTint: {"#edf0f4", "#28313b"},

	Training:   {"#7a1fa2", "#9436bf"},
	OnTraining: {"#ffffff", "#ffffff"},

	Panel:      {"#ffffff", "#1b222a"},
	Edge:       {"#d8dee6", "#2e3843"},
	Muted:      {"#556070", "#9eabb9"},
	Stage:      {"#131a21", "#0b0f13"},
	OnStage:    {"#eef2f6", "#eef2f6"},
	MutedStage: {"#a5b1be", "#a5b1be"},
	Found:      {"#35c3ff", "#35c3ff"},

	theme.ColorNameBackground:          {"#ffffff", "#1b222a"}, // that of a Panel, see ground.bare
	theme.ColorNameForeground:          {"#17202b", "#e9eef4"},
	theme.ColorNamePrimary:             {"#1d5f80", "#6cb4d9"},
	theme.ColorNameForegroundOnPrimary: {"#ffffff", "#08222f"},
	theme.ColorNameHyperlink:           {"#1d5f80", "#6cb4d9"},
	theme.ColorNameButton:              {"#e3e8ee", "#2a333d"},
	theme.ColorNameDisabledButton:      {"#e9edf1", "#222a32"},
	theme.ColorNameDisabled:            {"#7b8694", "#74808d"},
	theme.ColorNamePlaceHolder:         {"#5c6775", "#98a5b3"},
	theme.ColorNameHover:               {"#17202b14", "#ffffff14"},
	theme.ColorNamePressed:             {"#17202b24", "#ffffff24"},
	theme.ColorNameFocus:               {"#1d5f8099", "#6cb4d999"},
	theme.ColorNameSelection:           {"#1d5f8030", "#6cb4d940"},
	theme.ColorNameSeparator:           {"#e1e6ec", "#2a333d"},
	theme.ColorNameInputBackground:     {"#f5f7fa", "#141a20"},
	theme.ColorNameInputBorder:         {"#c6ced8", "#3a4653"},
	theme.ColorNameOverlayBackground:   {"#ffffff", "#1b222a"},
	theme.ColorNameMenuBackground:      {"#ffffff", "#1f272f"},
	theme.ColorNameHeaderBackground:    {"#f2f5f8", "#1f272f"},
	theme.ColorNameScrollBar:           {"#17202b66", "#ffffff55"},
	theme.ColorNameShadow:              {"#17202b26", "#00000066"},
	theme.ColorNameSuccess:             {"#14713d", "#6fd39a"},
	theme.ColorNameError:               {"#b3261e", "#ff9a90"},
	theme.ColorNameWarning:             {"#8a4500", "#ffc36e"},
}

// in gives the shade for a variant of the theme.
func (s shades) in(v fyne.ThemeVariant) color.Color {
	if v == theme.VariantLight {
		return hex(s.light)
	}
	return hex(s.dark)
}

// hex reads "#rrggbb" or "#rrggbbaa".
func hex(s string) color.NRGBA {
	c := color.NRGBA{A: 0xff}
	for i, to := range []*uint8{&c.R, &c.G, &c.B, &c.A} {
		if at := 1 + 2*i; at+2 <= len(s) {
			*to = nibble(s[at])<<4 | nibble(s[at+1])
		}
	}
	return c
}

func nibble(digit byte) uint8 {
	if digit >= 'a' {
		return digit - 'a' + 10
	}
	return digit - '0'
}
