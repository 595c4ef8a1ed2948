package rules

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"go.yaml.in/yaml/v3"
)

// Param is a number, a word, a date or a list in a pack. A site may edit it
// within its limits; one without limits is fixed by the rule.
type Param struct {
	Name  string
	Title string // in English
	Unit  string // "days", "hours", "years"; empty where it has none
	Value any    // int, bool, string, []string or map[string]int; dates are strings
	Min   int    // with Max, for an int
	Max   int
	Among []string // for a string and a list: what it may be or hold

	titles map[string]phrase // by language
}

// TitleIn gives the title in a language, BCP 47, in English where it has none
// in it.
func (p Param) TitleIn(language string) string {
	if title := in(p.titles, language).text; title != "" {
		return title
	}
	return p.Title
}

// Fixed tells whether the rule leaves the site no choice.
func (p Param) Fixed() bool {
	_, yesNo := p.Value.(bool)
	return !yesNo && p.Min == p.Max && len(p.Among) == 0
}

// String writes the value for people, and as With reads it.
func (p Param) String() string {
	switch v := p.Value.(type) {
	case bool:
		if v {
			return "yes"
		}
		return "no"
	case []string:
		return strings.Join(v, ", ")
	case map[string]int:
		all := make([]string, 0, len(v))
		for _, k := range sortedKeys(v) {
			all = append(all, fmt.Sprintf("%s: %d", k, v[k]))
		}
		return strings.Join(all, ", ")
	default:
		return fmt.Sprint(v)
	}
}

// With gives the parameter with a value that a site wants instead, written as
// String writes it, or says why it is not taken.
func (p Param) With(s string) (Param, error) {
	switch p.Value.(type) {
	case int:
		n, err := strconv.Atoi(strings.TrimSpace(s))
		if err != nil {
			return p, fmt.Errorf("%s is a whole number, not %q", p.Name, short(s))
		}
		p.Value = n
	case bool:
		if s != "yes" && s != "no" {
			return p, fmt.Errorf("%s is yes or no, not %q", p.Name, short(s))
		}
		p.Value = s == "yes"
	case []string:
		p.Value = strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' })
	default:
		p.Value = strings.TrimSpace(s)
	}
	if p.Fixed() {
		return p, fmt.Errorf("%s is fixed by the rule", p.Name)
	}
	return p, p.fits()
}

// fits says what is wrong with the value, if it is outside the limits.
func (p Param) fits() error {
	switch v := p.Value.(type) {
	case int:
		if p.Min < p.Max && (v < p.Min || v > p.Max) {
			return fmt.Errorf("%s is from %d to %d, not %d", p.Name, p.Min, p.Max, v)
		}
	case string:
		return p.allowed(v)
	case []string:
		if len(v) == 0 {
			return fmt.Errorf("%s is an empty list, by which nobody could pass", p.Name)
		}
		for _, s := range v {
			if err := p.allowed(s); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p Param) allowed(s string) error {
	if len(p.Among) == 0 || slices.Contains(p.Among, s) {
		return nil
	}
	return fmt.Errorf("%s does not take %q; it takes %s", p.Name, short(s), strings.Join(p.Among, ", "))
}

// param is a Param with its place. One of a pack that extends another may
// give a value only.
type param struct {
	Param
	at        at
	isDate    bool
	limited   bool
	valueOnly bool
}

func readParams(d *decoder, n *yaml.Node) []param {
	var all []param
	d.pairs(n, "params", func(name phrase, value *yaml.Node) {
		p := param{Param: Param{Name: name.text}, at: name.at}
		if !nameForm.MatchString(name.text) {
			d.fail(name.at, "a parameter is named like waitingDays, in letters and digits, not %q", short(name.text))
		}
		if value.Kind == yaml.MappingNode {
			p.read(d, value)
		} else {
			p.readValue(d, value)
		}
		p.valueOnly = p.Title == ""
		if err := p.fits(); err != nil {
			d.fail(p.at, "%v", err)
		}
		all = append(all, p)
	})
	return all
}

func (p *param) read(d *decoder, n *yaml.Node) {
	d.mapping(n, "a parameter", map[string]func(*yaml.Node){
		"title": func(n *yaml.Node) {
			p.titles = readLanguages(d, n, "title")
			p.Title = p.titles[english].text
		},
		"unit":  d.text(&p.Unit),
		"value": func(n *yaml.Node) { p.readValue(d, n) },
		"min":   func(n *yaml.Node) { p.Min, p.limited = d.number(n), true },
		"max":   func(n *yaml.Node) { p.Max, p.limited = d.number(n), true },
		"among": d.texts(&p.Among, "among"),
	})
	_, isNumber := p.Value.(int)
	switch {
	case p.Value == nil:
		d.fail(p.at, "the parameter has no value")
	case p.limited && (!isNumber || p.Min >= p.Max):
		d.fail(p.at, "min and max are the limits of a number, and min is the smaller one")
	}
}

func (p *param) readValue(d *decoder, n *yaml.Node) {
	switch {
	case n.Kind == yaml.SequenceNode:
		list := []string{}
		d.texts(&list, "a parameter")(n)
		p.Value = list
	case n.Kind == yaml.MappingNode:
		table := map[string]int{}
		d.pairs(n, "a table", func(key phrase, value *yaml.Node) { table[key.text] = d.number(value) })
		p.Value = table
	case n.Tag == "!!int":
		p.Value = d.number(n)
	case n.Tag == "!!bool":
		p.Value = n.Value == "true"
	case n.Tag == "!!timestamp":
		var day date
		d.date(&day)(n)
		p.Value, p.isDate = day.String(), true
	default:
		p.Value = d.phrase(n).text
	}
}

// over puts the value of a pack that extends another into the other's
// parameter, whose words and limits stay.
func (p param) over(d *decoder, value param) param {
	if fmt.Sprintf("%T", p.Value) != fmt.Sprintf("%T", value.Value) || p.isDate != value.isDate {
		d.fail(value.at, "the parameter %s has another kind of value in the pack that this one extends", p.Name)
		return p
	}
	p.Value, p.at = value.Value, value.at
	if err := p.fits(); err != nil {
		d.fail(value.at, "%v", err)
	}
	return p
}

// cel gives the value and its type as CEL has them.
func (p param) cel(adapter types.Adapter) (ref.Val, *cel.Type) {
	switch v := p.Value.(type) {
	case int:
		return types.Int(v), cel.IntType
	case bool:
		return types.Bool(v), cel.BoolType
	case []string:
		return stringList(adapter, v), cel.ListType(cel.StringType)
	case map[string]int:
		table := make(map[ref.Val]ref.Val, len(v))
		for k, n := range v {
			table[types.String(k)] = types.Int(n)
		}
		return types.NewRefValMap(adapter, table), cel.MapType(cel.StringType, cel.IntType)
	}
	text := fmt.Sprint(p.Value)
	if day, err := parseDate(text); p.isDate && err == nil {
		return day, dateType
	}
	return types.String(text), cel.StringType
}

func stringList(adapter types.Adapter, list []string) ref.Val {
	vals := make([]ref.Val, len(list))
	for i, s := range list {
		vals[i] = types.String(s)
	}
	return types.NewRefValList(adapter, vals)
}
