package screen

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"passdesk/verify/fhir"
)

// translations is the folder in the file system given to NewWords.
const translations = "translations"

// Words are the texts of the screen in one language, each by its id. They
// know all other languages too.
type Words struct {
	bundle    *i18n.Bundle
	localizer *i18n.Localizer
	tag       language.Tag
}

// Languages lists the languages there are files for, as BCP 47 tags, English
// first.
func Languages(files fs.FS) ([]string, error) {
	entries, err := fs.ReadDir(files, translations)
	if err != nil {
		return nil, fmt.Errorf("the translations cannot be listed: %w", err)
	}
	var tags []string
	for _, e := range entries {
		tag, isOne := strings.CutPrefix(strings.TrimSuffix(e.Name(), ".json"), "active.")
		if isOne {
			tags = append(tags, tag)
		}
	}
	slices.SortFunc(tags, func(a, b string) int {
		if (a == "en") != (b == "en") {
			return map[bool]int{true: -1, false: 1}[a == "en"]
		}
		return strings.Compare(a, b)
	})
	return tags, nil
}

// NewWords reads translations/active.*.json. A language that is not there
// falls back to the nearest, in the end to English.
func NewWords(files fs.FS, lang string) (*Words, error) {
	tags, err := Languages(files)
	if err != nil {
		return nil, err
	}
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("json", json.Unmarshal)
	for _, tag := range tags {
		if _, err := bundle.LoadMessageFileFS(files, path.Join(translations, "active."+tag+".json")); err != nil {
			return nil, fmt.Errorf("the texts in %q cannot be read: %w", tag, err)
		}
	}
	english := &Words{bundle: bundle, tag: language.English, localizer: i18n.NewLocalizer(bundle, language.English.String())}
	return english.in(lang), nil
}

// in gives the words in another language, or in the nearest that there is.
func (w *Words) in(lang string) *Words { return w.as(nearest(w.bundle.LanguageTags(), lang)) }

// nearest finds the language for one that is wanted: es-MX is read as es,
// zh-TW and zh-HK as zh-Hant. So is zh-Hans, since who reads one Chinese
// script is helped more by the other than by English, which everything else
// falls back to.
func nearest(there []language.Tag, wanted string) language.Tag {
	tag, _ := language.Parse(wanted)
	if base, _ := tag.Base(); base.String() == "zh" {
		tag = language.TraditionalChinese
	}
	_, i, _ := language.NewMatcher(there).Match(tag)
	return there[i]
}

// Nearest gives the language in which the screen speaks when one is wanted,
// for whoever else writes sentences for it.
func Nearest(files fs.FS, wanted string) (string, error) {
	tags, err := Languages(files)
	if err != nil {
		return "", err
	}
	var there []language.Tag
	for _, tag := range tags {
		there = append(there, language.Make(tag))
	}
	return nearest(there, wanted).String(), nil
}

// as gives the words in a language that there is a file for.
func (w *Words) as(tag language.Tag) *Words {
	if tag == w.tag {
		return w
	}
	return &Words{bundle: w.bundle, tag: tag, localizer: i18n.NewLocalizer(w.bundle, tag.String())}
}

// every gives the words in each language, English first.
func (w *Words) every() []*Words {
	var all []*Words
	for _, tag := range w.bundle.LanguageTags() {
		all = append(all, w.as(tag))
	}
	return all
}

// values fill the gaps of a text; N chooses between one and many.
type values map[string]any

// say gives a text by its id, and the id itself when there is none: a hole
// that a person at a desk can still report.
func (w *Words) say(id string, with ...values) string {
	if s, ok := w.find(id, with...); ok {
		return s
	}
	return id
}

// find gives a text by its id, if there is one.
func (w *Words) find(id string, with ...values) (string, bool) {
	c := &i18n.LocalizeConfig{MessageID: id}
	if len(with) > 0 {
		c.TemplateData, c.PluralCount = with[0], with[0]["N"]
	}
	s, err := w.localizer.Localize(c)
	return s, err == nil || s != "" // a text of English in place of a missing one comes with an error
}

// named gives the text of a member of a list: "fault.busy". A word that no
// language knows stays as it is.
func (w *Words) named(list, word string) string {
	if word == "" {
		return ""
	}
	if s, ok := w.find(list + "." + word); ok {
		return s
	}
	return word
}

// count gives "1 dose", "2 doses": the id's one or other form.
func (w *Words) count(id string, n int) string { return w.say(id, values{"N": n}) }

// day gives a calendar date as people write it: 11 Mar 2021.
func (w *Words) day(t time.Time) string {
	return w.say("date.day", values{"Day": t.Day(), "Month": w.month(t), "Year": t.Year()})
}

// dayOf gives a date as people write it, out of YYYY-MM-DD.
func (w *Words) dayOf(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return w.day(t)
}

func (w *Words) month(t time.Time) string {
	return w.say(fmt.Sprintf("month.%d", int(t.Month())))
}

// when gives a date as far as it is known: 11 Mar 2021, Mar 2021, 2021, with
// the time of day where the card gives one; "" for the zero When. Zone is
// the desk's.
func (w *Words) when(d fhir.When, zone *time.Location) string {
	switch d.Precision {
	case fhir.Year:
		return w.say("date.year", values{"Year": d.Time.Year()})
	case fhir.Month:
		return w.say("date.month", values{"Month": w.month(d.Time), "Year": d.Time.Year()})
	case fhir.Day:
		return w.day(d.Time)
	case fhir.Clock:
		local := d.Time.In(zone)
		return w.say("date.clock", values{"Day": w.day(local), "Time": local.Format("15:04")})
	default:
		return ""
	}
}

// date gives a moment's or a date's calendar date at the desk.
func (w *Words) date(d fhir.When, zone *time.Location) string {
	if d.Precision == fhir.Clock {
		return w.day(d.Time.In(zone))
	}
	return w.when(d, zone)
}

var isoDate = regexp.MustCompile(`\b\d{4}-\d{2}-\d{2}\b`)

// readable puts the ISO dates in a sentence of the rules into the words of
// the screen.
func (w *Words) readable(sentence string) string {
	return isoDate.ReplaceAllStringFunc(sentence, func(s string) string {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			return s
		}
		return w.day(d)
	})
}
