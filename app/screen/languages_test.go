package screen

import (
	"encoding/json"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"testing"

	"passdesk/assets"
)

// sameInEnglish lists texts that are the same in another language: names, addresses and
// what is nothing but gaps and signs.
var sameInEnglish = map[string][]string{
	"es": {"app.name", "title.result", "title.desk", "stage.failed", "result.closes", "parts.part", "settings.percent",
		"issuers.address-example", "camera-choice.example", "log.ms", "log.moment", "filter.is", "filter.pick-example",
		"format.smart-health-card", "format.smart-health-link", "notice.file-failed",
		"date.day", "date.year", "date.month", "date.clock"},
	"zh-Hant": {"app.name", "title.result", "title.desk", "parts.part", "issuers.address-example",
		"camera-choice.example", "format.smart-health-card", "format.smart-health-link", "notice.file-failed", "key.enter",
		"filter.pick-example", "log-setting.example", "log-setting.folder-example"},
}

// plurals is a text by its plural category; one without any has "other" only.
type plurals map[string]string

func (f *plurals) UnmarshalJSON(data []byte) error {
	var plain string
	if json.Unmarshal(data, &plain) == nil {
		*f = plurals{"other": plain}
		return nil
	}
	return json.Unmarshal(data, (*map[string]string)(f))
}

// file reads a language's texts by id.
func file(t *testing.T, tag string) map[string]plurals {
	t.Helper()
	data, err := fs.ReadFile(assets.Translations, "translations/active."+tag+".json")
	if err != nil {
		t.Fatal(err)
	}
	var texts map[string]plurals
	if err := json.Unmarshal(data, &texts); err != nil {
		t.Fatalf("%s: %v", tag, err)
	}
	return texts
}

var between = regexp.MustCompile(`\{\{[^}]*\}\}`)

// gaps lists what a text leaves to be filled in, each once.
func gaps(text string) []string {
	return slices.Compact(slices.Sorted(slices.Values(between.FindAllString(text, -1))))
}

// others are the languages beside English.
func others(t *testing.T) []string {
	t.Helper()
	tags, err := Languages(assets.Translations)
	if err != nil {
		t.Fatal(err)
	}
	return tags[1:]
}

// TestEveryLanguageFillsTheSameGaps holds each text to the English one: a gap
// that is left out hides a date or a name from the person who reads it. Only
// a form for a single number may leave something out ("tomorrow").
func TestEveryLanguageFillsTheSameGaps(t *testing.T) {
	english := file(t, "en")
	for _, tag := range others(t) {
		for id, forms := range file(t, tag) {
			want := gaps(english[id]["other"])
			if got := gaps(forms["other"]); !slices.Equal(got, want) {
				t.Errorf("%s: %q has the gaps %q, English has %q", tag, id, got, want)
			}
			for category, text := range forms {
				for _, g := range gaps(text) {
					if !slices.Contains(want, g) {
						t.Errorf("%s: %q (%s) has the gap %s, which English does not fill", tag, id, category, g)
					}
				}
			}
		}
	}
}

// TestNothingIsLeftInEnglish finds what was copied and not translated.
func TestNothingIsLeftInEnglish(t *testing.T) {
	english := file(t, "en")
	for _, tag := range others(t) {
		var same []string
		for id, forms := range file(t, tag) {
			if forms["other"] == english[id]["other"] {
				same = append(same, id)
			}
		}
		listed := slices.Sorted(slices.Values(sameInEnglish[tag]))
		if slices.Sort(same); !slices.Equal(same, listed) {
			t.Errorf("%s: these texts are the same as in English: %q\nand these may be: %q", tag, same, listed)
		}
	}
}

// categories are the plural forms of each language for whole numbers, by
// CLDR; a text that reads the same for all has "other" alone.
var categories = map[string][]string{
	"en":      {"one", "other"},
	"es":      {"many", "one", "other"}, // many: un millón de dosis
	"zh-Hant": {"other"},
}

func TestEveryLanguageHasItsPluralForms(t *testing.T) {
	for _, tag := range append(others(t), "en") {
		if categories[tag] == nil {
			t.Fatalf("this test does not know the plural forms of %q", tag)
		}
		for id, forms := range file(t, tag) {
			got := slices.Sorted(maps.Keys(forms))
			if !slices.Equal(got, categories[tag]) && !slices.Equal(got, []string{"other"}) {
				t.Errorf("%s: %q has the forms %q, want %q", tag, id, got, categories[tag])
			}
		}
	}
}

func TestCountsInEveryLanguage(t *testing.T) {
	for tag, want := range map[string]string{
		"en":      "1 dose, 2 doses, 1000000 doses",
		"es":      "1 dosis, 2 dosis, 1000000 de dosis",
		"zh-Hant": "1 劑, 2 劑, 1000000 劑",
	} {
		w, err := NewWords(assets.Translations, tag)
		if err != nil {
			t.Fatal(err)
		}
		if got := w.count("doses.title", 1) + ", " + w.count("doses.title", 2) + ", " + w.count("doses.title", 1_000_000); got != want {
			t.Errorf("%s counts %q, want %q", tag, got, want)
		}
	}
}
