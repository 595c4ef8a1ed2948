package screen

import (
	"fmt"
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

// enough is the contrast that WCAG 2.1 (1.4.3) asks of text.
const enough = 4.5

// TestWordsStandOutFromTheirGround computes the contrast of every pair of ink
// and ground that the screen uses.
func TestWordsStandOutFromTheirGround(t *testing.T) {
	pairs := []struct{ ink, ground fyne.ThemeColorName }{
		{OnAdmit, Admit}, {OnRefuse, Refuse}, {OnAsk, Ask}, {OnNeutral, Neutral},
		{AdmitInk, Panel}, {RefuseInk, Panel}, {AskInk, Panel}, {NeutralInk, Panel}, {Muted, Panel},
		{AdmitInk, AdmitTint}, {RefuseInk, RefuseTint}, {AskInk, AskTint}, {NeutralInk, NeutralTint},
		{theme.ColorNameForeground, AdmitTint}, {theme.ColorNameForeground, RefuseTint},
		{theme.ColorNameForeground, AskTint}, {theme.ColorNameForeground, NeutralTint},
		{theme.ColorNameForeground, Panel}, {theme.ColorNameForeground, theme.ColorNameBackground},
		{Muted, theme.ColorNameBackground}, {theme.ColorNameForeground, theme.ColorNameButton},
		{Muted, theme.ColorNameButton}, {OnStage, Stage}, {MutedStage, Stage},
		{theme.ColorNameForegroundOnPrimary, theme.ColorNamePrimary},
		{OnTraining, Training}, {theme.ColorNamePrimary, Panel}, {theme.ColorNameForeground, theme.ColorNameInputBackground},
		{theme.ColorNamePlaceHolder, theme.ColorNameInputBackground}, {AskInk, theme.ColorNameBackground},
		{RefuseInk, theme.ColorNameBackground},
	}
	test.NewTempApp(t)
	for _, variant := range []Variant{Light, Dark} {
		th := NewTheme(Look{Variant: variant})
		for _, p := range pairs {
			t.Run(fmt.Sprintf("%s/%s on %s", variant, p.ink, p.ground), func(t *testing.T) {
				if got := contrast(th.Color(p.ink, 0), th.Color(p.ground, 0)); got < enough {
					t.Errorf("contrast is %.2f, want at least %.1f", got, enough)
				}
			})
		}
	}
}

// TestTrainingHasNoOutcomesColour holds the band's hue well away from those
// that mean something. Grey has none: it is told by how little colour it has.
func TestTrainingHasNoOutcomesColour(t *testing.T) {
	test.NewTempApp(t)
	for _, variant := range []Variant{Light, Dark} {
		th := NewTheme(Look{Variant: variant})
		own, strength := hue(th.Color(Training, 0))
		if strength < 0.4 {
			t.Errorf("%s: the band is nearly grey: %.2f", variant, strength)
		}
		for o, f := range families {
			other, s := hue(th.Color(f.band, 0))
			apart := math.Abs(own - other)
			if apart = min(apart, 360-apart); s > 0.25 && apart < 50 {
				t.Errorf("%s: the band is %.0f degrees from %s", variant, apart, o)
			}
		}
	}
}

// hue gives where a colour lies on the wheel, in degrees, and how far from
// grey it is, 0 to 1.
func hue(c color.Color) (degrees, strength float64) {
	r, g, b, _ := c.RGBA()
	x := float64(r) - (float64(g)+float64(b))/2
	y := math.Sqrt(3) / 2 * (float64(g) - float64(b))
	most, least := max(r, g, b), min(r, g, b)
	return math.Mod(math.Atan2(y, x)*180/math.Pi+360, 360), float64(most-least) / float64(max(1, most))
}

// contrast is the ratio of WCAG 2.1 between two opaque colours, 1 to 21.
func contrast(a, b color.Color) float64 {
	x, y := luminance(a)+0.05, luminance(b)+0.05
	return max(x, y) / min(x, y)
}

// luminance is the relative luminance of WCAG 2.1.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

// TestContrastIsThatOfTheStandard holds the ruler against known values.
func TestContrastIsThatOfTheStandard(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{{"#000000", "#ffffff", 21}, {"#777777", "#ffffff", 4.48}, {"#0000ff", "#ffffff", 8.59}} {
		if got := contrast(hex(c.a), hex(c.b)); math.Abs(got-c.want) > 0.01 {
			t.Errorf("%s on %s is %.2f, want %.2f", c.a, c.b, got, c.want)
		}
	}
}

func TestThemeKnowsEveryColour(t *testing.T) {
	test.NewTempApp(t)
	th := NewTheme(Look{})
	test.AssertAllColorNamesDefined(t, th, "desk")
	for name, s := range palette {
		for v, want := range map[fyne.ThemeVariant]string{theme.VariantLight: s.light, theme.VariantDark: s.dark} {
			if got := th.Color(name, v); got != hex(want) {
				t.Errorf("%s in variant %d is %v, want %s", name, v, got, want)
			}
		}
	}
}

func TestADesksChoiceGoesBeforeTheSystems(t *testing.T) {
	test.NewTempApp(t)
	dark := NewTheme(Look{Variant: Dark})
	if got, want := dark.Color(Panel, theme.VariantLight), hex(palette[Panel].dark); got != want {
		t.Errorf("a dark desk on a light system has panels of %v, want %v", got, want)
	}
	light := NewTheme(Look{Variant: Light})
	if got, want := light.Color(Panel, theme.VariantDark), hex(palette[Panel].light); got != want {
		t.Errorf("a light desk on a dark system has panels of %v, want %v", got, want)
	}
}

func TestScaleGrowsTextAndNothingElse(t *testing.T) {
	test.NewTempApp(t)
	plain, large := NewTheme(Look{}), NewTheme(Look{Scale: 1.5})
	for _, name := range []fyne.ThemeSizeName{SizeHeadline, SizeName, SizeBirth, SizeLead, SizeBody, SizeSmall, theme.SizeNameText} {
		if got, want := large.Size(name), plain.Size(name)*1.5; got != want {
			t.Errorf("%s is %g at one and a half, want %g", name, got, want)
		}
	}
	for _, name := range []fyne.ThemeSizeName{theme.SizeNamePadding, theme.SizeNameInputRadius} {
		if got, want := large.Size(name), plain.Size(name); got != want {
			t.Errorf("%s is %g, want %g as ever", name, got, want)
		}
	}
}
