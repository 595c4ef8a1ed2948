package settings

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

// MaxSize is the size in bytes above which a file is not read as settings.
const MaxSize = 64 << 10

// Most dots and braces of a text that is read as settings, which need a few
// dozen. The TOML library takes minutes for keys and tables that are nested
// thousands deep.
const (
	maxDots   = 1000
	maxBraces = 100
)

// Problem is something in a settings file that was not taken over. Its text
// never repeats the value, which may be a password.
type Problem struct {
	Line int    // from 1; 0 where no line can be named
	Key  string // name of the setting as the file has it, empty where the whole file is meant
	Text string // a sentence's rest, behind the key
}

// Error gives a sentence.
func (p Problem) Error() string {
	where := ""
	if p.Line > 0 {
		where = fmt.Sprintf("line %d: ", p.Line)
	}
	if p.Key == "" {
		return where + p.Text
	}
	// A file may hold any key; in the terminal and the window it is one word.
	key := p.Key
	if !regexp.MustCompile(`^[A-Za-z0-9_-]{1,40}$`).MatchString(key) {
		key = "a key of that name"
	}
	return where + key + " " + p.Text
}

// Parse reads settings. What the text does not say has its default; so has
// what it says wrongly, and a Problem names it. The error, a Problem too, says
// that the text is no settings file at all; the settings are then Default.
func Parse(data []byte) (Settings, []Problem, error) {
	if len(data) > MaxSize {
		return Default(), nil, Problem{Text: "the file is too large for settings"}
	}
	// Editors on Windows put a mark there.
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		return Default(), nil, Problem{Text: "the file is not text in UTF-8"}
	}
	if bytes.Count(data, []byte(".")) > maxDots || bytes.Count(data, []byte("{")) > maxBraces {
		return Default(), nil, Problem{Text: "the file is nested too deeply for settings"}
	}
	values := map[string]any{}
	if err := toml.Unmarshal(data, &values); err != nil {
		return Default(), nil, syntaxProblem(err)
	}
	settings, problems := take(values)
	for i := range problems {
		problems[i].Line = lineOf(data, problems[i].Key)
	}
	slices.SortStableFunc(problems, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
	return settings, problems, nil
}

// take puts values into settings, and names what it cannot.
func take(values map[string]any) (Settings, []Problem) {
	settings := Default()
	var problems []Problem
	for _, k := range keys() {
		value, said := values[k.name]
		delete(values, k.name)
		if !said {
			continue
		}
		if err := k.put(&settings, value); err != nil {
			problems = append(problems, Problem{Key: k.name, Text: err.Error()})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		problems = append(problems, Problem{Key: name, Text: "is not a setting of this version"})
	}
	return settings, problems
}

// syntaxProblem says where TOML ends in a text. The library's message may
// repeat the text, which may hold a password.
func syntaxProblem(err error) Problem {
	var syntax toml.ParseError
	line := 0
	if errors.As(err, &syntax) {
		line = syntax.Position.Line
	}
	return Problem{Line: line, Text: "the file is not written as settings are (TOML)"}
}

// lineOf finds the line on which a key is set, 0 if it is not seen: the TOML
// library tells no positions of sound keys.
func lineOf(data []byte, name string) int {
	key := regexp.QuoteMeta(name)
	set := regexp.MustCompile(`^\s*(\[\s*)*["']?` + key + `["']?\s*[=.\]]`)
	for i, line := range bytes.Split(data, []byte("\n")) {
		if set.Match(line) {
			return i + 1
		}
	}
	return 0
}

// Format gives the text of a settings file, which Parse reads back, each
// setting under a line that explains it. A password in the camera's address
// is left out.
func Format(s Settings) []byte {
	var b bytes.Buffer
	b.WriteString("# Settings of Passdesk. What is changed here counts from its next start.\n")
	for _, k := range keys() {
		fmt.Fprintf(&b, "\n# %s\n", k.about)
		// Texts, numbers, truths and lists of texts always have a TOML form.
		value, err := toml.Marshal(map[string]any{k.name: k.get(s)})
		if err != nil {
			continue
		}
		b.Write(value)
	}
	return b.Bytes()
}
