// Package ijson reads JSON that says one thing only: the objects of I-JSON
// (RFC 7493), whose names are exact and stand once.
//
// Decoders disagree over a name that stands twice, over one in other letter
// case, over broken UTF-8 and over numbers of any size. Into a struct,
// encoding/json takes "Status" for "status" and mixes two objects of one name
// into a third. A signed text read like that could say here what it says
// nowhere else. So such a text is refused, whole.
//
// It parses nothing itself: encoding/json/v2 does, which keeps to RFC 7493 and
// is part of Go from 1.27 on; until then its authors publish it as a module.
// Its decoders are used again and forget each text at once, unlike those that
// json.Unmarshal shares. This package knows no schema, and its errors never
// repeat what the text says.
package ijson

import (
	"bytes"
	"errors"
	"io"
	"sync"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// The errors of Parse. A text that is no JSON at all gives a *SyntaxError.
var (
	ErrNotUTF8   = errors.New("not UTF-8")
	ErrNotObject = errors.New("not a JSON object")
	ErrRepeats   = errors.New("an object names a member twice")
	ErrNumber    = errors.New("a number that no reader can hold")
)

// SyntaxError says at which byte a text stops being JSON.
type SyntaxError struct{ Offset int64 }

// Error gives one constant clause.
func (e *SyntaxError) Error() string { return "not JSON" }

// Object is a JSON object. It never changes; the zero Object is empty. A
// member of another type than it is asked for counts as missing.
type Object struct{ members map[string]any }

// Parse reads a text that is one JSON object, with white space around it and
// no byte order mark, nested at most 10,000 deep. Time and memory are
// proportional to its length, some 60 bytes for each byte at worst, and some
// 600 for each object that stands in another.
func Parse(raw []byte) (Object, error) {
	if !utf8.Valid(raw) {
		return Object{}, ErrNotUTF8
	}
	d := decoders.Get().(*jsontext.Decoder)
	d.Reset(bytes.NewBuffer(raw))
	defer recycle(d)
	var tree any
	err := json.UnmarshalDecode(d, &tree)
	if err == nil {
		err = end(d)
	}
	if err != nil {
		return Object{}, explain(err, d)
	}
	members, ok := tree.(map[string]any)
	if !ok {
		return Object{}, ErrNotObject
	}
	return Object{members}, nil
}

// decoders keeps decoders: making one costs a third of reading a card.
var decoders = sync.Pool{New: func() any { return jsontext.NewDecoder(bytes.NewBuffer(nil)) }}

// recycle has a decoder forget the text, and the strings that it remembers to
// save space, before it waits for another one.
func recycle(d *jsontext.Decoder) {
	d.Reset(bytes.NewBuffer(nil))
	decoders.Put(d)
}

// end tells whether nothing comes after the first value.
func end(d *jsontext.Decoder) error {
	switch _, err := d.ReadToken(); err {
	case nil:
		return &SyntaxError{d.InputOffset()}
	case io.EOF:
		return nil
	default:
		return err
	}
}

// explain puts an error of the decoder into the words of this package.
func explain(err error, d *jsontext.Decoder) error {
	var syntax *jsontext.SyntacticError
	var semantic *json.SemanticError
	switch {
	case errors.Is(err, jsontext.ErrDuplicateName):
		return ErrRepeats
	case errors.As(err, &syntax):
		return &SyntaxError{syntax.ByteOffset}
	case errors.As(err, &semantic): // a number beyond float64
		return ErrNumber
	default: // the end, too early
		return &SyntaxError{d.InputOffset()}
	}
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
