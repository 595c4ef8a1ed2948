package shc_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"passdesk/verify/reason"
	"passdesk/verify/shc"
)

// digits writes characters as the digits of a QR code.
func digits(chars string) string {
	var b strings.Builder
	for _, c := range []byte(chars) {
		fmt.Fprintf(&b, "%02d", c-'-')
	}
	return b.String()
}

// codes splits a JWS over n QR codes.
func codes(jws string, n int) []string {
	size := (len(jws) + n - 1) / n
	var texts []string
	for i := range n {
		texts = append(texts, fmt.Sprintf("shc:/%d/%d/%s", i+1, n, digits(jws[i*size:min((i+1)*size, len(jws))])))
	}
	return texts
}

// her is a second card, as long as genuine.
var her = strings.Replace(genuine, "1622576398", "1711111111", 1)

func TestReadsCodeTexts(t *testing.T) {
	good := card(genuine)
	for name, c := range map[string]struct {
		text string
		want reason.Reason
	}{
		"one code":             {"shc:/" + digits(good), ""},
		"capitals":             {"SHC:/" + digits(good), ""},
		"white space around":   {" \t\n shc:/" + digits(good) + " \t\r\n", ""},
		"counted as one":       {"shc:/1/1/" + digits(good), ""},
		"a bare JWS":           {good, ""},
		"a part":               {codes(good, 2)[0], reason.Incomplete},
		"odd number of digits": {"shc:/" + digits(good) + "0", reason.MalformedCode},
		"pair 78":              {"shc:/78" + digits(good), reason.MalformedCode},
		"pair 99":              {"shc:/99" + digits(good), reason.MalformedCode},
		"letters":              {"shc:/ab" + digits(good), reason.MalformedCode},
		"broken over lines":    {"shc:/" + digits(good)[:75] + "\r\n" + digits(good)[75:150] + "\n\t " + digits(good)[150:], ""},
		"another space inside": {"shc:/" + digits(good)[:75] + "\u2007" + digits(good)[75:], reason.MalformedCode},
		"only space":           {"shc:/ \n", reason.MalformedCode},
		"nothing":              {"shc:/", reason.MalformedCode},
		"part 3 of 2":          {"shc:/3/2/" + digits(good), reason.MalformedCode},
		"part 0 of 2":          {"shc:/0/2/" + digits(good), reason.MalformedCode},
		"part 1 of 0":          {"shc:/1/0/" + digits(good), reason.MalformedCode},
		"part 1 of 51":         {"shc:/1/51/" + digits(good), reason.MalformedCode},
		"part -1":              {"shc:/-1/2/" + digits(good), reason.MalformedCode},
		"a slash too few":      {"shc:/1/" + digits(good), reason.MalformedCode},
		"a slash too many":     {"shc:/1/1/1/" + digits(good), reason.MalformedCode},
		"no digits in a part":  {"shc:/1/2/", reason.Incomplete},
		"a spoiled part":       {"shc:/1/2/5", reason.Incomplete},
		"endless":              {"shc:/" + strings.Repeat("00", 65<<10), reason.MalformedCode},
		"byte order mark":      {"\uFEFFshc:/" + digits(good), reason.MalformedCode},
		"another scheme":       {"shd:/5676", reason.NotACard},
		"empty":                {"", reason.NotACard},
	} {
		jws, err := shc.Decode(c.text)
		if reasonOf(err) != c.want || (err == nil) != (jws == good) {
			t.Errorf("%s: %q, %v, want %q", name, jws, err, c.want)
		}
	}
}

// step is one text read at a second, and what shall come of it.
type step struct {
	second float64
	text   string
	state  shc.State
	have   string // "10" is the first of two
}

func run(t *testing.T, steps []step) shc.Progress {
	t.Helper()
	var p shc.Parts
	var progress shc.Progress
	start := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	for i, s := range steps {
		before := fmt.Sprint(p)
		next, got := p.Add(s.text, start.Add(time.Duration(s.second*float64(time.Second))))
		if fmt.Sprint(p) != before {
			t.Fatalf("step %d changed the value it was called on", i)
		}
		have := ""
		for _, h := range got.Have {
			have += map[bool]string{true: "1", false: "0"}[h]
		}
		if got.State != s.state || have != s.have || got.Of != len(have) || got.Got != strings.Count(have, "1") {
			t.Errorf("step %d: %s %q (%d of %d), want %s %q", i, got.State, have, got.Got, got.Of, s.state, s.have)
		}
		if (got.JWS != "") != (got.State == shc.Complete) {
			t.Errorf("step %d: %s with JWS %q", i, got.State, got.JWS)
		}
		p, progress = next, got
	}
	return progress
}

func TestJoinsPartsInAnyOrder(t *testing.T) {
	good := card(genuine)
	texts := codes(good, 3)
	for _, order := range [][]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		var p shc.Parts
		var progress shc.Progress
		for _, n := range order {
			p, progress = p.Add(texts[n], time.Time{}.Add(time.Hour))
		}
		if progress.State != shc.Complete || progress.JWS != good {
			t.Errorf("order %v: %s", order, progress.State)
		}
	}
}

func TestCollectsParts(t *testing.T) {
	mine, hers := card(genuine), card(her)
	a, b := codes(mine, 2), codes(hers, 2)
	longer := codes(hers, 3)
	for name, c := range map[string]struct {
		steps   []step
		jws     string
		dropped bool
	}{
		"twice the same": {[]step{{0, a[1], shc.Added, "01"}, {1, a[1], shc.Again, "01"}, {2, a[0], shc.Complete, "11"}}, mine, false},
		"what is no part leaves the set alone": {[]step{
			{0, a[0], shc.Added, "10"}, {1, "shc:/" + digits(hers), shc.NotAPart, "10"}, {1, "hello", shc.NotAPart, "10"},
			{1, "shc:/2/2/99", shc.NotAPart, "10"}, {1, "shc:/1/1/" + digits(hers), shc.NotAPart, "10"}, {2, a[1], shc.Complete, "11"}}, mine, false},
		"another card in view is told apart": {[]step{
			{0, a[0], shc.Added, "10"}, {1, b[0], shc.Other, "10"}, {2, longer[1], shc.Other, "10"}, {2.5, a[1], shc.Complete, "11"}}, mine, false},
		"after a while the other card is meant": {[]step{
			{0, a[0], shc.Added, "10"}, {1, a[0], shc.Again, "10"}, {4, longer[1], shc.Added, "010"},
			{5, longer[0], shc.Added, "110"}, {6, longer[2], shc.Complete, "111"}}, hers, false},
		"a new card after a whole one": {[]step{
			{0, a[0], shc.Added, "10"}, {0, a[1], shc.Complete, "11"}, {0, b[0], shc.Added, "10"}, {0, b[1], shc.Complete, "11"}}, hers, false},
		"patience ends after a minute":                          {[]step{{0, a[0], shc.Added, "10"}, {61, a[1], shc.Added, "01"}}, "", true},
		"an expired set is said even to a text that is no part": {[]step{{0, a[0], shc.Added, "10"}, {61, "hello", shc.NotAPart, ""}}, "", true},
		"a mixture is dropped, and then each card is read":      {[]step{{0, a[0], shc.Added, "10"}, {1, b[1], shc.Other, ""}, {2, b[0], shc.Added, "10"}, {3, b[1], shc.Complete, "11"}}, hers, false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := run(t, c.steps); got.JWS != c.jws || got.Dropped != c.dropped {
				t.Errorf("JWS %q, dropped %v", got.JWS, got.Dropped)
			}
		})
	}
}

func TestHandsOutASpoiledCardTheSecondTime(t *testing.T) {
	spoiled := sign(header, deflate(genuine)[:60])
	texts := codes(spoiled, 2)
	got := run(t, []step{
		{0, texts[0], shc.Added, "10"}, {1, texts[1], shc.Other, ""},
		{2, texts[0], shc.Added, "10"}, {3, texts[1], shc.Complete, "11"},
	})
	if got.JWS != spoiled {
		t.Errorf("handed out %q", got.JWS)
	}
}

// Lines that go on without end cost no more than their length.
func TestJoinsManyShortLinesQuickly(t *testing.T) {
	for name, start := range map[string]string{"code": "shc:/", "JWS": "eyJ"} {
		for _, size := range []int{100_000, 1 << 19} {
			file, err := shc.Open([]byte(start + strings.Repeat("\n5", (size-len(start))/2)))
			if joined := err == nil && len(file.Texts) == 1; joined != (name == "code" && size == 100_000 || name == "JWS" && size == 100_000) {
				t.Errorf("%s of %d: %d texts, %v", name, size, len(file.Texts), err)
			}
		}
	}
}

func TestOpensFiles(t *testing.T) {
	one, two := card(genuine), card(her)
	for name, c := range map[string]struct {
		data  string
		kind  shc.Kind
		texts []string
	}{
		"card file":               {`{"verifiableCredential":["` + one + `","` + two + `"]}`, shc.CardFile, []string{one, two}},
		"with a byte order mark":  {"\uFEFF{\n \"verifiableCredential\" : [ \"" + one + "\" ] }\r\n", shc.CardFile, []string{one}},
		"white space in texts":    {`{"verifiableCredential":["` + one + ` \n",""]}`, shc.CardFile, []string{one}},
		"FHIR Parameters":         {`{"resourceType":"Parameters","parameter":[{"name":"verifiableCredential","valueString":"` + one + `"},{"name":"resourceLink"}]}`, shc.Parameters, []string{one}},
		"deep link":               {`https://viewer.example/open#{"verifiableCredential":["` + one + `"]}`, shc.DeepLink, []string{one}},
		"encoded deep link":       {`https://viewer.example/open#%7B%22verifiableCredential%22%3A%5B%22` + one + `%22%5D%7D`, shc.DeepLink, []string{one}},
		"a JWS":                   {one + "\n", shc.Texts, []string{one}},
		"the codes of one card":   {strings.Join(codes(one, 3), "\r\n") + "\n", shc.Texts, codes(one, 3)},
		"a JWS over lines":        {one[:60] + "\r\n" + one[60:120] + "\r\n" + one[120:] + "\n" + two, shc.Texts, []string{one, two}},
		"codes over lines":        {codes(one, 2)[0][:60] + "\n" + codes(one, 2)[0][60:] + "\n" + codes(one, 2)[1], shc.Texts, codes(one, 2)},
		"a word after a card":     {one + "\nhello", "", nil},
		"a word after digits":     {codes(one, 2)[0] + "\nhello", "", nil},
		"digits before a card":    {"0123\n" + one, "", nil},
		"an object among cards":   {`{"verifiableCredential":[{"x":1},7,"` + one + `",null]}`, shc.CardFile, []string{one}},
		"odd parameters":          {`{"resourceType":"Parameters","id":7,"parameter":[{"name":7},{"name":"x","valueString":[]},{"name":"verifiableCredential","valueString":"` + one + `"}]}`, shc.Parameters, []string{one}},
		"empty":                   {"", "", nil},
		"no cards":                {`{"verifiableCredential":[]}`, "", nil},
		"another JSON":            {`{"resourceType":"Bundle"}`, "", nil},
		"not an array":            {`{"verifiableCredential":"` + one + `"}`, "", nil},
		"another link":            {"https://viewer.example/#about", "", nil},
		"prose":                   {"Dear visitor,\n" + one, "", nil},
		"a picture":               {"\x89PNG\r\n\x1a\n\x00\x00", "", nil},
		"more than a person has":  {`{"verifiableCredential":["` + strings.Repeat("eyJ\",\"", 101) + `"]}`, "", nil},
		"larger than a card file": {one + strings.Repeat(" ", 1<<20), "", nil},
	} {
		f, err := shc.Open([]byte(c.data))
		if f.Kind != c.kind || !slices.Equal(f.Texts, c.texts) {
			t.Errorf("%s: %s with %d texts, want %s with %d", name, f.Kind, len(f.Texts), c.kind, len(c.texts))
		}
		if (err != nil) != (c.texts == nil) || err != nil && reasonOf(err) != reason.NotACard {
			t.Errorf("%s: %v", name, err)
		}
	}
}
