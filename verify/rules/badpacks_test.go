package rules

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"
)

// good is a pack that has nothing wrong, in which each case below changes
// something.
const good = `id: test-pack
title: A test
authority: Nobody
params:
  least: {title: Least days, value: 14, min: 0, max: 60}
counts:
  - {if: '!dose.against("COVID-19")', no: other-disease}
let:
  last: latest(counted.map(d, d.date))
steps:
  - id: one
    asks: One dose, {least} days old.
    check: size(counted) > 0 && days(last, today) >= least
    message: Too young, only {days(last, today)} days.
    flips: {from: "plusDays(last, least)"}
status:
  - {if: answer == "yes", say: Good}
  - {say: Not good}
tests:
  - {name: a dose, at: 2021-10-20, doses: [208@2021-10-01], expect: yes}
`

func TestAGoodPackIsTaken(t *testing.T) {
	if _, err := Shipped().Read("good.yaml", []byte(good)); err != nil {
		t.Fatal(err)
	}
}

// Whatever is wrong in a pack is one sentence with its place.
func TestWhatIsWrongInAPackIsSaidWithItsPlace(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"no YAML", "id: test-pack", "id: [test", "bad.yaml:1:1: this is not YAML: did not find expected ',' or ']'"},
		{"an unknown field", "title: A test", "titel: A test", `bad.yaml:2:1: a pack has no field "titel"; it may have authority, counts,`},
		{"an unknown field of a step", "    check:", "    chekc:", `bad.yaml:13:5: a step has no field "chekc"`},
		{"a field twice", "authority: Nobody", "title: B", `bad.yaml:3:1: a pack has the field "title" twice`},
		{"an id with spaces", "id: test-pack", "id: Test pack", `bad.yaml:1:5: an id has small letters, digits and single dashes, at most 60, not "Test pack"`},
		{"no authority", "authority: Nobody\n", "", "bad.yaml: the pack does not name its authority"},
		{"a syntax error", "size(counted) > 0 &&", "size(counted) > &&", "bad.yaml:13:28: Syntax error: "},
		{"an unknown name", "days(last, today) >=", "days(lats, today) >=", "bad.yaml:13:38: undeclared reference to 'lats'"},
		{"an unknown field of a dose", "d, d.date)", "d, d.day)", "bad.yaml:9:32: undefined field 'day'"},
		{"wrong types", ">= least", ">= true", "bad.yaml:13:51: found no matching overload for '_>=_' applied to '(int, bool)'"},
		{"a check that is no condition", "check: size(counted) > 0 && days(last, today) >= least", "check: days(last, today)", "bad.yaml:13:12: this gives a number, and true or false is expected here"},
		{"an error in a sentence", "only {days(last, today)}", "only {days(last, tomorrow)}", "bad.yaml:14:42: undeclared reference to 'tomorrow'"},
		{"an open brace", "days(last, today)} days", "days(last, today) days", "bad.yaml:14:31: a brace { opens an expression, which } ends"},
		{"a fact in what a step asks", "{least} days old", "{today} days old", "bad.yaml:12:22: undeclared reference to 'today'"},
		{"an unknown reason", "no: other-disease", "no: bad-luck", `bad.yaml:7:43: "bad-luck" is no reason why a dose does not count`},
		{"a parameter outside its limits", "value: 14", "value: 99", "bad.yaml:5:3: least is from 0 to 60, not 99"},
		{"a name of the language", "  least: {", "  today: {", `bad.yaml:5:3: "today" is a fact or a word of the rules' language`},
		{"a let that knows a later one", "  last: latest", "  a: last\n  last: latest", "bad.yaml:9:6: undeclared reference to 'last'"},
		{"a let of itself", "latest(counted.map(d, d.date))", "last", "bad.yaml:9:9: undeclared reference to 'last'"},
		{"a step twice", "status:", "  - {id: one, asks: a, check: true, message: b}\nstatus:", `bad.yaml:16:10: the step "one" is there twice`},
		{"nothing to build on", "title: A test", "title: A test\nextends: nowhere", `bad.yaml:3:10: there is no rule pack "nowhere" to build on`},
		{"building on itself", "title: A test", "title: A test\nextends: test-pack", "bad.yaml:3:10: packs build on one another in a circle: test-pack, test-pack"},
		{"an alias", "title: A test", "title: &a A test", "bad.yaml:2:8: anchors and aliases (& and *) are not used in rule packs"},
		{"a costly check", "size(counted) > 0 &&", "doses.all(a, doses.all(b, doses.all(c, a.code + b.code != c.code))) &&", "bad.yaml:13:12: this could cost"},
		{"a failing test", "expect: yes}", "expect: no}", `bad.yaml:20: its own test "a dose" fails: the answer is "yes", not "no"`},
		{"no tests", "tests:\n  - {name: a dose, at: 2021-10-20, doses: [208@2021-10-01], expect: yes}\n", "", "bad.yaml: the pack has no tests"},
		{"a bad dose in a test", "208@2021-10-01", "208", "bad.yaml:20:44: a dose is CODE@DATE, like 208@2021-09-01"},
		{"two documents", "tests:", "---\ntests:", "bad.yaml:19:1: one file holds one pack"},
		{"a list for a text", "title: A test", "title: [A, test]", "bad.yaml:2:8: a text is expected here"},
		{"an end before the start", "authority: Nobody", "authority: Nobody\nvalid_from: 2021-10-02\nvalid_to: 2021-10-01", "bad.yaml: valid_to is before valid_from"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !strings.Contains(good, c.old) {
				t.Fatalf("%q is not in the good pack", c.old)
			}
			_, err := Shipped().Read("bad.yaml", []byte(strings.Replace(good, c.old, c.new, 1)))
			isOneSentence(t, err, c.want)
		})
	}
}

// isOneSentence holds that an error is typed, on one line, and begins so.
func isOneSentence(t *testing.T, err error, want string) {
	t.Helper()
	var source *SourceError
	var example *ExampleError
	switch {
	case err == nil:
		t.Fatal("nothing is wrong with it")
	case !errors.As(err, &source) && !errors.As(err, &example):
		t.Errorf("an error of type %T", err)
	case !strings.HasPrefix(err.Error(), want):
		t.Errorf("got  %s\nwant %s", err, want)
	}
	if said := err.Error(); strings.Contains(said, "\n") || len(said) > 600 || !utf8.ValidString(said) {
		t.Errorf("not one bearable line: %q", said)
	}
}

// A file that grows when its aliases are followed is refused before that.
func TestABillionLaughsAreNotLaughed(t *testing.T) {
	bomb := "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c]\n"
	_, err := Shipped().Read("bomb.yaml", []byte(bomb))
	isOneSentence(t, err, "bomb.yaml:1:4: anchors and aliases")
	_, err = Shipped().Read("deep.yaml", []byte(strings.Repeat("[", 9000)+strings.Repeat("]", 9000)))
	isOneSentence(t, err, "deep.yaml:1:")
	_, err = Shipped().Read("large.yaml", []byte("# "+strings.Repeat("x", maxFile)))
	isOneSentence(t, err, "large.yaml: the file is larger than 64 KiB")
	_, err = Shipped().Read("empty.yaml", nil)
	isOneSentence(t, err, "empty.yaml: the file is empty")
}

// A folder's good packs are taken, and each bad one is told apart.
func TestAFolderOfPacks(t *testing.T) {
	named := func(id string) string { return strings.Replace(good, "id: test-pack", "id: "+id, 1) }
	extending := func(id, base string) string { return named(id) + "extends: " + base + "\n" }
	files := fstest.MapFS{
		"one.yaml":              {Data: []byte(named("one"))},
		"two.yaml":              {Data: []byte(extending("two", "one"))},
		"fails.yaml":            {Data: []byte(strings.Replace(named("fails"), "expect: yes", "expect: no", 1))},
		"on-fails.yaml":         {Data: []byte(named("on-fails") + "or: [fails]\n")},
		"a-circle.yaml":         {Data: []byte(extending("a-circle", "b-circle"))},
		"b-circle.yaml":         {Data: []byte(extending("b-circle", "a-circle"))},
		"other-name.yaml":       {Data: []byte(named("three"))},
		"nys-full-2021-10.yaml": {Data: []byte(named("nys-full-2021-10"))},
		"notes.txt":             {Data: []byte("not a pack")},
	}
	l := Shipped().With(files)
	for _, id := range []string{"one", "two", "nys-full-2021-10", "any-genuine-record"} {
		if p, err := l.Pack(id); err != nil || p.Check() != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
	want := map[string]string{
		"fails.yaml":            "its own test",
		"on-fails.yaml":         "fails.yaml:20: its own test",
		"a-circle.yaml":         "packs build on one another in a circle: a-circle, b-circle, a-circle",
		"b-circle.yaml":         "packs build on one another in a circle: ",
		"other-name.yaml":       `the file of the pack "three" is named three.yaml`,
		"nys-full-2021-10.yaml": "there is another pack with the id",
	}
	for _, r := range l.Refused {
		if w, ok := want[r.File]; !ok || !strings.Contains(r.Err.Error(), w) {
			t.Errorf("%s is refused: %v", r.File, r.Err)
		}
		delete(want, r.File)
	}
	for file := range want {
		t.Errorf("%s is not refused", file)
	}
}
