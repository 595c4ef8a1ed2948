package rules

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// SourceError says what is wrong in the file of a pack, and where.
type SourceError struct {
	File         string
	Line, Column int // from 1; 0 where the whole file is meant
	Text         string
}

// Error gives FILE:LINE:COLUMN and the sentence.
func (e *SourceError) Error() string {
	if e.Line == 0 {
		return e.File + ": " + e.Text
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Text)
}

// The limits of a pack's file.
const (
	maxFile  = 64 << 10 // bytes
	maxDepth = 10
	maxList  = 500 // entries of a list or a mapping
)

// at is a place in a pack's file.
type at struct {
	file         string
	line, column int
}

// phrase is a text with its place: an expression, a name, a sentence.
type phrase struct {
	text string
	at   at
}

// decoder reads the nodes of a YAML document. It remembers the first thing
// that is wrong and reads on without harm.
type decoder struct {
	file string
	err  *SourceError
}

func (d *decoder) fail(where at, format string, args ...any) {
	if d.err == nil {
		file := cmp.Or(where.file, d.file)
		d.err = &SourceError{File: file, Line: where.line, Column: where.column, Text: fmt.Sprintf(format, args...)}
	}
}

// document parses the one document of a file.
func (d *decoder) document(data []byte) *yaml.Node {
	if len(data) > maxFile {
		d.fail(at{}, "the file is larger than %d KiB", maxFile>>10)
		return nil
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc, more yaml.Node
	switch err := dec.Decode(&doc); {
	case errors.Is(err, io.EOF):
		d.fail(at{}, "the file is empty")
	case err != nil:
		d.fail(d.yamlPlace(err), "this is not YAML: %s", yamlText(err))
	case !errors.Is(dec.Decode(&more), io.EOF):
		d.fail(d.place(&more), "one file holds one pack, and there is another document")
	}
	if d.err != nil || len(doc.Content) != 1 {
		return nil
	}
	d.plain(doc.Content[0], 0)
	return doc.Content[0]
}

// plain refuses what a pack has no use for and what makes small files grow:
// anchors and aliases, tags, deep nests and long lists.
func (d *decoder) plain(n *yaml.Node, depth int) {
	switch {
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		d.fail(d.place(n), "anchors and aliases (& and *) are not used in rule packs")
	case depth > maxDepth:
		d.fail(d.place(n), "this is nested too deeply")
	case len(n.Content) > 2*maxList:
		d.fail(d.place(n), "a list has at most %d entries", maxList)
	}
	if d.err != nil {
		return
	}
	for _, c := range n.Content {
		d.plain(c, depth+1)
	}
}

// yamlPlace finds the line in an error of the library, which says it in words.
func (d *decoder) yamlPlace(err error) at {
	_, rest, found := strings.Cut(err.Error(), "line ")
	number, _, _ := strings.Cut(rest, ":")
	line, bad := strconv.Atoi(number)
	if !found || bad != nil {
		return at{}
	}
	return at{d.file, line, 1}
}

func yamlText(err error) string {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	if _, rest, found := strings.Cut(text, ": "); found && strings.HasPrefix(text, "line ") {
		return rest
	}
	return text
}

func (d *decoder) place(n *yaml.Node) at { return at{d.file, n.Line, n.Column} }

// mapping reads a mapping by what to do for each key.
func (d *decoder) mapping(n *yaml.Node, what string, keys map[string]func(*yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		d.fail(d.place(n), "%s is a list of names and values", what)
		return
	}
	var seen []string
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		read := keys[key.Value]
		switch {
		case read == nil:
			d.fail(d.place(key), "%s has no field %q; it may have %s", what, key.Value, strings.Join(sortedKeys(keys), ", "))
		case slices.Contains(seen, key.Value):
			d.fail(d.place(key), "%s has the field %q twice", what, key.Value)
		default:
			read(value)
		}
		seen = append(seen, key.Value)
	}
}

// pairs reads a mapping whose keys are free names, in its order.
func (d *decoder) pairs(n *yaml.Node, what string, read func(key phrase, value *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		d.fail(d.place(n), "%s is a list of names and values", what)
		return
	}
	var seen []string
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := d.phrase(n.Content[i])
		if slices.Contains(seen, key.text) {
			d.fail(key.at, "%s has %q twice", what, key.text)
		}
		seen = append(seen, key.text)
		read(key, n.Content[i+1])
	}
}

func sortedKeys[T any](m map[string]T) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func (d *decoder) list(n *yaml.Node, what string, read func(*yaml.Node)) {
	if n.Kind != yaml.SequenceNode {
		d.fail(d.place(n), "%s is a list, with a dash before each entry", what)
		return
	}
	for _, c := range n.Content {
		read(c)
	}
}

// phrase reads a text. Its place is that of its first letter: behind the
// quote, or on the line below a | or >.
func (d *decoder) phrase(n *yaml.Node) phrase {
	p := phrase{strings.TrimSpace(n.Value), d.place(n)}
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		d.fail(p.at, "a text is expected here")
		return p
	}
	switch n.Style &^ yaml.TaggedStyle {
	case yaml.DoubleQuotedStyle, yaml.SingleQuotedStyle:
		p.at.column++
	case yaml.LiteralStyle, yaml.FoldedStyle:
		p.at = at{d.file, p.at.line + 1, 1}
	}
	return p
}

func (d *decoder) text(to *string) func(*yaml.Node) {
	return func(n *yaml.Node) { *to = d.phrase(n).text }
}

func (d *decoder) into(to *phrase) func(*yaml.Node) {
	return func(n *yaml.Node) { *to = d.phrase(n) }
}

func (d *decoder) texts(to *[]string, what string) func(*yaml.Node) {
	return func(n *yaml.Node) {
		d.list(n, what, func(c *yaml.Node) { *to = append(*to, d.phrase(c).text) })
	}
}

func (d *decoder) number(n *yaml.Node) int {
	v, err := strconv.Atoi(d.phrase(n).text)
	if err != nil || v < -maxNumber || v > maxNumber {
		d.fail(d.place(n), "a whole number is expected here, not %q", short(n.Value))
	}
	return v
}

// maxNumber is more than any number of days, hours or years in a rule.
const maxNumber = 1_000_000

func (d *decoder) date(to *date) func(*yaml.Node) {
	return func(n *yaml.Node) {
		v, err := parseDate(d.phrase(n).text)
		if err != nil {
			d.fail(d.place(n), "%v, not %q", err, short(n.Value))
		}
		*to = v
	}
}

// short keeps what a sentence quotes short.
func short(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
