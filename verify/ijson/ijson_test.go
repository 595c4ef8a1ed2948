package ijson_test

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"passdesk/verify/ijson"
)

func TestRefusesTextsThatSayTwoThings(t *testing.T) {
	for raw, want := range map[string]error{
		`{}`:                                  nil,
		` {"a":"b:c","d:e":["f:g",{"a":1}]} `: nil,
		`{"a":1,"A":2}`:                       nil, // two names
		`{"a":{"b":1},"c":{"b":1}}`:           nil, // of two objects
		`{"a":"\u003a\u003A","\u003a":"http:\/\/x"}`: nil,
		`{"a":"\\u003a","\\u003a":":"}`:              nil, // a backslash, not a colon
		`{"a":1e999}`:                                ijson.ErrNumber,
		`{"a":[-1e999]}`:                             ijson.ErrNumber,
		`{"a":1e-999,"b":1e308}`:                     nil,
		`{"a":1,"a":1}`:                              ijson.ErrRepeats,
		`{"a":1,"\u0061":2}`:                         ijson.ErrRepeats,
		`{"a":{"b":1},"a":{"c":2}}`:                  ijson.ErrRepeats,
		`{"x":[[{"y":{"a":"","a":null}}]]}`:          ijson.ErrRepeats,
		`{"a":":","a":"\u003a\u003a\u003a"}`:         ijson.ErrRepeats,
		`{"a":":::","a":"","b":"\u003a"}`:            ijson.ErrRepeats,
		`{"":1,"":2}`:                                ijson.ErrRepeats,
		`{"a":1e999,"a":1}`:                          ijson.ErrNumber,
		`[]`:                                         ijson.ErrNotObject,
		`"{}"`:                                       ijson.ErrNotObject,
		`null`:                                       ijson.ErrNotObject,
		`7`:                                          ijson.ErrNotObject,
		"{\"a\":\"\xff\"}":                           ijson.ErrNotUTF8,
	} {
		if _, err := ijson.Parse([]byte(raw)); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", raw, err, want)
		}
	}
}

func TestSaysWhereATextStopsBeingJSON(t *testing.T) {
	for raw, offset := range map[string]int64{
		``: 0, `{`: 1, `{"a":01}`: 6, `{} {}`: 4, "\uFEFF{}": 0, `{'a':1}`: 1, "{\"a\":\"\n\"}": 6, `{"a":"\ud800"}`: 6,
		strings.Repeat(`{"a":[`, 20_000): 0,
	} {
		var syntax *ijson.SyntaxError
		_, err := ijson.Parse([]byte(raw))
		if !errors.As(err, &syntax) || err.Error() != "not JSON" {
			t.Fatalf("%.20q: %v", raw, err)
		}
		if offset > 0 && syntax.Offset != offset {
			t.Errorf("%.20q: at byte %d, want %d", raw, syntax.Offset, offset)
		}
	}
}

func TestNamesAreExact(t *testing.T) {
	// U+017F and U+212A are an s and a k to whoever folds letter case.
	o, err := ijson.Parse([]byte(`{"Status":"a","STATUS":"b","\u017ftatus":"c","\u212aid":"d"}`))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"status", "kid", ""} {
		if o.Has(name) {
			t.Errorf("%q was found", name)
		}
	}
}

func TestAMemberOfAnotherTypeIsMissing(t *testing.T) {
	o, err := ijson.Parse([]byte(`{"text":"t","number":7.5,"object":{"a":"b"},"list":["x",1,{"a":"b"},null],"true":true,"false":false,"null":null}`))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"text", "number", "object", "list", "true", "false", "null", "none"} {
		_, text := o.Text(name)
		_, number := o.Number(name)
		got := map[string]bool{
			"text": text, "number": number, "object": !o.Object(name).IsZero(),
			"list": o.IsList(name) && len(o.Objects(name)) == 4 && len(o.Texts(name)) == 1,
		}
		for kind, is := range got {
			if is != (kind == name) {
				t.Errorf("%s is a %s: %v", name, kind, is)
			}
		}
		absent := name == "null" || name == "none"
		if o.Has(name) == absent || o.Flag(name) != (!absent && name != "false") {
			t.Errorf("%s: there %v, flag %v", name, o.Has(name), o.Flag(name))
		}
	}
	third := o.Objects("list")[2]
	if a, _ := third.Text("a"); a != "b" || !o.Objects("list")[0].IsZero() {
		t.Error("the elements of a list are not in their places")
	}
	var zero ijson.Object
	if !zero.IsZero() || zero.Has("a") || zero.Objects("a") != nil || !zero.Object("a").Object("b").IsZero() {
		t.Error("the zero object is not empty")
	}
}

func TestHostileTextsTakeBoundedMemory(t *testing.T) {
	const size = 256 << 10
	fill := func(item string) string { return `{"a":[` + strings.Repeat(item+",", size/(len(item)+1)) + `0]}` }
	for name, raw := range map[string]string{
		"objects": fill(`{}`), "members": fill(`{"":0}`), "lists": fill(`[]`), "numbers": fill(`0`), "texts": fill(`""`),
		"full lists": fill(`[0]`), "deep": strings.Repeat(`{"":`, 9_999) + `0` + strings.Repeat(`}`, 9_999),
		"too deep": strings.Repeat(`[`, size),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, _ = ijson.Parse([]byte(raw))
		runtime.ReadMemStats(&after)
		most := 1<<20 + 64*len(raw)
		if name == "deep" { // the names of every object that is still open
			most += 6 << 20
		}
		if took := int(after.TotalAlloc - before.TotalAlloc); took > most {
			t.Errorf("%s: %d bytes for each", name, took/len(raw))
		}
	}
}

// Parse is held against the standard decoder's list of tokens, in which
// nothing is folded or lost.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		`{"a":{"b":[1,"c:d",null,true,{"e":-1.5e3}]},"A":"\u003a"}`, `{"a":1,"a":2}`, `{"a":1,"\u0061":2}`,
		`{"\\u003a":1}`, `[{}]`, `{"a":"\ud800"}`, "{\"a\":\"\xff\"}", `{"a":1}{"b":2}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		o, err := ijson.Parse(raw)
		if err != nil && !o.IsZero() {
			t.Errorf("members with %v", err)
		}
		if err == nil && repeats(raw) {
			t.Errorf("a name stands twice in %q", raw)
		}
		if errors.Is(err, ijson.ErrRepeats) && !repeats(raw) {
			t.Errorf("no name stands twice in %q", raw)
		}
	})
}

func ExampleParse() {
	bundle, err := ijson.Parse([]byte(`{"resourceType":"Bundle","Type":"collection","entry":[{"fullUrl":"resource:0"}]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	kind, _ := bundle.Text("resourceType")
	url, _ := bundle.Objects("entry")[0].Text("fullUrl")
	fmt.Println(kind, url, bundle.Has("type"))

	_, err = ijson.Parse([]byte(`{"status":"not-done","status":"completed"}`))
	fmt.Println(err)
	// Output:
	// Bundle resource:0 false
	// an object names a member twice
}
