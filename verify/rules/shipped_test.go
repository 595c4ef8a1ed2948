package rules

import (
	"maps"
	"slices"
	"testing"
)

// leastExamples is how many examples a pack that ships has at least.
const leastExamples = 12

func TestEveryShippedPackHoldsItsOwnTests(t *testing.T) {
	for _, p := range Shipped().Packs() {
		if err := p.Prepare(); err != nil {
			t.Error(err)
			continue
		}
		all := p.Examples()
		for _, e := range all {
			if e.Failure != "" {
				t.Errorf("%s:%d: %q: %s", p.File, e.Line, e.Name, e.Failure)
			}
		}
		if len(all) < leastExamples {
			t.Errorf("%s has %d tests, %d are the least", p.ID, len(all), leastExamples)
		}
		if len(p.Sources) == 0 && p.Authority != "Passdesk" {
			t.Errorf("%s names no source", p.ID)
		}
	}
}

// TestShippedPacksSpeakEveryLanguage holds what people at a desk read of a
// pack to the languages of the screen.
func TestShippedPacksSpeakEveryLanguage(t *testing.T) {
	want := []string{"en", "es", "zh-Hant"}
	check := func(p *Pack, what string, texts map[string]phrase) {
		if got := slices.Sorted(maps.Keys(texts)); !slices.Equal(got, want) {
			t.Errorf("%s: %s is in the languages %q, want %q: %q", p.File, what, got, want, texts[english].text)
		}
	}
	for _, p := range Shipped().Packs() {
		check(p, "title", p.source.titles)
		if p.Place != "" {
			check(p, "place", p.source.places)
		}
		for _, q := range p.Params() {
			if !q.Fixed() {
				check(p, "a parameter", q.titles)
			}
		}
		all := p.source.status
		for _, s := range p.source.steps {
			check(p, "what a step asks", s.asks)
			all = slices.Concat(all, s.message, s.unclear)
		}
		for _, s := range all {
			check(p, "a sentence", s.say)
		}
	}
	for o, texts := range translated() {
		if got := slices.Sorted(maps.Keys(texts)); !slices.Equal(got, want[1:]) {
			t.Errorf("%q is in the languages %q beside English, want %q", o, got, want[1:])
		}
	}
}

func TestAPackSpeaksTheLanguageThatIsWanted(t *testing.T) {
	p, err := Shipped().Pack("nys-full-2021-10")
	if err != nil {
		t.Fatal(err)
	}
	for language, want := range map[string]string{
		"en": "Fully vaccinated (New York State, October 2021)", "fr": "Fully vaccinated (New York State, October 2021)",
		"es": "Vacunación completa (estado de Nueva York, octubre de 2021)", "es-MX": "Vacunación completa (estado de Nueva York, octubre de 2021)",
		"zh-Hant": "完整接種（紐約州，2021年10月）",
	} {
		if got := p.TitleIn(language); got != want {
			t.Errorf("in %s the title is %q, want %q", language, got, want)
		}
	}
}
