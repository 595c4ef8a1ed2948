package verify_test

import (
	"bufio"
	"bytes"
	"strings"
	"testing"
	"time"

	"passdesk/cmd/housekeeping/corpus"
	"passdesk/verify"
	"passdesk/verify/reason"
	"passdesk/verify/shc"
	"passdesk/verify/trust"
	"passdesk/verify/vocab"
)

const specISS = "https://spec.smarthealth.cards/examples/issuer"

// specDay lies after the examples were issued and before one expires.
var specDay = time.Date(2023, 6, 30, 12, 0, 0, 0, time.UTC)

// specVerifier trusts the example issuer with its published revocations, and
// knows the whole real directory beside it.
func specVerifier(t testing.TB) *verify.Verifier {
	t.Helper()
	pins, err := trust.Pins()
	if err != nil {
		t.Fatal(err)
	}
	d, err := trust.Open(corpus.Read(t, "corpus", "vci/vci_snapshot.json"), corpus.Read(t, "corpus", "vci/vci_snapshot.sig"), specDay, pins)
	if err != nil {
		t.Fatal(err)
	}
	i, err := trust.ParseJWKS(specISS, "Example issuer", corpus.Read(t, "corpus", "spec/issuer/jwks.json"),
		corpus.Read(t, "corpus", "spec/issuer/crl/3Kfdg-XwP-7gXyywtUfUADwBumDOPKMQx-iELL11W9s.json"))
	if err != nil {
		t.Fatal(err)
	}
	if d, err = d.With(i); err != nil {
		t.Fatal(err)
	}
	v, err := verify.New(verify.Config{Directory: d, Tables: vocab.Shipped(), Trusted: []string{specISS}})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestVerifiesTheExamplesOfTheSpecification(t *testing.T) {
	v := specVerifier(t)
	for _, c := range []struct {
		file string
		want reason.Reason
	}{
		{"example-00-d-jws.txt", ""},
		{"example-00-e-file.smart-health-card", ""},
		{"example-00-f-qr-code-numeric-value-0.txt", ""},
		{"example-01-d-jws.txt", ""},
		{"example-01-f-qr-code-numeric-value-0.txt", ""},
		{"example-02-d-jws.txt", ""},
		{"example-02-f-qr-code-numeric-value-0.txt", reason.Incomplete},
		{"example-03-d-jws.txt", reason.Revoked},
		{"example-03-f-qr-code-numeric-value-0.txt", reason.Revoked},
	} {
		got := v.Verify(string(corpus.Read(t, "corpus", "spec", c.file)), specDay)
		if got.Reason != c.want || got.Genuine != c.want.Genuine() || (got.Record != nil) != (c.want == "") {
			t.Errorf("%s: %s %q, want %q: %s", c.file, got.Genuine, got.Reason, c.want, got.Message)
		}
	}
}

func TestReadsTheRecordsOfTheExamples(t *testing.T) {
	v := specVerifier(t)
	for file, doses := range map[string]int{"example-00-d-jws.txt": 3, "example-01-d-jws.txt": 3, "example-02-d-jws.txt": 0} {
		r := v.Verify(string(corpus.Read(t, "corpus", "spec", file)), specDay).Record
		if r == nil || len(r.Doses) != doses || (r.Holder.Name.Family != "") != (doses > 0) {
			t.Errorf("%s: not %d doses, or not their holder", file, doses)
		}
	}
}

func TestJoinsTheThreeCodesOfARealCardInAnyOrder(t *testing.T) {
	v := specVerifier(t)
	texts := make([]string, 3)
	for i := range texts {
		texts[i] = string(corpus.Read(t, "corpus", "spec/example-02-f-qr-code-numeric-value-"+string(rune('0'+i))+".txt"))
	}
	for _, order := range [][]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		var p shc.Parts
		var got shc.Progress
		for _, i := range order {
			p, got = p.Add(texts[i], specDay)
		}
		if answer := v.Verify(got.JWS, specDay); answer.Genuine != reason.Yes {
			t.Errorf("order %v: %s, %s", order, got.State, answer.Reason)
		}
	}
}

func TestNoChangedCharacterOfARealCardStaysGenuine(t *testing.T) {
	v := specVerifier(t)
	jws := strings.TrimSpace(string(corpus.Read(t, "corpus", "spec/example-00-d-jws.txt")))
	step := 1
	if testing.Short() {
		step = 7
	}
	for i := 0; i < len(jws); i += step {
		for _, c := range []byte{'A', '_', jws[i] ^ 1} {
			if c == jws[i] {
				continue
			}
			if got := v.Verify(jws[:i]+string(rune(c))+jws[i+1:], specDay); got.Genuine == reason.Yes || got.Record != nil {
				t.Fatalf("character %d changed to %q, and the card stayed genuine", i, c)
			}
		}
	}
}

// row is a line of devtools/cases.tsv.
type row struct {
	files        []string
	kind, expect string
}

func cases(t *testing.T) []row {
	var rows []row
	lines := bufio.NewScanner(bytes.NewReader(corpus.Read(t, "corpus", "devtools/cases.tsv")))
	lines.Scan() // the names of the columns
	for lines.Scan() {
		if fields := strings.Split(lines.Text(), "\t"); len(fields) >= 3 {
			rows = append(rows, row{strings.Split(fields[0], ";"), fields[1], fields[2]})
		}
	}
	return rows
}

// answers opens files as a desk does and verifies every card in them.
func answers(t *testing.T, v *verify.Verifier, files []string) []verify.Verdict {
	var parts shc.Parts
	var got []verify.Verdict
	for _, name := range files {
		file, err := shc.Open(corpus.Read(t, "corpus", "devtools", name))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, text := range file.Texts {
			var progress shc.Progress
			parts, progress = parts.Add(text, specDay)
			switch progress.State {
			case shc.NotAPart:
				got = append(got, v.Verify(text, specDay))
			case shc.Complete:
				got = append(got, v.Verify(progress.JWS, specDay))
			}
		}
	}
	return got
}

func TestAnswersTheOfficialDeveloperToolsTestData(t *testing.T) {
	v := specVerifier(t)
	done := 0
	for _, c := range cases(t) {
		if c.kind == "image" || c.kind == "jwkset" || c.kind == "crl" {
			continue // pictures are read elsewhere, keys and lists judged in package trust
		}
		done++
		genuine, all := 0, answers(t, v, c.files)
		for _, a := range all {
			if a.Genuine == reason.Yes {
				genuine++
			}
			if a.Message == "" || a.Genuine != a.Reason.Genuine() {
				t.Errorf("%v: genuine %s with reason %q and message %q", c.files, a.Genuine, a.Reason, a.Message)
			}
		}
		switch c.expect {
		case "accept":
			if genuine == 0 || genuine != len(all) {
				t.Errorf("%v: %d of %d genuine, want all: %+v", c.files, genuine, len(all), all)
			}
		case "reject":
			if genuine > 0 {
				t.Errorf("%v: genuine", c.files)
			}
		}
	}
	if done < 15 {
		t.Errorf("only %d cases", done)
	}
}

func TestKeysOfOneIssuerDoNotSpeakForAnother(t *testing.T) {
	got := specVerifier(t).Verify(string(corpus.Read(t, "corpus", "devtools/test-example-00-d-jws-issuer-not-valid-with-smart-key.txt")), specDay)
	if got.Reason != reason.UnknownIssuer {
		t.Errorf("%s", got.Reason)
	}
}
