package report

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"

	"passdesk/app/scanlog/chart"
	"passdesk/assets"
	"passdesk/verify/reason"
)

// words are the texts of day sheets and charts in one language, out of
// assets/translations. Tables have none: their columns are for programs.
type words struct {
	lang  string
	texts map[string]text
}

// text is one text; of plural forms only the last counts here.
type text string

// UnmarshalJSON implements json.Unmarshaler.
func (t *text) UnmarshalJSON(data []byte) error {
	var forms struct{ Other string }
	if json.Unmarshal(data, &forms) == nil {
		*t = text(forms.Other)
		return nil
	}
	return json.Unmarshal(data, (*string)(t))
}

// wordsIn gives the texts of a language (BCP 47), or of the nearest there is:
// without its region, and in the end English.
func wordsIn(lang string) (words, error) {
	base, _, _ := strings.Cut(lang, "-")
	if base == "zh" {
		lang = "zh-Hant" // the only Chinese there is
	}
	for _, one := range []string{lang, base, "en"} {
		data, err := fs.ReadFile(assets.Translations, "translations/active."+one+".json")
		if err != nil {
			continue
		}
		w := words{lang: one, texts: map[string]text{}}
		return w, json.Unmarshal(data, &w.texts)
	}
	return words{}, fmt.Errorf("there are no texts in %q", lang)
}

// say gives a text with its gaps filled: names and values in turn.
func (w words) say(id string, gaps ...any) string {
	said := string(w.texts[id])
	for i := 0; i+1 < len(gaps); i += 2 {
		said = strings.ReplaceAll(said, fmt.Sprintf("{{.%v}}", gaps[i]), fmt.Sprint(gaps[i+1]))
	}
	return said
}

// outcome names an outcome as the screen does.
func (w words) outcome(o reason.Outcome) string {
	if said := w.say("outcome." + string(o)); said != "" {
		return said
	}
	return string(o)
}

// inChart gives the words for a chart, and their face: those of the language
// where this computer has letters for it that charts can be drawn with, else
// English ones.
func (w words) inChart(fonts fs.FS) (words, chart.Face, error) {
	if face, ok := w.faceFor(fonts); ok {
		return w, face, nil
	}
	english, err := wordsIn("en")
	return english, chart.Face{}, err
}
