package rules

import (
	"slices"
	"strconv"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
)

// words is a sentence in each of its languages.
type words map[string][]part

// part is a piece of a sentence: a text, or a value that is put into it.
type part struct {
	text  string
	value cel.Program
}

// sentence is said when its condition holds.
type sentence struct {
	when cel.Program // nil for always
	words
}

func (c *compiler) sentences(from []said) []sentence {
	var all []sentence
	for _, f := range from {
		s := sentence{words: c.words(f.say)}
		if f.when.text != "" {
			s.when = c.expression(f.when, cel.BoolType)
		}
		all = append(all, s)
	}
	return all
}

func (c *compiler) words(from map[string]phrase) words {
	out := words{}
	for language, p := range from {
		out[language] = c.parts(p)
	}
	return out
}

// parts cuts a sentence at the braces: what stands in them is an expression.
func (c *compiler) parts(p phrase) []part {
	var parts []part
	rest, column := p.text, p.at.column
	for rest != "" {
		text, after, found := strings.Cut(rest, "{")
		if text != "" {
			parts = append(parts, part{text: text})
		}
		if !found {
			break
		}
		where := p.at
		where.column = column + len([]rune(text)) + 1
		inside, behind, closed := strings.Cut(after, "}")
		if !closed || strings.TrimSpace(inside) == "" {
			c.fail(where, "a brace { opens an expression, which } ends")
			return nil
		}
		parts = append(parts, part{value: c.printable(phrase{inside, where})})
		column = where.column + len([]rune(inside)) + 1
		rest = behind
	}
	return parts
}

// printable compiles an expression whose value can stand in a sentence.
func (c *compiler) printable(p phrase) cel.Program {
	ast, program := c.plan(p)
	if ast == nil {
		return nil
	}
	for _, t := range []*cel.Type{cel.StringType, cel.IntType, dateType, cel.TimestampType, cel.ListType(cel.StringType), cel.MapType(cel.StringType, cel.IntType)} {
		if ast.OutputType().IsExactType(t) {
			return program
		}
	}
	c.fail(p.at, "this gives %s, which cannot stand in a sentence", typeName(ast.OutputType()))
	return nil
}

// printed writes a value in a sentence. Dates are ISO dates, which a screen
// may put into words.
func printed(v ref.Val) string {
	switch v := v.(type) {
	case types.String:
		return string(v)
	case types.Int:
		return strconv.FormatInt(int64(v), 10)
	case date:
		return v.String()
	case types.Timestamp:
		return v.Format("2006-01-02 15:04")
	case traits.Mapper:
		var all []string
		each(v, func(key ref.Val) { all = append(all, printed(key)+" "+printed(v.Get(key))) })
		slices.Sort(all)
		return strings.Join(all, ", ")
	case traits.Lister:
		var all []string
		each(v, func(e ref.Val) { all = append(all, printed(e)) })
		return strings.Join(all, ", ")
	default:
		return ""
	}
}

// in gives a text in a language, in English where there is none in it: what
// is written for zh serves zh-TW too, but not the other way round.
func in[T any](texts map[string]T, language string) T {
	for {
		if text, ok := texts[language]; ok {
			return text
		}
		cut := strings.LastIndex(language, "-")
		if cut < 0 {
			return texts[english]
		}
		language = language[:cut]
	}
}

// say writes a sentence for the facts of a run. It is false when a fact in it
// is missing.
func (r *run) say(w words) (string, bool) {
	var b strings.Builder
	for _, p := range in(w, r.facts.language) {
		b.WriteString(p.text)
		if p.value == nil {
			continue
		}
		v, err := r.eval(p.value)
		if err != nil {
			return "", false
		}
		b.WriteString(printed(v))
	}
	return b.String(), true
}

// first says the first sentence whose condition holds, and "" if none can be
// said.
func (r *run) first(all []sentence) string {
	for _, s := range all {
		if s.when != nil {
			if v, err := r.eval(s.when); err != nil || v != types.True {
				continue
			}
		}
		if text, ok := r.say(s.words); ok {
			return text
		}
	}
	return ""
}
