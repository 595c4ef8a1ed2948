package vocab

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"passdesk/assets"
)

// maxTable bounds one table, in bytes; the shipped ones have some 20 kB.
const maxTable = 1 << 20

// words is the system of answers written out, which no card can name.
const words = "\x00word"

// systems maps the short names in the tables to the systems on cards.
var systems = map[string]string{
	"cvx":    CVX,
	"snomed": SNOMED,
	"icd11":  ICD11,
	"loinc":  LOINC,
	"eu-dcc": EUDCC,
	"air":    AIR,
	"word":   words,
}

// Error says which line of a table is wrong. Line counts from 1; it is 0 when
// the table as a whole is.
type Error struct {
	File    string
	Line    int
	Problem string
}

// Error gives one line, such as "tests.tsv:12: no such kind".
func (e *Error) Error() string {
	if e.Line == 0 {
		return e.File + ": " + e.Problem
	}
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Problem)
}

// Load reads the tables that Passdesk ships. Every error is an *Error.
func Load() (*Tables, error) {
	files, err := fs.Sub(assets.Vocab, "vocab")
	if err != nil {
		return nil, &Error{File: "vocab", Problem: err.Error()}
	}
	return Parse(files)
}

// Parse reads vaccines.tsv, tests.tsv and results.tsv from files. Their
// columns are explained in the shipped ones, assets/vocab. Every error is an
// *Error.
func Parse(files fs.FS) (*Tables, error) {
	t := &Tables{map[coding]Vaccine{}, map[coding]Test{}, map[coding]Meaning{}}
	for _, table := range []struct {
		file, columns string
		row           func(coding, []string) error
	}{
		{"vaccines.tsv", "system code product name groups series us who", t.addVaccine},
		{"tests.tsv", "system code kind name", t.addTest},
		{"results.tsv", "system code meaning name", t.addResult},
	} {
		raw, err := fs.ReadFile(files, table.file)
		if err != nil {
			return nil, &Error{File: table.file, Problem: "cannot be read"}
		}
		if bad := readRows(raw, table.columns, table.row); bad != nil {
			bad.File = table.file
			return nil, bad
		}
	}
	return t, nil
}

// readRows hands every row to row: its coding, and the cells after it. The
// first line that is neither empty nor a comment must name the columns.
func readRows(raw []byte, columns string, row func(coding, []string) error) *Error {
	if len(raw) > maxTable || !utf8.Valid(raw) {
		return &Error{Problem: "not a table: too large, or not UTF-8"}
	}
	header := strings.ReplaceAll(columns, " ", "\t")
	named, number := false, 0
	for line := range strings.Lines(string(raw)) {
		number++
		// A checkout may have turned line ends into CR LF.
		line = strings.TrimRight(line, "\r\n")
		var err error
		switch {
		case line == "" || line[0] == '#':
		case named:
			err = readRow(line, strings.Count(header, "\t"), row)
		case line == header:
			named = true
		default:
			err = errors.New("the columns must be: " + columns)
		}
		if err != nil {
			return &Error{Line: number, Problem: err.Error()}
		}
	}
	if !named {
		return &Error{Problem: "has no columns"}
	}
	return nil
}

func readRow(line string, tabs int, row func(coding, []string) error) error {
	cells := strings.Split(line, "\t")
	if len(cells) != tabs+1 {
		return fmt.Errorf("has %d cells, not %d", len(cells), tabs+1)
	}
	system, ok := systems[cells[0]]
	if !ok {
		return errors.New("no such system")
	}
	if cells[1] == "" || cells[1] != strings.TrimSpace(cells[1]) {
		return errors.New("no code")
	}
	return row(newCoding(system, cells[1]), cells[2:])
}

var (
	errTwice  = errors.New("this code stands here twice")
	errNoName = errors.New("no name")
)

func (t *Tables) addVaccine(c coding, cells []string) error {
	series, err := strconv.ParseUint(cells[3], 10, 4)
	if err != nil {
		return errors.New("series is not a small number")
	}
	v := Vaccine{Product: cells[0], Name: cells[1], Series: int(series), US: cells[4], WHO: cells[5]}
	for name := range strings.SplitSeq(cells[2], "+") {
		v.Groups = append(v.Groups, Group(name))
	}
	switch {
	case v.Name == "":
		return errNoName
	case slices.Contains(v.Groups, ""):
		return errors.New("no group")
	case !isDate(v.US) || !isDate(v.WHO):
		return errors.New("us and who are dates as YYYY-MM-DD, or empty")
	}
	return addOnce(t.vaccines, c, v)
}

// isDate tells whether s is empty or a calendar date as YYYY-MM-DD, the form
// in which dates can be compared as text.
func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return s == "" || err == nil
}

func (t *Tables) addTest(c coding, cells []string) error {
	v := Test{Kind(cells[0]), cells[1]}
	switch v.Kind {
	case NAAT, Antigen, Antibody, Other:
	default:
		return errors.New("no such kind")
	}
	if v.Name == "" {
		return errNoName
	}
	return addOnce(t.tests, c, v)
}

func (t *Tables) addResult(c coding, cells []string) error {
	switch m := Meaning(cells[0]); m {
	case Negative, Positive, Inconclusive, InvalidTest, OtherResult:
		return addOnce(t.results, c, m)
	default:
		return errors.New("no such meaning")
	}
}

func addOnce[V any](to map[coding]V, c coding, v V) error {
	if _, ok := to[c]; ok {
		return errTwice
	}
	to[c] = v
	return nil
}
