package screen

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"passdesk/app/desk"
	"passdesk/app/settings"
)

// spoken is a State at a desk that is set to a language.
func spoken(lang string, st desk.State) desk.State {
	return changed(st, func(st *desk.State) { st.Setup.Set.Language = lang })
}

func TestEachLanguageFallsBackToTheNearest(t *testing.T) {
	for lang, want := range map[string]string{
		"en": "en", "en-GB": "en", "es": "es", "es-MX": "es", "es-419": "es", "ES-us": "es",
		"zh-Hant": "zh-Hant", "zh-TW": "zh-Hant", "zh-HK": "zh-Hant", "zh-Hant-US": "zh-Hant",
		"zh": "zh-Hant", "zh-Hans": "zh-Hant", "zh-CN": "zh-Hant",
		"fr": "en", "ko": "en", "": "en", "nonsense": "en",
	} {
		if got := english(t).in(lang).tag.String(); got != want {
			t.Errorf("%q is shown in %q, want %q", lang, got, want)
		}
	}
}

func TestAnotherLanguageIsThereAtOnceWithTheSameState(t *testing.T) {
	screen, w := open(t, scene{state: genuine(twoDoses(), plainName)}, Light)
	for _, c := range []struct{ lang, word, title string }{
		{"es", "ACEPTADA", "ACEPTADA – Passdesk"},
		{"zh-TW", "通過", "通過 – Passdesk"},
		{"en", "ACCEPTED", "ACCEPTED – Passdesk"},
	} {
		screen.Show(spoken(c.lang, genuine(twoDoses(), plainName)))
		seen := seenIn(w.Content())
		if !contains(seen, c.word) || !contains(seen, holderFamily) {
			t.Errorf("in %s there is %q", c.lang, seen)
		}
		if w.Title() != c.title {
			t.Errorf("in %s the title is %q, want %q", c.lang, w.Title(), c.title)
		}
	}
}

// TestEachLanguageIsOfferedByItsOwnName also on the first page, to somebody
// who reads no other.
func TestEachLanguageIsOfferedByItsOwnName(t *testing.T) {
	for _, lang := range []string{"en", "es", "zh-Hant"} {
		for _, st := range []desk.State{brandNew(), inSettings(nil)} {
			screen, _ := open(t, scene{state: spoken(lang, st)}, Light)
			seen := seenIn(screen.Content())
			for _, name := range []string{"English", "Español", "繁體中文", "Language · Idioma · 語言"} {
				if !contains(seen, name) {
					t.Errorf("in %s %q is not offered", lang, name)
				}
			}
			for tag, choice := range screen.settings.languages {
				if choice.on != (tag == lang) {
					t.Errorf("in %s the choice of %s is on: %t", lang, tag, choice.on)
				}
			}
		}
	}
}

// TestWhatWasBegunInTheSettingsGoesOnInAnotherLanguage chooses a language as
// a person does, with the form for an issuer half filled in.
func TestWhatWasBegunInTheSettingsGoesOnInAnotherLanguage(t *testing.T) {
	st := inSettings(nil)
	screen, w, noted := listening(t, st)
	form := screen.settings.list.issuers
	form.turn(true)
	form.form.name.SetText("City Clinic")
	form.form.keys = "/home/desk/clinic.json"
	screen.settings.scroll.ScrollToOffset(screen.settings.scroll.Offset.AddXY(0, 60))
	w.Canvas().Focus(screen.settings.names.site)
	screen.settings.names.site.SetText("Museo")

	choice := screen.settings.languages["es"]
	w.Canvas().Focus(choice)
	test.Tap(choice)
	if len(noted.sets) == 0 {
		t.Fatal("nothing was handed on")
	}
	st.Setup.Set = noted.sets[len(noted.sets)-1]
	if st.Setup.Set.Language != "es" || st.Setup.Set.Site != "Museo" {
		t.Fatalf("language %q and site %q were handed on", st.Setup.Set.Language, st.Setup.Set.Site)
	}
	was := screen.settings.scroll.Offset
	screen.Show(st)

	v := screen.settings
	if v.title.words != "Ajustes" || !v.root.Visible() {
		t.Errorf("the view is titled %q", v.title.words)
	}
	if w.Canvas().Focused() != v.languages["es"] {
		t.Errorf("the focus is on %#v", w.Canvas().Focused())
	}
	if was.Y <= 0 || v.scroll.Offset != was {
		t.Errorf("the page is at %v and was at %v", v.scroll.Offset, was)
	}
	f := v.list.issuers.form
	if !f.root.Visible() || f.name.Text != "City Clinic" || !contains(seenIn(f.root), "Claves: clinic.json") {
		t.Errorf("of the form there is left %q", seenIn(f.root))
	}
	if v.names.site.Text != "Museo" {
		t.Errorf("the site is %q", v.names.site.Text)
	}
}

// TestAnotherLanguageLeavesNoFocusBehind since keys would go to what is not
// there any more.
func TestAnotherLanguageLeavesNoFocusBehind(t *testing.T) {
	screen, w, _ := listening(t, inSettings(nil))
	w.Canvas().Focus(screen.settings.names.desk)
	screen.chooseList()
	screen.Show(spoken("zh-Hant", inSettings(nil)))
	if f := w.Canvas().Focused(); f != nil {
		t.Errorf("the focus is on %#v", f)
	}
	if screen.chooser.isOpen || !screen.settings.root.Visible() {
		t.Error("a file is asked for, in the former language")
	}
}

func TestALanguageOfTheFileIsKeptAsItStandsThere(t *testing.T) {
	screen, _, noted := listening(t, spoken("es-MX", inSettings(nil)))
	screen.settings.alter(func(set *settings.Settings) { set.Site = "x" })
	if got := noted.sets[0].Language; got != "es-MX" {
		t.Errorf("the language became %q", got)
	}
}
