package rules

import (
	"crypto/sha256"
	"regexp"

	"go.yaml.in/yaml/v3"
)

// source is the file of a pack as it was read, before anything is compiled.
// The page in assets/rules explains its fields.
type source struct {
	file                          string
	sum                           [sha256.Size]byte // of what it was read from, see Pack.Version
	id                            phrase
	titles, places                map[string]phrase // by language
	title, authority              string            // the title in English
	sources, notes                []string
	validFrom, validTo            date // 0 where open
	extends                       phrase
	without                       []phrase
	params                        []param
	counts                        []countCase
	countsSet, partial, statusSet bool
	orSet                         bool
	lets                          []named
	steps                         []stepSource
	or                            []phrase // ids of packs, any of which is enough too
	status                        []said
	tests                         []testSource
}

// named is a name for an expression.
type named struct {
	name phrase
	expr phrase
}

// countCase says of which doses a pack makes what.
type countCase struct {
	when phrase
	why  phrase
	no   bool // or else it is unknown
}

// said is a sentence, in each language, and when it is said.
type said struct {
	when phrase            // empty for always
	say  map[string]phrase // by language
}

// stepSource is one condition of a pack.
type stepSource struct {
	id          phrase
	asks        map[string]phrase // what it asks for, with parameters only
	check       phrase
	maybe       phrase // when check fails: could it hold all the same?
	message     []said
	unclear     []said
	from, until phrase
}

// readSource reads the file of a pack.
func readSource(file string, data []byte) (*source, error) {
	d := &decoder{file: file}
	s := &source{file: file, sum: sha256.Sum256(data)}
	if root := d.document(data); root != nil {
		s.read(d, root)
		s.demand(d)
	}
	if d.err != nil {
		return nil, d.err
	}
	return s, nil
}

func (s *source) read(d *decoder, root *yaml.Node) {
	d.mapping(root, "a pack", map[string]func(*yaml.Node){
		"id": d.into(&s.id),
		"title": func(n *yaml.Node) {
			s.titles = readLanguages(d, n, "title")
			s.title = s.titles[english].text
		},
		"place":      func(n *yaml.Node) { s.places = readLanguages(d, n, "place") },
		"authority":  d.text(&s.authority),
		"sources":    d.texts(&s.sources, "sources"),
		"notes":      d.texts(&s.notes, "notes"),
		"valid_from": d.date(&s.validFrom),
		"valid_to":   d.date(&s.validTo),
		"extends":    d.into(&s.extends),
		"without":    s.phrases(d, &s.without, "without"),
		"or": func(n *yaml.Node) {
			s.orSet = true
			s.phrases(d, &s.or, "or")(n)
		},
		"params": func(n *yaml.Node) { s.params = readParams(d, n) },
		"dates": func(n *yaml.Node) {
			switch v := d.phrase(n); v.text {
			case "whole", "partial":
				s.partial = v.text == "partial"
			default:
				d.fail(v.at, "dates are whole or partial, not %q", short(v.text))
			}
		},
		"counts": func(n *yaml.Node) {
			s.countsSet = true
			d.list(n, "counts", func(c *yaml.Node) { s.counts = append(s.counts, readCountCase(d, c)) })
		},
		"let": func(n *yaml.Node) {
			d.pairs(n, "let", func(name phrase, value *yaml.Node) {
				s.lets = append(s.lets, named{name, d.phrase(value)})
			})
		},
		"steps": func(n *yaml.Node) {
			d.list(n, "steps", func(c *yaml.Node) { s.steps = append(s.steps, readStep(d, c)) })
		},
		"status": func(n *yaml.Node) { s.status, s.statusSet = readSaid(d, n, "status"), true },
		"tests": func(n *yaml.Node) {
			d.list(n, "tests", func(c *yaml.Node) { s.tests = append(s.tests, readTest(d, c)) })
		},
	})
}

func (s *source) phrases(d *decoder, to *[]phrase, what string) func(*yaml.Node) {
	return func(n *yaml.Node) {
		d.list(n, what, func(c *yaml.Node) { *to = append(*to, d.phrase(c)) })
	}
}

// idForm is how packs and steps are named: the names stand in logs, in
// settings and in file names.
var idForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// nameForm is how parameters and lets are named.
var nameForm = regexp.MustCompile(`^[a-z][A-Za-z0-9]*$`)

const maxID = 60 // bytes

// demand checks what every pack must have.
func (s *source) demand(d *decoder) {
	switch {
	case s.id.text == "":
		d.fail(at{}, "the pack has no id")
	case !idForm.MatchString(s.id.text) || len(s.id.text) > maxID:
		d.fail(s.id.at, "an id has small letters, digits and single dashes, at most %d, not %q", maxID, short(s.id.text))
	case s.title == "":
		d.fail(at{}, "the pack has no title")
	case s.authority == "":
		d.fail(at{}, "the pack does not name its authority: whose rule it is")
	case s.extends.text == "" && len(s.steps) == 0 && len(s.or) == 0:
		d.fail(at{}, "the pack has no steps")
	case s.validFrom != 0 && s.validTo != 0 && s.validTo < s.validFrom:
		d.fail(at{}, "valid_to is before valid_from")
	case len(s.tests) == 0:
		d.fail(at{}, "the pack has no tests; a pack says by examples what it means")
	}
	for _, step := range s.steps {
		if !idForm.MatchString(step.id.text) || len(step.id.text) > maxID {
			d.fail(step.id.at, "the id of a step has small letters, digits and single dashes, not %q", short(step.id.text))
		}
	}
}

func readCountCase(d *decoder, n *yaml.Node) countCase {
	var c countCase
	var no, unknown phrase
	d.mapping(n, "an entry of counts", map[string]func(*yaml.Node){
		"if": d.into(&c.when), "no": d.into(&no), "unknown": d.into(&unknown),
	})
	c.no, c.why = no.text != "", no
	if !c.no {
		c.why = unknown
	}
	switch {
	case c.when.text == "":
		d.fail(d.place(n), "an entry of counts needs an if")
	case (no.text == "") == (unknown.text == ""):
		d.fail(d.place(n), "an entry of counts says either no: WHY or unknown: WHY")
	case !isWhy(c.why.text):
		d.fail(c.why.at, "%q is no reason why a dose does not count; the reasons are %s", short(c.why.text), whyList())
	}
	return c
}

func readStep(d *decoder, n *yaml.Node) stepSource {
	s := stepSource{id: phrase{at: d.place(n)}}
	d.mapping(n, "a step", map[string]func(*yaml.Node){
		"id":      d.into(&s.id),
		"asks":    func(n *yaml.Node) { s.asks = readLanguages(d, n, "asks") },
		"check":   d.into(&s.check),
		"maybe":   d.into(&s.maybe),
		"message": func(n *yaml.Node) { s.message = readSaid(d, n, "message") },
		"unclear": func(n *yaml.Node) { s.unclear = readSaid(d, n, "unclear") },
		"flips": func(n *yaml.Node) {
			d.mapping(n, "flips", map[string]func(*yaml.Node){"from": d.into(&s.from), "until": d.into(&s.until)})
		},
	})
	switch {
	case s.check.text == "":
		d.fail(d.place(n), "the step has no check")
	case len(s.asks) == 0:
		d.fail(d.place(n), "the step does not say in words what it asks")
	case len(s.message) == 0:
		d.fail(d.place(n), "the step has no message for when it fails")
	}
	return s
}

// readSaid reads a sentence, or a list of sentences each with its if.
func readSaid(d *decoder, n *yaml.Node, what string) []said {
	if n.Kind != yaml.SequenceNode {
		return []said{{say: readLanguages(d, n, what)}}
	}
	var all []said
	d.list(n, what, func(c *yaml.Node) {
		var one said
		d.mapping(c, "an entry of "+what, map[string]func(*yaml.Node){
			"if": d.into(&one.when), "say": func(n *yaml.Node) { one.say = readLanguages(d, n, what) },
		})
		if len(one.say) == 0 {
			d.fail(d.place(c), "an entry of %s needs say", what)
		}
		all = append(all, one)
	})
	return all
}

// languageForm is the part of BCP 47 that names a language and a place.
var languageForm = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// english is the language that every sentence has.
const english = "en"

// readLanguages reads a text in English, or one for each language.
func readLanguages(d *decoder, n *yaml.Node, what string) map[string]phrase {
	if n.Kind != yaml.MappingNode {
		return map[string]phrase{english: d.phrase(n)}
	}
	all := map[string]phrase{}
	d.pairs(n, what, func(language phrase, value *yaml.Node) {
		if !languageForm.MatchString(language.text) {
			d.fail(language.at, "%q is no language; they are written en, es, zh-TW", short(language.text))
		}
		all[language.text] = d.phrase(value)
	})
	if all[english].text == "" {
		d.fail(d.place(n), "%s has no English (en) sentence", what)
	}
	return all
}
