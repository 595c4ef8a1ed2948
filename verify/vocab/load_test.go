package vocab

import (
	"errors"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

const (
	vaccineColumns = "system\tcode\tproduct\tname\tgroups\tseries\tus\twho\n"
	testColumns    = "system\tcode\tkind\tname\n"
	resultColumns  = "system\tcode\tmeaning\tname\n"
)

func files(vaccines, tests, results string) fs.FS {
	return fstest.MapFS{
		"vaccines.tsv": {Data: []byte(vaccines)},
		"tests.tsv":    {Data: []byte(tests)},
		"results.tsv":  {Data: []byte(results)},
	}
}

func TestShippedTablesAreWhole(t *testing.T) {
	tables, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	if len(tables.vaccines) < 250 || len(tables.tests) < 90 || len(tables.results) < 40 {
		t.Errorf("%d vaccines, %d tests, %d results", len(tables.vaccines), len(tables.tests), len(tables.results))
	}
	product := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	groups := []Group{COVID19, Flu, MMR, Measles, Mumps, Rubella, Varicella}
	for c, v := range tables.vaccines {
		covid := v.Against(COVID19)
		switch {
		case v.Product == "" && covid && !strings.Contains(v.Name, "product not stated"):
			t.Errorf("%v: %q names a product and belongs to no family", c, v.Name)
		case v.Product != "" && (!covid || !product.MatchString(v.Product)):
			t.Errorf("%v: family %q", c, v.Product)
		case v.Product == "" && (v.US != "" || v.WHO != ""):
			t.Errorf("%v: accepted, and no product", c)
		}
		for _, g := range v.Groups {
			if !slices.Contains(groups, g) {
				t.Errorf("%v: group %q", c, g)
			}
		}
	}
}

// An antibody test that passed as an antigen test would let people in who
// were never tested for a current infection.
func TestAntigenTestsAreExactlyThese(t *testing.T) {
	var antigen []string
	for c, test := range Shipped().tests {
		if test.Kind == Antigen && c.system == LOINC {
			antigen = append(antigen, c.code)
		}
	}
	slices.Sort(antigen)
	if want := []string{"102048-6", "94558-4", "95209-3", "96119-3", "97097-0"}; !slices.Equal(antigen, want) {
		t.Errorf("%v", antigen)
	}
}

func TestNamesTheLineThatIsWrong(t *testing.T) {
	const good = "cvx\t207\tmoderna\tModerna\tCOVID-19\t2\t2020-12-18\t\n"
	for name, row := range map[string]struct {
		vaccines, tests, results, want string
	}{
		"no columns":     {"# only a comment\n", testColumns, resultColumns, "vaccines.tsv: has no columns"},
		"empty":          {"", testColumns, resultColumns, "vaccines.tsv: has no columns"},
		"other columns":  {"system\tcode\n", testColumns, resultColumns, "vaccines.tsv:1: the columns must be: system code product name groups series us who"},
		"columns twice":  {vaccineColumns + vaccineColumns, testColumns, resultColumns, "vaccines.tsv:2: no such system"},
		"missing cell":   {vaccineColumns + "cvx\t207\tmoderna\n", testColumns, resultColumns, "vaccines.tsv:2: has 3 cells, not 8"},
		"unknown system": {"# hello\n\n" + vaccineColumns + "mvx" + good[3:], testColumns, resultColumns, "vaccines.tsv:4: no such system"},
		"twice":          {vaccineColumns + good + "cvx\t0" + good[4:], testColumns, resultColumns, "vaccines.tsv:3: this code stands here twice"},
		"no code":        {vaccineColumns + strings.Replace(good, "207", "", 1), testColumns, resultColumns, "vaccines.tsv:2: no code"},
		"no name":        {vaccineColumns + strings.Replace(good, "Moderna", "", 1), testColumns, resultColumns, "vaccines.tsv:2: no name"},
		"no group":       {vaccineColumns + strings.Replace(good, "COVID-19", "MMR+", 1), testColumns, resultColumns, "vaccines.tsv:2: no group"},
		"series":         {vaccineColumns + strings.Replace(good, "\t2\t", "\ttwo\t", 1), testColumns, resultColumns, "vaccines.tsv:2: series is not a small number"},
		"date":           {vaccineColumns + strings.Replace(good, "12-18", "13-18", 1), testColumns, resultColumns, "vaccines.tsv:2: us and who are dates as YYYY-MM-DD, or empty"},
		"kind":           {vaccineColumns, testColumns + "loinc\t1-1\tpcr\tName\n", resultColumns, "tests.tsv:2: no such kind"},
		"test twice":     {vaccineColumns, testColumns + strings.Repeat("loinc\t1-1\tnaat\tName\n", 2), resultColumns, "tests.tsv:3: this code stands here twice"},
		"meaning":        {vaccineColumns, testColumns, resultColumns + "snomed\t1\tyes\tName\n", "results.tsv:2: no such meaning"},
		"not UTF-8":      {vaccineColumns + "\xff", testColumns, resultColumns, "vaccines.tsv: not a table: too large, or not UTF-8"},
		"too large":      {vaccineColumns + strings.Repeat("#", maxTable), testColumns, resultColumns, "vaccines.tsv: not a table: too large, or not UTF-8"},
	} {
		tables, err := Parse(files(row.vaccines, row.tests, row.results))
		var typed *Error
		if tables != nil || !errors.As(err, &typed) || err.Error() != row.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Parse(fstest.MapFS{}); err == nil || err.Error() != "vaccines.tsv: cannot be read" {
		t.Errorf("no files: %v", err)
	}
}

func TestReadsTablesWithWindowsLineEnds(t *testing.T) {
	crlf := func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }
	tables, err := Parse(files(crlf("# c\n"+vaccineColumns+"cvx\t07\t\tMumps\tMMR\t0\t\t\n"), crlf(testColumns), crlf(resultColumns)))
	if err != nil {
		t.Fatal(err)
	}
	if v, ok := tables.Vaccine(CVX, "7"); !ok || v.WHO != "" || v.Name != "Mumps" {
		t.Errorf("%+v, %v", v, ok)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("# c\n"+vaccineColumns+"cvx\t207\tmoderna\tModerna\tCOVID-19\t2\t2020-12-18\t\n",
		testColumns+"loinc\t94558-4\tantigen\tName\n", resultColumns+"word\tnot detected\tnegative\tNot detected\n")
	f.Add(vaccineColumns, testColumns, resultColumns)
	f.Fuzz(func(t *testing.T, vaccines, tests, results string) {
		tables, err := Parse(files(vaccines, tests, results))
		if err != nil {
			var typed *Error
			if tables != nil || !errors.As(err, &typed) || typed.File == "" {
				t.Fatalf("%v with %v", tables, err)
			}
			return
		}
		for c, v := range tables.vaccines {
			if v.Name == "" || len(v.Groups) == 0 || !isDate(v.US) || !isDate(v.WHO) {
				t.Fatalf("%v: %+v", c, v)
			}
			if _, ok := tables.Vaccine(c.system, c.code); !ok {
				t.Fatalf("%v cannot be found", c)
			}
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkVaccine(b *testing.B) {
	tables := Shipped()
	for b.Loop() {
		if _, ok := tables.Vaccine(CVX, "207"); !ok {
			b.Fatal("unknown")
		}
	}
}
