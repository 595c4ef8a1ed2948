package main

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"passdesk/verify/mint"
)

// What cannot be read is said in one sentence, and what can be read is
// answered.
func TestSaysInOneSentenceWhyAFileCannotBeRead(t *testing.T) {
	dir := t.TempDir()
	loop, sparse, locked := filepath.Join(dir, "loop"), filepath.Join(dir, "sparse"), filepath.Join(dir, "locked")
	if err := os.Symlink("loop", loop); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(sparse, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(sparse, 2<<30); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(locked, nil, 0); err != nil {
		t.Fatal(err)
	}
	i := newIssuer(t)
	good := picture(t, "card.png", i.card(t, adult).Texts[0])
	whole, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string]struct{ input, says string }{
		"a folder":            {dir, "this is a folder, not a file"},
		"a sparse file":       {sparse, "the file is larger than 64 MB"},
		"a loop of links":     {loop, "too many levels of symbolic links"},
		"below a file":        {filepath.Join(sparse, "x"), "not a directory"},
		"a mistyped name":     {filepath.Join(dir, "crad.png"), "there is no such file"},
		"an empty name":       {"", "argument 1: there is no such file"},
		"too long a name":     {strings.Repeat("x", 5000), "argument 1: there is no such file"},
		"a truncated picture": {file(t, "half.png", string(whole[:len(whole)/2])), "the picture cannot be read: the picture is damaged"},
		"a large text":        {file(t, "text", strings.Repeat("text ", 300<<10)), "larger than 1 MB, which no card is"},
	}
	if runtime.GOOS == "linux" {
		cases["a device without end"] = struct{ input, says string }{"/dev/zero", "larger than 1 MB, which no card is"}
	}
	if os.Geteuid() > 0 {
		cases["a locked file"] = struct{ input, says string }{locked, "permission denied"}
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := run(verifyJSON(i.trusted(), c.input, good)...).want(t, usage, c.says).reasons(t); got != "accepted" {
				t.Errorf("the other input: %s", got)
			}
			run("read", c.input).want(t, usage, c.says)
		})
	}
}

func TestAnswersWhatIsNoCard(t *testing.T) {
	blank := picture(t, "code.png", "x")
	for name, c := range map[string]struct{ input, want, message string }{
		"nothing":        {file(t, "a", ""), "unreadable:not-a-card", "There is nothing in it."},
		"white space":    {file(t, "a", " \r\n"), "unreadable:not-a-card", "There is nothing in it."},
		"zeros":          {file(t, "a", strings.Repeat("\x00", 3000)), "unreadable:not-a-card", "not a health card"},
		"another code":   {blank, "unreadable:not-a-card", "not a health card"},
		"no code":        {empty(t), "unreadable:not-a-card", "There is no QR code in the picture."},
		"a web address":  {file(t, "a", "https://example.org"), "unreadable:not-a-card", "link to the website example.org"},
		"an EU pass":     {file(t, "a", "HC1:NCFOXN"), "unreadable:unsupported-format", "European Union"},
		"half a JWS":     {"eyJ6aXAiOiJERUYi", "invalid:malformed-jws", ""},
		"a brace":        {"{", "unreadable:not-a-card", ""},
		"only a scheme":  {"shc:/", "invalid:malformed-code", ""},
		"letters in it":  {"shc:/56762909524320603460292437404460x", "invalid:malformed-code", ""},
		"part 9 of 2":    {"shc:/9/2/5676", "invalid:malformed-code", ""},
		"a UTF-16 file":  {file(t, "a", "\xff\xfes\x00h\x00c\x00"), "unreadable:not-a-card", ""},
		"an empty array": {`{"verifiableCredential":[]}`, "", ""},
	} {
		r := run("verify", "--json", c.input).want(t, other, "")
		got := r.cards(t)
		if len(got) != 1 || c.want != "" && r.reasons(t) != c.want || !strings.Contains(got[0].Message, c.message) || got[0].Message == "" {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// empty gives a picture without any code.
func empty(t *testing.T) string {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 320, 240))); err != nil {
		t.Fatal(err)
	}
	return file(t, "empty.png", b.String())
}

// A holder's card may be typed anywhere on a command line by mistake. Nothing
// that is printed repeats it.
func TestNeverRepeatsACard(t *testing.T) {
	i := newIssuer(t)
	c := i.card(t, adult+`,"defect":"altered"`)
	text, jws := c.Texts[0], c.JWS
	mistyped := strings.Replace(text, "shc:/", "shc:", 1)
	for _, line := range [][]string{
		{text}, {jws}, {mistyped}, {"log", text}, {"trust", jws}, {"paths", text}, {"help", text},
		{"verify", text}, {"verify", "--json", jws}, {"verify", mistyped}, {"verify", "--json", mistyped}, {"verify", " " + jws},
		{"verify", text[5:]}, {"verify", "--join", text, mistyped}, {"verify", "--same-person", jws, text},
		{"verify", `{"verifiableCredential":["` + jws + `"]}`}, {"verify", `{"verifiableCredential":["` + jws},
		{"verify", "--at", text, jws}, {"verify", "--policy", text, jws}, {"verify", "--max-age", jws, jws},
		{"verify", "--issuer", text, jws}, {"verify", "--issuer", ownISS + "=" + jws, jws}, {"verify", "--settings", jws, jws},
		{"verify", "--" + jws, jws}, {"read", text}, {"read", mistyped}, {"mint", jws}, {"trust", "import", jws, text}, {"trust", "update", jws}, {"trust", "update", "--url", text},
		{"log", "list", "--from", jws}, {"log", "export", "--what", text}, {"log", "list", "--store", jws}, {"verify", "--trust", text, jws},
	} {
		r := run(line...)
		// Of what is long enough to hold a name and a birth date.
		for _, secret := range []string{text[60:], jws[100:], text[60:200]} {
			if strings.Contains(r.out+r.err, secret) {
				t.Errorf("passctl %.30q repeats a card: %s%s", line, r.out, r.err)
			}
		}
		if r.err != "" && (strings.Count(r.err, "\n") != 1 || len(r.err) > 400) {
			t.Errorf("passctl %.30q said %q", line, r.err)
		}
	}
}

func TestABombInACardIsOnlyAMalformedOne(t *testing.T) {
	training, err := mint.Training()
	if err != nil {
		t.Fatal(err)
	}
	bomb := issuer{Signer: training}.card(t, adult+`,"defect":"bomb"`)
	if got := run("verify", "--json", "--training", bomb.JWS).want(t, other, "").reasons(t); got != "invalid:malformed-payload" {
		t.Error(got)
	}
}

// closed is standard output that nobody reads.
type closed struct{}

func (closed) Write([]byte) (int, error) { return 0, errors.New("nobody reads it") }

func TestALostAnswerIsNotAnAcceptedOne(t *testing.T) {
	i := newIssuer(t)
	card := i.card(t, adult).JWS
	for _, flag := range []string{"--json=true", "--json=false"} {
		var said bytes.Buffer
		p := &program{in: strings.NewReader(card + "\n" + card), out: closed{}, err: &said, now: clock}
		status := p.run(args([]string{"verify", flag}, i.trusted(), []string{card, "-"}))
		if status != usage || said.String() != "passctl: the answers cannot be written: nobody reads it\n" {
			t.Errorf("%s: status %d, %q", flag, status, said.String())
		}
	}
}

func TestAnswersWrongUsage(t *testing.T) {
	for line, says := range map[string]string{
		"":                                   "passctl needs a command: log, mint, paths, read, rules, trust, verify",
		"verfy":                              `"verfy" is no command of passctl; was verify meant?`,
		"export":                             `"export" is no command of passctl; passctl --help lists them`,
		"trust":                              "trust needs a command: add, import, remove, show, update",
		"trust renew":                        `"renew" is no command of trust; passctl trust --help lists them`,
		"trust update x":                     "trust update takes no arguments",
		"trust update --url":                 "flag needs an argument: --url",
		"log":                                "log needs a command: counts, export, list",
		"verify":                             "verify needs at least one INPUT",
		"read":                               "read needs at least one PICTURE",
		"mint":                               "mint takes FILE.json",
		"paths x":                            "paths takes no arguments",
		"trust show x":                       "trust show takes no arguments",
		"trust import x":                     "trust import takes SNAPSHOT.json and SNAPSHOT.sig",
		"verify --wrong x":                   "unknown flag: --wrong",
		"verify x --at":                      "flag needs an argument: --at",
		"verify --at today x":                `--at takes a time like 2023-06-30T12:00:00Z, not "today"`,
		"verify --at 2021-02-30T00:00:00Z x": "--at takes a time",
		"verify --max-age 0 x":               `--max-age takes a number of days from 1 to 36500, not "0"`,
		"verify --max-age -1 x":              "--max-age takes",
		"verify --max-age 999999999 x":       "--max-age takes",
		"verify --max-age week x":            "--max-age takes",
		"log list --from 2021-02-30":         `--from takes a day like 2021-10-05, not "2021-02-30"`,
		"log list --to 5.10.2021":            "--to takes a day",
		"log counts --from 2021-10 ":         "--from takes a day",
		"log list --from 2021-10-05 --to 2021-10-04":  "--from lies after --to",
		"log export --what people":                    `--what takes counts, hours, reasons or log, not "people"`,
		"log export --format xls":                     `--format takes csv, xlsx, json, sheet or png, not "xls"`,
		"log export --what log --format png":          "charts and day sheets are of counts",
		"log export --what log --least 5":             "small counts cannot be withheld",
		"log export --least -1":                       "--least takes a number",
		"log export --format sheet --from 2021-10-05": "say from and to",
	} {
		if r := run(strings.Fields(line)...).want(t, usage, says); r.out != "" {
			t.Errorf("%s: printed %q", line, r.out)
		}
	}
}

func TestHelpsOnEveryCommand(t *testing.T) {
	for _, line := range []string{"--help", "help", "verify --help", "read -h", "trust --help", "trust import --help", "trust update --help", "log --help", "log export --help", "mint --help", "paths --help", "help log export"} {
		r := run(strings.Fields(line)...).want(t, done, "")
		if !strings.Contains(r.out, "Usage:") || !strings.Contains(r.out, "--trust DIR") {
			t.Errorf("%s: %s", line, r.out)
		}
	}
	if r := run("--version").want(t, done, ""); !strings.HasPrefix(r.out, "passctl version ") {
		t.Errorf("version: %q", r.out)
	}
}
