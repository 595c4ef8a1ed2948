// Package ijson reads JSON that says one thing only: the objects of I-JSON
// (RFC 7493), whose names are exact and stand once.
//
// Decoders disagree over a name that stands twice, over one in other letter
// case, over broken UTF-8 and over numbers of any size. Into a struct,
// encoding/json takes "Status" for "status" and mixes two objects of one name
// into a third. A signed text read like that could say here what it says
// nowhere else. So such a text is refused, whole.
//
// It parses nothing itself: encoding/json does. It knows no schema, and its
// errors never repeat what the text says.
package ijson

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"unicode/utf8"
)

// The errors of Parse. A text that is no JSON at all gives a *SyntaxError.
var (
	ErrNotUTF8   = errors.New("not UTF-8")
	ErrNotObject = errors.New("not a JSON object")
	ErrRepeats   = errors.New("an object names a member twice")
	ErrNumber    = errors.New("a number that no reader can hold")
)

// SyntaxError says where a text stops being JSON, as the number of bytes read.
type SyntaxError struct{ Offset int64 }

// Error gives one constant clause.
func (e *SyntaxError) Error() string { return "not JSON" }

// Object is a JSON object. It never changes; the zero Object is empty. A
// member of another type than it is asked for counts as missing.
type Object struct{ members map[string]any }

// Parse reads a text that is one JSON object, with white space around it and
// no byte order mark. Time and memory are proportional to its length, some 60
// bytes for each byte at worst.
func Parse(raw []byte) (Object, error) {
	if !utf8.Valid(raw) {
		return Object{}, ErrNotUTF8
	}
	var tree any
	err := json.Unmarshal(raw, &tree)
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return Object{}, &SyntaxError{syntax.Offset}
	}
	members, ok := tree.(map[string]any)
	switch {
	case err != nil: // a number beyond float64, which is missing from the tree
		return Object{}, ErrNumber
	case !ok:
		return Object{}, ErrNotObject
	case colonsWritten(raw) != colonsRead(tree):
		return Object{}, ErrRepeats
	}
	return Object{members}, nil
}

// colonsWritten counts the colons of a text: one behind each name, and those
// inside strings, of which an escaped one may be counted too often.
func colonsWritten(raw []byte) int {
	return bytes.Count(raw, []byte(":")) + bytes.Count(raw, []byte(`\u003a`)) + bytes.Count(raw, []byte(`\u003A`))
}

// colonsRead counts them in what came of the text. A name that stood twice
// has lost its colon on the way, so the counts agree only if none did.
func colonsRead(tree any) int {
	n := 0
	switch tree := tree.(type) {
	case string:
		return strings.Count(tree, ":")
	case []any:
		for _, element := range tree {
			n += colonsRead(element)
		}
	case map[string]any:
		for name, member := range tree {
			n += 1 + strings.Count(name, ":") + colonsRead(member)
		}
	}
	return n
}

// IsZero tells whether the object has no members.
func (o Object) IsZero() bool { return len(o.members) == 0 }

// Has tells whether there is a member of that name that is not null.
func (o Object) Has(name string) bool { return o.members[name] != nil }

// Flag tells whether there is a member of that name that is neither null nor
// false: what was meant as a warning, in whatever type, stays one.
func (o Object) Flag(name string) bool {
	member := o.members[name]
	return member != nil && member != false
}

// Text gives a string.
func (o Object) Text(name string) (text string, ok bool) {
	text, ok = o.members[name].(string)
	return text, ok
}

// Number gives a number.
func (o Object) Number(name string) (number float64, ok bool) {
	number, ok = o.members[name].(float64)
	return number, ok
}

// Object gives an object, the zero Object where there is none.
func (o Object) Object(name string) Object {
	members, _ := o.members[name].(map[string]any)
	return Object{members}
}

// Objects gives the elements of a list in their places, those that are no
// objects as the zero Object; nil where there is no list.
func (o Object) Objects(name string) []Object {
	list, ok := o.members[name].([]any)
	if !ok {
		return nil
	}
	objects := make([]Object, len(list))
	for i, element := range list {
		members, _ := element.(map[string]any)
		objects[i] = Object{members}
	}
	return objects
}

// Texts gives the strings of a list, without what else it holds.
func (o Object) Texts(name string) []string {
	list, _ := o.members[name].([]any)
	var texts []string
	for _, element := range list {
		if text, ok := element.(string); ok {
			texts = append(texts, text)
		}
	}
	return texts
}

// IsList tells whether the member is a list.
func (o Object) IsList(name string) bool {
	_, ok := o.members[name].([]any)
	return ok
}
