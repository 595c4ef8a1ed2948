package screen

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"passdesk/app/desk"
	"passdesk/app/directory"
	"passdesk/app/folder"
	"passdesk/app/scanlog"
	"passdesk/app/settings"
	"passdesk/assets"
	"passdesk/camera"
	"passdesk/verify"
	"passdesk/verify/fhir"
	"passdesk/verify/reason"
	"passdesk/verify/rules"
	"passdesk/verify/vocab"
)

// ids lists what a language's file has texts for.
func ids(t *testing.T, tag string) []string {
	t.Helper()
	data, err := fs.ReadFile(assets.Translations, "translations/active."+tag+".json")
	if err != nil {
		t.Fatal(err)
	}
	var file map[string]any
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	var all []string
	for id := range file {
		all = append(all, id)
	}
	slices.Sort(all)
	return all
}

func TestAllLanguagesHaveTheSameTexts(t *testing.T) {
	tags, err := Languages(assets.Translations)
	if err != nil {
		t.Fatal(err)
	}
	if len(tags) == 0 || tags[0] != "en" {
		t.Fatalf("the languages are %q, want English first", tags)
	}
	english := ids(t, "en")
	for _, tag := range tags[1:] {
		got := ids(t, tag)
		in := func(list []string) func(string) bool {
			return func(id string) bool { return slices.Contains(list, id) }
		}
		if missing, alone := slices.DeleteFunc(slices.Clone(english), in(got)), slices.DeleteFunc(got, in(english)); len(missing)+len(alone) > 0 {
			t.Errorf("%s has no texts for %q, and alone has those for %q", tag, missing, alone)
		}
	}
}

// TestEveryMemberOfAListHasAText ranges over the closed lists of the other
// packages, so that a new member cannot be forgotten here.
func TestEveryMemberOfAListHasAText(t *testing.T) {
	var want []string
	for _, o := range reason.Outcomes() {
		want = append(want, "outcome."+string(o), "message."+string(o))
	}
	for _, r := range reason.All() {
		want = append(want, "reason."+string(r), "message."+string(r))
	}
	for _, w := range rules.Whys() {
		want = append(want, "why."+string(w))
	}
	for _, f := range []camera.Fault{camera.Missing, camera.Denied, camera.Busy, camera.Lost, camera.Stalled, camera.Unsupported} {
		want = append(want, "fault."+string(f))
	}
	for _, p := range []desk.Phase{desk.NoCamera, desk.Opening, desk.Live, desk.Ended} {
		want = append(want, "camera."+string(p), "camera."+string(p)+"-hint")
	}
	for _, by := range []scanlog.By{scanlog.ByCamera, scanlog.ByScanner, scanlog.ByFile, scanlog.ByHand} {
		want = append(want, "by."+string(by))
	}
	for _, k := range []vocab.Kind{vocab.NAAT, vocab.Antigen, vocab.Antibody, vocab.Other} {
		want = append(want, "kind."+string(k))
	}
	for _, m := range []vocab.Meaning{vocab.Negative, vocab.Positive, vocab.Inconclusive, vocab.InvalidTest, vocab.OtherResult} {
		want = append(want, "meaning."+string(m))
	}
	for _, f := range verify.Formats() {
		want = append(want, "format."+string(f))
	}
	for _, theme := range []settings.Theme{settings.ThemeSystem, settings.ThemeLight, settings.ThemeDark} {
		want = append(want, "theme."+string(theme))
	}
	for _, o := range directory.Outcomes() {
		if o != directory.Taken {
			want = append(want, "network.fault."+string(o), "network.why."+string(o))
		}
	}
	for _, r := range []reason.Reason{scanlog.IssuerAdded, scanlog.IssuerRemoved} {
		want = append(want, "reason."+string(r))
	}
	for _, f := range []verify.ClockFault{verify.ClockBehindSnapshot, verify.ClockSetBack} {
		want = append(want, "clock."+string(f))
	}
	for _, trouble := range folder.Troubles() {
		want = append(want, "chooser.trouble-"+string(trouble))
	}
	for _, place := range []string{folder.Home, folder.Desktop, folder.Downloads, folder.Documents, folder.Computer} {
		want = append(want, "place."+place)
	}
	words := english(t)
	for _, id := range want {
		if id == "message.unreadable" || id == "message.invalid" || id == "message.unverified" {
			continue // these outcomes never come without a reason
		}
		if _, ok := words.find(id, values{"What": "x", "Date": "x", "N": 2}); !ok {
			t.Errorf("there is no text for %q", id)
		}
	}
}

// TestEveryTextThatIsAskedForIsThere reads this package's own source for the
// ids it asks for by a whole constant.
func TestEveryTextThatIsAskedForIsThere(t *testing.T) {
	known := ids(t, "en")
	files, err := parser.ParseDir(token.NewFileSet(), ".", func(f fs.FileInfo) bool {
		return !strings.HasSuffix(f.Name(), "_test.go")
	}, 0)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, pkg := range files {
		ast.Inspect(pkg, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			method, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || method.Sel.Name != "say" && method.Sel.Name != "count" {
				return true
			}
			if id, ok := call.Args[0].(*ast.BasicLit); ok && id.Kind == token.STRING {
				found++
				if s, _ := strconv.Unquote(id.Value); !slices.Contains(known, s) {
					t.Errorf("%q is asked for and has no text", s)
				}
			}
			return true
		})
	}
	if found < 20 {
		t.Errorf("only %d ids were found in the source; this test no longer reads it", found)
	}
}

func TestNoLookLacksAText(t *testing.T) {
	words := english(t)
	check := func(name string, l look) {
		for _, id := range []string{l.headline, l.message, l.hint} {
			if _, ok := words.find(id); !ok {
				t.Errorf("%s: there is no text for %q", name, id)
			}
		}
		if _, err := fs.Stat(assets.Icons, "icon/"+l.shape+".svg"); err != nil {
			t.Errorf("%s: there is no drawing: %v", name, err)
		}
		for _, c := range []string{string(l.band), string(l.on), string(l.ink), string(l.tint)} {
			if c == "" {
				t.Errorf("%s: a colour is missing", name)
			}
		}
	}
	for _, r := range reason.All() {
		l := lookOf(r.Outcome(), r)
		check(string(r), l)
		if l.fails == noStage {
			t.Errorf("%s: no stage is said to have failed", r)
		}
		if !slices.ContainsFunc(reasons, func(row reasonRow) bool { return row.reason == r }) {
			t.Errorf("%s has no row in the table", r)
		}
	}
	check("accepted", lookOf(reason.Accepted, ""))
	check("a step", lookOf(reason.NotAccepted, reason.Step("pack", "step")))
	check("nonsense", lookOf("nonsense", "nonsense"))
}

// TestRedIsNeverShownForWhatCouldNotBeChecked holds the colours to the
// outcomes.
func TestRedIsNeverShownForWhatCouldNotBeChecked(t *testing.T) {
	want := map[reason.Outcome]family{
		reason.Invalid: refuse, reason.NotAccepted: refuse, reason.Unverified: ask, reason.Unreadable: neutral,
	}
	for _, r := range reason.All() {
		if got := lookOf(r.Outcome(), r).family; got != want[r.Outcome()] {
			t.Errorf("%s is shown in %s", r, got.band)
		}
	}
	if got := lookOf("nonsense", "").family; got != ask {
		t.Errorf("an unknown outcome is shown in %s, want %s", got.band, ask.band)
	}
	shapes := map[string]bool{}
	for _, o := range reason.Outcomes() {
		shapes[lookOf(o, "").shape] = true
	}
	if len(shapes) != len(reason.Outcomes()) {
		t.Errorf("there are %d shapes for %d outcomes", len(shapes), len(reason.Outcomes()))
	}
}

func TestWritesDatesAsFarAsTheyAreKnown(t *testing.T) {
	words := english(t)
	zone := time.FixedZone("EST", -5*3600)
	for _, c := range []struct {
		when fhir.When
		want string
	}{
		{fhir.When{}, ""},
		{fhir.When{Time: time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC), Precision: fhir.Year}, "2021"},
		{fhir.When{Time: time.Date(2021, 5, 1, 0, 0, 0, 0, time.UTC), Precision: fhir.Month}, "May 2021"},
		{fhir.Date(2021, 3, 11), "11 Mar 2021"},
		{fhir.When{Time: time.Date(2021, 3, 12, 1, 30, 0, 0, time.UTC), Precision: fhir.Clock}, "11 Mar 2021, 20:30"},
	} {
		if got := words.when(c.when, zone); got != c.want {
			t.Errorf("%s is written %q, want %q", c.when, got, c.want)
		}
	}
	if got, want := words.readable("From 2021-10-17, not 2021-99-99."), "From 17 Oct 2021, not 2021-99-99."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAStepOfARuleHasWordsOrItsOwnName(t *testing.T) {
	words := english(t)
	for r, want := range map[reason.Reason]string{
		"nys-full-2021-10/fourteen-days": "Waiting period not over",
		"of-this-site/fourteen-days":     "Waiting period not over",
		"nys-pcr/recent":                 "Test too old",
		"of-this-site/two-jabs":          "Rule: two jabs",
	} {
		if got := words.reasonWords(r); got != want {
			t.Errorf("%s is called %q, want %q", r, got, want)
		}
	}
}

func TestReadsAnotherLanguage(t *testing.T) {
	files := fstest.MapFS{
		"translations/active.en.json": {Data: []byte(`{"a":"one","b":"two","n":{"one":"{{.N}} thing","other":"{{.N}} things"}}`)},
		"translations/active.es.json": {Data: []byte(`{"a":"uno"}`)},
	}
	words, err := NewWords(files, "es-MX")
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{"a": "uno", "b": "two", "c": "c"} {
		if got := words.say(id); got != want {
			t.Errorf("%s is %q, want %q", id, got, want)
		}
	}
	if got := words.count("n", 1) + ", " + words.count("n", 3); got != "1 thing, 3 things" {
		t.Errorf("counted %q", got)
	}
	files["translations/active.fr.json"] = &fstest.MapFile{Data: []byte(`{`)}
	if _, err := NewWords(files, "fr"); err == nil || !strings.Contains(err.Error(), `"fr"`) {
		t.Errorf("a damaged file gives the error %v, want one that names the language", err)
	}
}
