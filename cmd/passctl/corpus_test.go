package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// corpus gives the folder of real cards and keys, or skips.
func corpus(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("PASSDESK_CORPUS")
	if dir == "" {
		root, err := filepath.Abs(".")
		if err != nil {
			t.Fatal(err)
		}
		for !exists(filepath.Join(root, "go.mod")) && root != filepath.Dir(root) {
			root = filepath.Dir(root)
		}
		dir = filepath.Join(filepath.Dir(root), "shared")
	}
	for _, folder := range []string{filepath.Join(dir, "corpus"), dir} {
		if exists(filepath.Join(folder, "devtools")) && exists(filepath.Join(folder, "spec")) {
			return folder
		}
	}
	t.Skip("SKIPPED: no corpus of real cards and keys; set PASSDESK_CORPUS to its folder")
	return ""
}

func content(t *testing.T, elements ...string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(elements...))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

const specISS = "https://spec.smarthealth.cards/examples/issuer"

// specFlags trust the specification's example issuer, on a day on which its
// examples are valid.
func specFlags(dir string) []string {
	return []string{"--at", "2023-06-30T12:00:00Z", "--issuer", specISS + "=" + dir + "/spec/issuer/jwks.json," +
		dir + "/spec/issuer/crl/3Kfdg-XwP-7gXyywtUfUADwBumDOPKMQx-iELL11W9s.json"}
}

func TestCorpusExamplesInEveryForm(t *testing.T) {
	dir := corpus(t)
	for example, want := range map[string]string{"00": "accepted", "01": "accepted", "03": "invalid:revoked"} {
		base := filepath.Join(dir, "spec", "example-"+example)
		jws, digits := strings.TrimSpace(content(t, base+"-d-jws.txt")), strings.TrimSpace(content(t, base+"-f-qr-code-numeric-value-0.txt"))
		for _, input := range []string{
			jws, base + "-d-jws.txt", base + "-e-file.smart-health-card", content(t, base+"-e-file.smart-health-card"),
			digits, base + "-f-qr-code-numeric-value-0.txt", base + "-g-qr-code-0.png",
		} {
			r := run(verifyJSON(specFlags(dir), input)...)
			got := r.cards(t)
			if r.reasons(t) != want || r.err != "" || (r.status == done) != (want == "accepted") {
				t.Errorf("%s, %.40s: status %d, %s %s", example, input, r.status, r.reasons(t), r.err)
				continue
			}
			switch c := got[0]; want {
			case "accepted":
				if c.Holder == nil || c.Holder.Name != "John B. Anyperson" || c.Holder.BirthDate != "1951-01-20" || len(c.Doses) != 3 || c.Doses[0].Product != "moderna" || c.Genuine != "yes" {
					t.Errorf("%s, %.40s: %+v", example, input, c)
				}
			default:
				if c.Holder != nil || c.Doses != nil || c.Genuine != "no" {
					t.Errorf("%s, %.40s: facts of a revoked card", example, input)
				}
			}
		}
	}
}

// The third example is a laboratory report in three codes: genuine, and
// nothing in it that a desk can use.
func TestCorpusThreeCodesInEveryOrder(t *testing.T) {
	dir := corpus(t)
	base := filepath.Join(dir, "spec", "example-02")
	var texts, files, pictures [3]string
	for i := range 3 {
		n := string(rune('0' + i))
		files[i], pictures[i] = base+"-f-qr-code-numeric-value-"+n+".txt", base+"-g-qr-code-"+n+".png"
		texts[i] = strings.TrimSpace(content(t, files[i]))
	}
	check := func(flags []string, inputs ...string) {
		t.Helper()
		got := run(verifyJSON(flags, inputs...)...).want(t, other, "").cards(t)
		if len(got) != 1 || got[0].Genuine != "yes" || got[0].Reason != "any-genuine-record/has-record" || got[0].Holder != nil || got[0].Doses != nil {
			t.Errorf("%d cards for %.60q", len(got), inputs)
		}
	}
	join := append(specFlags(dir), "--join")
	for _, o := range [][3]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		check(join, texts[o[0]], texts[o[1]], texts[o[2]])
		check(join, files[o[0]], texts[o[1]], files[o[2]])
		check(specFlags(dir), file(t, "parts.txt", texts[o[0]]+"\n"+texts[o[1]]+"\n"+texts[o[2]]))
	}
	check(join, pictures[2], texts[0], pictures[1], pictures[0])
	check(specFlags(dir), base+"-d-jws.txt")
	check(specFlags(dir), base+"-e-file.smart-health-card")
	if got := run(verifyJSON(join, texts[0], texts[2])...).want(t, other, "").reasons(t); got != "unreadable:incomplete" {
		t.Errorf("two of three: %s", got)
	}
}

func TestCorpusAChangedCardIsFound(t *testing.T) {
	dir := corpus(t)
	jws := strings.TrimSpace(content(t, dir, "spec/example-00-d-jws.txt"))
	header, rest, _ := strings.Cut(jws, ".")
	payload, signature, _ := strings.Cut(rest, ".")
	flip := func(s string, at int) string {
		c := byte('A')
		if s[at] == c {
			c = 'B'
		}
		return s[:at] + string(c) + s[at+1:]
	}
	var in strings.Builder
	for at := 0; at < len(signature)-1; at += 5 {
		in.WriteString(header + "." + payload + "." + flip(signature, at) + "\n")
	}
	for n, c := range passctl(strings.NewReader(in.String()), verifyJSON(specFlags(dir), "-")...).want(t, other, "").cards(t) {
		if c.Reason != "bad-signature" || c.Holder != nil {
			t.Errorf("signature, character %d: %s", 5*n, c.Reason)
		}
	}
	in.Reset()
	for at := 0; at < len(payload); at += 3 {
		in.WriteString(header + "." + flip(payload, at) + "." + signature + "\n")
	}
	for n, c := range passctl(strings.NewReader(in.String()), verifyJSON(specFlags(dir), "-")...).want(t, other, "").cards(t) {
		if c.Genuine == "yes" || c.Outcome == "accepted" || c.Holder != nil {
			t.Errorf("payload, character %d: %s", 3*n, c.Outcome)
		}
	}
}

// importDay is a day after the corpus' directory was fetched.
var importDay = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func onDay(day time.Time, line ...string) result {
	var out, err bytes.Buffer
	p := &program{in: strings.NewReader(""), out: &out, err: &err, now: func() time.Time { return day }}
	return result{p.run(line), out.String(), err.String()}
}

func TestCorpusTakesTheRealDirectory(t *testing.T) {
	dir, folder := corpus(t), filepath.Join(t.TempDir(), "directory")
	snapshot, signature := filepath.Join(dir, "vci/vci_snapshot.json"), filepath.Join(dir, "vci/vci_snapshot.sig")
	show := func() string { return onDay(importDay, "trust", "show", "--trust", folder).want(t, done, "").out }
	r := onDay(importDay, "trust", "import", snapshot, signature, "--trust", folder).want(t, done, "")
	if !strings.HasPrefix(r.out, "taken: 651 issuers, 961 usable keys") {
		t.Errorf("%s", r.out)
	}
	before := show()
	if !strings.HasPrefix(before, "651 issuers, 961 usable keys, issued ") || strings.Count(before, "\ndirectory\t") != 651 {
		t.Errorf("%.200s", before)
	}
	raw := []byte(content(t, snapshot))
	raw[len(raw)/2] ^= 1
	r = onDay(importDay, "trust", "import", file(t, "changed.json", string(raw)), signature, "--trust", folder).want(t, usage, "changed.json was not taken: the snapshot was changed, or signed with a key")
	if after := show(); r.out != "" || after != before {
		t.Errorf("the old directory did not stay: %s%.200s", r.out, after)
	}
	// An issuer of the directory cannot be replaced from the command line.
	flag := "https://myvaccinerecord.cdph.ca.gov/creds=" + filepath.Join(dir, "spec/issuer/jwks.json")
	onDay(importDay, "verify", "--trust", folder, "--issuer", flag, "eyJ").want(t, usage, "the directory has an issuer with this address already")
	// Test issuers are known beside it, and never trusted by themselves.
	if got := onDay(importDay, "verify", "--json", "--trust", folder, filepath.Join(dir, "spec/example-00-d-jws.txt")).reasons(t); got != "unverified:test-issuer" {
		t.Errorf("%s", got)
	}
}

func TestCorpusDeveloperToolsCases(t *testing.T) {
	dir := corpus(t)
	counted := map[string]int{}
	for row := range strings.Lines(content(t, dir, "devtools/cases.tsv")) {
		fields := strings.Split(strings.TrimSuffix(row, "\n"), "\t")
		if len(fields) < 3 || fields[0] == "files" {
			continue
		}
		var files []string
		for _, name := range strings.Split(fields[0], ";") {
			files = append(files, filepath.Join(dir, "devtools", name))
		}
		kind, expect := fields[1], fields[2]
		counted[kind]++
		t.Run(fields[0], func(t *testing.T) {
			switch kind {
			case "jwkset":
				r := run("verify", "--json", "--issuer", ownISS+"="+files[0], "HC1:", "shc:/00")
				if _, refused := strings.CutPrefix(r.err, "passctl: --issuer: "); refused != (expect == "reject-key") || refused != (r.out == "") {
					t.Errorf("%s: %s%s", expect, r.err, r.out)
				}
			case "crl":
				r := run("verify", "--json", "--issuer", ownISS+"="+filepath.Join(dir, "spec/issuer/jwks.json")+","+files[0], "shc:/00")
				if r.reasons(t) != "invalid:malformed-jws" {
					t.Errorf("%s: %s%s", expect, r.err, r.out)
				}
			default:
				corpusCards(t, dir, files, expect)
			}
		})
	}
	if counted["image"] < 6 || counted["jws"] < 10 || counted["jwkset"] < 6 || counted["crl"] < 3 {
		t.Errorf("only %v", counted)
	}
}

func corpusCards(t *testing.T, dir string, files []string, expect string) {
	t.Helper()
	flags := specFlags(dir)
	if len(files) > 1 {
		flags = append(flags, "--join")
	}
	r := run(verifyJSON(flags, files...)...)
	cards := r.cards(t)
	if r.err != "" || len(cards) == 0 {
		t.Fatalf("%d answers: %s", len(cards), r.err)
	}
	genuine := 0
	for _, c := range cards {
		if c.Genuine == "yes" {
			genuine++
		}
	}
	switch {
	case expect == "accept" && (genuine != len(cards) || r.status != done):
		t.Errorf("%d of %d genuine: %s", genuine, len(cards), r.reasons(t))
	case expect == "reject" && (genuine > 0 || r.status != other):
		t.Errorf("genuine: %s", r.reasons(t))
	}
}
